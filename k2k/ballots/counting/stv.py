"""Scottish STV: weighted inclusive Gregory, as in the Scottish Local Government Elections Order 2007 (SSI 2007/42),
schedule 1, rules 45–52. All votes are integers in hundred-thousandths; what lies beyond is cut off (rule 48).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from k2k.ballots.counting.lots import NONE, Lots
from k2k.ballots.counting.profile import Profile
from k2k.ballots.counting.result import Result, Round, Tie

#: One vote. The rule counts to five decimal places.
ONE = 100_000

Papers = Counter[tuple[tuple[int, ...], int]]


def shown(votes: int) -> str:
    """Votes with their five decimals: 123.45678."""
    return f"{votes // ONE}.{votes % ONE:05d}"


@dataclass
class _Count:
    """The state between two stages. `papers` of a candidate are (ballot, value when received) → how many."""

    profile: Profile
    lots: Lots
    result: Result
    continuing: set[int]
    votes: dict[int, int]
    papers: dict[int, Papers]
    history: list[dict[int, int]] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    idle: int = 0
    cut: int = 0

    @property
    def quota(self) -> int:
        return (self.result.quota or 0) * ONE

    @property
    def vacancies(self) -> int:
        return self.result.seats - len(self.result.elected)

    def stage(self, what: str, who: int | None, moved: dict[int, int], excluded: Iterable[int] = ()) -> None:
        """Write down the end of a stage, and deem elected whoever has the quota (rule 47)."""
        self.history.append(dict(self.votes))
        self.result.rounds.append(
            Round(
                number=len(self.history),
                what=what,
                who=who,
                shown={number: shown(votes) for number, votes in self.votes.items()},
                moved={number: shown(votes) for number, votes in sorted(moved.items())},
                idle=shown(self.idle),
                cut=shown(self.cut),
                excluded=list(excluded),
            )
        )
        self.elect([number for number in self.continuing if self.votes[number] >= self.quota])

    def elect(self, winners: Iterable[int]) -> None:
        """Deem elected, the most votes first; equals in the order of earlier stages, then of their numbers."""
        past = list(reversed(self.history))
        for number in sorted(winners, key=lambda n: ([-votes[n] for votes in past], n)):
            self.continuing.discard(number)
            self.result.elected.append(number)
            self.result.rounds[-1].elected.append(number)
            if self.votes[number] > self.quota:
                self.pending.append(number)

    def settle(self, what: str, tied: list[int], best: Callable[..., int]) -> int:
        """One of those who are equal now: by the latest stage at which they were not, else by lot (rules 49, 51)."""
        left, now = tied, len(self.history)
        for back in range(now - 2, -1, -1):
            wanted = best(self.history[back][number] for number in left)
            left = [number for number in left if self.history[back][number] == wanted]
            if len(left) == 1:
                self.result.ties.append(Tie(now, what, tuple(sorted(tied)), left[0], f"earlier:{back + 1}"))
                return left[0]
        draw = self.lots.first if what == "surplus" else self.lots.last
        tie = draw(what, now, left)
        self.result.ties.append(tie)
        assert tie.chosen is not None
        return tie.chosen

    def pick(self, what: str, among: Iterable[int], best: Callable[..., int]) -> int:
        """Who of `among` has the most (max) or the fewest (min) votes."""
        found = sorted(among)
        wanted = best(self.votes[number] for number in found)
        tied = [number for number in found if self.votes[number] == wanted]
        return tied[0] if len(tied) == 1 else self.settle(what, tied, best)

    def give(self, papers: Papers, worth: Callable[[int], int]) -> dict[int, int]:
        """Pass papers to the next available preference at their new value; returns what each candidate got."""
        got: Counter[int] = Counter()
        for (choice, value), ballots in papers.items():
            new = worth(value)
            heir = next((number for number in choice if number in self.continuing), None)
            if heir is None:
                self.idle += new * ballots
                continue
            self.papers[heir][choice, new] += ballots
            got[heir] += new * ballots
        for number, votes in got.items():
            self.votes[number] += votes
        return dict(got)

    def pass_surplus(self, number: int) -> None:
        """Rule 48: each paper goes on at surplus × its value ÷ votes, cut to five decimals."""
        total, surplus, idle = self.votes[number], self.votes[number] - self.quota, self.idle
        self.pending.remove(number)
        papers, self.papers[number] = self.papers[number], Counter()
        got = self.give(papers, lambda value: surplus * value // total)
        self.cut += surplus - sum(got.values()) - (self.idle - idle)
        self.votes[number] = self.quota
        self.stage("surplus", number, got)

    def exclude(self, number: int) -> None:
        """Rules 50 and 51: the papers of the one with the fewest votes go on at the value at which they came."""
        self.continuing.discard(number)
        papers, self.papers[number] = self.papers[number], Counter()
        got = self.give(papers, lambda value: value)
        self.votes[number] = 0
        self.stage("exclude", number, got, [number])


def count(profile: Profile, lots: Lots = NONE) -> Result:
    """Count by Scottish STV. Raises Unsettled for a tie that no earlier stage and no lot decides."""
    valid, standing = profile.valid(), profile.standing
    total = sum(valid.values())
    result = Result("scottish-stv", profile.seats, profile.received, total, total // (profile.seats + 1) + 1)
    papers: dict[int, Papers] = {number: Counter() for number in standing}
    for choice, ballots in valid.items():
        papers[choice[0]][choice, ONE] += ballots
    votes = {number: sum(found.values()) * ONE for number, found in papers.items()}
    counting = _Count(profile, lots, result, set(standing), votes, papers)
    counting.stage("first", None, {})
    while counting.vacancies > 0 and counting.continuing:
        if len(counting.continuing) <= counting.vacancies:
            counting.history.append(dict(counting.votes))
            result.rounds.append(
                Round(len(counting.history), "last", None, dict(result.rounds[-1].shown), {}, *_idle(result))
            )
            counting.elect(set(counting.continuing))
        elif counting.pending:
            counting.pass_surplus(counting.pick("surplus", counting.pending, max))
        else:
            counting.exclude(counting.pick("exclude", counting.continuing, min))
    return result


def _idle(result: Result) -> tuple[str, str]:
    return result.rounds[-1].idle, result.rounds[-1].cut
