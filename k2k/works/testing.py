"""Makers for tests of this app and of those above: an order in any state, and an idea."""

from typing import Any

from k2k.core.actors import Actor
from k2k.core.files import photos
from k2k.core.files.pictures import Picture
from k2k.issues.testing import World, make_issue
from k2k.works import commands
from k2k.works.models import Idea, Order

LINES = [("Paip PVC", 6, 240_00), ("Upah", 1, 160_00)]


def picture(colour: str = "#654") -> Picture:
    """A sound photograph."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (80, 100), colour).save(out, "JPEG")
    out.seek(0)
    return photos.prepare(out)


def make_order(
    world: World, state: str = "draft", *, reports: int = 1, kind: str = "contractor", **given: Any
) -> Order:
    """An order of the contractor for so many reports, brought to `state` by the commands that lead there."""
    issues = given.pop("issues", None)
    if issues is None:
        issues = [make_issue(world, node=corridor, category="light") for corridor in world.place.corridors[:reports]]
    words = {"body": world.contractor, "what": "Baiki lampu koridor", **given}
    order = commands.draft(world.office, site=world.place.site, kind=kind, issues=issues, at=world.at, **words)
    way = ("quoted", "approved", "accepted", "started", "done")
    for step in way[: way.index(state) + 1] if state in way else ():
        _step(world, order, step)
    order.refresh_from_db()
    return order


def _step(world: World, order: Order, to: str) -> None:
    if to == "quoted":
        commands.quote(world.office, order=order, lines=LINES, at=world.at)
    elif to == "approved":
        commands.approve(world.office, order=order, at=world.at)
    elif to == "accepted":
        commands.accept(world.office, order=order, at=world.at)
    elif to == "started":
        commands.start(world.office, order=order, at=world.at)
    else:
        commands.add_photo(world.office, order=order, photo=picture(), at=world.at)
        commands.done(world.office, order=order, at=world.at)


def make_idea(world: World, home: Actor | None = None) -> Idea:
    """An idea of the first home, for the lobby."""
    return commands.suggest(home or world.homes[0], node=world.place.lobbies[0], text="Bangku di lobi", at=world.at)
