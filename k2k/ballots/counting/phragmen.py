"""Sequential Phragmén for approvals, in exact fractions.

Each elected candidate costs 1, shared by those who named them so that the largest share stays as small as it can. The
next seat goes to whoever brings the smallest such share (Brill, Freeman, Janson, Lackner 2017, section 2).

After an election all its supporters carry the same share, so a ballot's share is known by the last round that elected
one of its names: per candidate we count ballots by that round, in integers, and no ballot has a fraction of its own.
"""

from fractions import Fraction

from k2k.ballots.counting.approval import names_said
from k2k.ballots.counting.lots import NONE, Lots
from k2k.ballots.counting.profile import Profile
from k2k.ballots.counting.result import Result, Round


def count(profile: Profile, lots: Lots = NONE) -> Result:
    """Elect up to `seats` of those whom somebody named; nobody without a vote is elected. Raises Unsettled."""
    valid = [[choice, ballots, 0] for choice, ballots in sorted(profile.valid().items())]
    said = names_said(profile)
    result = Result("phragmen", profile.seats, profile.received, sum(profile.valid().values()))
    loads = [Fraction(0)]
    rows = {number: [votes] for number, votes in said.items() if votes}
    while rows and len(result.elected) < profile.seats:
        now = len(loads)
        shares = {number: _share(row, loads, said[number]) for number, row in rows.items()}
        least = min(shares.values())
        tied = [number for number, share in shares.items() if share == least]
        winner = tied[0]
        if len(tied) > 1:
            tie = lots.first("elect", now, tied)
            result.ties.append(tie)
            assert tie.chosen is not None
            winner = tie.chosen
        shown = {number: str(share) for number, share in sorted(shares.items())}
        result.rounds.append(Round(now, "elect", winner, shown, elected=[winner]))
        result.elected.append(winner)
        loads.append(least)
        del rows[winner]
        _carry(valid, rows, winner, now)
    return result


def _share(row: list[int], loads: list[Fraction], voters: int) -> Fraction:
    """The share each supporter would carry: (1 + what they carry together) ÷ how many they are."""
    carried = sum((ballots * load for ballots, load in zip(row, loads, strict=False) if ballots), Fraction(1))
    return carried / voters


def _carry(valid: list[list], rows: dict[int, list[int]], winner: int, now: int) -> None:
    """All who named the winner now carry this round's share."""
    for row in rows.values():
        row.extend([0] * (now + 1 - len(row)))
    for each in valid:
        choice, ballots, before = each
        if winner in choice:
            each[2] = now
            for number in choice:
                if number in rows:
                    rows[number][before] -= ballots
                    rows[number][now] += ballots
