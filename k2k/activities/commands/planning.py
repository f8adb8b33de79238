"""An activity is planned, announced, changed, cancelled: only by who runs its group."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.activities import findable, queries, rules
from k2k.activities.models import Activity
from k2k.activities.standing import locked, must_stand
from k2k.core import ids
from k2k.core.commands import Context, Refused, command
from k2k.groups.commands.allowed import must_run

if TYPE_CHECKING:
    from k2k.core.nodes import Node
    from k2k.groups.models import Group

_there: dict[str, Any] = {"at_node": lambda given: given["activity"].group.node}
#: What an announced activity keeps: who was invited is a denominator.
STAYS = ("kind", "invited", "block", "weeks")


@command("activities.plan", at_node=lambda given: given["group"].node)
def plan(
    ctx: Context, *, group: Group, kind: str, title: str, starts_at: datetime, ends_at: datetime,
    invited: str = "everybody", block: Node | None = None, node: Node | None = None, place: str = "", places: int = 0,
    bring: str = "", weeks: int = 1, lang: str = "ms",
) -> Activity:  # fmt: skip
    """Plan an activity; only who runs the group sees it until it is announced. Raises Refused."""
    must_run(ctx, group)
    words = {"kind": kind, "title": title, "place": place, "bring": bring, "invited": invited, "lang": lang}
    given = {**words, "starts_at": starts_at, "ends_at": ends_at, "block": block, "node": node, "places": places}
    fitting = _fitting(ctx, group, {**given, "weeks": weeks})
    made = Activity.objects.create(
        code=ids.unused_code(Activity), group=group, site=group.site, made_at=ctx.at, changed_at=ctx.at, **fitting
    )
    ctx.detail(group=group.pk, kind=kind)
    return made


def _fitting(ctx: Context, group: Group, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, tidy. Raises Refused where it does not fit."""
    for name, most in (("title", rules.TITLE_LENGTH), ("place", rules.PLACE_LENGTH), ("bring", rules.BRING_LENGTH)):
        given[name] = " ".join((given[name] or "").split())
        if len(given[name]) > most:
            raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": most}, field=name)
    if not given["title"]:
        raise Refused(_("Write what it is called."), field="title")
    if given["kind"] not in rules.KINDS:
        raise Refused(_("Choose what kind of activity it is."), field="kind")
    if not 0 <= given["places"] <= rules.MOST_PLACES:
        raise Refused(_("Between 0 (no limit) and %(n)s.") % {"n": rules.MOST_PLACES}, field="places")
    _must_be_in_time(ctx, given)
    _must_be_here(group, given)
    given["lang"] = given["lang"] if given["lang"] in rules.LANGUAGES else "ms"
    return given


def _must_be_in_time(ctx: Context, given: dict[str, Any]) -> None:
    starts_at, ends_at, weeks = given["starts_at"], given["ends_at"], given["weeks"]
    if not ctx.at < starts_at <= ctx.at + rules.FURTHEST:
        raise Refused(_("Choose a time that is still to come, within a year."), field="on")
    if not starts_at < ends_at <= starts_at + rules.LONGEST:
        raise Refused(_("It ends after it begins, within a day."), field="until")
    if not 1 <= weeks <= rules.MOST_WEEKS:
        raise Refused(_("Between 1 and %(n)s weeks.") % {"n": rules.MOST_WEEKS}, field="weeks")
    if weeks > 1 and given["kind"] not in rules.ROLL_KINDS:
        raise Refused(_("Only a class or a sport is held every week."), field="weeks")
    given["last_at"] = ends_at + timedelta(weeks=weeks - 1)


