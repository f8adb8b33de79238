"""How long a large count takes: 10,000 ballots of 12 candidates for 7 seats by STV, of 20 candidates by Phragmén.

.venv/bin/python -m bench.counting
"""

import random
import time

from k2k.ballots.counting import METHODS, Lots, Profile
from k2k.ballots.counting.profile import piled


def ballots(candidates: int, seed: int, *, ranked: bool) -> dict[tuple[int, ...], int]:
    """10,000 random ballots; an approval's names are sorted, for their order means nothing."""
    chance, found = random.Random(seed), []
    for _each in range(10_000):
        names = chance.sample(range(1, candidates + 1), chance.randint(1, candidates))
        found.append(tuple(names if ranked else sorted(names)))
    return piled(found)


def main() -> None:
    """Print seconds for each method, the slowest of five."""
    for method, candidates, seats in (("scottish-stv", 12, 7), ("phragmen", 20, 20), ("approval", 20, 7)):
        worst = 0.0
        for seed in range(5):
            piles = ballots(candidates, seed, ranked=method == "scottish-stv")
            profile = Profile(tuple(map(str, range(candidates))), seats, piles)
            began = time.perf_counter()
            METHODS[method](profile, Lots(tuple(profile.numbers)))
            worst = max(worst, time.perf_counter() - began)
        print(f"{method:14} 10,000 ballots, {candidates} candidates, {seats} seats: {worst:.2f} s")


if __name__ == "__main__":
    main()
