"""The words for activities and stories, and where their pages are."""

from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from k2k.activities.models import Activity, Story, Turnout
from k2k.core import clock
from k2k.core.ui import formats
from k2k.places import queries as places

KINDS: dict[str, Promise] = {
    "gotong_royong": pgettext_lazy("activity", "Gotong-royong"),
    "class": pgettext_lazy("activity", "Class"),
    "sport": pgettext_lazy("activity", "Sport"),
    "festival": pgettext_lazy("activity", "Festival"),
    "health": pgettext_lazy("activity", "Health"),
    "other": pgettext_lazy("activity", "Something else"),
}
INVITED: dict[str, Promise] = {
    "everybody": gettext_lazy("Everybody of the perumahan"),
    "members": gettext_lazy("Members of the group"),
    "block": gettext_lazy("One block"),
}
LEAVE_ALONE: dict[str, Promise] = {
    "electric": gettext_lazy("Electrical boards, meters and wires"),
    "lift": gettext_lazy("Lift machinery, lift shafts and motor rooms"),
    "gas": gettext_lazy("Gas cylinders and gas pipes"),
    "height": gettext_lazy("Anything higher than 2 metres: roofs, ledges, outside walls"),
    "chemical": gettext_lazy("Strong acids, pesticides and drums without a label"),
    "asbestos": gettext_lazy("Old cement sheets: they may be asbestos. Do not break, drill or sweep them"),
    "tank": gettext_lazy("Water tanks, manholes and pump rooms"),
    "sharp": gettext_lazy("Needles and broken glass with bare hands"),
}
STATES: dict[str, tuple[str, Promise]] = {
    "planned": ("target", pgettext_lazy("activity", "Planned, not announced")),
    "announced": ("accepted", pgettext_lazy("activity", "Announced")),
    "over": ("done_on_time", pgettext_lazy("activity", "Over")),
    "cancelled": ("rejected", pgettext_lazy("activity", "Cancelled")),
}
AGES: dict[str, Promise] = {
    "under_7": gettext_lazy("Under 7"),
    "7_12": gettext_lazy("7 to 12"),
    "13_15": gettext_lazy("13 to 15"),
    "16_18": gettext_lazy("16 to 18"),
}
CONSENTS: dict[str, Promise] = {
    "card": gettext_lazy("agreed by card and PIN"),
    "paper": gettext_lazy("agreed on paper"),
}
STORY_KINDS: dict[str, Promise] = {
    "history": pgettext_lazy("story", "How it was"),
    "before_after": pgettext_lazy("story", "Before and after"),
    "thanks": pgettext_lazy("story", "Thanks"),
    "festival": pgettext_lazy("story", "Festival"),
}
STORY_REASONS: dict[str, Promise] = {
    "person": gettext_lazy("It names or blames a person."),
    "photo": gettext_lazy("Somebody in a photo has not agreed."),
    "private": gettext_lazy("It tells something private."),
    "elsewhere": gettext_lazy("It belongs somewhere else: a report or a question."),
}
STORY_STATES: dict[str, tuple[str, Promise]] = {
    "held": ("new", pgettext_lazy("story", "Waits to be read")),
    "published": ("done_on_time", pgettext_lazy("story", "Published")),
    "refused": ("rejected", pgettext_lazy("story", "Not published")),
}


def url(activity: Activity) -> str:
    """The activity's page."""
    return reverse("activities:show", args=[activity.code])


def story_url(story: Story) -> str:
    """The story's page."""
    return reverse("activities:story", args=[story.code])


def place(activity: Activity) -> str:
    """Where it is: the place's name, the words, or both."""
    parts = [places.label(activity.node) if activity.node else "", activity.place]
    return ", ".join(part for part in parts if part)


def invited(activity: Activity) -> str:
    """Who is invited."""
    if activity.block:
        return places.label(activity.block)
    return activity.group.name if activity.invited == "members" else str(INVITED["everybody"])


def status(activity: Activity, at: datetime) -> tuple[str, str]:
    """The slug that draws its mark, and its state in words; announced and past, its turnout is missing."""
    if activity.state == "announced" and activity.last_at <= at:
        return "unconfirmed", _("Past, turnout not written")
    slug, words = STATES[activity.state]
    return slug, str(words)


def hours(minutes: int) -> str:
    """Minutes as hours with at most one decimal."""
    return formats.number(minutes / 60)


def numbers(turnout: Turnout) -> str:
    """ "14 homes, 31 people, 62 hours." """
    parts = [
        ngettext("%(n)s home", "%(n)s homes", turnout.homes) % {"n": formats.number(turnout.homes)},
        ngettext("%(n)s person", "%(n)s people", turnout.persons) % {"n": formats.number(turnout.persons)},
        _("%(n)s hours") % {"n": hours(turnout.minutes)},
    ]
    return ", ".join(parts) + "."


def thanks(turnout: Turnout) -> str:
    """The line of the thanks wall; no home is named."""
    return _("%(numbers)s Thank you.") % {"numbers": numbers(turnout)}


def of_invited(activity: Activity, homes: int) -> str:
    """How many of the homes that were invited; what has no denominator says so by being empty."""
    if not activity.invited_homes:
        return ""
    of = {"n": formats.number(homes), "of": formats.number(activity.invited_homes)}
    return _("%(n)s of %(of)s invited homes with a card") % of


def teller(story: Story) -> str:
    """Who tells: the name they chose, else "a home of Block B"."""
    if story.shown_as:
        return story.shown_as
    block = story.household.node.block
    return _("A home of %(block)s") % {"block": places.label(block)} if block else _("A home")


def story_title(story: Story) -> str:
    """Its first words."""
    return Truncator(story.text).chars(80)


def share(activity: Activity) -> str:
    """The words that are shared: what, when, where; the link stands behind them."""
    language, starts = get_language() or "ms", clock.local(activity.starts_at)
    when = f"{formats.day(starts, language)}, {formats.hour(starts, language)}"
    return f"{activity.title}: {when}. {place(activity)}."
