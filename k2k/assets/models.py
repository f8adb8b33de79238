"""What is known of a thing that can fail: its parts, certificates, visits; which hours count; whom a stop was told."""

from django.db import models
from django.db.models import F, Q

from k2k.assets.availability import SETS
from k2k.assets.rules import CERTIFICATES, MONTHS, MOST_GRACE, NUMBER_LENGTH, PARTS, SPANS_LENGTH, WHAT_LENGTH
from k2k.bodies.models import Body
from k2k.core.files.models import StoredFile
from k2k.core.nodes import Node
from k2k.issues.models import Issue


class Part(models.Model):
    """A piece of a thing, or of another piece; "whole" is the thing itself. Replaced, it ends."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="pieces")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=WHAT_LENGTH, blank=True, default="")
    serial = models.CharField(max_length=NUMBER_LENGTH, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PARTS), name="part_kind_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="part_ends_later"),
            models.UniqueConstraint(fields=["node"], condition=Q(kind="whole", until=None), name="part_one_whole"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this part."""
        return f"assets.part:{self.pk}"


class Certificate(models.Model):
    """A certificate as its paper says. A newer one of the same kind stands in its place; none is ever changed."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=NUMBER_LENGTH)
    issued_on = models.DateField()
    until = models.DateField()
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=tuple(CERTIFICATES)), name="certificate_kind_known"),
            models.CheckConstraint(condition=Q(until__gt=F("issued_on")), name="certificate_ends_later"),
            models.CheckConstraint(condition=~Q(number=""), name="certificate_has_a_number"),
        ]
        indexes = [models.Index(fields=["node", "kind", "-until"], name="certificate_newest")]

    @property
    def ref(self) -> str:
        """Soft reference of this certificate."""
        return f"assets.certificate:{self.pk}"


class Schedule(models.Model):
    """Who looks after a thing every so many months, and with how many days of grace."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    what = models.CharField(max_length=WHAT_LENGTH)
    months = models.PositiveSmallIntegerField()
    grace_days = models.PositiveSmallIntegerField()
    first_due = models.DateField()
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__in=MONTHS), name="schedule_months_known"),
            models.CheckConstraint(condition=Q(grace_days__lte=MOST_GRACE), name="schedule_grace_within_reason"),
        ]
        indexes = [models.Index(fields=["node"], name="schedule_node", condition=Q(ended_on=None))]

    @property
    def ref(self) -> str:
        """Soft reference of this schedule."""
        return f"assets.schedule:{self.pk}"


class Visit(models.Model):
    """A visit of a schedule. `missed`: nobody had written it down by its last day. It is never changed."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="visits")
    due = models.DateField()
    closes_on = models.DateField()
    done_on = models.DateField()
    recorded_on = models.DateField()
    missed = models.BooleanField()
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "due"], name="visit_once_a_round"),
            models.CheckConstraint(condition=Q(done_on__lte=F("recorded_on")), name="visit_was_made"),
            models.CheckConstraint(
                condition=Q(missed=True, recorded_on__gt=F("closes_on"))
                | Q(missed=False, recorded_on__lte=F("closes_on")),
                name="visit_missed_is_counted",
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this visit."""
        return f"assets.visit:{self.pk}"


class Hours(models.Model):
    """Which hours count at a site on one kind of day, from a day on. The newest row before a day holds for it."""

    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    spans = models.CharField(max_length=SPANS_LENGTH, blank=True)
    since = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=SETS), name="hours_kind_known")]
        indexes = [models.Index(fields=["site", "kind", "since", "id"], name="hours_newest")]

    @property
    def ref(self) -> str:
        """Soft reference of these hours."""
        return f"assets.hours:{self.pk}"


class Told(models.Model):
    """The homes that need a lift were told that it stopped. Which homes, and how many, is not kept here."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    runs = models.PositiveSmallIntegerField()
    phone = models.CharField(max_length=40, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "round"], name="told_once_a_round")]

    @property
    def ref(self) -> str:
        """Soft reference of this telling."""
        return f"assets.told:{self.pk}"
