"""Reads about meetings: which there are, who is entered, how many are there, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from k2k.bodies import queries as bodies
from k2k.commitments import queries as commitments
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.groups import queries as groups
from k2k.meetings import rules, words
from k2k.meetings.models import AgendaItem, Attendance, Decision, Interest, Meeting, Minutes, Motion, Note

if TYPE_CHECKING:
    from k2k.groups.models import Membership

PAGE = 40


def by_code(code: str, meeting: str, viewer: Actor, at: datetime) -> Meeting:
    """The meeting of a group; a draft only for who acts for the group. Raises Http404."""
    rows = Meeting.objects.select_related(
        "group__body", "group__site", "group__node", "node", "block", "spot__block", "spot__site"
    )
    found = rows.filter(group__body__code=code[:16].replace("\x00", ""), code=meeting[:16].replace("\x00", "")).first()
    if found is None or (found.called_at is None and not groups.holds_post(viewer, found.group, at)):
        raise Http404
    return found


def of_group(group, *, drafts: bool) -> QuerySet[Meeting]:
    """The meetings of a group, the newest first; `drafts` only for who acts for it."""
    rows = Meeting.objects.filter(group=group).select_related("block", "spot__block", "spot__floor", "spot__site")
    rows = rows.order_by("-starts_at", "-id")
    return rows if drafts else rows.exclude(called_at=None)


def upcoming(group, at: datetime) -> Meeting | None:
    """The next meeting that is called or goes on. One query."""
    return Meeting.objects.filter(group=group, state__in=rules.TO_COME).order_by("starts_at", "id").first()


def last_held(group, kinds: Iterable[str] = rules.KINDS, before: datetime | None = None) -> Meeting | None:
    """The last meeting of these kinds that took place. One query."""
    rows = Meeting.objects.filter(group=group, kind__in=tuple(kinds), state__in=rules.HELD)
    return (rows.filter(closed_at__lt=before) if before else rows).order_by("-closed_at", "-id").first()


def last_agm(group, at: datetime) -> Meeting | None:
    """The last annual general meeting that took place with enough members, closed by `at`. One query."""
    rows = Meeting.objects.filter(group=group, kind="agm", state__in=rules.HELD, quorate=True, closed_at__lte=at)
    return rows.order_by("-closed_at", "-id").first()


def place_of(meeting: Meeting) -> str:
    """Where it is, in words."""
    return words.place(meeting)


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in order, each item with its motions. Two queries."""
    rows = meeting.items.select_related("approves__group__body")
    return list(rows.prefetch_related("motions__decision__post", "motions__decision__commitment"))


# who is entered, who is there


def voting_members(meeting: Meeting, at: datetime) -> set[int]:
    """Ids of the memberships that may vote: those long enough before the first notice, of the block where it is one's.

    The same rule as a roll's (groups.queries.voters): who joins after the notice, to tip a vote, has none.
    """
    roll = groups.voters(meeting.group, at, meeting.called_at or at)
    rows = groups.by_voter(meeting.group, roll).values()
    if meeting.block_id:
        return {row.pk for row in rows if row.household.node.block_id == meeting.block_id}
    return {row.pk for row in rows}


def may_vote(meeting: Meeting, membership: "Membership") -> bool:
    """Whether one member of an opened meeting is among those that may vote in it. Two queries."""
    opened = meeting.opened_at or meeting.starts_at
    return membership.voter in groups.voters(meeting.group, opened, meeting.called_at or opened)


def committee_terms(meeting: Meeting, at: datetime) -> list:
    """One running term for each person of the committee, the first post of theirs. One query."""
    found: dict[int, object] = {}
    for term in groups.committee(meeting.group, at):
        found.setdefault(term.account_id, term)
    return list(found.values())


@dataclass(frozen=True)
class Row:
    """One line of the tick list: who, where they live, and their attendance where they are there."""

    key: str
    name: str
    home: str
    here: Attendance | None


