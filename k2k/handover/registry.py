"""What handovers offer the house."""

from django.utils.translation import gettext_lazy as _

from k2k.core import registry
from k2k.core.retention import Retention
from k2k.handover import events, jobs, offers, rules  # noqa: F401  (events, jobs: they are known from here)
from k2k.handover.guards import GUARDS

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("guards", *GUARDS)
registry.add("todo", offers.todo)
registry.add("group_part", offers.group_part)
registry.add("group_health", offers.group_health)
registry.put("ref", "handover.handover", offers.ref)
registry.put("ref", "handover.item", offers.item_ref)
registry.put("ref", "handover.parcel", offers.parcel_ref)
registry.add("todo", offers.parcels_todo)
registry.add("hand_in_url", offers.hand_in_url)
registry.put("load", "handover.handover", offers.load)

_OWN = _("the body's own record of what came over when a post changed hands")
registry.add(
    "retention",
    Retention("handover.Handover", _("which post was handed over, by and to which account"), _("for good"), _OWN),
    Retention(
        "handover.Parcel", _("what a phone had not sent when its writer's access ended, sealed for the lead"),
        _("until 90 days after the lead decided"), _("nothing that was written for neighbours is lost"),
    ),
    Retention("handover.Item", _("what was handed over, as each side says"), _("for good"), _OWN),
)  # fmt: skip
