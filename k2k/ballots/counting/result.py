"""What a count says: who is elected, each round, each tie and how it was settled."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Tie:
    """Candidates whom the votes of this round leave equal. `by`: "earlier:<round>", "lot" or "unsettled".

    `what` was asked: "surplus" (whose goes first), "exclude" (who leaves) or "elect" (who gets the seat).
    """

    round: int
    what: str
    among: tuple[int, ...]
    chosen: int | None
    by: str


@dataclass
class Round:
    """One stage. `what`: "first", "surplus", "exclude", "last", "elect"; `who` it is about, None for all.

    `shown` holds each candidate's number at the end of the stage as exact text: votes with the rule's decimals, or a
    fraction. `moved` is what each candidate got in this stage. `idle` are votes without a next preference, `cut` what
    the rule's rounding dropped so far.
    """

    number: int
    what: str
    who: int | None
    shown: dict[int, str]
    moved: dict[int, str] = field(default_factory=dict)
    idle: str = "0"
    cut: str = "0"
    elected: list[int] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)


@dataclass
class Result:
    """The outcome of one count. `elected` holds candidate numbers in the order they were elected."""

    method: str
    seats: int
    received: int
    valid: int
    quota: int | None = None
    elected: list[int] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it: keys are text."""
        found = asdict(self)
        for each in found["rounds"]:
            each["shown"] = {str(number): text for number, text in each["shown"].items()}
            each["moved"] = {str(number): text for number, text in each["moved"].items()}
        return found
