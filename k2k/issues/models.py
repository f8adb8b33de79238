"""A report and what became of it."""

from django.db import models
from django.db.models import Q

from k2k.bodies.models import Body
from k2k.core.files.models import StoredFile
from k2k.core.nodes import Node
from k2k.issues.rules import ANSWERS, CATEGORIES, CHANNELS, IDENTITIES, OUTSIDE_SYSTEMS, STATES
from k2k.people.models import Household


class Issue(models.Model):
    """Something is wrong at a place. Common faults are public; `at_home` ones are for the office and the reporter only."""

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    category = models.CharField(max_length=24)
    state = models.CharField(max_length=12, default="new")
    channel = models.CharField(max_length=12)
    identity = models.CharField(max_length=12)
    at_home = models.BooleanField(default=False)
    text = models.TextField(blank=True, default="")
    lang = models.CharField(max_length=8, default="ms")
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    done_photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    reporter = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    follow_hash = models.CharField(max_length=80, blank=True, default="", db_index=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="issues")
    reported_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    clock_doubtful = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    reject_reason = models.CharField(max_length=300, blank=True, default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    households = models.PositiveIntegerField(default=0)
    without_card = models.PositiveIntegerField(default=0)
    yes_households = models.PositiveSmallIntegerField(default=0)
    outside_system = models.CharField(max_length=16, blank=True, default="")
    outside_number = models.CharField(max_length=40, blank=True, default="")
    outside_status = models.CharField(max_length=80, blank=True, default="")
    outside_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=24, blank=True, default="")
    source_id = models.CharField(max_length=40, blank=True, default="")
    source_status = models.CharField(max_length=24, blank=True, default="")
    source_kind = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="issue_state_known"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="issue_category_known"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="issue_channel_known"),
            models.CheckConstraint(condition=Q(identity__in=IDENTITIES), name="issue_identity_known"),
            models.CheckConstraint(
                condition=~Q(identity="anonymous") | Q(reporter=None), name="issue_anonymous_keeps_nobody"
            ),
            models.CheckConstraint(
                condition=Q(outside_system="") | Q(outside_system__in=OUTSIDE_SYSTEMS), name="issue_outside_known"
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="issue_imported_once"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "reported_at"], name="issue_site_state"),
            models.Index(fields=["site", "reported_at"], name="issue_site_time"),
            models.Index(fields=["node", "state"], name="issue_node_state"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this issue."""
        return f"issues.issue:{self.pk}"


class Tap(models.Model):
    """"Saya juga": a household by its card, or a device without one (kept as a keyed hash, counted apart)."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="taps")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "household"], condition=Q(household__isnull=False), name="tap_once_a_household"
            ),
            models.UniqueConstraint(
                fields=["issue", "device"], condition=Q(household=None), name="tap_once_a_device"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this tap."""
        return f"issues.tap:{self.pk}"


class Answer(models.Model):
    """"Ya" or "Belum" to "sudah elok?"; `round` counts how often the issue was reopened before."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True, default="")
    answer = models.CharField(max_length=4)
    counts = models.BooleanField()
    why_not = models.CharField(max_length=24, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=ANSWERS), name="answer_known"),
            models.UniqueConstraint(
                fields=["issue", "round", "household"],
                condition=Q(household__isnull=False),
                name="answer_once_a_household",
            ),
            models.UniqueConstraint(
                fields=["issue", "round", "device"], condition=Q(household=None), name="answer_once_a_device"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this answer."""
        return f"issues.answer:{self.pk}"


class Step(models.Model):
    """One line of an issue's public timeline: what, when, which post of which body; words only where a person gave some."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=24)
    at = models.DateTimeField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=24, blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")
    lang = models.CharField(max_length=8, default="ms")
    public = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["issue", "at"], name="step_issue")]


class Contact(models.Model):
    """Who reported in confidence: sealed, for one named post, gone when the issue is closed for 90 days."""

    issue = models.OneToOneField(Issue, models.PROTECT, related_name="contact")
    sealed = models.TextField()
    post = models.CharField(max_length=24)
    erased_at = models.DateTimeField(null=True)
