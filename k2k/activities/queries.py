"""Reads about activities: the calendar, who has a place, who came, rolls, stories. A `viewer` says who may see what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from k2k.activities import rules
from k2k.activities.models import Activity, Came, Presence, Pupil, Session, SignUp, Story, StoryPhoto, Turnout
from k2k.activities.standing import device_hash, is_teller
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.groups import queries as groups
from k2k.people import queries as people

#: So many coming activities stand in a calendar or a feed; so many past ones and stories on a page.
COMING, PAGE = 60, 20
_ALONG = ("group__body", "group__node", "site", "node__block", "node__floor", "block")


def seen(viewer_runs: bool = False) -> Q:
    """What everybody sees: announced once. Who runs the group sees its plans too."""
    return Q() if viewer_runs else Q(announced_at__isnull=False)


def _rows(site: Node, group=None, kind: str = "", *, runs: bool = False) -> QuerySet[Activity]:
    found = Activity.objects.filter(seen(runs), site=site).select_related(*_ALONG)
    if group is not None:
        found = found.filter(group=group)
    return found.filter(kind=kind) if kind in rules.KINDS else found


def coming(site: Node, at: datetime, group=None, kind: str = "", *, runs: bool = False) -> list[Activity]:
    """What is still to come, the next first; cancelled ones stay until their day. One query."""
    found = _rows(site, group, kind, runs=runs).filter(last_at__gt=at).exclude(state="over")
    some = list(found.order_by("starts_at", "id")[:COMING])
    return sorted(some, key=lambda one: (one.next_at(at), one.pk))


def past(site: Node, at: datetime, group=None, kind: str = "", *, page: int = 1) -> tuple[list[Activity], bool]:
    """What is over or past, the newest first, with its turnout; and whether more follows. Two queries."""
    found = _rows(site, group, kind).filter(Q(last_at__lte=at) | Q(state="over"))
    found = found.prefetch_related(Prefetch("turnouts", Turnout.objects.order_by("-id"), to_attr="written"))
    some: list[Any] = list(found.order_by("-starts_at", "-id")[PAGE * (page - 1) : PAGE * page + 1])
    return some[:PAGE], len(some) > PAGE


def by_code(code: str) -> Activity | None:
    """The activity with this code. One query."""
    return Activity.objects.select_related(*_ALONG).filter(code=code.replace("\x00", "")[:16]).first()


def get(viewer: Actor, code: str, at: datetime, verb: str = "") -> Activity:
    """Fetch and authorise: Http404 where there is none, where it is not announced and the viewer does not run its
    group, or where the viewer may not do `verb` (which takes who runs the group, other than signing up).
    """
    found = by_code(code)
    if found is None or (found.announced_at is None and not groups.may_run(viewer, found.group, at)):
        raise Http404
    if verb and not (viewer.may(verb, found.site) and groups.may_run(viewer, found.group, at)):
        raise Http404
    return found


def invited_homes(activity: Activity, at: datetime) -> list[int]:
    """Ids of the homes with a card that are invited: of the group's members, the block, or the whole site."""
    if activity.invited == "members":
        return sorted(set(groups.members(activity.group, at).values_list("household_id", flat=True)))
    return people.carded(activity.block or activity.site)


def is_invited(actor: Actor, activity: Activity) -> bool:
    """Whether this card, or phone without one, is among who is invited. A phone is told by nothing but its mark."""
    if activity.invited == "members":
        return groups.is_members_home(actor, activity.group)
    home = people.household_of(actor)
    if home is None:
        return True
    return home.site_id == activity.site_id and activity.block_id in (None, home.node.block_id)


@dataclass(frozen=True)
class InLine:
    """A home that signed up, and whether it has a place or waits."""

    row: SignUp
    has_place: bool


def line(activity: Activity) -> list[InLine]:
    """The homes that come, in the order in which they signed up. One query."""
    rows = activity.sign_ups.filter(ended_at=None, household__isnull=False).select_related("household__node__block")
    some = list(rows.order_by("at", "id"))
    have = rules.admitted(activity.places, [(row.pk, row.persons) for row in some])
    return [InLine(row, row.pk in have) for row in some]


@dataclass(frozen=True)
class Coming:
    """Who comes, as numbers: homes and persons with a place, waiting, and phones without a card; the viewer's own."""

    homes: int
    persons: int
    waiting: int
    without_card: int
    own: SignUp | None
    own_waits: bool


