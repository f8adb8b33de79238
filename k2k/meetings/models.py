"""A meeting, its agenda, who was there, what was moved and decided, and its minutes with their signatures."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from k2k.bodies.models import Appointment, Post
from k2k.commitments.models import Commitment
from k2k.core.nodes import Node
from k2k.groups.models import Group, Membership
from k2k.meetings.rules import (
    CHOICES,
    CORRECTIONS,
    HOWS,
    INTERESTS,
    ITEM_KINDS,
    KINDS,
    METHODS,
    MOTION_MOVES,
    PLACE_LENGTH,
    REASON_LENGTH,
    STATES,
    SUBJECTS,
    TITLE_LENGTH,
)
from k2k.people.models import Household


class Meeting(models.Model):
    """A meeting of a group. How many must be there is frozen when it opens.

    `sitting` is 2 after a second call on another day: attendance begins anew. `called_at` is the first notice, by which
    is judged who may vote, and never moves.
    """

    code = models.CharField(max_length=16, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    block = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=PLACE_LENGTH, blank=True, default="")
    spot = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    lang = models.CharField(max_length=8, default="ms")
    made_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    sitting = models.PositiveSmallIntegerField(default=1)
    first_called_for = models.DateTimeField(null=True)
    second_at = models.DateTimeField(null=True)
    per_home = models.BooleanField(default=False)
    voters_n = models.PositiveIntegerField(default=0)
    committee_n = models.PositiveIntegerField(default=0)
    quorum_n = models.PositiveIntegerField(default=0)
    present_n = models.PositiveIntegerField(default=0)
    quorate = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="meeting_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "cancelled")) | Q(called_at__isnull=False), name="meeting_was_called"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("open", "closed", "published", "signed"))
                | Q(opened_at__isnull=False, quorum_n__gte=1),
                name="meeting_open_has_quorum",
            ),
            models.CheckConstraint(
                condition=(Q(kind="block") & Q(block__isnull=False)) | (~Q(kind="block") & Q(block=None)),
                name="meeting_of_a_block",
            ),
            models.CheckConstraint(condition=~Q(place="") | Q(spot__isnull=False), name="meeting_has_a_place"),
            models.CheckConstraint(condition=Q(sitting__in=(1, 2)), name="meeting_two_sittings"),
        ]
        indexes = [models.Index(fields=["group", "-starts_at"], name="meeting_of_group")]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Soft reference of this meeting."""
        return f"meetings.meeting:{self.pk}"

    @property
    def second(self) -> bool:
        """Whether it goes on after a second call."""
        return self.second_at is not None


class Notice(models.Model):
    """What members were told: called, moved, called a second time, cancelled. Never changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notices")
    what = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=PLACE_LENGTH, blank=True, default="")
    reason = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=("called", "moved", "second_call", "cancelled")), name="meeting_notice_known"
            ),
            models.CheckConstraint(
                condition=~Q(what__in=("moved", "cancelled")) | ~Q(reason=""), name="meeting_notice_says_why"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this notice."""
        return f"meetings.notice:{self.pk}"


class AgendaItem(models.Model):
    """One thing on the agenda, and what the minutes say of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=TITLE_LENGTH)
    approves = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="approved_by")
    said = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ITEM_KINDS), name="agenda_kind_known"),
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_one_a_place"),
        ]
        ordering = ["position"]

    @property
    def ref(self) -> str:
        """Soft reference of this item."""
        return f"meetings.agendaitem:{self.pk}"


class Attendance(models.Model):
    """A member (or, in a committee meeting, somebody by their post) is there; once a sitting. Never changed.

    `counts`: it was recorded while the meeting was open, and they may vote. `doubtful`: what the phone claims lies
    outside the meeting's hours.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    sitting = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="attendances")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=6)
    at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    doubtful = models.BooleanField(default=False)
    counts = models.BooleanField(default=True)
    device = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(how__in=HOWS), name="attendance_how_known"),
            models.CheckConstraint(
                condition=Q(membership=None, appointment__isnull=False)
                | Q(membership__isnull=False, appointment=None),
                name="attendance_of_one",
            ),
            models.UniqueConstraint(
                fields=["meeting", "sitting", "membership"], condition=Q(membership__isnull=False),
                name="attendance_once_a_member",
            ),
            models.UniqueConstraint(
                fields=["meeting", "sitting", "appointment"], condition=Q(appointment__isnull=False),
                name="attendance_once_a_post",
            ),
        ]  # fmt: skip

    @property
    def ref(self) -> str:
        """Soft reference of this attendance."""
        return f"meetings.attendance:{self.pk}"


