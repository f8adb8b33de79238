"""What places offers the house."""

from django.utils.translation import gettext_lazy as _

from k2k.core import guards, registry
from k2k.core.retention import Retention
from k2k.places import queries, rules

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("label", queries.label)
registry.put("load", "core.node", queries.by_ids)
registry.put("ref", "core.node", queries.link)

#: A tenure that has ended stays as it was: yesterday's answer must not change.
_ENDED = guards.Guard(
    "places_tenure_ended",
    "places_tenure",
    "UPDATE",
    "a tenure that has ended does not change",
    'OLD."until" IS NOT NULL',
)
registry.add(
    "guards",
    *guards.no_delete("places_site"),
    *guards.no_delete("places_unit"),
    *guards.immutable("places_unit", "node_id", "site_id"),
    *guards.no_delete("places_tenure"),
    *guards.immutable("places_tenure", "unit_id", "kind", "since"),
    _ENDED,
    *guards.no_delete("places_asset"),
)
registry.add(
    "retention",
    Retention(
        "places.Site",
        _("the perumahan and the telephone of its lift line"),
        _("as long as K2K runs there"),
        _("a task of the office; nothing about persons"),
    ),
    Retention(
        "places.Unit",
        _("the number painted on a door, so that a report finds its place"),
        _("as long as the building stands"),
        _("a task of the office; nothing about persons"),
    ),
    Retention(
        "places.Tenure",
        _("how a home is held and since when, seen by the office of the perumahan only"),
        _("as long as the building stands"),
        _("a task of the office; no names"),
    ),
    Retention(
        "places.Asset",
        _("lifts, pumps and what else can fail"),
        _("as long as the building stands"),
        _("a task of the office; nothing about persons"),
    ),
    Retention(
        "places.Occasion",
        _("days on which people are away or busy"),
        _("until somebody takes them back"),
        _("a task of the office; nothing about persons"),
    ),
    Retention(
        "places.RegisterDraft",
        _("a register that was read and waits to be confirmed; columns about people are dropped before"),
        _("14 days; once confirmed, the counts only"),
        _("a task of the office; nothing about persons"),
    ),
)
