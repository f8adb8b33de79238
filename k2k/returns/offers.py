"""What returns put on a group's pages: its link, and its dates, of which the committee is reminded."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.groups.slots import Due, Part
from k2k.returns import queries, rules, words
from k2k.returns.models import AnnualReturn

if TYPE_CHECKING:
    from k2k.groups.models import Group


def part(group: "Group", viewer: Actor, at: datetime) -> Part | None:
    """The returns of a group under the Registrar. Two queries."""
    if not queries.owes(group):
        return None
    rows, url = queries.owed(group, at), reverse("returns:list", args=[group.code])
    text = f"{rows[0].year}: {words.status(rows[0], clock.today(at))[1]}" if rows else _("None is owed yet.")
    return Part("book", _("Return to the Registrar"), text, url, 45)


def due(group: "Group", at: datetime) -> list[Due]:
    """The return of each year that is owed or was filed."""
    return [
        Due(
            _("Return of %(year)s to the Registrar of Societies") % {"year": each.year},
            rules.SOURCE,
            each.due_on,
            each.filed.filed_on if each.filed else None,
            _("It was filed late.") if each.filed and each.filed.late else "",
            reverse("returns:list", args=[group.code]),
        )
        for each in queries.owed(group, at)
    ]


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a return; everybody may see that there is one."""
    row = AnnualReturn.objects.select_related("group__body").filter(pk=pk).first()
    if row is None:
        return None
    title = _("Return of %(year)s to the Registrar of Societies") % {"year": row.year}
    return title, reverse("returns:list", args=[row.group.code])
