"""What the pages show of an election: its steps, what one may do, its result in sentences."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.ballots import queries as ballots
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.templatetags.k2k import joined
from k2k.core.ui import formats
from k2k.elections import queries, rules, words
from k2k.elections.models import Election, Seat
from k2k.groups import queries as groups

#: The steps in their order, each with the state during which it runs.
ORDER = ("called", "nominating", "objecting", "listed", "voting", "counted", "settled")


@dataclass(frozen=True)
class Step:
    """One step: what, on which days, and its class in the list."""

    what: str
    first: Any
    last: Any
    mark: str


def steps(election: Election, at: datetime) -> list[Step]:
    """The days of the election, what is past, what runs now."""
    state = queries.state(election, at)
    counted = clock.today(election.counted_at) if election.counted_at else None
    holds = clock.today(election.settles_at) if election.settles_at else None
    days = {
        "called": (_("Called"), clock.today(election.called_at), None),
        "nominating": (_("Nominations"), election.nominate_from, election.nominate_until),
        "objecting": (
            _("Objections to candidates"),
            election.nominate_until + timedelta(days=1),
            election.object_until,
        ),
        "voting": (_("The vote"), election.vote_from, election.vote_until),
        "counted": (_("Count, then objections to the result"), counted, holds),
        "settled": (_("It holds, and the posts change hands"), holds, None),
    }
    return [Step(what, first, last, _mark(name, state)) for name, (what, first, last) in days.items()]


def _mark(name: str, state: str) -> str:
    """The class of a step while the election stands in `state`."""
    if state not in ORDER or ORDER.index(name) > ORDER.index(state):
        return "wait"
    if name == state:
        return "ok" if state == "settled" else "now"
    return "lit"


def may(actor: Actor, election: Election, at: datetime) -> dict[str, bool]:
    """What the actor may do on the election's page now."""
    state = queries.state(election, at)
    runs = groups.may_run(actor, election.group, at) and actor.may("elections.call", election.node)
    officer = actor.holds({"officer"}, election.node)
    member = groups.is_members_home(actor, election.group)
    return {
        "nominate": member and state == "nominating",
        "object_to_result": member and state == "counted" and at < (election.settles_at or at),
        "decide": queries.may_decide(actor, election, at),
        "enter": runs and state == "nominating",
        "name_teller": runs and state in (*rules.BEFORE_LIST, "listed") and election.ballot_id is None,
        "open_vote": runs and state == "listed" and election.ballot_id is None,
        "hand_paper": runs and state == "voting" and election.ballot is not None and election.ballot.unit == "person",
        "name_proxy": member and election.ballot is not None and election.ballot.state == "draft"
        and election.ballot.proxies > 0,
        "cancel": (runs and state in (*rules.BEFORE_LIST, "listed", "voting"))
        or (officer and state in rules.RUNNING),
        "suspend": officer and state == "counted" and election.suspended_at is None,
        "resume": officer and state == "counted" and election.is_suspended,
    }  # fmt: skip


@dataclass
class SeatResult:
    """One seat as the result page tells it."""

    title: str
    said: str
    sentences: list[str] = field(default_factory=list)


def results(election: Election) -> list[SeatResult]:
    """Every seat in sentences: who has it, with how many votes, how a tie was settled."""
    contests = {one.number: one for one in ballots.counted(election.ballot)} if election.ballot else {}
    return [_result(seat, contests.get(seat.contest or 0)) for seat in queries.seats(election)]


def _result(seat: Seat, contest) -> SeatResult:
    elected = [one.name or _("somebody") for one in vars(seat)["stands"] if one.state == "elected"]
    shown = SeatResult(words.seat_title(seat), _("Elected: %(names)s") % {"names": joined(elected)})
    if not elected:
        shown.said = _("Vacant: nobody stood.") if seat.filled == "vacant" else _("Nobody was named.")
    if seat.filled == "unopposed":
        shown.sentences = [_("Without a vote: not more stood than there are places.")]
    if contest is not None:
        shown.sentences = _counted(seat, contest)
    return shown


def _counted(seat: Seat, contest) -> list[str]:
    found = contest.outcome.result
    names = {option.number: option.name for option in contest.options.all()}
    rounds = found["rounds"]
    said = [str(words.METHODS[seat.method])]
    if seat.method == "approval":
        shown = rounds[0]["shown"] if rounds else {}
        votes = {number: int(shown.get(str(number), "0").split(".")[0]) for number in names}
        most = sorted(names, key=lambda number: (-votes[number], number))
        said.append(joined([f"{names[number]} {formats.number(votes[number])}" for number in most]) + ".")
    else:
        told = ngettext("Counted in %(n)s round.", "Counted in %(n)s rounds.", len(rounds))
        said.append(told % {"n": formats.number(len(rounds))})
    for tie in found["ties"]:
        equal = {"names": joined([names[number] for number in tie["among"]]), "who": names[tie["chosen"]]}
        if tie["by"] == "lot":
            said.append(_("%(names)s were equal. The lot drawn before the vote fell on %(who)s.") % equal)
        else:
            said.append(_("%(names)s were equal. An earlier round decided on %(who)s.") % equal)
    return said
