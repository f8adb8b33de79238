"""A group, the rules it wrote, and its members. Its posts are those of its body."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from k2k.bodies.models import Body
from k2k.core.nodes import Node
from k2k.groups.rules import (
    AGES,
    ENDINGS,
    KINDS,
    MOVES,
    OBJECTIONS,
    REASON_LENGTH,
    RULES,
    RUNNING,
    SAYS,
    SHOWINGS,
    SOURCE_LENGTH,
)
from k2k.people.models import Household, Person


class Group(models.Model):
    """A community group of a site: its body is what promises and holds posts; its `code` is the body's."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="group")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    registered_as = models.CharField(max_length=40, blank=True, default="")
    founded_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=KINDS), name="group_kind_known")]

    def __str__(self) -> str:
        return self.body.name

    @property
    def ref(self) -> str:
        """Soft reference of this group."""
        return f"groups.group:{self.pk}"

    @property
    def code(self) -> str:
        """The public code: that of its body."""
        return self.body.code

    @property
    def name(self) -> str:
        """The name: that of its body."""
        return self.body.name


class Setting(models.Model):
    """What a group's constitution says of one rule from a day on, and where that is written. Never changed."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="settings")
    name = models.CharField(max_length=32)
    value = models.CharField(max_length=16)
    source = models.CharField(max_length=SOURCE_LENGTH)
    since = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(name__in=sorted(RULES)), name="setting_rule_known"),
            models.UniqueConstraint(fields=["group", "name", "since"], name="setting_once_a_day"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this setting."""
        return f"groups.setting:{self.pk}"


class Membership(models.Model):
    """A person belongs to a group, or asked to. What they say of themselves is theirs to leave empty.

    `holder` is "person:ID", or "household:ID" where the group counts homes: one running membership of each.
    """

    code = models.CharField(max_length=16, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="memberships")
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="memberships")
    guardian = models.ForeignKey(Person, models.PROTECT, null=True, related_name="wards")
    state = models.CharField(max_length=10, default="asked")
    shown_by = models.CharField(max_length=12, blank=True, default="")
    says = models.CharField(max_length=8, blank=True, default="")
    age = models.CharField(max_length=10, blank=True, default="")
    asked_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40)
    open_until = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=tuple(MOVES)), name="membership_state_known"),
            models.CheckConstraint(condition=Q(shown_by__in=("", *SHOWINGS)), name="membership_showing_known"),
            models.CheckConstraint(condition=Q(says__in=("", *SAYS)), name="membership_says_known"),
            models.CheckConstraint(condition=Q(age__in=("", *AGES)), name="membership_age_known"),
            models.CheckConstraint(condition=Q(ending__in=("", *ENDINGS)), name="membership_ending_known"),
            models.CheckConstraint(
                condition=~Q(state="member") | Q(since__isnull=False) & ~Q(shown_by=""), name="membership_is_shown"
            ),
            models.CheckConstraint(
                condition=~Q(state="member") | ~Q(age="under_18") | Q(guardian__isnull=False),
                name="membership_child_has_guardian",
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(state__in=RUNNING, person__isnull=False),
                name="membership_one_a_person",
            ),
            models.UniqueConstraint(
                fields=["group", "household"], condition=Q(state__in=RUNNING, person__isnull=True),
                name="membership_one_a_home",
            ),
            models.UniqueConstraint(
                fields=["group", "account"], condition=Q(state="member", account__isnull=False),
                name="membership_one_an_account",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["group", "state"], name="membership_state")]

    @property
    def ref(self) -> str:
        """Soft reference of this membership."""
        return f"groups.membership:{self.pk}"

    @property
    def voter(self) -> str:
        """Who stands on a roll for it: the person, or the home where the group counts homes."""
        return f"people.person:{self.person_id}" if self.person_id else f"people.household:{self.household_id}"


class Letter(models.Model):
    """A code that was printed and put into one home's letter box; only its keyed hash is kept."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="letters")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=80, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @property
    def ref(self) -> str:
        """Soft reference of this letter."""
        return f"groups.letter:{self.pk}"


class Vouch(models.Model):
    """A neighbour's home, or somebody of the committee, says that an applicant lives here."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="vouches")
    by = models.CharField(max_length=40)
    as_committee = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "by"], name="vouch_once")]

    @property
    def ref(self) -> str:
        """Soft reference of this word."""
        return f"groups.vouch:{self.pk}"


class Objection(models.Model):
    """A member's home objects to an applicant within the time for it; the committee decides and says why."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="objections")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    because = models.CharField(max_length=REASON_LENGTH, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=OBJECTIONS), name="objection_reason_known"),
            models.CheckConstraint(
                condition=Q(decided_at=None, upheld=None)
                | Q(decided_at__isnull=False, upheld__isnull=False) & ~Q(because=""),
                name="objection_decided_with_reason",
            ),
            models.UniqueConstraint(fields=["membership", "household"], name="objection_once_a_home"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this objection."""
        return f"groups.objection:{self.pk}"
