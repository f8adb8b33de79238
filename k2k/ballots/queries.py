"""Reads about ballots, for pages and for apps above."""

from typing import Any

from k2k.ballots.counting import Lots, Profile, tally
from k2k.ballots.models import Ballot


def turnout(ballot: Ballot) -> tuple[int, int]:
    """(how many voted, how many could). Paper, screen and help together."""
    return ballot.roll.exclude(mark="").count(), ballot.roll.count()


def tally_file(ballot: Ballot) -> dict[str, Any]:
    """The public file: the list of envelopes, and after the count every pile, so that anybody can recount."""
    voted, entitled = turnout(ballot)
    contests = []
    for contest in ballot.contests.filter(outcome__isnull=False).select_related("outcome").order_by("number"):
        names = tuple(contest.options.order_by("number").values_list("name", flat=True))
        piles = {tuple(choice): votes for votes, choice in contest.outcome.piles}
        profile = Profile(names, contest.seats, piles, contest.title)
        shown = tally.contest(profile, contest.method, Lots(tuple(contest.lots)))
        contests.append(shown | {"needs": contest.needs, "result": contest.outcome.result})
    return {
        "format": tally.FORMAT,
        "ballot": ballot.code,
        "title": ballot.title,
        "state": ballot.state,
        "voted": voted,
        "entitled": entitled,
        "envelopes": ballot.listed,
        "box_hash": ballot.box_hash,
        "contests": contests,
    }
