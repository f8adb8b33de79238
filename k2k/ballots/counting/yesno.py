"""Yes or no, on paper or by hands: a share of those who voted, in whole numbers."""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Threshold:
    """What a motion needs: more than, or at least, `share` of the votes; and votes from `turnout` of those entitled.

    A constitution's "simple majority" is more than 1/2; "two thirds" is at least 2/3.
    """

    share: Fraction = Fraction(1, 2)
    at_least: bool = False
    turnout: Fraction = Fraction(0)

    def needed(self, votes: int) -> int:
        """The fewest yes that carry among so many votes for or against."""
        exact = self.share * votes
        whole = exact.numerator // exact.denominator
        if self.at_least:
            return max(1, whole if exact == whole else whole + 1)
        return whole + 1


@dataclass(frozen=True)
class Decision:
    """How a motion went. Abstentions count for turnout and neither for nor against."""

    yes: int
    no: int
    abstained: int
    entitled: int
    needed: int
    enough_voted: bool

    @property
    def carried(self) -> bool:
        """Whether it is decided. Equal votes do not carry, and nobody has a second vote."""
        return self.enough_voted and self.yes >= self.needed

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"method": "yes-no"} | asdict(self) | {"carried": self.carried}


def decide(yes: int, no: int, abstained: int, entitled: int, rule: Threshold = Threshold()) -> Decision:
    """Judge a motion. Raises ValueError for negative numbers, or more votes than people who may vote."""
    voted = yes + no + abstained
    if min(yes, no, abstained, entitled) < 0:
        raise ValueError("a number of votes is below zero")
    if voted > entitled:
        raise ValueError(f"{voted} votes of {entitled} who may vote")
    enough = voted * rule.turnout.denominator >= entitled * rule.turnout.numerator
    return Decision(yes, no, abstained, entitled, rule.needed(yes + no), enough)


def read(text: str) -> Threshold:
    """A threshold as a body writes it: "1/2" is more than half, "2/3+" at least two thirds, "2/3+ of 1/2" with a
    turnout of half. Empty is more than half. Raises ValueError."""
    if not text.strip():
        return Threshold()
    share, _of, turnout = text.partition(" of ")
    found = Threshold(Fraction(share.strip().removesuffix("+")), share.strip().endswith("+"), Fraction(turnout or "0"))
    if not (0 <= found.share <= 1 and 0 <= found.turnout <= 1) or (found.share == 1 and not found.at_least):
        raise ValueError("a share lies between nothing and all")
    return found
