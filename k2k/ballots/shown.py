"""A result as people read it: who got each seat and why, round by round, ties and lots named."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from k2k.ballots import queries, words
from k2k.ballots.models import Ballot, Contest
from k2k.core.templatetags.k2k import joined
from k2k.core.ui import formats


@dataclass(frozen=True)
class Row:
    """A name in one round: its number now, what it got in this round, "in", "out" or ""."""

    name: str
    now: str
    got: str
    mark: str


@dataclass(frozen=True)
class RoundShown:
    """One round: its number, what happened, every name, and what no longer counts for anybody."""

    number: int
    said: str
    rows: list[Row]
    elected: str
    idle: str
    cut: str


@dataclass
class ContestShown:
    """One question with its answer."""

    contest: Contest
    method: Any
    finding: str
    seats: list[str] = field(default_factory=list)
    needed: str = ""
    rounds: list[RoundShown] = field(default_factory=list)
    ties: list[str] = field(default_factory=list)
    lots: str = ""
    piles: list[tuple[int, str]] = field(default_factory=list)


def cut(text: str) -> str:
    """A number of votes without idle zeros; a fraction with three decimals, cut off. No float is made."""
    if "/" in text:
        share = Fraction(text)
        return f"{share.numerator // share.denominator}.{share.numerator * 1000 // share.denominator % 1000:03d}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def result(ballot: Ballot) -> list[ContestShown]:
    """Every contest of a counted ballot."""
    return [_decision(each) if each.method == "yes-no" else _election(each) for each in queries.counted(ballot)]


def _names(contest: Contest) -> dict[int, str]:
    return {option.number: option.name for option in contest.options.all()}


def _piles(contest: Contest, names: dict[int, str], sep: str) -> list[tuple[int, str]]:
    rows = sorted(contest.outcome.piles, key=lambda pile: (-pile[0], pile[1]))
    return [(papers, sep.join(names[number] for number in choice) or _("Blank")) for papers, choice in rows]


def _decision(contest: Contest) -> ContestShown:
    found, names = contest.outcome.result, _names(contest)
    said = _("Carried") if found["carried"] else _("Not carried")
    numbers = _("%(yes)s for, %(no)s against, %(blank)s blank.") % {
        "yes": formats.number(found["yes"]),
        "no": formats.number(found["no"]),
        "blank": formats.number(found["abstained"]),
    }
    needed = _("%(n)s votes for were needed.") % {"n": formats.number(found["needed"])}
    if not found["enough_voted"]:
        needed = _("Not enough of those on the roll voted.")
    method = words.METHODS["yes-no"][0]
    return ContestShown(contest, method, f"{said}: {numbers}", needed=needed, piles=_piles(contest, names, ", "))


def _election(contest: Contest) -> ContestShown:
    found, names = contest.outcome.result, _names(contest)
    elected = [names[number] for number in found["elected"]]
    ranked = contest.method == "scottish-stv"
    shown = ContestShown(
        contest,
        words.METHODS[contest.method][0],
        _("Elected: %(names)s") % {"names": joined(elected)} if elected else _("Nobody was named."),
        seats=[_seat(number, names, found) for number in found["elected"]],
        rounds=[_round(contest.method, each, names) for each in found["rounds"]],
        ties=[_tie(each, names) for each in found["ties"]],
        lots=_lots(contest, names),
        piles=_piles(contest, names, " › " if ranked else ", "),
    )
    if found["quota"] is not None:
        shown.needed = _(
            "A seat needs %(n)s votes: %(valid)s papers divided by %(parts)s (the seats and one more), and one more."
        ) % {"n": found["quota"], "valid": formats.number(found["valid"]), "parts": contest.seats + 1}
    return shown


def _seat(number: int, names: dict[int, str], found: dict) -> str:
    at = next(each for each in found["rounds"] if number in each["elected"])
    words_ = {"who": names[number], "n": at["number"], "votes": cut(at["shown"][str(number)])}
    if found["method"] == "scottish-stv" and at["what"] == "last":
        return _("%(who)s: in round %(n)s, with %(votes)s votes. A seat was left for everybody still there.") % words_
    if found["method"] == "scottish-stv":
        return _("%(who)s: in round %(n)s, with %(votes)s votes.") % words_
    if found["method"] == "approval":
        return _("%(who)s: named on %(votes)s papers.") % words_
    return _("%(who)s: seat %(n)s, a share of %(votes)s for each who named this name.") % words_


def _round(method: str, each: dict, names: dict[int, str]) -> RoundShown:
    rows = [
        Row(
            names[int(number)],
            cut(text),
            cut(each["moved"].get(number, "")),
            "in" if int(number) in each["elected"] else "out" if int(number) in each["excluded"] else "",
        )
        for number, text in sorted(each["shown"].items(), key=lambda item: (-Fraction(item[1]), int(item[0])))
    ]
    who = names[each["who"]] if each["who"] else ""
    elected = joined([names[number] for number in each["elected"]])
    return RoundShown(
        each["number"], words.round_said(method, each["what"], who), rows, elected, cut(each["idle"]), cut(each["cut"])
    )


def _tie(tie: dict, names: dict[int, str]) -> str:
    among = [names[number] for number in tie["among"]]
    return words.tie_said(tie["what"], tie["by"], among, names[tie["chosen"]], tie["round"])


def _lots(contest: Contest, names: dict[int, str]) -> str:
    order = {"names": ", ".join(names[number] for number in contest.lots)}
    if contest.drawn_by == "tellers":
        return _("Lots drawn by hand before the vote, typed alike by two tellers: %(names)s.") % order
    return _("Lots drawn by the machine before the vote: %(names)s.") % order
