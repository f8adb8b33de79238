"""What is counted: the candidates, the seats, and piles of equal ballots."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


class BadBallots(ValueError):
    """These ballots cannot be counted; the message says why, with the line where there is one."""


@dataclass(frozen=True)
class Profile:
    """Piles of equal ballots: for each list of candidate numbers (1…n), how many ballots say so.

    For a ranking the list is in order of preference; for an approval its order means nothing. An empty list is a
    blank ballot: it is counted as received and as no valid vote. Raises BadBallots.
    """

    candidates: tuple[str, ...]
    seats: int
    piles: dict[tuple[int, ...], int]
    title: str = ""
    withdrawn: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not self.seats >= 1:
            raise BadBallots("there must be at least one seat")
        numbers = set(self.numbers)
        if not self.withdrawn <= numbers:
            raise BadBallots("a withdrawn candidate does not stand here")
        for choice, ballots in self.piles.items():
            if not set(choice) <= numbers:
                raise BadBallots(f"a ballot names a candidate who does not stand here: {list(choice)}")
            if len(set(choice)) != len(choice):
                raise BadBallots(f"a ballot names the same candidate twice: {list(choice)}")
            if type(ballots) is not int or ballots < 1:
                raise BadBallots(f"a pile has {ballots} ballots")

    @property
    def numbers(self) -> range:
        """The candidates' numbers."""
        return range(1, len(self.candidates) + 1)

    @property
    def standing(self) -> list[int]:
        """The numbers of those who have not withdrawn."""
        return [number for number in self.numbers if number not in self.withdrawn]

    def valid(self) -> dict[tuple[int, ...], int]:
        """The piles without the withdrawn and without the blank."""
        found: Counter[tuple[int, ...]] = Counter()
        for choice, ballots in self.piles.items():
            kept = tuple(number for number in choice if number not in self.withdrawn)
            if kept:
                found[kept] += ballots
        return dict(found)

    @property
    def received(self) -> int:
        """All ballots, the blank ones too."""
        return sum(self.piles.values())

    def name(self, number: int) -> str:
        """What a candidate is called."""
        return self.candidates[number - 1]


def piled(choices: Iterable[tuple[int, ...]]) -> dict[tuple[int, ...], int]:
    """Ballots one by one, sorted into piles in the order of what they say."""
    return dict(sorted(Counter(choices).items()))