class Motion(models.Model):
    """What the meeting is asked to decide; by hands, by roll call or by a secret ballot (a soft reference).

    `entitled` is how many of those present could vote in it: nobody with an interest is among them.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="motions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    subject = models.CharField(max_length=10)
    about_post = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    about_member = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    proposer = models.ForeignKey(Attendance, models.PROTECT, related_name="+")
    seconder = models.ForeignKey(Attendance, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="moved")
    moved_at = models.DateTimeField()
    method = models.CharField(max_length=8, blank=True, default="")
    ballot = models.CharField(max_length=40, blank=True, default="")
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    entitled = models.PositiveIntegerField(null=True)
    voted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=tuple(MOTION_MOVES)), name="motion_state_known"),
            models.CheckConstraint(condition=Q(subject__in=SUBJECTS), name="motion_subject_known"),
            models.CheckConstraint(condition=Q(method__in=("", *METHODS)), name="motion_method_known"),
            models.CheckConstraint(
                condition=Q(seconder=None) | ~Q(seconder=F("proposer")), name="motion_seconded_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("carried", "lost"))
                | Q(
                    votes_for__isnull=False, votes_against__isnull=False, abstained__isnull=False,
                    entitled__gte=F("votes_for") + F("votes_against") + F("abstained"),
                    seconder__isnull=False, voted_at__isnull=False,
                ),
                name="motion_votes_of_those_present",
            ),
            models.CheckConstraint(
                condition=~Q(subject="remove") | Q(about_post__isnull=False) | Q(about_member__isnull=False),
                name="motion_removes_somebody",
            ),
            models.UniqueConstraint(fields=["meeting", "number"], name="motion_numbered_once"),
        ]  # fmt: skip
        ordering = ["number"]

    @property
    def ref(self) -> str:
        """Soft reference of this motion."""
        return f"meetings.motion:{self.pk}"


class Interest(models.Model):
    """Somebody present neither votes in a motion nor counts: said so, was asked to, or by the rule."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="interests")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="interests")
    why = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(why__in=INTERESTS), name="interest_known"),
            models.UniqueConstraint(fields=["motion", "attendance"], name="interest_once"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this interest."""
        return f"meetings.interest:{self.pk}"


class RollVote(models.Model):
    """How one of those present voted when the roll was called."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="roll")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=CHOICES), name="rollvote_choice_known"),
            models.UniqueConstraint(fields=["motion", "attendance"], name="rollvote_once"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this vote."""
        return f"meetings.rollvote:{self.pk}"


class Decision(models.Model):
    """A carried motion became a promise of the group: the post that sees to it, and the promise."""

    motion = models.OneToOneField(Motion, models.PROTECT, related_name="decision")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @property
    def ref(self) -> str:
        """Soft reference of this decision."""
        return f"meetings.decision:{self.pk}"


class Correction(models.Model):
    """Somebody who was there says what the minutes should say; the secretary accepts it or notes it, and says why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default="proposed")
    answer = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CORRECTIONS), name="correction_state_known"),
            models.CheckConstraint(
                condition=Q(state="proposed", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="correction_answered_with_words",
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this correction."""
        return f"meetings.correction:{self.pk}"


class Minutes(models.Model):
    """The minutes as they were when first signed, word for word, with their SHA-256. Never changed."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    @property
    def ref(self) -> str:
        """Soft reference of these minutes."""
        return f"meetings.minutes:{self.pk}"


class Signature(models.Model):
    """Somebody in a post signed exactly these minutes."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures")
    post = models.CharField(max_length=24)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "post"], name="signature_once_a_post"),
            models.UniqueConstraint(fields=["minutes", "account"], name="signature_once_a_person"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this signature."""
        return f"meetings.signature:{self.pk}"


class Note(models.Model):
    """What a later meeting says of signed minutes that are wrong. The minutes stay."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notes")
    by_meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    @property
    def ref(self) -> str:
        """Soft reference of this note."""
        return f"meetings.note:{self.pk}"
