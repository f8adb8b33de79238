"""The words for returns: figures, answers, how a year stands."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from k2k.returns.queries import Owed

FIGURES = {
    "income_sen": gettext_lazy("Money in"),
    "spending_sen": gettext_lazy("Money out"),
    "assets_sen": gettext_lazy("What the group owns"),
    "debts_sen": gettext_lazy("What the group owes"),
}


def yes_no(said: bool | None) -> str:
    """The word for an answer; a dash while nobody gave one."""
    return "–" if said is None else _("Yes") if said else _("No")


def status(owed: Owed, today: date) -> tuple[str, str]:
    """A status slug and a sentence: how the return of this year stands."""
    if row := owed.filed:
        if row.late:
            return "done_late", ngettext("Filed %(n)s day late", "Filed %(n)s days late", row.late) % {"n": row.late}
        return "done_on_time", _("Filed in time")
    if today > owed.due_on:
        late = (today - owed.due_on).days
        return "late", ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
    return "target", _("To be filed")
