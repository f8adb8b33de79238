"""A report and what became of it."""

from django.db import models
from django.db.models import F, Q

from k2k.core.nodes import Node
from k2k.issues.danger import DANGERS
from k2k.issues.priority import MOVES
from k2k.issues.rules import (
    ALL_FAULTS,
    ANSWERS,
    CATEGORIES,
    CHANNELS,
    IDENTITIES,
    KEEP_REASONS,
    OUTSIDE_SYSTEMS,
    PHOTO_ACTIONS,
    STATES,
    WHY_NOT,
)


class Issue(models.Model):
    """Something is wrong at a place. Common faults are public; `at_home` ones are for the office and the reporter only.

    `priority` is the sum of priority.py, kept at every write and once a day; higher comes first, and what is ended has
    none. `danger` is what makes it safety-critical, `rung` how far up the ladder it has been told.
    `due` repeats the running commitment's date, so that lists sort and filter by it without a join. An imported issue
    (`source`) keeps the source's own words and dates beside ours; no clock runs for it here.
    """

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    category = models.CharField(max_length=24)
    fault = models.CharField(max_length=24, blank=True, default="")
    state = models.CharField(max_length=12, default="new")
    channel = models.CharField(max_length=12)
    identity = models.CharField(max_length=12)
    at_home = models.BooleanField(default=False)
    text = models.TextField(blank=True, default="")
    lang = models.CharField(max_length=8, default="ms")
    photo = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")
    done_photo = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")
    reporter = models.ForeignKey("people.Household", models.PROTECT, null=True, related_name="+")
    follow_hash = models.CharField(max_length=80, blank=True, default="", db_index=True)
    body = models.ForeignKey("bodies.Body", models.PROTECT, null=True, related_name="issues")
    priority = models.PositiveIntegerField(default=0)
    moved = models.CharField(max_length=8, blank=True, default="")
    danger = models.CharField(max_length=12, blank=True, default="")
    danger_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(null=True)
    due_kind = models.CharField(max_length=8, blank=True, default="")
    reported_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    clock_doubtful = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    asked_again_at = models.DateTimeField(null=True)
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
    source_verdict = models.CharField(max_length=24, blank=True, default="")
    source_kind = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="issue_state_known"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="issue_category_known"),
            models.CheckConstraint(condition=Q(fault="") | Q(fault__in=ALL_FAULTS), name="issue_fault_known"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="issue_channel_known"),
            models.CheckConstraint(condition=Q(identity__in=IDENTITIES), name="issue_identity_known"),
            models.CheckConstraint(
                condition=~Q(identity__in=("anonymous", "confidential")) | Q(reporter=None),
                name="issue_hidden_keeps_nobody",
            ),
            models.CheckConstraint(
                condition=Q(outside_system="") | Q(outside_system__in=OUTSIDE_SYSTEMS), name="issue_outside_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(claimed_at__isnull=False), name="issue_claim_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="issue_merged_says_where"
            ),
            models.CheckConstraint(condition=Q(moved__in=tuple(MOVES)), name="issue_move_known"),
            models.CheckConstraint(condition=Q(danger="") | Q(danger__in=DANGERS), name="issue_danger_known"),
            models.CheckConstraint(condition=Q(danger="") | Q(danger_at__isnull=False), name="issue_danger_since"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="issue_imported_once"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "reported_at"], name="issue_site_state"),
            models.Index(fields=["site", "reported_at", "id"], name="issue_site_time"),
            models.Index(fields=["site", "-priority", "reported_at", "id"], name="issue_site_priority"),
            models.Index(fields=["danger_at"], name="issue_danger", condition=~Q(danger="")),
            models.Index(fields=["node", "state"], name="issue_node_state"),
            models.Index(fields=["state", "claimed_at"], name="issue_claimed"),
            models.Index(fields=["reporter"], name="issue_reporter"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Soft reference of this issue."""
        return f"issues.issue:{self.pk}"

    @property
    def round(self) -> int:
        """Which round of answers runs: each reopening begins a new one."""
        return self.reopened


class Tap(models.Model):
    """ "Saya juga": a household by its card, or a device without one (a keyed hash, counted apart).

    The report itself is the first tap. A tap taken back is ended, not deleted. `moved_from` is the merged issue that a
    tap came from.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="taps")
    household = models.ForeignKey("people.Household", models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    moved_from = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "household"],
                condition=Q(household__isnull=False, ended_at=None),
                name="tap_once_a_household",
            ),
            models.UniqueConstraint(
                fields=["issue", "device"],
                condition=Q(household=None, ended_at=None) & ~Q(device=""),
                name="tap_once_a_device",
            ),
        ]
        indexes = [models.Index(fields=["household"], name="tap_household")]

    @property
    def ref(self) -> str:
        """Soft reference of this tap."""
        return f"issues.tap:{self.pk}"


