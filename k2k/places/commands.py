"""Every write about places, one function a verb."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from k2k.core import clock, nodes
from k2k.core.commands import Refused, command
from k2k.core.nodes import Node
from k2k.places import building, findable, rules
from k2k.places.closing import close, reopen
from k2k.places.imports import import_register, read_register
from k2k.places.models import Asset, Site, Tenure, Unit
from k2k.places.occasions import drop_days, note_days

__all__ = [
    "add_place",
    "build_block",
    "close",
    "create_site",
    "drop_days",
    "import_register",
    "note_days",
    "read_register",
    "reopen",
    "set_lines",
    "set_tenure",
]


def tidy_name(text: str) -> str:
    """A name without stray spaces or control characters."""
    return " ".join("".join(c for c in str(text) if c.isprintable() or c.isspace()).split())


def clean_name(text: str, field: str = "name", longest: int = rules.NAME_LENGTH) -> str:
    """The name without stray spaces or control characters. Refused when nothing is left or it is too long."""
    name = tidy_name(text)
    if not name:
        raise Refused(_("Write a name."), field=field)
    if len(name) > longest:
        raise Refused(_("This is too long. At most %(n)d letters fit.") % {"n": longest}, field=field)
    return name


@command("places.create_site", at_node=lambda given: nodes.root())
def create_site(
    ctx, *, name: str, state: str, started_on: date, address: str = "", code: str = "", is_demo: bool = False
) -> Site:
    """Open a perumahan under the programme. Refused when the name is taken or the state is not Malaysian."""
    name = clean_name(name)
    try:
        clock.known_state(state)
    except ValueError:
        raise Refused(_("Choose a state of Malaysia."), field="state") from None
    if Node.objects.filter(kind="site", name=name).exists():
        raise Refused(_("There is a perumahan of this name already."), field="name")
    node = _make(kind="site", name=name, parent=nodes.root(), position=0, noun="", code=code)
    site = Site.objects.create(
        node=node, state=state, address=address.strip()[:200], started_on=started_on, is_demo=is_demo
    )
    findable.put(node, ctx.at, also=site.address)
    ctx.detail(site=node.pk, state=state, demo=is_demo)
    ctx.announce("places.site_created", site=site)
    return site


@command("places.add_place", at_node=lambda given: given["parent"])
def add_place(ctx, *, parent: Node, kind: str, name: str, noun: str = "", position: int = 0, code: str = "") -> Node:
    """Add a block, floor, home, common spot or thing inside `parent`; without a position it comes last.

    Refused when it does not belong there, has an unknown noun, or stands there already. A spot or thing of which
    there is one needs no name.
    """
    if not rules.may_hold(parent.kind, kind):
        raise Refused(_("This kind of place does not belong here."), field="kind")
    if parent.closed_on:
        raise Refused(_("This place is no longer in use."))
    if noun not in rules.NOUNS.get(kind, ("",)):
        raise Refused(_("Choose what it is from the list."), field="noun")
    if name or kind not in ("spot", "asset"):
        name = clean_name(name, longest=rules.NUMBER_LENGTH if kind == "unit" else rules.NAME_LENGTH)
    position = position or (rules.floor_position(name) if kind == "floor" else None) or _next(parent, kind)
    node = _make(kind=kind, name=name, parent=parent, noun=noun, position=position, code=code)
    if kind == "unit":
        _number(node)
    if kind == "asset":
        Asset.objects.create(node=node)
    findable.put(node, ctx.at)
    ctx.detail(place=node.pk, kind=kind, noun=noun)
    ctx.announce("places.added", place=node)
    return node


def _make(**row) -> Node:
    try:
        with transaction.atomic():
            return nodes.create(**row)
    except IntegrityError:
        raise Refused(_("This place is in the list already."), field="name") from None


def _number(node: Node) -> Unit:
    try:
        with transaction.atomic():
            return Unit.objects.create(node=node, site_id=node.site_id, number=node.name)
    except IntegrityError:
        raise Refused(_("This unit number is in the list already."), field="name") from None


def _next(parent: Node, kind: str) -> int:
    last = Node.objects.filter(parent=parent, kind=kind).order_by("-position").values_list("position", flat=True)
    return (last.first() or 0) + 1


@command("places.build_block", at_node=lambda given: given["site"])
def build_block(
    ctx,
    *,
    site: Node,
    name: str,
    floors: list[str],
    units_per_floor: int,
    lifts: int,
    number_format: str = "{block}-{floor}-{n:02d}",
    empty_floors: tuple[str, ...] = (),
    furnish: bool = False,
) -> Node:
    """Build a whole block at once: floors from the lowest up, homes and lifts.

    `empty_floors` have no homes (shops, car park). With `furnish` also what every block has: lobby, stairs, bin room,
    pump, tank, a corridor on each floor. Refused when the block exists or is too big.
    """
    name = clean_name(name)
    building.check(floors, units_per_floor, lifts)
    noun = rules.block_noun(name)
    block = _make(kind="block", name=name, parent=site, noun=noun, position=_next(site, "block"), code="")
    levels = nodes.create_many(
        {"kind": "floor", "name": floor, "parent": block, "position": place} for place, floor in building.ranked(floors)
    )
    homes = [
        {"kind": "unit", "name": building.numbered(number_format, name, level.name, n), "parent": level, "position": n}
        for level in levels
        if level.name not in empty_floors
        for n in range(1, units_per_floor + 1)
    ]
    made = nodes.create_many([*homes, *building.fixtures(block, levels, lifts, furnish)])
    building.details(made)
    findable.put_many([block, *(node for node in made if node.kind != "unit")], ctx.at)
    ctx.detail(block=block.pk, floors=len(levels), units=len(homes), lifts=lifts)
    ctx.announce("places.added", place=block)
    return block


@command("places.set_tenure", at_node=lambda given: given["unit"])
def set_tenure(ctx, *, unit: Node, kind: str, since: date) -> Tenure:
    """Say how a home is held from `since` on; what was said before ends there.

    Refused for an unknown kind, a future day, or a day before the running tenure began. The same again changes
    nothing.
    """
    if kind not in rules.TENURES:
        raise Refused(_("Choose how the home is held from the list."), field="kind")
    if since > clock.today(ctx.at):
        raise Refused(_("This day is still to come."), field="since")
    running = Tenure.objects.filter(unit_id=unit.pk, until=None).first()
    ctx.detail(unit=unit.pk, kind=kind)
    if running and running.kind == kind:
        return running
    if running and since <= running.since:
        raise Refused(_("What is known of this home begins on a later day."), field="since")
    if running:
        running.until = since
        running.save(update_fields=["until"])
    return Tenure.objects.create(unit_id=unit.pk, kind=kind, since=since)


@command("places.set_lines", at_node=lambda given: given["site"])
def set_lines(ctx, *, site: Node, lift_line: str, lift_line_name: str = "") -> Site:
    """Set the number that somebody trapped in a lift dials, and whose it is. Refused when it is no phone number."""
    digits = "".join(c for c in lift_line if c.isdigit() or c == "+")
    if lift_line.strip() and (not 3 <= len(digits.lstrip("+")) <= 15 or set(lift_line) - set("+0123456789 -()")):
        raise Refused(_("Write a phone number with digits only, such as 03-2222 1234."), field="lift_line")
    detail = Site.objects.select_related("node").get(pk=site.pk)
    detail.lift_line = lift_line.strip()[:20]
    detail.lift_line_name = " ".join(lift_line_name.split())[:80]
    detail.save(update_fields=["lift_line", "lift_line_name"])
    return detail
