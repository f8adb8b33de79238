"""Before the vote: the questions, the roll, the tellers and their keys."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.ballots import sealing
from k2k.ballots.commands.locked import in_state, must_run, teller_of, there
from k2k.ballots.counting import yesno
from k2k.ballots.models import Ballot, Contest, DrawnLots, Option, Teller, Voter
from k2k.ballots.rules import (
    METHODS,
    MOST_CONTESTS,
    MOST_OPTIONS,
    MOST_TELLERS,
    NAME_LENGTH,
    SHORTEST_PASSPHRASE,
    TITLE_LENGTH,
    UNITS,
)
from k2k.bodies import queries as bodies
from k2k.core import ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.nodes import Node

if TYPE_CHECKING:
    from k2k.bodies.models import Body


def _words(text: str, most: int, field: str) -> str:
    plain = " ".join(text.split())
    if not plain or len(plain) > most or not plain.isprintable():
        raise Refused(_("Write it in a few words."), field=field)
    return plain


@command("ballots.create", at_node=lambda given: given["node"])
def create(
    ctx, *, node: Node, title: str, unit: str, closes_at: datetime, source: str = "", lang: str = "ms",
    body: "Body | None" = None, proxies: int = 0,
) -> Ballot:  # fmt: skip
    """Begin a ballot in draft, called by `body`; without one, by the only association for which the actor speaks here.

    Raises Refused for an empty title or an end that is past, Denied for who does not speak for the body.
    """
    if node.site is None:
        raise Refused(_("A ballot belongs to one perumahan."))
    if unit not in UNITS:
        raise Refused(_("Choose who has one vote: each person or each home."), field="unit")
    if closes_at <= ctx.at:
        raise Refused(_("A ballot ends in the future."), field="closes_at")
    return Ballot.objects.create(
        code=ids.unused_code(Ballot),
        node=node,
        site=node.site,
        source=source,
        body=_called_by(ctx, node.site, body),
        proxies=proxies,
        title=_words(title, TITLE_LENGTH, "title"),
        lang=lang,
        unit=unit,
        closes_at=closes_at,
        made_at=ctx.at,
    )


def _called_by(ctx: Context, site: Node, body: "Body | None") -> "Body | None":
    if ctx.actor.is_system:
        return body
    if body is not None:
        if not bodies.speaks_for(ctx.actor, body, ctx.at):
            raise Denied(ctx.verb)
        return body
    found = bodies.associations_of(ctx.actor, site, ctx.at)
    if not found:
        raise Denied(ctx.verb)
    if len(found) > 1:
        raise Refused(_("You hold posts in several groups here. Say for which one this ballot is."))
    return found[0]


@command("ballots.add_contest", **there)
def add_contest(
    ctx,
    *,
    ballot: Ballot,
    title: str,
    method: str,
    options: list[str],
    seats: int = 1,
    most: int = 0,
    needs: str = "",
) -> Ballot:
    """Add a question. `most` limits how many are named or ranked (0: all); `needs` is what a yes needs ("2/3+").

    Raises Refused for an unknown method, too few or equal options, or more seats than options.
    """
    must_run(ctx, ballot)
    in_state(ballot, "draft")
    names = [_words(name, NAME_LENGTH, "options") for name in options]
    fewest = 2 if method in ("yes-no", "approval") else 1
    if method not in METHODS or ballot.contests.count() >= MOST_CONTESTS:
        raise Refused(_("Choose how it is counted."), field="method")
    if len({name.casefold() for name in names}) != len(names) or not fewest <= len(names) <= MOST_OPTIONS:
        raise Refused(_("Name at least two options, each once."), field="options")
    if not 1 <= seats <= len(names) or not 0 <= most <= len(names) or (method == "yes-no" and len(names) != 2):
        raise Refused(_("There cannot be more seats than names."), field="seats")
    try:
        yesno.read(needs)
    except ValueError as error:
        raise Refused(_("Say what a yes needs, such as 1/2 or 2/3+."), field="needs") from error
    contest = Contest.objects.create(
        ballot=ballot, number=ballot.contests.count() + 1, title=_words(title, TITLE_LENGTH, "title"), method=method,
        seats=seats, most=1 if method == "yes-no" else most or len(names), needs=needs,
    )  # fmt: skip
    Option.objects.bulk_create(
        [Option(contest=contest, number=number, name=name) for number, name in enumerate(names, 1)]
    )
    ctx.detail(contest=contest.number)
    return ballot


@command("ballots.enrol", **there)
def enrol(ctx, *, ballot: Ballot, voters: Iterable[str]) -> Ballot:
    """Make `voters` (soft references of people or homes) the roll, in place of the one before. It freezes on opening.

    Raises Refused for a reference of the wrong kind.
    """
    must_run(ctx, ballot)
    in_state(ballot, "draft")
    found = sorted(set(voters))
    kind = f"people.{ballot.unit}:"
    if not all(who.startswith(kind) and who.removeprefix(kind).isdecimal() for who in found):
        raise Refused(_("Only those this ballot is for can be on its roll."))
    ballot.roll.all().delete()
    ballot.named_proxies.exclude(giver__in=found, holder__in=found).delete()
    Voter.objects.bulk_create([Voter(ballot=ballot, who=who) for who in found])
    ctx.detail(n=len(found))
    return ballot


@command("ballots.appoint_teller", **there)
def appoint_teller(ctx, *, ballot: Ballot, holder: str) -> Ballot:
    """Name a teller by key ("account:3", "people.person:12"). Raises Refused for one too many or one named twice."""
    must_run(ctx, ballot)
    in_state(ballot, "draft")
    if ballot.tellers.count() >= MOST_TELLERS or ballot.tellers.filter(holder=holder).exists():
        raise Refused(_("This teller is named already, or there are enough."), field="holder")
    Teller.objects.create(ballot=ballot, number=ballot.tellers.count() + 1, holder=holder)
    return ballot


@command("ballots.type_lots", **there)
def type_lots(ctx, *, ballot: Ballot, contest: int, lots: list[int]) -> Ballot:
    """A teller writes down the order in which a contest's names came out of the bowl; a second one does it apart.

    Typed again, it replaces their own. Raises Denied for who is no teller, Refused for an order that leaves one out.
    """
    in_state(ballot, "draft")
    teller, about = teller_of(ctx, ballot), ballot.contests.filter(number=contest).first()
    if about is None or sorted(lots) != sorted(about.options.values_list("number", flat=True)):
        raise Refused(_("The lots must name each option once."), field=f"lots{contest}")
    DrawnLots.objects.update_or_create(contest=about, teller=teller.number, defaults={"lots": list(lots)})
    ctx.detail(contest=contest, teller=teller.number)
    return ballot


@command("ballots.keep_key", **there, once=False)
def keep_key(ctx, *, ballot: Ballot, passphrase: str) -> Ballot:
    """A teller chooses the passphrase with which, beside another, the box is opened. Nobody can find it again.

    It takes no client id: a fingerprint of the passphrase would be kept. Raises Denied and Refused.
    """
    in_state(ballot, "draft")
    teller = teller_of(ctx, ballot)
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise Refused(_("Choose a longer passphrase: four or five words."), field="passphrase")
    teller.public, teller.sealed = sealing.new_teller(passphrase)
    teller.save(update_fields=["public", "sealed"])
    ctx.detail(teller=teller.number)
    return ballot
