"""The words of every state a reader can meet, each with the class that draws its mark (see `.st` in k2k.css)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Slug of a state: class of its mark, its word. Green (`ok`) is only for what neighbours confirmed or what was kept.
STATES: dict[str, tuple[str, Promise]] = {
    "new": ("new", _("New")),
    "accepted": ("seen", _("Accepted")),
    "started": ("work", _("Being repaired")),
    "claimed": ("done", _("Done, waiting for neighbours")),
    "unconfirmed": ("done", _("Done, not yet confirmed")),
    "confirmed": ("ok", _("Confirmed by neighbours")),
    "denied": ("again", _("Not fixed yet, reopened")),
    "reopened": ("again", _("Not fixed yet, reopened")),
    "rejected": ("no", _("Cannot be done")),
    "late": ("late", _("Late")),
    "running": ("work", _("Under way")),
    "done_on_time": ("done", _("Done on time")),
    "done_late": ("late", _("Done late")),
    "kept": ("ok", _("Kept")),
    "broken": ("broken", _("Broken")),
    "withdrawn": ("gone", _("Withdrawn")),
    "target": ("target", _("Target")),
    "promise": ("vow", _("Promise")),
    "joined": ("lit", _("A home took part")),
    "disputed": ("again", _("Disputed")),
}

#: What a lift does now.
LIFTS: dict[str, tuple[str, Promise]] = {
    "running": ("ok", _("Working")),
    "stopped": ("broken", _("Not working")),
    "started": ("work", _("Being repaired")),
    "claimed": ("done", _("Done, waiting for neighbours")),
    "unconfirmed": ("done", _("Done, not yet confirmed")),
    "unknown": ("target", _("Not known")),
}


def status(state: str) -> tuple[str, Promise]:
    """The class and the word of a state. Raises KeyError for a slug nobody gave a word."""
    return STATES[state]
