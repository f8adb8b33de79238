"""Activities, who comes, who came, the rolls of classes, and stories of the place."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from k2k.activities.rules import (
    BRING_LENGTH,
    CONSENT_TEXT,
    CONSENT_WAYS,
    INVITED,
    KINDS,
    MOST_PERSONS,
    MOST_PLACES,
    MOST_WEEKS,
    MOVES,
    PLACE_LENGTH,
    PUPIL_AGES,
    PUPIL_NAME_LENGTH,
    REASON_LENGTH,
    ROLL_KINDS,
    SHOWN_AS_LENGTH,
    STORY_KINDS,
    STORY_MOVES,
    STORY_REASONS,
    TITLE_LENGTH,
    volunteer_minutes,
)
from k2k.core.nodes import Node
from k2k.groups.models import Group
from k2k.people.models import Household, Person


class Activity(models.Model):
    """What a group does on a day, or every week (`weeks` > 1, with a roll). Its place is a node or words.

    `invited_homes` are counted when it is announced and stay; `last_at` is when the last of it ends. `sequence` counts
    its changes for the calendars that read the feed.
    """

    code = models.CharField(max_length=16, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="activities")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=TITLE_LENGTH)
    lang = models.CharField(max_length=8, default="ms")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    weeks = models.PositiveSmallIntegerField(default=1)
    last_at = models.DateTimeField()
    node = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=PLACE_LENGTH, blank=True, default="")
    places = models.PositiveSmallIntegerField(default=0)
    bring = models.CharField(max_length=BRING_LENGTH, blank=True, default="")
    invited = models.CharField(max_length=10)
    block = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    invited_homes = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default="planned")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sequence = models.PositiveSmallIntegerField(default=0)
    announced_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=REASON_LENGTH, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="activity_kind_known"),
            models.CheckConstraint(condition=Q(state__in=tuple(MOVES)), name="activity_state_known"),
            models.CheckConstraint(condition=Q(places__lte=MOST_PLACES), name="activity_places_within_reason"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="activity_ends_later"),
            models.CheckConstraint(
                condition=Q(weeks=1) | Q(weeks__gt=1, weeks__lte=MOST_WEEKS, kind__in=ROLL_KINDS),
                name="activity_only_classes_repeat",
            ),
            models.CheckConstraint(
                condition=Q(invited="block", block__isnull=False)
                | Q(invited__in=[each for each in INVITED if each != "block"], block=None),
                name="activity_invites_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", announced_at=None)
                | Q(state="cancelled")
                | Q(announced_at__isnull=False, invited_homes__isnull=False),
                name="activity_announced_counts_invited",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancelled_because="")
                | ~Q(state="cancelled") & Q(cancelled_at=None, cancelled_because=""),
                name="activity_cancelled_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "last_at"], name="activity_site_coming"),
            models.Index(fields=["site", "-starts_at", "-id"], name="activity_site_past"),
            models.Index(fields=["group", "state", "starts_at"], name="activity_group"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Soft reference of this activity."""
        return f"activities.activity:{self.pk}"

    @property
    def has_roll(self) -> bool:
        """Whether it comes every week and has pupils instead of homes that sign up."""
        return self.weeks > 1

    def next_at(self, at: datetime) -> datetime:
        """When it is held next at `at`; of what is over, the last time."""
        week = timedelta(weeks=1)
        passed = (at - self.ends_at) // week + 1 if at >= self.ends_at else 0
        return self.starts_at + week * min(self.weeks - 1, passed)


