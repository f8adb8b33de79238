"""Something better, not only something repaired: a home has an idea, neighbours want it too, the office answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.core import ids
from k2k.core.commands import Context, Refused, command
from k2k.core.files import photos
from k2k.works import rules
from k2k.works.changes import words
from k2k.works.commands.ordering import draft
from k2k.works.models import Idea, Order, Support

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.core.files.pictures import Picture
    from k2k.core.nodes import Node


def _there(given: dict):
    return given["idea"].site


def _home(ctx: Context, site: Node) -> int:
    """The household of the actor's card, of this site. Raises Refused."""
    if not ctx.actor.household_id or not ctx.actor.holds({"household"}):
        raise Refused(_("An idea comes with a card, so that each home counts once."))
    place = next(node_id for role, node_id in ctx.actor.grants if role == "household")
    if not site.below.filter(descendant_id=place).exists():
        raise Refused(_("An idea comes from a home of this perumahan."))
    return ctx.actor.household_id


def _locked(idea: Idea) -> Idea:
    idea.refresh_from_db(from_queryset=Idea.objects.select_for_update())
    if idea.state != "open":
        raise Refused(_("The office has answered this idea already."))
    return idea


@command("works.suggest", at_node=lambda given: given["node"])
def suggest(ctx: Context, *, node: Node, text: str, photo: Picture | None = None, lang: str = "ms") -> Idea:
    """An idea for a place, with a picture or a sketch of it where there is one. Raises Refused."""
    site = node.site or node
    if node.kind == "unit" or site.kind != "site":
        raise Refused(_("Choose a common place."), field="node")
    home = _home(ctx, site)
    if Idea.objects.filter(household_id=home, at__gt=ctx.at - timedelta(days=1)).count() >= rules.IDEAS_A_DAY:
        raise Refused(_("That is a lot for one day. Come again tomorrow."))
    kept = photos.store_photo(photo, node=node, owner=ctx.actor.key, at=ctx.at) if photo else None
    idea = Idea.objects.create(
        code=ids.unused_code(Idea),
        site=site,
        node=node,
        household_id=home,
        text=words(text, rules.TEXT_LENGTH, "text", least=8),
        lang=lang,
        photo=kept,
        at=ctx.at,
    )
    Support.objects.create(idea=idea, household_id=home, at=ctx.at)
    ctx.detail(idea=idea.pk)
    ctx.announce("works.suggested", idea=idea)
    return idea


@command("works.support", at_node=_there)
def support(ctx: Context, *, idea: Idea) -> Support:
    """ "Saya juga": this home wants it too; once. Raises Refused."""
    home = _home(ctx, idea.site)
    _locked(idea)
    made, _new = Support.objects.get_or_create(idea=idea, household_id=home, defaults={"at": ctx.at})
    ctx.detail(idea=idea.pk)
    return made


@command("works.take_idea", at_node=_there)
def take_idea(ctx: Context, *, idea: Idea, body: Body, what: str) -> Order:
    """The office says yes: the idea becomes an order, priced and approved like any other. Raises Refused, Denied."""
    _locked(idea)
    idea.state, idea.answered_at = "taken", ctx.at
    idea.save(update_fields=["state", "answered_at"])
    return draft(ctx.actor, site=idea.site, kind="improvement", body=body, what=what, idea=idea, at=ctx.at)


@command("works.refuse_idea", at_node=_there)
def refuse_idea(ctx: Context, *, idea: Idea, reason: str) -> Idea:
    """The office says no, and why; everybody reads it. Raises Refused, Denied."""
    _locked(idea)
    idea.answer = words(reason, rules.REASON_LENGTH, "reason", least=4)
    idea.state, idea.answered_at = "refused", ctx.at
    idea.save(update_fields=["state", "answered_at", "answer"])
    ctx.detail(idea=idea.pk)
    return idea