def comers(activity: Activity, viewer: Actor) -> Coming:
    """The numbers of an activity, and what the viewer's home or phone said. Two queries."""
    rows = line(activity)
    phones = list(activity.sign_ups.filter(ended_at=None, household=None).values_list("pk", "device"))
    have = [each.row for each in rows if each.has_place]
    own, waits = None, False
    if viewer.household_id:
        mine = next((each for each in rows if each.row.household_id == viewer.household_id), None)
        own, waits = (mine.row, not mine.has_place) if mine else (None, False)
    elif mark := device_hash(viewer.device):
        own = next((SignUp(pk=pk, activity=activity) for pk, device in phones if device == mark), None)
    return Coming(len(have), sum(row.persons for row in have), len(rows) - len(have), len(phones), own, waits)


def turnout(activity: Activity) -> Turnout | None:
    """What holds of who came: the last correction. One query."""
    return activity.turnouts.order_by("-id").first()


def homes_here(site: Node, wanted: Iterable[int]) -> set[int]:
    """Of these household ids those of the site. One query."""
    homes: Any = SignUp._meta.get_field("household").related_model
    return set(homes.objects.filter(pk__in=list(wanted), site=site).values_list("pk", flat=True))


def home_at(site: Node, number: str, at: datetime) -> Any | None:
    """The household that lives behind a door's number; for who writes a turnout or a roll."""
    unit = Node.objects.filter(site=site, kind="unit", name__iexact=number.strip()[:80], closed_on=None).first()
    return people.running_at(unit, at) if unit else None


def came_to(turnout: Turnout) -> list[Came]:
    """The homes that were ticked, by number. For who writes it down, never for a public page."""
    return list(turnout.came.select_related("household__node").order_by("household__node__name", "id"))


@dataclass(frozen=True)
class Own:
    """What a home gave: activities, persons' minutes in all, and each with its own."""

    rows: list[tuple[Activity, int, int]]

    @property
    def minutes(self) -> int:
        """All its minutes."""
        return sum(minutes for _activity, _persons, minutes in self.rows)


def own_hours(household_id: int) -> Own:
    """The activities to which a home came, newest first: (activity, persons, minutes). One query."""
    rows = Came.objects.filter(household_id=household_id, turnout__corrected_by=None)
    rows = rows.select_related("turnout__activity__group__body").order_by("-turnout__started_at", "-id")
    return Own(
        [
            (row.turnout.activity, row.persons, rules.volunteer_minutes(
                row.persons, row.turnout.started_at, row.turnout.ended_at
            ))
            for row in rows
        ]
    )  # fmt: skip


def own_coming(household_id: int, at: datetime) -> list[SignUp]:
    """What a home signed up for and is still to come. One query."""
    rows = SignUp.objects.filter(household_id=household_id, ended_at=None, activity__last_at__gt=at)
    return list(rows.filter(activity__state="announced").select_related("activity").order_by("activity__starts_at"))


def held(group, since: date | datetime, until: date | datetime) -> QuerySet[Activity]:
    """The activities of a group that were held in a time: with a turnout, or with a roll that was called in it."""
    called = Session.objects.filter(activity=OuterRef("pk"), on__gte=_day(since), on__lt=_day(until))
    over = Q(state="over", weeks=1, starts_at__gte=_moment(since), starts_at__lt=_moment(until))
    return Activity.objects.filter(over | Exists(called), group=group)


def _day(at: date | datetime) -> date:
    return clock.today(at) if isinstance(at, datetime) else at


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else clock.start_of_day(at)


def turnouts(group, since: date | datetime, until: date | datetime) -> list[Turnout]:
    """What holds of each activity of a group in a time. One query."""
    rows = Turnout.objects.filter(activity__group=group, corrected_by=None)
    rows = rows.filter(started_at__gte=_moment(since), started_at__lt=_moment(until))
    return list(rows.select_related("activity").order_by("-started_at", "-id"))


def blocks_there(group, since: date | datetime, until: date | datetime) -> tuple[int, int]:
    """From how many blocks somebody came, of how many blocks the site has. Two queries."""
    rows = Came.objects.filter(
        turnout__activity__group=group, turnout__corrected_by=None, turnout__started_at__gte=_moment(since),
        turnout__started_at__lt=_moment(until),
    )  # fmt: skip
    there = rows.aggregate(n=Count("household__node__block", distinct=True))["n"]
    return there, Node.objects.filter(site=group.site, kind="block", closed_on=None).count()


@dataclass(frozen=True)
class RollNumbers:
    """A roll as everybody may read it: a count under five children is None."""

    pupils: int | None
    sessions: int
    mean: int | None


