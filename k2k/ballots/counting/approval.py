"""Approval: whoever most ballots name is elected. The count a neighbour can redo by hand."""

from k2k.ballots.counting.lots import NONE, Lots
from k2k.ballots.counting.profile import Profile
from k2k.ballots.counting.result import Result, Round


def names_said(profile: Profile) -> dict[int, int]:
    """How many ballots name each candidate who stands."""
    said = dict.fromkeys(profile.standing, 0)
    for choice, ballots in profile.valid().items():
        for number in choice:
            said[number] += ballots
    return said


def count(profile: Profile, lots: Lots = NONE) -> Result:
    """One round; a tie at the last seat is settled by lot. Raises Unsettled."""
    said, valid = names_said(profile), sum(profile.valid().values())
    result = Result("approval", profile.seats, profile.received, valid)
    shown = {number: str(votes) for number, votes in said.items()}
    result.rounds.append(Round(1, "first", None, shown))
    left = dict(said)
    while left and len(result.elected) < profile.seats:
        most = max(left.values())
        tied = [number for number, votes in left.items() if votes == most]
        room = profile.seats - len(result.elected)
        if len(tied) > room:
            tie = lots.first("elect", 1, tied)
            result.ties.append(tie)
            assert tie.chosen is not None
            tied = [tie.chosen]
        for number in sorted(tied):
            result.elected.append(number)
            del left[number]
    result.rounds[0].elected = list(result.elected)
    return result
