"""What figures offer the house."""

from django.utils.translation import gettext_lazy

from k2k.core import registry
from k2k.core.retention import Retention
from k2k.figures import events, offers, rules  # noqa: F401  (events: its listeners)
from k2k.figures.models import DayTotal

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("tile", offers.tile)
registry.add(
    "retention",
    Retention(
        DayTotal._meta.label,
        gettext_lazy("how many reports came and were done on a day; nothing about persons"),
        gettext_lazy("for good"),
        gettext_lazy("so that numbers can be read and checked"),
    ),
)
