"""The words of works, in the reader's language."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from k2k.works.models import Idea, Order

KINDS = {
    "own_crew": _("Own crew"),
    "contractor": _("Contractor"),
    "gotong_royong": _("Gotong-royong"),
    "improvement": _("Improvement"),
}
STATES = {
    "draft": _("Being prepared"),
    "quoted": _("Price waits for approval"),
    "approved": _("Approved"),
    "accepted": _("Order taken"),
    "started": _("Work goes on"),
    "done": _("Said to be done"),
    "cannot_be_done": _("Cannot be done"),
    "cancelled": _("Order cancelled"),
}
#: The colour of each state, as {% status %} knows it.
MARKS = {
    "draft": "target", "quoted": "target", "approved": "accepted", "accepted": "accepted", "started": "started",
    "done": "claimed", "cannot_be_done": "rejected", "cancelled": "withdrawn",
}  # fmt: skip
STEPS = {
    "drafted": _("The order was written"),
    "quoted": _("A price was given"),
    "quote_refused": _("The price was refused"),
    "approved": _("Approved by the office"),
    "link_sent": _("A link was made for the body"),
    "link_revoked": _("The link was taken back"),
    "accepted": _("The order was taken"),
    "started": _("The work began"),
    "done": _("It was said to be done"),
    "cannot_be_done": _("It cannot be done"),
    "cancelled": _("The order was cancelled"),
    "inspection_set": _("A day to look at it together was set"),
    "inspected": _("It was looked at together"),
    "care_planned": _("A plan to look after it was made"),
    "cared": _("It was looked after"),
}
IDEA_STATES = {
    "open": _("Waits for an answer"),
    "taken": _("The office takes it up"),
    "refused": pgettext_lazy("idea", "Not taken up"),
}
IDEA_MARKS = {"open": "target", "taken": "accepted", "refused": "rejected"}
HOW_OFTEN = {
    7: _("every week"), 14: _("every two weeks"), 30: _("every month"), 90: _("every three months"),
    180: _("twice a year"), 365: _("once a year"),
}  # fmt: skip


def url(order: Order) -> str:
    """The page of an order."""
    return reverse("works:show", args=[order.code])


def idea_url(idea: Idea) -> str:
    """The page of an idea."""
    return reverse("works:idea", args=[idea.code])
