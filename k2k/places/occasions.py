"""Days on which people are away or busy: school holidays, examinations, what a perumahan celebrates.

The ministry sets school days anew every year, so they are typed here and never built in. A day noted at the programme
holds at every perumahan below it.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Refused, command
from k2k.core.nodes import Node
from k2k.places import rules
from k2k.places.models import Occasion


@command("places.note_days", at_node=lambda given: given["place"])
def note_days(ctx: Context, *, place: Node, kind: str, first: date, last: date, title: str = "") -> Occasion:
    """Note the days from `first` to `last`, both included, at a perumahan or at the programme. Raises Refused."""
    title = " ".join(title.split())
    if place.kind not in ("programme", "site"):
        raise Refused(_("Days are noted for a whole perumahan."))
    if kind not in rules.OCCASIONS:
        raise Refused(_("Choose what it is from the list."), field="kind")
    if kind == "other" and not title:
        raise Refused(_("Write what it is."), field="title")
    if len(title) > rules.NAME_LENGTH:
        raise Refused(_("This is too long. At most %(n)d letters fit.") % {"n": rules.NAME_LENGTH}, field="title")
    if not first <= last <= first + rules.LONGEST_OCCASION:
        raise Refused(_("The last day must not be before the first, nor more than four months after it."), field="last")
    if Occasion.objects.filter(node=place, kind=kind, first=first, last=last, title=title).exists():
        raise Refused(_("These days are noted already."), field="first")
    made = Occasion.objects.create(node=place, kind=kind, first=first, last=last, title=title, made_at=ctx.at)
    ctx.detail(kind=kind)
    return made


_there: dict[str, Any] = {"at_node": lambda given: given["occasion"].node}


@command("places.drop_days", **_there)
def drop_days(ctx: Context, *, occasion: Occasion) -> None:
    """Take noted days back: they were wrong. The trail keeps that they were there."""
    ctx.detail(kind=occasion.kind, occasion=occasion.pk)
    occasion.delete()
