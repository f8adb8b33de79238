"""Yes or no, on paper or by hands: a share of those who voted, in whole numbers."""

from dataclasses import dataclass
from fractions import Fraction


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


def decide(yes: int, no: int, abstained: int, entitled: int, rule: Threshold = Threshold()) -> Decision:
    """Judge a motion. Raises ValueError for negative numbers, or more votes than people who may vote."""
    voted = yes + no + abstained
    if min(yes, no, abstained, entitled) < 0:
        raise ValueError("a number of votes is below zero")
    if voted > entitled:
        raise ValueError(f"{voted} votes of {entitled} who may vote")
    enough = voted * rule.turnout.denominator >= entitled * rule.turnout.numerator
    return Decision(yes, no, abstained, entitled, rule.needed(yes + no), enough)
