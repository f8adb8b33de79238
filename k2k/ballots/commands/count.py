"""Two tellers type the papers apart, open the box together, and the votes become piles."""

from collections import Counter
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from k2k.ballots import sealing
from k2k.ballots.commands.locked import in_state, teller_of, there
from k2k.ballots.commands.run import destroy
from k2k.ballots.commands.vote import checked
from k2k.ballots.counting import METHODS, Lots, Profile, yesno
from k2k.ballots.models import Ballot, Contest, Outcome, Typing
from k2k.ballots.rules import IN_BOX
from k2k.core.commands import Refused, command

Piles = Counter[tuple[int, ...]]


@command("ballots.type_papers", **there, once=False)
def type_papers(ctx, *, ballot: Ballot, contest: int, piles: dict[tuple[int, ...], int]) -> Ballot:
    """One teller's reading of the papers of a contest; typed again, it replaces their own. Raises Denied, Refused."""
    in_state(ballot, "closed")
    teller, about = teller_of(ctx, ballot), ballot.contests.filter(number=contest).first()
    if about is None or any(type(n) is not int or n < 1 for n in piles.values()):
        raise Refused(_("A pile is a number of papers and what they say."), field="piles")
    found: Piles = Counter()
    for choice, papers in piles.items():
        found[tuple(checked(ballot, {contest: list(choice)})[contest])] += papers
    Typing.objects.update_or_create(contest=about, teller=teller.number, defaults={"piles": _rows(found)})
    ctx.detail(contest=contest, teller=teller.number)
    return ballot


def _rows(piles: Piles) -> list[list]:
    return [[papers, list(choice)] for choice, papers in sorted(piles.items())]


def _papers(ballot: Ballot, contest: Contest) -> Piles:
    """What two tellers read alike. Raises Refused while one has not typed, they differ, or there are too many."""
    handed, typed = ballot.roll.filter(mark="paper").count(), [each.piles for each in contest.typings.all()]
    if not handed and not typed:
        return Counter()
    if len(typed) < 2:
        raise Refused(_("Two tellers must type the papers, each alone."))
    if any(one != other for one, other in pairwise(typed)):
        raise Refused(_("The tellers typed different numbers. Count these papers again: %s") % contest.title)
    found: Piles = Counter({tuple(choice): papers for papers, choice in typed[0]})
    if sum(found.values()) > handed:
        raise Refused(_("More papers were typed than were given out."))
    return found


def _key(ballot: Ballot, passphrases: dict[int, str]):
    """The box's key, from two tellers. Raises Refused."""
    one, two = sorted(passphrases) if len(passphrases) == 2 else (0, 0)
    part = ballot.parts.filter(one=one, two=two).first()
    if part is None:
        raise Refused(_("Two tellers open the box, each with their passphrase."))
    sealed = {teller.number: bytes(teller.sealed) for teller in ballot.tellers.filter(number__in=(one, two))}
    try:
        keys = [sealing.teller_key(sealed[number], passphrases[number]) for number in (one, two)]
        return sealing.box_key(bytes(part.sealed), keys[0], keys[1], ballot.code)
    except sealing.CannotOpen as error:
        raise Refused(_("A passphrase is not right. Nothing was opened.")) from error


def _opened(ballot: Ballot, passphrases: dict[int, str]) -> list[sealing.Vote]:
    """What is in the box. Raises Refused when it is not the box that was closed."""
    sealed = [(each.slip, bytes(each.sealed)) for each in ballot.envelopes.all()]
    marked = ballot.roll.filter(mark__in=IN_BOX).count()
    if len(sealed) != marked:
        raise Refused(_("The box and the roll do not agree. Nothing was opened."))
    if sealing.list_hash([(slip, sealing.digest(each)) for slip, each in sealed]) != ballot.box_hash:
        raise Refused(_("The box is not as it was when it closed. Nothing was opened."))
    key = _key(ballot, passphrases)
    try:
        return [sealing.unseal(each, key, ballot.code) for _slip, each in sealed]
    except sealing.CannotOpen as error:
        raise Refused(_("An envelope is not whole. Nothing was counted.")) from error


@command("ballots.count", **there, once=False)
def count_votes(ctx, *, ballot: Ballot, passphrases: dict[int, str]) -> Ballot:
    """Open the box with two tellers' passphrases (by teller number), count every contest, destroy what could tell.

    It takes no client id: a fingerprint of the passphrases would be kept. Raises Denied and Refused.
    """
    in_state(ballot, "closed")
    teller_of(ctx, ballot)
    votes = _opened(ballot, passphrases)
    entitled = ballot.roll.count()
    for contest in ballot.contests.all():
        piles = _papers(ballot, contest) + Counter(tuple(vote[contest.number]) for vote in votes)
        Outcome.objects.create(contest=contest, piles=_rows(piles), result=_result(contest, piles, entitled))
    destroy(ballot)
    ballot.state, ballot.counted_at = "counted", ctx.at
    ballot.save(update_fields=["state", "counted_at"])
    ctx.detail(list=ballot.box_hash, tellers=",".join(map(str, sorted(passphrases))))
    ctx.announce("ballots.counted", ballot=ballot)
    return ballot


def _result(contest: Contest, piles: Piles, entitled: int) -> dict[str, Any]:
    if contest.method == "yes-no":
        found = yesno.decide(piles[(1,)], piles[(2,)], piles[()], entitled, yesno.read(contest.needs))
        return found.plain()
    names = tuple(contest.options.order_by("number").values_list("name", flat=True))
    profile = Profile(names, contest.seats, dict(sorted(piles.items())), contest.title)
    return METHODS[contest.method](profile, Lots(tuple(contest.lots))).plain()
