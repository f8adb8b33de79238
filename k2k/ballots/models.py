"""A ballot, its contests, its roll, its box. No column joins a name on the roll with an envelope; see sealing.py."""

import secrets

from django.db import models
from django.db.models import Q

from k2k.ballots.rules import MARKS, METHODS, NAME_LENGTH, STATES, TITLE_LENGTH, UNITS
from k2k.bodies.models import Body
from k2k.core.nodes import Node


class Ballot(models.Model):
    """One vote of one roll, over one or more contests. It knows no purpose: `source` is a soft reference.

    `body` called it: only who speaks for that body runs it, whatever committee else sits at the site.
    `proxies` is for how many others one voter can vote at most; 0: for nobody.
    `box` is the public half of the box's key, `box_hash` the hash over the list of envelopes when it closed, `listed`
    that list as published.
    """

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    source = models.CharField(max_length=60, blank=True, default="")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    proxies = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=TITLE_LENGTH)
    lang = models.CharField(max_length=8, default="ms")
    unit = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="draft")
    closes_at = models.DateTimeField()
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(max_length=300, blank=True, default="")
    box = models.BinaryField(default=bytes)
    box_hash = models.CharField(max_length=64, blank=True, default="")
    listed = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="ballot_state_known"),
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="ballot_unit_known"),
        ]
        indexes = [models.Index(fields=["site", "state"], name="ballot_site")]

    @property
    def ref(self) -> str:
        """Soft reference of this ballot."""
        return f"ballots.ballot:{self.pk}"


class Contest(models.Model):
    """One question: seats to fill, or yes and no. `lots` are option numbers as drawn before the vote."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="contests")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    method = models.CharField(max_length=16)
    seats = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField()
    lots = models.JSONField(default=list)
    drawn_by = models.CharField(max_length=40, blank=True, default="")
    needs = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="contest_once"),
            models.CheckConstraint(condition=Q(method__in=METHODS), name="contest_method_known"),
            models.CheckConstraint(condition=Q(seats__gte=1, most__gte=1), name="contest_has_seats"),
        ]


class Option(models.Model):
    """What can be chosen in a contest: a candidate by the name they agreed to, or yes, or no."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="option_once")]


class Teller(models.Model):
    """Somebody who opens the box together with another. `holder` is an actor's or a person's key."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="tellers")
    number = models.PositiveSmallIntegerField()
    holder = models.CharField(max_length=60)
    public = models.BinaryField(default=bytes)
    sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="teller_number_once"),
            models.UniqueConstraint(fields=["ballot", "holder"], name="teller_holder_once"),
        ]


class KeyPart(models.Model):
    """The box's private key, sealed for two tellers together."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="parts")
    one = models.PositiveSmallIntegerField()
    two = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "one", "two"], name="part_once")]


class Voter(models.Model):
    """One line of the frozen roll: who may vote (a soft reference), and how they did. No time, no number.

    `objected`: the home says that it asked for no help. `who` is "gone:…" once the name is forgotten.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="roll")
    who = models.CharField(max_length=60)
    mark = models.CharField(max_length=8, blank=True, default="")
    helper = models.CharField(max_length=60, blank=True, default="")
    witness = models.CharField(max_length=60, blank=True, default="")
    objected = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "who"], name="voter_once"),
            models.CheckConstraint(condition=Q(mark__in=MARKS), name="voter_mark_known"),
            models.CheckConstraint(
                condition=Q(mark="helped") & ~Q(helper="") & ~Q(witness="")
                | ~Q(mark="helped") & Q(helper="", witness=""),
                name="voter_help_is_named",
            ),
        ]


class Proxy(models.Model):
    """Who votes for whom in one ballot: named before it opens, by both lines of the roll. Never a choice."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="named_proxies")
    giver = models.CharField(max_length=60)
    holder = models.CharField(max_length=60)
    on_paper = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "giver"], name="proxy_once"),
            models.CheckConstraint(condition=~Q(giver=models.F("holder")), name="proxy_is_another"),
        ]


class DrawnLots(models.Model):
    """The order in which the names of a contest came out of the bowl, as one teller wrote it down."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="drawn")
    teller = models.PositiveSmallIntegerField()
    lots = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "teller"], name="lots_once_a_teller")]


def random_id() -> int:
    """A number that tells nothing about when it was given."""
    return secrets.randbits(62) + 1


class Envelope(models.Model):
    """A sealed vote in the box, with the receipt code the voter keeps. Nothing here says whose, or when."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="envelopes")
    slip = models.CharField(max_length=24, unique=True)
    sealed = models.BinaryField()


class Typing(models.Model):
    """The papers of one contest as one teller typed them: piles of equal votes. Gone once counted."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="typings")
    teller = models.PositiveSmallIntegerField()
    piles = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "teller"], name="typing_once_a_teller")]


class Outcome(models.Model):
    """The counted votes of a contest in piles, and what they came to. Never changed."""

    contest = models.OneToOneField(Contest, models.PROTECT, related_name="outcome")
    piles = models.JSONField()
    result = models.JSONField()
