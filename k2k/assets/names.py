"""What things are called on screen."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from k2k.assets.queries import Due

CERTIFICATES: dict[str, Promise] = {
    "fitness": _("Certificate of fitness"),
    "electrical": _("Electrical inspection"),
    "water": _("Water tank cleaning"),
    "other": _("Other certificate"),
}
PARTS: dict[str, Promise] = {
    "whole": _("The whole thing"),
    "motor": _("Motor"),
    "door": _("Door"),
    "control": _("Control panel"),
    "rope": _("Ropes"),
    "pump": _("Pump"),
    "valve": _("Valve"),
    "other": _("Other piece"),
}
HOW_OFTEN: dict[int, Promise] = {
    1: _("every month"),
    2: _("every 2 months"),
    3: _("every 3 months"),
    6: _("every 6 months"),
    12: _("every year"),
    24: _("every 2 years"),
}
DAYS: dict[str, Promise] = {
    "weekday": _("Working days"),
    "weekend": _("Weekend"),
    "friday": _("Fridays, in addition"),
    "ramadan": _("Ramadan"),
}
#: State of what is due: the mark of {% status %} and its words.
DUE: dict[str, tuple[str, Promise]] = {
    "missed": ("late", _("Missed")),
    "done_late": ("done_late", _("Missed, done later")),
    "done": ("done_on_time", _("Done in time")),
    "due": ("running", _("Due now")),
    "soon": ("running", _("Ends soon")),
    "coming": ("target", _("Coming")),
    "valid": ("kept", _("Valid")),
}


def what(one: "Due") -> str:
    """What is due: the words of the schedule, or the kind of the certificate."""
    if one.certificate:
        return str(CERTIFICATES[one.certificate.kind])
    return one.schedule.what if one.schedule else ""