def tick_list(meeting: Meeting, at: datetime, words: str = "", page: int = 1) -> tuple[list[Row], bool]:
    """Some lines of the list, found by name or home, and whether there are more. At most three queries."""
    there = {_key(row): row for row in meeting.attendances.filter(sitting=meeting.sitting)}
    start = (page - 1) * PAGE
    if meeting.kind == "committee":
        lines = [
            (f"p{term.pk}", term.account.display_name, bodies.post_title(term.post.kind))
            for term in committee_terms(meeting, at)
        ]
        lines = [line for line in lines if words.casefold() in f"{line[1]} {line[2]}".casefold()]
        some = lines[start : start + PAGE + 1]
    else:
        members = groups.members(meeting.group, at)
        if meeting.block_id:
            members = members.filter(household__node__block_id=meeting.block_id)
        for word in words.split():
            members = members.filter(
                Q(person__preferred_name__icontains=word) | Q(household__node__name__icontains=word)
            )
        members = members.order_by("household__node__name", "id")
        some = [
            (f"m{row.pk}", row.person.preferred_name if row.person else "", row.household.node.name)
            for row in members[start : start + PAGE + 1]
        ]
    return [Row(key, name, home, there.get(key)) for key, name, home in some[:PAGE]], len(some) > PAGE


def _key(row: Attendance) -> str:
    return f"m{row.membership_id}" if row.membership_id else f"p{row.appointment_id}"


def attends(meeting: Meeting, membership=None, appointment=None) -> Attendance | None:
    """The attendance of one in this sitting."""
    rows = meeting.attendances.filter(sitting=meeting.sitting)
    return rows.filter(membership=membership, appointment=appointment).first()


def present(meeting: Meeting) -> QuerySet[Attendance]:
    """Who counts in this sitting."""
    rows = meeting.attendances.filter(sitting=meeting.sitting, counts=True)
    return rows.select_related(
        "membership__person", "membership__household__node", "appointment__post", "appointment__account"
    ).order_by("id")


def count_of(rows: QuerySet[Attendance], per_home: bool) -> int:
    """How many votes these attendances are: each its own, or one a home. One query."""
    field = "membership__household_id" if per_home else "id"
    return rows.aggregate(n=Count(field, distinct=True))["n"]


@dataclass(frozen=True)
class Counted:
    """The quorum as it stands: how many are there, how many are needed, whether the meeting may decide."""

    here: int
    needed: int
    second: bool
    others: int

    @property
    def enough(self) -> bool:
        """Whether it may decide."""
        return self.second or self.here >= self.needed

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return 0 if self.enough else self.needed - self.here


def counted(meeting: Meeting) -> Counted:
    """The quorum now, or as it was at the end. Two queries while it is open."""
    rows = meeting.attendances.filter(sitting=meeting.sitting)
    here = count_of(rows.filter(counts=True), meeting.per_home) if meeting.state == "open" else meeting.present_n
    return Counted(here, meeting.quorum_n, meeting.second, rows.filter(counts=False).count())


def expected(meeting: Meeting, at: datetime) -> tuple[int, int, int]:
    """(voters, committee, how many must be there) by the constitution of the day of the notice."""
    values = groups.values(meeting.group, clock.today(meeting.called_at or at))
    committee = len(committee_terms(meeting, at))
    if meeting.kind == "committee":
        return committee, committee, groups.rules.committee_quorum(values, committee)
    voters = len(voting_members(meeting, at))
    return voters, committee, groups.rules.quorum(values, voters, committee)


def entitled(motion: Motion) -> QuerySet[Attendance]:
    """Those present who can vote in a motion: nobody with an interest in it."""
    return present(motion.meeting).exclude(interests__motion=motion)


def people_of_removal(motion: Motion) -> list[Attendance]:
    """The attendances of whom a motion is to remove: by post, by membership, by the account behind both."""
    wanted = Q(pk=None)
    member = motion.about_member
    if motion.about_post:
        account = motion.about_post.account
        wanted |= Q(appointment__account=account)
        member = member or groups.membership_of_account(motion.meeting.group, account)
    if member:
        wanted |= Q(membership=member)
        if member.account_id:
            wanted |= Q(appointment__account_id=member.account_id)
        if motion.meeting.per_home:
            wanted |= Q(membership__household_id=member.household_id)
    return list(motion.meeting.attendances.filter(wanted))


def is_about(motion: Motion, account) -> bool:
    """Whether a motion is to remove the holder of this account."""
    if account is None:
        return False
    if motion.about_post and motion.about_post.account_id == account.pk:
        return True
    return motion.about_member is not None and motion.about_member.account_id == account.pk