def _must_be_here(group: Group, given: dict[str, Any]) -> None:
    node, block, invited = given["node"], given["block"], given["invited"]
    if node is not None and (node.site_id != group.site_id or node.kind == "unit"):
        raise Refused(_("Choose a common place of this perumahan."), field="node")
    if node is None and not given["place"]:
        raise Refused(_("Say where: choose a place, or write it."), field="place")
    if invited not in rules.INVITED:
        raise Refused(_("Choose who is invited."), field="invited")
    given["block"] = block if invited == "block" else None
    if invited == "block" and (block is None or block.kind != "block" or block.site_id != group.site_id):
        raise Refused(_("Choose the block that is invited."), field="block")


@command("activities.change", **_there)
def change(ctx: Context, *, activity: Activity, **given: Any) -> Activity:
    """Change what is planned; once announced its kind, weeks and who was invited stay. Raises Refused.

    Homes that come hear of another time or place.
    """
    must_run(ctx, activity.group)
    activity = locked(activity)
    must_stand(activity, "planned", "announced")
    names = ("kind", "title", "starts_at", "ends_at", "invited", "block", "node", "place", "places", "bring", "weeks")
    now = {name: getattr(activity, name) for name in (*names, "lang")}
    if activity.state == "announced":
        given = {name: value for name, value in given.items() if name not in STAYS}
        _must_keep_places(activity, given.get("places", activity.places))
    fitting = _fitting(ctx, activity.group, {**now, **given})
    moved = any(fitting[name] != now[name] for name in ("starts_at", "ends_at", "node", "place"))
    for name, value in fitting.items():
        setattr(activity, name, value)
    activity.sequence, activity.changed_at = activity.sequence + 1, ctx.at
    activity.save(update_fields=[*fitting, "sequence", "changed_at"])
    if activity.state == "announced":
        findable.put(activity, ctx.at)
        if moved:
            ctx.announce("activities.moved", activity=activity)
    ctx.detail(moved=moved)
    return activity


def _must_keep_places(activity: Activity, places: int) -> None:
    """Nobody who has a place loses it by fewer places."""
    had = queries.line(activity)
    if places and any(each.has_place for each in had):
        taken = sum(each.row.persons for each in had if each.has_place)
        if taken > places:
            raise Refused(_("%(n)s have a place already. No fewer places than that.") % {"n": taken}, field="places")


@command("activities.announce", **_there)
def announce(ctx: Context, *, activity: Activity) -> Activity:
    """Tell everybody; the homes that are invited are counted now, and told. Raises Refused."""
    must_run(ctx, activity.group)
    activity = locked(activity)
    must_stand(activity, "planned")
    if activity.ends_at <= ctx.at:
        raise Refused(_("Its day has passed. Change the day first."))
    activity.state, activity.announced_at, activity.changed_at = "announced", ctx.at, ctx.at
    activity.invited_homes = len(queries.invited_homes(activity, ctx.at))
    activity.save(update_fields=["state", "announced_at", "changed_at", "invited_homes"])
    findable.put(activity, ctx.at)
    ctx.detail(invited=activity.invited_homes)
    ctx.announce("activities.announced", activity=activity)
    return activity


@command("activities.cancel", **_there)
def cancel(ctx: Context, *, activity: Activity, reason: str) -> Activity:
    """It is not held, and why; who wanted to come is told. Raises Refused."""
    must_run(ctx, activity.group)
    activity, reason = locked(activity), " ".join((reason or "").split())
    must_stand(activity, "planned", "announced")
    if not reason or len(reason) > rules.REASON_LENGTH:
        raise Refused(_("Say why, in a few words."), field="reason")
    if activity.has_roll and activity.sessions.exists():
        raise Refused(_("Its roll was called already. Close it instead."))
    activity.state, activity.cancelled_because = "cancelled", reason
    activity.cancelled_at = activity.changed_at = ctx.at
    activity.sequence += 1
    activity.save(update_fields=["state", "cancelled_because", "cancelled_at", "changed_at", "sequence"])
    findable.drop(activity)
    if activity.announced_at:
        ctx.announce("activities.cancelled", activity=activity)
    return activity
