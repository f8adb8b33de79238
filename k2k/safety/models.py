"""Sealed letters and their answers, what a home needs, and when a telephone line was last checked."""

from django.db import models
from django.db.models import F, Q

from k2k.core.nodes import Node
from k2k.people.models import Household
from k2k.safety.rules import ABOUT, NEEDS, SENDERS, STATES, TO


class Letter(models.Model):
    """One exchange in confidence. No card, account or phone stands here.

    It is found again by the hash of a secret link, or by the keyed hash of a person whose PIN was given; `opened_on` is
    a day, so that the hour says nothing. Erased, its words are gone and the row is a tombstone.
    """

    code = models.CharField(max_length=16, unique=True)
    to = models.CharField(max_length=8)
    about = models.CharField(max_length=12)
    site = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    follow_hash = models.CharField(max_length=80, blank=True, default="", db_index=True)
    person_hash = models.CharField(max_length=80, blank=True, default="", db_index=True)
    lang = models.CharField(max_length=8, default="ms")
    state = models.CharField(max_length=8, default="open")
    opened_on = models.DateField()
    last_at = models.DateTimeField()
    unread = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to__in=TO), name="letter_to_known"),
            models.CheckConstraint(condition=Q(about__in=ABOUT), name="letter_about_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="letter_state_known"),
            models.CheckConstraint(condition=Q(to="lead") | Q(site__isnull=False), name="letter_manager_has_site"),
            models.CheckConstraint(condition=~Q(to="manager", about__in=("violence", "child")), name="letter_violence"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
                name="letter_closed_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["to", "state", "-last_at", "-id"], name="letter_inbox")]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Soft reference of this letter."""
        return f"safety.letter:{self.pk}"


class Word(models.Model):
    """What one of the two wrote, sealed under a key outside the database. Erased, it is empty."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="words")
    by = models.CharField(max_length=8)
    sealed = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(by__in=SENDERS), name="word_by_known")]
        indexes = [models.Index(fields=["letter", "at", "id"], name="word_of_letter")]

    @property
    def ref(self) -> str:
        """Soft reference of this word."""
        return f"safety.word:{self.pk}"


class Need(models.Model):
    """A home says, under a person's PIN, that it needs a working lift or water. Counted in bands, never shown by home.

    Taken back, the row ends and no longer says what it was.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, blank=True)
    text_version = models.CharField(max_length=8)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None, kind__in=NEEDS) | Q(until__isnull=False, kind=""),
                                   name="need_known_or_taken_back"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="need_ends_later"),
            models.UniqueConstraint(fields=["household", "kind"], condition=Q(until=None), name="need_once_a_home"),
        ]  # fmt: skip

    @property
    def ref(self) -> str:
        """Soft reference of this need."""
        return f"safety.need:{self.pk}"


class LineCheck(models.Model):
    """The operator telephoned a line, or read its own page, on this day: it is right, or has this number now."""

    slug = models.CharField(max_length=16)
    number = models.CharField(max_length=24)
    whatsapp = models.CharField(max_length=16, blank=True, default="")
    checked_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["slug", "-at"], name="line_newest")]

    @property
    def ref(self) -> str:
        """Soft reference of this check."""
        return f"safety.linecheck:{self.pk}"
