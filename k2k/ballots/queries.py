"""Reads about ballots, for pages and for apps above."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from k2k.ballots import sealing
from k2k.ballots.commands.locked import keys_of, runs
from k2k.ballots.commands.vote import lines_of, voter_key
from k2k.ballots.counting import Lots, Profile, blt, tally
from k2k.ballots.models import Ballot, Contest, Teller, Voter
from k2k.ballots.rules import VERBS
from k2k.bodies import queries as bodies
from k2k.core import ids
from k2k.core.actors import Actor
from k2k.core.nodes import Node


def turnout(ballot: Ballot) -> tuple[int, int]:
    """(how many voted, how many could). Paper, screen and help together."""
    return ballot.roll.exclude(mark="").count(), ballot.roll.count()


def at_site(site: Node, viewer: Actor, at: datetime) -> QuerySet[Ballot]:
    """The ballots of a site with `voted` and `entitled`, the newest first; drafts for who runs them. Two queries."""
    found = Ballot.objects.filter(site=site)
    if not viewer.is_system:
        own = [body.pk for body in bodies.associations_of(viewer, site, at)]
        found = found.filter(~Q(state="draft") | Q(body__in=own))
    voted = Count("roll", filter=~Q(roll__mark=""))
    return found.annotate(voted=voted, entitled=Count("roll")).order_by("-made_at", "-pk")


def ballot(viewer: Actor, code: str, at: datetime, *states: str, verb: str = "") -> Ballot:
    """The ballot with this code, in one of `states`, where the viewer may do `verb`. Raises Http404.

    A verb of the committee is for who runs this ballot. A draft is there for who runs it, for its tellers, and for
    who may name a proxy.
    """
    found = Ballot.objects.select_related("node__block", "site", "body").filter(code=code).first()
    if found is None or (states and found.state not in states) or (verb and not viewer.may(verb, found.node)):
        raise Http404
    if verb and "committee" in VERBS[verb] and "resident" not in VERBS[verb] and not runs(viewer, found, at):
        raise Http404
    if found.state == "draft" and not _sees_draft(viewer, found, at):
        raise Http404
    return found


def _sees_draft(viewer: Actor, ballot: Ballot, at: datetime) -> bool:
    if runs(viewer, ballot, at) or teller(viewer, ballot) is not None:
        return True
    return bool(ballot.proxies) and lines(viewer, ballot).exists()


def teller(viewer: Actor, ballot: Ballot) -> Teller | None:
    """The viewer as a teller of this ballot."""
    if viewer.kind not in ("account", "card"):
        return None
    return ballot.tellers.filter(holder__in=keys_of(viewer)).first()


def lines(viewer: Actor, ballot: Ballot) -> QuerySet[Voter]:
    """The lines of the roll that belong to a card: its home's, or those of the people who live there."""
    return ballot.roll.filter(who__in=lines_of(viewer, ballot))


def line(viewer: Actor, ballot: Ballot) -> Voter | None:
    """The viewer's own line; None while the PIN that names the person is missing."""
    key = voter_key(viewer, ballot)
    return ballot.roll.filter(who=key).first() if key else None


def giver(ballot: Ballot, line: Voter | None, proxy: int) -> str:
    """Whose line is voted for with this proxy; "" for one's own vote. Raises Http404 for somebody else's proxy."""
    if not proxy:
        return ""
    found = ballot.named_proxies.filter(pk=proxy, holder=line.who).first() if line else None
    if found is None:
        raise Http404
    return found.giver


def digest_of(ballot: Ballot, typed: str) -> str:
    """The SHA-256 of the envelope with this receipt code, in the box or in its closed list; "" when there is none."""
    try:
        slip = ids.clean_code(typed)
    except ValueError:
        return ""
    if ballot.listed:
        return dict(ballot.listed).get(slip, "")
    found = ballot.envelopes.filter(slip=slip).first()
    return sealing.digest(bytes(found.sealed)) if found else ""


def profile_of(contest: Contest) -> Profile:
    """The counted votes of a contest, as anybody counts them again."""
    names = tuple(option.name for option in sorted(contest.options.all(), key=lambda option: option.number))
    piles = {tuple(choice): votes for votes, choice in contest.outcome.piles}
    return Profile(names, contest.seats, piles, contest.title)


def counted(ballot: Ballot) -> list[Contest]:
    """The contests with their outcomes and options, in order. Two queries."""
    found = ballot.contests.filter(outcome__isnull=False).select_related("outcome")
    return list(found.prefetch_related("options").order_by("number"))


def blt_file(contest: Contest) -> str:
    """The piles of a contest as BLT."""
    return blt.write(profile_of(contest))


def tally_file(ballot: Ballot) -> dict[str, Any]:
    """The public file: the list of envelopes, and after the count every pile, so that anybody can recount."""
    voted, entitled = turnout(ballot)
    contests = []
    for contest in counted(ballot):
        shown = tally.contest(profile_of(contest), contest.method, Lots(tuple(contest.lots)))
        contests.append(shown | {"needs": contest.needs, "result": contest.outcome.result})
    return {
        "format": tally.FORMAT,
        "ballot": ballot.code,
        "title": ballot.title,
        "state": ballot.state,
        "voted": voted,
        "entitled": entitled,
        "envelopes": ballot.listed,
        "box_hash": ballot.box_hash,
        "contests": contests,
    }


@dataclass(frozen=True)
class Typed:
    """The papers of one contest: who typed them, and the piles in which two readings differ (choice, one, other)."""

    contest: Contest
    tellers: list[int]
    papers: int
    differ: list[tuple[str, list[int]]]


def typed(ballot: Ballot) -> list[Typed]:
    """For the tellers' page: per contest what was typed, never the piles in which they agree."""
    handed = ballot.roll.filter(mark="paper").count()
    found = []
    for contest in ballot.contests.prefetch_related("options", "typings").order_by("number"):
        rows = sorted(contest.typings.all(), key=lambda row: row.teller)
        if handed or rows:
            found.append(Typed(contest, [row.teller for row in rows], handed, _differ(contest, rows)))
    return found


def _differ(contest: Contest, rows: list) -> list[tuple[str, list[int]]]:
    names = {option.number: option.name for option in contest.options.all()}
    read = [{tuple(choice): papers for papers, choice in row.piles} for row in rows]
    wrong = sorted({choice for one in read for choice in one if len({each.get(choice, 0) for each in read}) > 1})
    return [
        (" › ".join(names[number] for number in choice) or "–", [each.get(choice, 0) for each in read])
        for choice in wrong
    ]
