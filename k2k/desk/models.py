"""What bodies at the desk think of a report, and what was handed to a body outside."""

from django.db import models
from django.db.models import F, Q

from k2k.bodies.models import Body
from k2k.desk.rules import STANCES
from k2k.issues.models import Issue


class Stance(models.Model):
    """What one body at the desk said about a report. The latest of a body stands; the former are its history."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="stances")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12)
    post = models.CharField(max_length=24, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(stance__in=STANCES), name="stance_known")]
        indexes = [models.Index(fields=["issue", "id"], name="stance_issue")]

    @property
    def ref(self) -> str:
        """Soft reference of this view."""
        return f"desk.stance:{self.pk}"


class Sent(models.Model):
    """A report in the hands of an outside body: since when, until when by its charter, how often it was reminded.

    `returned_at` with `missing`: it came back for a formality, and the committee completes it; `completed_at`: it was
    sent anew, in a row of its own. `ended_at`: the outside body has it no more.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="sent")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    own_charter = models.BooleanField()
    due_on = models.DateField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    missing = models.CharField(max_length=300, blank=True, default="")
    completed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=Q(ended_at=None), name="sent_to_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(returned_at=None, missing="") | (Q(returned_at__isnull=False) & ~Q(missing="")),
                name="sent_return_says_what_is_missing",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(ended_at__isnull=False), name="sent_returned_is_over"
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(completed_at__gte=F("returned_at")), name="sent_completed_after"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(ended_at=None), name="sent_due"),
            models.Index(
                fields=["returned_at"],
                condition=Q(returned_at__isnull=False, completed_at=None),
                name="sent_to_complete",
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this hand-over."""
        return f"desk.sent:{self.pk}"

    @property
    def node(self):
        """Where it is."""
        return self.issue.node