class SignUp(models.Model):
    """ "We come": a home by its card with so many persons, or a phone without one (a keyed hash, counted apart).

    Taken back is ended, not deleted. More persons than before are a new row at the end of the line.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sign_ups")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True, default="")
    persons = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(persons__gte=1, persons__lte=MOST_PERSONS), name="sign_up_somebody"),
            models.CheckConstraint(condition=Q(household=None) | Q(device=""), name="sign_up_of_one"),
            models.CheckConstraint(condition=Q(household__isnull=False) | Q(persons=1), name="sign_up_phone_is_one"),
            models.UniqueConstraint(
                fields=["activity", "household"], condition=Q(household__isnull=False, ended_at=None),
                name="sign_up_once_a_home",
            ),
            models.UniqueConstraint(
                fields=["activity", "device"], condition=Q(household=None, ended_at=None) & ~Q(device=""),
                name="sign_up_once_a_phone",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["household"], name="sign_up_household")]

    @property
    def ref(self) -> str:
        """Soft reference of this line."""
        return f"activities.signup:{self.pk}"


class Turnout(models.Model):
    """Who came, as numbers. Written once; a correction is a row of its own and the former stays.

    `persons` are all who came, `without_card` those of them whom no home was ticked for.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="turnouts")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    homes = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    without_card = models.PositiveIntegerField()
    at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("started_at")), name="turnout_ends_later"),
            models.CheckConstraint(
                condition=Q(persons__gte=F("without_card") + F("homes")), name="turnout_each_home_is_somebody"
            ),
            models.UniqueConstraint(fields=["activity"], condition=Q(corrects=None), name="turnout_one_first"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this turnout."""
        return f"activities.turnout:{self.pk}"

    @property
    def minutes(self) -> int:
        """The volunteers' minutes."""
        return volunteer_minutes(self.persons, self.started_at, self.ended_at)


class Came(models.Model):
    """A home was there with so many. Its own page shows it; nobody else reads which homes came."""

    turnout = models.ForeignKey(Turnout, models.PROTECT, related_name="came")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    persons = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(persons__gte=1, persons__lte=MOST_PERSONS), name="came_somebody"),
            models.UniqueConstraint(fields=["turnout", "household"], name="came_once"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this line."""
        return f"activities.came:{self.pk}"


class Pupil(models.Model):
    """A child on a class's roll, with a guardian's consent: a first name and an age band, nothing else.

    The consent ends with `withdrawn_at`: then name and age are empty, and that there was somebody stays counted.
    """

    code = models.CharField(max_length=16, unique=True)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="pupils")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    first_name = models.CharField(max_length=PUPIL_NAME_LENGTH, blank=True, default="")
    age = models.CharField(max_length=8, blank=True, default="")
    consent_how = models.CharField(max_length=8)
    text_version = models.CharField(max_length=12, default=CONSENT_TEXT)
    consented_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(consent_how__in=CONSENT_WAYS), name="pupil_consent_known"),
            models.CheckConstraint(
                condition=Q(consent_how="paper") | Q(guardian__isnull=False), name="pupil_card_names_guardian"
            ),
            models.CheckConstraint(condition=Q(age__in=("", *PUPIL_AGES)), name="pupil_age_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) & ~Q(first_name="") & ~Q(age="")
                | Q(withdrawn_at__isnull=False, first_name="", age=""),
                name="pupil_withdrawn_is_empty",
            ),
            models.UniqueConstraint(
                fields=["activity", "household", "first_name"], condition=Q(withdrawn_at=None), name="pupil_once"
            ),
        ]
        indexes = [models.Index(fields=["household"], name="pupil_household")]

    @property
    def ref(self) -> str:
        """Soft reference of this pupil."""
        return f"activities.pupil:{self.pk}"


class Session(models.Model):
    """One day on which a class was held and its roll was called."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "on"], name="session_once_a_day")]

    @property
    def ref(self) -> str:
        """Soft reference of this session."""
        return f"activities.session:{self.pk}"


class Presence(models.Model):
    """Whether one pupil was there on one day; a slip of the finger is ticked anew."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="presences")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="presences")
    came = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "pupil"], name="presence_once")]

    @property
    def ref(self) -> str:
        """Soft reference of this tick."""
        return f"activities.presence:{self.pk}"


class Story(models.Model):
    """A story of the place by a home that lives there; read before everybody sees it, taken back at any time.

    `shown_as` is the name that the teller chose, "" for "a home of Block B". `agreed_at`: everybody in the pictures
    agreed, says the teller.
    """

    code = models.CharField(max_length=16, unique=True)
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14)
    text = models.TextField(blank=True)
    lang = models.CharField(max_length=8, default="ms")
    shown_as = models.CharField(max_length=SHOWN_AS_LENGTH, blank=True, default="")
    agreed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="held")
    refused_because = models.CharField(max_length=10, blank=True, default="")
    told_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=STORY_KINDS), name="story_kind_known"),
            models.CheckConstraint(condition=Q(state__in=tuple(STORY_MOVES)), name="story_state_known"),
            models.CheckConstraint(
                condition=Q(refused_because__in=("", *STORY_REASONS)) & (~Q(state="refused") | ~Q(refused_because="")),
                name="story_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="story_published_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False, text="", shown_as=""),
                name="story_withdrawn_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "-published_at", "-id"], name="story_site_newest"),
            models.Index(fields=["household"], name="story_household"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this story."""
        return f"activities.story:{self.pk}"


class StoryPhoto(models.Model):
    """One picture of a story, in its order: of a before and after the first is before."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="pictures")
    photo = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="story_picture_once")]

    @property
    def ref(self) -> str:
        """Soft reference of this picture."""
        return f"activities.storyphoto:{self.pk}"
