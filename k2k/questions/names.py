"""The words for questions: what they are about, how they stand, why their words wait or are not published."""

from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from k2k.core.ui import formats
from k2k.questions.models import Question

CATEGORIES: dict[str, Promise] = {
    "repairs": pgettext_lazy("question", "Repairs"),
    "cleaning": pgettext_lazy("question", "Cleaning"),
    "safety": pgettext_lazy("question", "Safety"),
    "parking": pgettext_lazy("question", "Parking"),
    "money": pgettext_lazy("question", "Rent and money"),
    "rules": pgettext_lazy("question", "Rules and meetings"),
    "other": pgettext_lazy("question", "Something else"),
}
HELD: dict[str, Promise] = {
    "person": gettext_lazy("It is about a person, so it is read before everybody can see it."),
    "home": gettext_lazy("It names a home or a number of somebody, so it is read before everybody can see it."),
    "no_card": gettext_lazy("It was asked without a card, so it is read before everybody can see it."),
}
REASONS: dict[str, Promise] = {
    "person": gettext_lazy("It names a person."),
    "private": gettext_lazy("It tells something private."),
    "repeat": gettext_lazy("It was asked before."),
}
MARKS: dict[str, Promise] = {
    "yes": gettext_lazy("Who asked says: this answers my question."),
    "no": gettext_lazy("Who asked says: this does not answer my question yet."),
}
LISTS: dict[str, Promise] = {
    "waiting": pgettext_lazy("questions", "Not answered"),
    "answered": pgettext_lazy("questions", "Answered"),
    "refused": pgettext_lazy("questions", "Not published"),
}


def url(question: Question) -> str:
    """The question's page."""
    return reverse("questions:show", args=[question.code])


def title(question: Question) -> str:
    """The beginning of its words; for whom the words are."""
    return Truncator(question.text).chars(80) or _("The words were erased at the wish of who asked.")


def unseen(question: Question) -> str:
    """What everybody sees of a question whose words wait or are not published."""
    about = str(CATEGORIES[question.category])
    if question.state == "held":
        return _("A question about %(about)s, waiting for publication") % {"about": about.lower()}
    return _("A question about %(about)s, not published") % {"about": about.lower()}


def status(question: Question, days: int, today: date) -> tuple[str, str]:
    """The slug that draws its mark, and its state in words; `days` are the working days it has waited."""
    if question.state == "answered":
        return "done_on_time", _("Answered")
    if question.state == "refused":
        return "rejected", _("Not published")
    if question.state == "appealed":
        return "disputed", _("Not published, the programme officer looks again")
    late = "late" if question.due_on < today else "accepted"
    numbers = {"n": formats.number(days)}
    if question.state == "held":
        return late, ngettext(
            "Waiting for publication, %(n)s working day", "Waiting for publication, %(n)s working days", days
        ) % numbers  # fmt: skip
    return late, ngettext("Not answered, %(n)s working day", "Not answered, %(n)s working days", days) % numbers


def finding(answered: int, total: int, oldest: int) -> str:
    """The site in a sentence: "7 of 9 questions were answered; the oldest has waited 23 working days"."""
    if not total:
        return _("Nobody has asked yet.")
    numbers = {"answered": formats.number(answered), "n": formats.number(total)}
    head = ngettext(
        "%(answered)s of %(n)s question was answered", "%(answered)s of %(n)s questions were answered", total
    ) % numbers  # fmt: skip
    if total == answered:
        return f"{head}."
    tail = ngettext(
        "the one that waits longest has waited %(n)s working day.",
        "the one that waits longest has waited %(n)s working days.",
        oldest,
    )
    return f"{head}; {tail % {'n': formats.number(oldest)}}"


def wanted(question: Question) -> str:
    """How many others want to know; those without a card apart; "" for none."""
    parts = []
    if question.households:
        n = question.households
        parts.append(ngettext("%(n)s home wants to know too", "%(n)s homes want to know too", n) % {"n": n})
    if question.without_card:
        parts.append(_("%(n)s without a card") % {"n": question.without_card})
    return " + ".join(parts)


def rule(days: int, source: str) -> str:
    """In how many days the body says that it answers, with where that is written: a charter, no promise."""
    numbers = {"n": days, "source": source}
    if source:
        return (
            ngettext(
                "Answers within %(n)s working day, says its own rule (%(source)s). A charter, not a promise.",
                "Answers within %(n)s working days, says its own rule (%(source)s). A charter, not a promise.",
                days,
            )
            % numbers
        )
    return (
        ngettext(
            "It has published no rule of its own; %(n)s working day is counted. A charter, not a promise.",
            "It has published no rule of its own; %(n)s working days are counted. A charter, not a promise.",
            days,
        )
        % numbers
    )