class Answer(models.Model):
    """ "Ya" or "Belum" to "sudah elok?"; `round` counts how often the issue was reopened before.

    `counts` says whether it decides anything, `why_not` why it does not. `text` is what is still wrong, in the
    answerer's words, for those who repair it only.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    household = models.ForeignKey("people.Household", models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True, default="")
    answer = models.CharField(max_length=4)
    counts = models.BooleanField()
    why_not = models.CharField(max_length=24, blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")
    lang = models.CharField(max_length=8, default="ms")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=ANSWERS), name="answer_known"),
            models.CheckConstraint(condition=Q(why_not="") | Q(why_not__in=WHY_NOT), name="answer_reason_known"),
            models.CheckConstraint(
                condition=Q(counts=True, why_not="", household__isnull=False) | (Q(counts=False) & ~Q(why_not="")),
                name="answer_counts_or_says_why_not",
            ),
            models.UniqueConstraint(
                fields=["issue", "round", "household"],
                condition=Q(household__isnull=False),
                name="answer_once_a_household",
            ),
            models.UniqueConstraint(
                fields=["issue", "round", "device"],
                condition=Q(household=None) & ~Q(device=""),
                name="answer_once_a_device",
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this answer."""
        return f"issues.answer:{self.pk}"


class Step(models.Model):
    """One line of an issue's timeline: what, when, which post of which body; words only where a person gave some.

    `due` and `due_kind` are the date that was named; `count` is how many households had said yes by then.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=24)
    at = models.DateTimeField()
    body = models.ForeignKey("bodies.Body", models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=24, blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")
    lang = models.CharField(max_length=8, default="ms")
    due = models.DateTimeField(null=True)
    due_kind = models.CharField(max_length=8, blank=True, default="")
    count = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["issue", "at", "id"], name="step_issue")]

    @property
    def ref(self) -> str:
        """Soft reference of this step."""
        return f"issues.step:{self.pk}"


class Moderation(models.Model):
    """One decision about a photograph: published, blurred (`copy` is what is shown) or kept, why, by which post.

    `decided_by` is the key of who decided, so that another one answers an appeal; it is never shown.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="moderations")
    photo = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    copy = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=8)
    reason = models.CharField(max_length=16, blank=True, default="")
    decided_by = models.CharField(max_length=40)
    body = models.ForeignKey("bodies.Body", models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=24, blank=True, default="")
    at = models.DateTimeField()
    appealed_at = models.DateTimeField(null=True)
    answers = models.OneToOneField("self", models.PROTECT, null=True, related_name="answered_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(action__in=PHOTO_ACTIONS), name="moderation_action_known"),
            models.CheckConstraint(
                condition=Q(action="keep", reason__in=KEEP_REASONS) | ~Q(action="keep") & Q(reason=""),
                name="moderation_keeps_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(action="blur", copy__isnull=False) | ~Q(action="blur") & Q(copy=None),
                name="moderation_blur_has_copy",
            ),
            models.CheckConstraint(
                condition=Q(appealed_at=None) | Q(action="keep", answers=None), name="moderation_appealed_once"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this decision."""
        return f"issues.moderation:{self.pk}"

    @property
    def is_appealed(self) -> bool:
        """Whether the sender asked once more."""
        return self.appealed_at is not None


class Contact(models.Model):
    """Who reported in confidence: sealed, for one named post, gone when the issue is closed for 90 days."""

    issue = models.OneToOneField(Issue, models.PROTECT, related_name="contact")
    sealed = models.TextField()
    post = models.CharField(max_length=24)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(erased_at=None) | Q(sealed=""), name="contact_erased_is_empty"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this contact."""
        return f"issues.contact:{self.pk}"


class ImportBatch(models.Model):
    """One reading of a list from elsewhere: which file, by which profile, what came of its rows."""

    profile = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    made = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    findings = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=F("made") + F("changed") + F("known") + F("refused")), name="batch_adds_up"
            ),
        ]

    @property
    def node(self) -> Node:
        """Where the rows went."""
        return self.site

    @property
    def ref(self) -> str:
        """Soft reference of this batch."""
        return f"issues.importbatch:{self.pk}"