def roll_numbers(activity: Activity) -> RollNumbers:
    """How many children, how many days, how many a day on average (rounded down). Three queries.

    The average is told only with the count: of both, neither points at a child.
    """
    pupils = rules.told(activity.pupils.filter(withdrawn_at=None).count())
    sessions = activity.sessions.count()
    came = Presence.objects.filter(session__activity=activity, came=True).count()
    mean = rules.told(came // sessions) if sessions else None
    return RollNumbers(pupils, sessions, mean if pupils else None)


@dataclass(frozen=True)
class OnRoll:
    """A pupil with how many of the days since their consent they were there."""

    pupil: Pupil
    came: int
    of: int


def _counted(rows: QuerySet[Pupil]) -> list[OnRoll]:
    there = Count("presences", filter=Q(presences__came=True))
    some = rows.annotate(there=there, called=Count("presences")).select_related("household__node", "activity")
    return [OnRoll(each, each.there, each.called) for each in some.order_by("first_name", "id")]


def roll(activity: Activity) -> list[OnRoll]:
    """The roll by name, for who runs the group (may_read_members is asked before). One query."""
    return _counted(activity.pupils.filter(withdrawn_at=None))


def own_pupils(viewer: Actor, activity: Activity | None = None) -> list[OnRoll]:
    """The children of the card's own home. One query."""
    if viewer.household_id is None:
        return []
    rows = Pupil.objects.filter(household_id=viewer.household_id, withdrawn_at=None)
    return _counted(rows.filter(activity=activity) if activity else rows)


def present(activity: Activity, on: date) -> set[int]:
    """Ids of the pupils ticked on a day. One query."""
    rows = Presence.objects.filter(session__activity=activity, session__on=on, came=True)
    return set(rows.values_list("pupil_id", flat=True))


def pupil(viewer: Actor, code: str, at: datetime) -> Pupil:
    """Fetch and authorise: by the card of the child's home, or by who runs the group and is no landlord."""
    rows = Pupil.objects.select_related("activity__group__body", "activity__group__node", "activity__site")
    found = rows.filter(code=code.replace("\x00", "")[:16], withdrawn_at=None).first()
    if found is None:
        raise Http404
    own = viewer.household_id is not None and viewer.household_id == found.household_id
    if not own and not groups.may_read_members(viewer, found.activity.group, at):
        raise Http404
    return found


def _with_pictures(rows: QuerySet[Story]) -> QuerySet[Story]:
    shown = StoryPhoto.objects.filter(photo__erased_at=None).select_related("photo").order_by("number")
    return rows.select_related("site", "household__node__block").prefetch_related(
        Prefetch("pictures", shown, to_attr="shown")
    )


def stories(site: Node, kind: str = "", page: int = 1) -> tuple[list[Story], bool]:
    """What everybody reads, the newest first, and whether more follows. Two queries."""
    rows = Story.objects.filter(site=site, state="published")
    rows = rows.filter(kind=kind) if kind in rules.STORY_KINDS else rows
    some = list(_with_pictures(rows).order_by("-published_at", "-id")[PAGE * (page - 1) : PAGE * page + 1])
    return some[:PAGE], len(some) > PAGE


def waiting_stories(viewer: Actor, site: Node) -> list[Story]:
    """What waits to be read, oldest first, for who publishes. Two queries, none for others."""
    if not viewer.holds(rules.STORY_MODERATORS, site):
        return []
    rows = Story.objects.filter(site=site, state="held")
    return list(_with_pictures(rows).order_by("told_at", "id")[:PAGE])


def own_stories(viewer: Actor, site: Node) -> list[Story]:
    """The card's own stories that are not taken back. Two queries, none for others."""
    if viewer.household_id is None:
        return []
    rows = Story.objects.filter(site=site, household_id=viewer.household_id).exclude(state="withdrawn")
    return list(_with_pictures(rows).order_by("-told_at", "-id")[:PAGE])


def story(viewer: Actor, code: str, verb: str = "") -> Story:
    """Fetch and authorise: published to everybody; before that to its teller and to who publishes. Else Http404."""
    found = _with_pictures(Story.objects.filter(code=code.replace("\x00", "")[:16])).first()
    if found is None or found.state == "withdrawn":
        raise Http404
    reads = is_teller(viewer, found) or viewer.holds(rules.STORY_MODERATORS, found.site)
    if found.state != "published" and not reads:
        raise Http404
    if verb and not viewer.may(verb, found.site):
        raise Http404
    return found
