"""The sentences of a board: the finding first, with its number and out of how many."""

from datetime import date

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from k2k.commitments.board import Tally
from k2k.core.ui import formats

#: What each list of a board is called on its chip.
LISTS: dict[str, Promise] = {
    "late": pgettext_lazy("promises", "Late"),
    "broken": pgettext_lazy("promises", "Broken"),
    "waiting": pgettext_lazy("promises", "Waiting for neighbours"),
    "running": pgettext_lazy("promises", "Under way"),
    "done_late": pgettext_lazy("promises", "Done late"),
    "kept": pgettext_lazy("promises", "Kept"),
}
#: The same as headings.
HEADINGS: dict[str, Promise] = {
    "late": gettext_lazy("What is late"),
    "broken": gettext_lazy("What was not kept"),
    "waiting": gettext_lazy("What waits for neighbours"),
    "running": gettext_lazy("What is under way"),
    "done_late": gettext_lazy("What was done late"),
    "kept": gettext_lazy("What was kept"),
}
#: What each list holds, in a sentence under its heading.
EXPLAINED: dict[str, Promise] = {
    "late": gettext_lazy("The date has passed and nobody says that it is done."),
    "broken": gettext_lazy(
        "Taken back, said by neighbours not to be done, stopped when late, or 30 days late with no new date."
    ),
    "waiting": gettext_lazy("Said to be done. Neighbours have not confirmed it yet, so it is not counted as kept."),
    "running": gettext_lazy("The date is still to come."),
    "done_late": gettext_lazy("Confirmed by neighbours, after the date."),
    "kept": gettext_lazy("Done by the date, and confirmed by neighbours."),
}


def month_name(month: date) -> str:
    """A month and its year in the reader's language: "Oktober 2026"."""
    language = get_language() or "ms"
    name = formats.words(language).long_months[month.month - 1]
    return f"{month.year}年{name}" if language == "zh-hans" else f"{name} {month.year}"


def finding(tally: Tally, month: date | None) -> SafeString:
    """The board in a sentence, its number marked: "This month 22 of 31 promises were kept." and how many are late."""
    if not tally.total:
        return mark_safe(_("No promise stands on this board yet."))
    numbers = {"kept": formats.number(tally.kept), "n": formats.number(tally.total)}
    if month is None:
        head = ngettext(
            "This month <em>%(kept)s of %(n)s promise was kept.</em>",
            "This month <em>%(kept)s of %(n)s promises were kept.</em>",
            tally.total,
        )
    else:
        numbers["month"] = month_name(month)
        head = ngettext(
            "Of the promise for %(month)s <em>%(kept)s of %(n)s was kept.</em>",
            "Of the promises for %(month)s <em>%(kept)s of %(n)s were kept.</em>",
            tally.total,
        )
    return mark_safe(f"{head % numbers} {_late(tally)}")


def _late(tally: Tally) -> str:
    if not tally.late:
        return _("None is late.")
    return ngettext("%(n)s is late.", "%(n)s are late.", tally.late) % {"n": formats.number(tally.late)}


def plain(sentence: str) -> str:
    """The same sentence without its marks, for sharing."""
    return strip_tags(sentence)


def meter(tally: Tally) -> str:
    """What the row of windows shows, for those who do not see it."""
    parts = [f"{formats.number(n)} {str(LISTS[name]).lower()}" for name, n in tally.lists if n]
    return ", ".join(parts)
