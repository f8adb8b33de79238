"""The same counts written a second time, slowly and otherwise, to be compared with the first.

STV moves single papers in decimal text-book steps; Phragmén lets every voter earn at one speed and buys, with a clock.
"""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

FIVE = Decimal("0.00001")


def stv(profile) -> set[int]:  # noqa: C901 - one rule after another, as the text has them
    """Who is elected by Scottish STV; lots are the candidates' numbers in order."""
    papers = [[list(c), Decimal(1), c[0]] for c, n in sorted(profile.piles.items()) for _each in range(n) if c]
    hopeful, elected, stages = set(profile.numbers), [], []
    quota = Decimal(len(papers) // (profile.seats + 1) + 1)
    kept: dict[int, Decimal] = {}

    def votes(number):
        return kept.get(number, sum((value for _c, value, at in papers if at == number), Decimal(0)))

    def move(number, worth):
        for paper in papers:
            if paper[2] == number:
                paper[1] = worth(paper[1])
                paper[2] = next((each for each in paper[0] if each in hopeful), 0)

    while True:
        stages.append({number: votes(number) for number in profile.numbers})
        elected += [each for each in hopeful if votes(each) >= quota]
        hopeful -= set(elected)
        if len(elected) >= profile.seats:
            return set(elected)
        if len(hopeful) <= profile.seats - len(elected):
            return set(elected) | hopeful
        if over := [each for each in elected if votes(each) > quota]:
            most = max(map(votes, over))
            who = _choose([each for each in over if votes(each) == most], stages, max)
            total = votes(who)
            move(who, lambda value, t=total: ((t - quota) * value / t).quantize(FIVE, ROUND_DOWN))
            kept[who] = quota
        else:
            least = min(map(votes, hopeful))
            who = _choose([each for each in hopeful if votes(each) == least], stages, min)
            hopeful.discard(who)
            move(who, lambda value: value)


def _choose(tied, stages, best) -> int:
    """Back to the stage at which they differed, else the candidates' numbers."""
    for stage in reversed(stages[:-1]):
        wanted = best(stage[each] for each in tied)
        tied = [each for each in tied if stage[each] == wanted]
    return min(tied) if best is max else max(tied)


def phragmen(profile) -> list[int]:
    """Who is bought, in order: voters earn one a day each; lots are the candidates' numbers in order."""
    voters = [set(c) for c, n in sorted(profile.piles.items()) for _each in range(n) if c]
    purses = [Fraction(0)] * len(voters)
    bought: list[int] = []
    while len(bought) < profile.seats:
        waits = {}
        for number in profile.numbers:
            friends = [place for place, names in enumerate(voters) if number in names]
            if number not in bought and friends:
                waits[number] = (1 - sum(purses[place] for place in friends)) / Fraction(len(friends))
        if not waits:
            break
        wait = min(waits.values())
        who = min(number for number, each in waits.items() if each == wait)
        purses = [Fraction(0) if who in voters[place] else purse + wait for place, purse in enumerate(purses)]
        bought.append(who)
    return bought
