"""An election of a group, its seats, who stands, who counts, who objects. The votes are those of a ballot."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from k2k.ballots.models import Ballot
from k2k.core.nodes import Node
from k2k.elections.rules import (
    CANDIDATE_MOVES,
    FILLED,
    HOW,
    METHODS,
    NAME_LENGTH,
    POSTS,
    REASON_LENGTH,
    RESERVED,
    STANDS,
    STATEMENT_LENGTH,
    STATES,
    TO_CANDIDATE,
    TO_RESULT,
    Days,
)
from k2k.groups.models import Group, Membership
from k2k.people.models import Household


class Election(models.Model):
    """One election, called with all its days. Who was no member early enough before `called_at` has no vote in it."""

    code = models.CharField(max_length=16, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="elections")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="called")
    called_at = models.DateTimeField()
    nominate_from = models.DateField()
    nominate_until = models.DateField()
    object_until = models.DateField()
    vote_from = models.DateField()
    vote_until = models.DateField()
    objection_days = models.PositiveSmallIntegerField()
    listed_at = models.DateTimeField(null=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField(null=True)
    settles_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    suspended_reason = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    resumed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(max_length=REASON_LENGTH, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="election_state_known"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""), name="election_cancelled_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(suspended_at=None) | ~Q(suspended_reason=""), name="election_suspended_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["group", "state"], name="election_group")]

    @property
    def ref(self) -> str:
        """Soft reference of this election."""
        return f"elections.election:{self.pk}"

    @property
    def days(self) -> Days:
        """Its days, as the rules take them."""
        return Days(self.nominate_from, self.nominate_until, self.object_until, self.vote_from, self.vote_until)

    @property
    def is_suspended(self) -> bool:
        """Whether the programme officer holds it up now."""
        return self.suspended_at is not None and self.resumed_at is None


class Seat(models.Model):
    """One contest: a kind of post, how many places, for whom it is kept, how it is counted."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=24)
    places = models.PositiveSmallIntegerField(default=1)
    reserved = models.CharField(max_length=8, blank=True, default="")
    block = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=16)
    filled = models.CharField(max_length=10, blank=True, default="")
    contest = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="election_seat_once"),
            models.CheckConstraint(condition=Q(post__in=POSTS), name="election_seat_post_known"),
            models.CheckConstraint(condition=Q(method__in=METHODS), name="election_seat_method_known"),
            models.CheckConstraint(condition=Q(filled__in=FILLED), name="election_seat_filled_known"),
            models.CheckConstraint(condition=Q(places__gte=1), name="election_seat_has_places"),
            models.CheckConstraint(
                condition=Q(reserved__in=[kind for kind in RESERVED if kind != "block"], block=None)
                | Q(reserved="block", block__isnull=False),
                name="election_seat_block_named",
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this seat."""
        return f"elections.seat:{self.pk}"


class Candidate(models.Model):
    """A member is proposed for a seat, seconded, and agrees: by the name that stands on the paper."""

    code = models.CharField(max_length=16, unique=True)
    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="candidates")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="candidacies")
    proposer = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    seconder = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=8, default="card")
    name = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    statement = models.CharField(max_length=STATEMENT_LENGTH, blank=True, default="")
    lang = models.CharField(max_length=8, default="ms")
    state = models.CharField(max_length=12, default="proposed")
    proposed_at = models.DateTimeField()
    seconded_at = models.DateTimeField(null=True)
    consented_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    place = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=tuple(CANDIDATE_MOVES)), name="candidate_state_known"),
            models.CheckConstraint(condition=Q(how__in=HOW), name="candidate_how_known"),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "withdrawn", "struck", "lapsed"))
                | Q(consented_at__isnull=False, seconder__isnull=False),
                name="candidate_agreed_and_seconded",
            ),
            models.UniqueConstraint(
                fields=["election", "membership"], condition=Q(state__in=STANDS), name="candidate_one_seat_each"
            ),
            models.UniqueConstraint(
                fields=["seat", "place"], condition=Q(place__isnull=False), name="candidate_place_once"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this candidacy."""
        return f"elections.candidate:{self.pk}"


class Teller(models.Model):
    """Somebody named to open the box and to decide objections; ends by itself when somebody of their home stands."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="tellers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["election", "account"], condition=Q(ended_at=None), name="election_teller_once"
            )
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this teller."""
        return f"elections.teller:{self.pk}"


class Objection(models.Model):
    """A member's home objects to a candidate, or (without one) to the result; for good, with what was decided."""

    code = models.CharField(max_length=16, unique=True)
    election = models.ForeignKey(Election, models.PROTECT, related_name="objections")
    candidate = models.ForeignKey(Candidate, models.PROTECT, null=True, related_name="objections")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(candidate=None, reason__in=TO_RESULT)
                | Q(candidate__isnull=False, reason__in=TO_CANDIDATE),
                name="election_objection_reason_known",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, upheld=None) | Q(decided_at__isnull=False, upheld__isnull=False),
                name="election_objection_decided_whole",
            ),
            models.UniqueConstraint(
                fields=["candidate", "household"], condition=Q(candidate__isnull=False),
                name="election_objection_once_a_home",
            ),
            models.UniqueConstraint(
                fields=["election", "household"], condition=Q(candidate=None), name="result_objection_once_a_home"
            ),
        ]  # fmt: skip

    @property
    def ref(self) -> str:
        """Soft reference of this objection."""
        return f"elections.objection:{self.pk}"


class Ruling(models.Model):
    """What one of those who decide says of an objection, and why. Never changed."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="rulings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    upheld = models.BooleanField()
    because = models.CharField(max_length=REASON_LENGTH)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["objection", "by"], name="election_ruling_once"),
            models.CheckConstraint(condition=~Q(because=""), name="election_ruling_with_reason"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this word."""
        return f"elections.ruling:{self.pk}"
