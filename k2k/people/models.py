"""People by consent at the door: persons, households, cards. Nationality is not a field; a phone is never a key."""

from django.db import models
from django.db.models import F, Q

from k2k.core.nodes import Node
from k2k.people.rules import CHANGE_MOVES, CHANGES, PURPOSES


class Household(models.Model):
    """The people of one door. It may exist without tenancy or identity papers; owner and office never see it."""

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="home_ends_later"),
            models.UniqueConstraint(fields=["node"], condition=Q(until=None), name="home_one_running"),
        ]
        indexes = [models.Index(fields=["node", "until"], name="home_unit")]

    @property
    def ref(self) -> str:
        """Soft reference of this household."""
        return f"people.household:{self.pk}"


class HomeNumber(models.Model):
    """The one phone to which a home agreed to have text messages sent. Nobody tried it but by writing to it.

    The number is sealed; `hint` is its last two digits. When it ends both are emptied, and the row proves who agreed
    to which words from when until when.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="numbers")
    sealed = models.TextField(blank=True)
    hint = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=8, default="ms")
    text_version = models.CharField(max_length=12)
    how = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(ended_at=None), name="home_number_one"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(sealed="", hint=""), name="home_number_ended_is_empty"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this number."""
        return f"people.homenumber:{self.pk}"


class HomeChange(models.Model):
    """All of a household go to live in another one ("join"), or some of it open a home of their own ("part").

    Nothing happens before `due_at`: until then everybody concerned can stop it. `persons` are ids of who goes, `unit`
    is where to; `into` is the household that takes them in, for a new home only once it is there.
    """

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=8)
    household = models.ForeignKey(Household, models.PROTECT, related_name="changes")
    into = models.ForeignKey(Household, models.PROTECT, null=True, related_name="changes_into")
    unit = models.ForeignKey(Node, models.PROTECT, related_name="+")
    persons = models.JSONField(default=list)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="waiting")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CHANGES), name="home_change_kind_known"),
            models.CheckConstraint(condition=Q(state__in=tuple(CHANGE_MOVES)), name="home_change_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None) | ~Q(state="waiting") & Q(settled_at__isnull=False),
                name="home_change_settled_once",
            ),
            models.CheckConstraint(condition=~Q(kind="join") | Q(into__isnull=False), name="home_change_joins_a_home"),
            models.CheckConstraint(condition=~Q(into=F("household")), name="home_change_is_of_two"),
            models.UniqueConstraint(fields=["household"], condition=Q(state="waiting"), name="home_change_one_waiting"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this change."""
        return f"people.homechange:{self.pk}"


class Person(models.Model):
    """Somebody, by the name they want to be called. Erasure scrubs the row in place and leaves a tombstone."""

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    preferred_name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="ms")
    pin_hash = models.CharField(max_length=160, blank=True, default="")
    pin_set_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(preferred_name="", pin_hash=""), name="person_erased_is_empty"
            )
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this person."""
        return f"people.person:{self.pk}"


class Residency(models.Model):
    """A person lives in a household from `since` until `until` (half-open)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="residencies")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residencies")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="residency_ends_later"),
            models.UniqueConstraint(fields=["person"], condition=Q(until=None), name="residency_one_open"),
        ]


class Card(models.Model):
    """A household's printed card: only a keyed hash of its code is kept. A reprint revokes the one before."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="cards")
    code_hash = models.CharField(max_length=80, unique=True)
    hint = models.CharField(max_length=2)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=40)
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(revoked_at=None), name="card_one_valid"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this card."""
        return f"people.card:{self.pk}"


class Consent(models.Model):
    """A person agreed to one purpose in the words of `text_version`; withdrawing ends it and is as easy as giving."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=24)
    text_version = models.CharField(max_length=12)
    how = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="consent_purpose_known"),
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="consent_one_running"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this consent."""
        return f"people.consent:{self.pk}"


class Identity(models.Model):
    """An identity number as keyed hash and last four digits, for a purpose that needs it, gone with the purpose."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identities")
    purpose = models.CharField(max_length=24)
    number_hash = models.CharField(max_length=80)
    last_four = models.CharField(max_length=4)
    recorded_at = models.DateTimeField()
    expires_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "number_hash"], name="identity_once_a_purpose")]

    @property
    def ref(self) -> str:
        """Soft reference of this number."""
        return f"people.identity:{self.pk}"
