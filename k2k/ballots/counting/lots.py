"""Lots: an order of the candidates, drawn before the vote, that settles what votes leave open."""

from collections.abc import Iterable
from dataclasses import dataclass

from k2k.ballots.counting.profile import BadBallots
from k2k.ballots.counting.result import Tie


class Unsettled(Exception):
    """A tie that only a lot can settle, and no lots were drawn for these candidates."""

    def __init__(self, tie: Tie):
        super().__init__(f"round {tie.round}: a lot must decide between {', '.join(map(str, tie.among))}")
        self.tie = tie


@dataclass(frozen=True)
class Lots:
    """Candidate numbers as they were drawn: who was drawn earlier goes before, in every tie of this count."""

    drawn: tuple[int, ...] = ()

    def first(self, what: str, round_: int, among: Iterable[int]) -> Tie:
        """Who of `among` was drawn first. Raises Unsettled when one of them was not drawn."""
        return self._settle(what, round_, among, 0)

    def last(self, what: str, round_: int, among: Iterable[int]) -> Tie:
        """Who of `among` was drawn last: that one is excluded. Raises Unsettled when one of them was not drawn."""
        return self._settle(what, round_, among, -1)

    def _settle(self, what: str, round_: int, among: Iterable[int], place: int) -> Tie:
        tied = tuple(sorted(among))
        if not set(tied) <= set(self.drawn):
            raise Unsettled(Tie(round_, what, tied, None, "unsettled"))
        chosen = sorted(tied, key=self.drawn.index)[place]
        return Tie(round_, what, tied, chosen, "lot")


#: No lots were drawn: a tie that needs one is not settled.
NONE = Lots()


def read(text: str, candidates: tuple[str, ...]) -> Lots:
    """Read a file of lots: candidate numbers or names in the order drawn, one a line or numbers in one line.

    What follows a # is a remark. Raises BadBallots for somebody unknown or drawn twice.
    """
    drawn: list[int] = []
    names = {name.casefold(): number for number, name in enumerate(candidates, 1)}
    for line in text.removeprefix("\ufeff").splitlines():
        said = line.partition("#")[0].strip()
        words = said.replace(",", " ").split()
        if words and all(word.isdecimal() for word in words):
            drawn += map(int, words)
        elif said.casefold() in names:
            drawn.append(names[said.casefold()])
        elif said:
            raise BadBallots(f"lots: nobody here is called {said!r}")
    if len(set(drawn)) != len(drawn):
        raise BadBallots("lots: somebody was drawn twice")
    if not set(drawn) <= set(range(1, len(candidates) + 1)):
        raise BadBallots("lots: a number is no candidate's")
    return Lots(tuple(drawn))