def own_attendances(meeting: Meeting, actor: Actor) -> QuerySet[Attendance]:
    """The attendances of the card's home in this sitting."""
    rows = meeting.attendances.filter(sitting=meeting.sitting, membership__household_id=actor.household_id or 0)
    return rows.select_related("membership__person")


def interests(motion: Motion) -> QuerySet[Interest]:
    """Who neither votes nor counts in a motion."""
    return motion.interests.select_related("attendance").order_by("id")


# what was decided


def decisions(group) -> QuerySet[Decision]:
    """The promises that meetings of the group decided, the nearest date first."""
    rows = Decision.objects.filter(motion__meeting__group=group).select_related(
        "motion__meeting", "post", "commitment__body"
    )
    return rows.order_by("commitment__due", "id")


@dataclass(frozen=True)
class Followed:
    """A decision and how it stands: the verdict's slug."""

    decision: Decision
    verdict: str

    @property
    def is_open(self) -> bool:
        """Whether it is not done yet."""
        return self.verdict in ("running", "late", "broken")


def follow_up(group, at: datetime, before: Meeting | None = None) -> list[Followed]:
    """The decisions of the group's earlier meetings with how they stand, what is open first. One query."""
    rows = decisions(group)
    if before is not None:
        rows = rows.filter(motion__meeting__starts_at__lt=before.starts_at).exclude(motion__meeting=before)
    found = [Followed(row, commitments.verdict(row.commitment, at)) for row in rows]
    return sorted(found, key=lambda each: not each.is_open)


def held_between(group, since: date, until: date) -> QuerySet[Meeting]:
    """The meetings that took place from `since` to before `until`."""
    span = {"closed_at__gte": clock.start_of_day(since), "closed_at__lt": clock.start_of_day(until)}
    return Meeting.objects.filter(group=group, state__in=rules.HELD, **span)


def sees_names(viewer: Actor, meeting: Meeting, at: datetime) -> bool:
    """Who reads who moved and seconded: homes that belong, and who acts for the group; no landlord."""
    if groups.is_members_home(viewer, meeting.group):
        return True
    return groups.may_read_members(viewer, meeting.group, at)


def corrections_until(meeting: Meeting) -> datetime | None:
    """Until when those who were there can say what the minutes should say."""
    return meeting.published_at + timedelta(days=rules.CORRECTION_DAYS) if meeting.published_at else None


def may_correct(viewer: Actor, meeting: Meeting, at: datetime) -> bool:
    """Whether the card's home was there, and there is still time."""
    until = corrections_until(meeting)
    if meeting.state != "published" or until is None or at >= until or viewer.household_id is None:
        return False
    return meeting.attendances.filter(membership__household_id=viewer.household_id).exists()


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes as they are being signed, with their signatures. Two queries."""
    return Minutes.objects.filter(meeting=meeting).prefetch_related("signatures").first()


def notes_of(meeting: Meeting) -> QuerySet[Note]:
    """What later meetings say of these minutes."""
    return meeting.notes.select_related("by_meeting__block").order_by("id")


def later(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings of the group that took place since the minutes were signed."""
    rows = Meeting.objects.filter(group=meeting.group, opened_at__gt=meeting.signed_at).select_related("block")
    return rows.order_by("-starts_at")[:PAGE]


def one_of(meeting: Meeting, key: str, at: datetime) -> dict[str, Any] | None:
    """Whom a line of the tick list is: the keyword of the command with the membership or the term."""
    if not key[1:].isascii() or not key[1:].isdigit() or len(key) > 18:
        return None
    if meeting.kind == "committee":
        term = next((term for term in committee_terms(meeting, at) if f"p{term.pk}" == key), None)
        return {"appointment": term} if term else None
    member = groups.members(meeting.group, at).filter(pk=key[1:]).first() if key[0] == "m" else None
    return {"membership": member} if member else None


def is_waited(meeting: Meeting, at: datetime) -> bool:
    """Whether too few came and the time that the constitution gives them is over."""
    wait = int(groups.rule(meeting.group, "wait_minutes", clock.today(meeting.called_at or at)))
    return not counted(meeting).enough and at >= meeting.starts_at + timedelta(minutes=wait)
