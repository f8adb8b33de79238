"""Who promised what, to whom, by when: public, with every slip kept."""

from django.db import models
from django.db.models import F, Q

from k2k.bodies.models import Body
from k2k.commitments.rules import KINDS, PROOFS
from k2k.core.nodes import Node


class Commitment(models.Model):
    """The thread from a need to a verified result. `first_due` never changes; `due` moves only through a slip."""

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=8)
    what = models.CharField(max_length=160)
    lang = models.CharField(max_length=8, default="ms")
    made_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    first_due = models.DateTimeField()
    due = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=10, default="none")
    proof_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    imported = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="commitment_kind_known"),
            models.CheckConstraint(condition=Q(proof__in=PROOFS), name="commitment_proof_known"),
            models.CheckConstraint(
                condition=Q(proof="none") | Q(claimed_at__isnull=False) | Q(proof="denied"),
                name="commitment_proof_follows_claim",
            ),
            models.CheckConstraint(
                condition=Q(kind="target") | Q(promised_at__isnull=False), name="commitment_promise_has_its_moment"
            ),
            models.UniqueConstraint(
                fields=["source", "body"], condition=Q(withdrawn_at=None), name="commitment_one_running_a_body"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "due"], name="commitment_site_due"),
            models.Index(fields=["site", "body", "due"], name="commitment_site_body"),
            models.Index(fields=["source"], name="commitment_source"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this commitment."""
        return f"commitments.commitment:{self.pk}"


class Slip(models.Model):
    """A new date for a commitment, with its reason; kept for good, and the first date judges too."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="slips")
    old_due = models.DateTimeField()
    new_due = models.DateTimeField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(new_due__gt=F("old_due")), name="slip_moves_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="slip_has_a_reason"),
        ]
