"""Our counts beside programs that others wrote: stvpoll for Scottish STV, abcvoting for Phragmén.

stvpoll rounds a transfer value at the fifth decimal where the Order cuts it off (schedule 1, rule 48), and where two
pass the quota at one stage it gives papers of the first also to the second, whom the Order has deemed elected (rules 47
and 48: to continuing candidates alone). So elections are compared in which at most one surplus waits at a time, and
votes within as many hundred-thousandths as there are papers.
"""

import random
from decimal import Decimal

import pytest
from django.conf import settings

from k2k.ballots.counting import METHODS, Lots, Profile, Unsettled, blt
from k2k.ballots.counting.profile import piled
from k2k.ballots.counting.result import Result

pytestmark = [pytest.mark.sqlite_only, pytest.mark.needs_oracles]
FOLDER = settings.SHARED / "data" / "blt"
WANTED = 200


def _drawn(rng: random.Random, most: int) -> Profile:
    candidates = rng.randint(3, most)
    names = range(1, candidates + 1)
    votes = [tuple(rng.sample(names, rng.randint(1, candidates))) for _ in range(rng.randint(20, 400))]
    return Profile(tuple(f"C{n}" for n in names), rng.randint(1, candidates - 1), piled(votes))


def _counted(method: str, found: Profile) -> Result | None:
    """The count where nothing is tied; None where a lot or an earlier stage decides."""
    try:
        result = METHODS[method](found, Lots())
    except Unsettled:
        return None
    return None if result.ties else result


def _one_by_one(result: Result) -> bool:
    """Whether at most one is elected at a stage; at the last, where no surplus moves, none are equal."""
    *stages, last = result.rounds
    final = [last.shown[number] for number in last.elected]
    return all(len(each.elected) <= 1 for each in stages) and len(set(final)) == len(final)


def _theirs(found: Profile):
    from stvpoll.scottish_stv import calculate_scottish_stv

    return calculate_scottish_stv(tuple(found.numbers), dict(found.piles), found.seats, allow_random=False)


def _must_agree(found: Profile, ours: Result) -> None:
    theirs = _theirs(found)
    assert (ours.elected, ours.quota) == (list(theirs), theirs.quota)
    stages = list(ours.rounds)
    for votes in (each.votes for each in theirs.rounds):
        while stages and not _same(stages[0].shown, votes, found.received):
            stages.pop(0)
        assert stages, votes


def _same(mine: dict[int, str], votes: dict[int, Decimal], papers: int) -> bool:
    """Whether these are the votes of a stage; who has been elected or excluded no longer stands in theirs."""
    return all(abs(Decimal(mine[number]) - votes[number]) * 100_000 <= papers for number in votes)


def test_two_hundred_elections_without_a_tie_are_counted_as_stvpoll_counts_them():
    rng, compared = random.Random(2007), 0
    while compared < WANTED:
        found = _drawn(rng, 9)
        ours = _counted("scottish-stv", found)
        if ours is None or not _one_by_one(ours):
            continue
        _must_agree(found, ours)
        compared += 1


@pytest.mark.needs_shared
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.blt")), ids=lambda path: path.stem)
def test_a_real_election_is_counted_as_stvpoll_counts_it(path):
    found = blt.read(path.read_text())
    ours = _counted("scottish-stv", found)
    assert ours is not None
    assert ours.elected == list(_theirs(found))


def test_two_hundred_elections_without_a_tie_are_counted_by_phragmen_as_abcvoting_counts_them():
    from abcvoting import abcrules
    from abcvoting.preferences import Profile as TheirProfile

    rng, compared = random.Random(2017), 0
    while compared < WANTED:
        found = _drawn(rng, 8)
        ours = _counted("phragmen", found)
        if ours is None:
            continue
        theirs = TheirProfile(len(found.candidates))
        for choice, ballots in found.piles.items():
            theirs.add_voters([{number - 1 for number in choice}] * ballots)
        committees = abcrules.compute(
            "seqphragmen", theirs, found.seats, algorithm="standard-fractions", resolute=False
        )
        assert [{number + 1 for number in each} for each in committees] == [set(ours.elected)]
        compared += 1
