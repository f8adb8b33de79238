"""Who promised what, to whom, by when: public, with every slip kept."""

from django.db import models
from django.db.models import F, Q

from k2k.bodies.models import Body
from k2k.commitments.rules import KINDS, PROOFS, REASON_LENGTH, WHAT_LENGTH
from k2k.core.nodes import Node


class Commitment(models.Model):
    """The thread from a need to a verified result.

    `target_due` is the date a rule gave, `first_due` the first that was promised (of a target: the rule's), `due` the
    one that stands; it moves only through a slip. `proof` has its own moment, `denials` counts how often neighbours
    said "not yet". A `private` one is for something inside a home: counted on boards, never listed.
    """

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=8)
    what = models.CharField(max_length=WHAT_LENGTH)
    lang = models.CharField(max_length=8, default="ms")
    made_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    target_due = models.DateTimeField(null=True)
    first_due = models.DateTimeField()
    due = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=10, default="none")
    proof_at = models.DateTimeField(null=True)
    denials = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    withdrawn_by_promiser = models.BooleanField(default=False)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    imported = models.BooleanField(default=False)
    private = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="commitment_kind_known"),
            models.CheckConstraint(condition=Q(proof__in=PROOFS), name="commitment_proof_known"),
            models.CheckConstraint(
                condition=Q(proof="none", claimed_at=None, proof_at=None)
                | (~Q(proof="none") & Q(claimed_at__isnull=False, proof_at__gte=F("claimed_at"))),
                name="commitment_proof_follows_claim",
            ),
            models.CheckConstraint(
                condition=Q(kind="target", promised_at=None) | Q(kind="promise", promised_at__isnull=False),
                name="commitment_promise_has_its_moment",
            ),
            models.CheckConstraint(condition=Q(due__gte=F("first_due")), name="commitment_due_only_later"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="", withdrawn_by_promiser=False, replaced_by=None)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="commitment_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["source", "body"], condition=Q(withdrawn_at=None), name="commitment_one_running_a_body"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "proof", "due"], name="commitment_site_open"),
            models.Index(fields=["site", "claimed_at"], name="commitment_site_claimed"),
            models.Index(fields=["site", "first_due"], name="commitment_site_first"),
            models.Index(fields=["body", "proof", "due"], name="commitment_body_open"),
            models.Index(fields=["source"], name="commitment_source"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Soft reference of this commitment."""
        return f"commitments.commitment:{self.pk}"


class Slip(models.Model):
    """A new date for a commitment, with its reason; kept for good, and the first date judges too."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="slips")
    old_due = models.DateTimeField()
    new_due = models.DateTimeField()
    reason = models.CharField(max_length=REASON_LENGTH)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(new_due__gt=F("old_due")), name="slip_moves_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="slip_has_a_reason"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this slip."""
        return f"commitments.slip:{self.pk}"
