"""What assets offer the house."""

from django.utils.translation import gettext_lazy

from k2k.assets import events, jobs, messages, offers, queries, rules  # noqa: F401  (events, jobs: their listeners)
from k2k.assets.models import Certificate, Hours, Part, Schedule, Told, Visit
from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.personal import Personal
from k2k.core.retention import Retention

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)

registry.put("load", "assets.told", queries.told)
registry.put("load", "assets.certificate", offers.load_certificates)
registry.add("todo", offers.todo)
registry.add("tile", offers.tile)
registry.add("issue_part", offers.on_report)
registry.add("personal", Personal("assets", lambda person, at: {}, lambda person, at: None))

PARTS, SCHEDULES = "assets_part", "assets_schedule"


def _ends_once(table: str, column: str, message: str) -> Guard:
    return Guard(
        f"{table}_ends_once", table, "UPDATE", message,
        f'OLD."{column}" IS NOT NULL AND OLD."{column}" IS DISTINCT FROM NEW."{column}"',
    )  # fmt: skip


registry.add(
    "guards",
    *append_only("assets_certificate"),
    *append_only("assets_visit"),
    *append_only("assets_hours"),
    *append_only("assets_told"),
    *no_delete(PARTS),
    *immutable(PARTS, "node_id", "parent_id", "kind", "name", "serial", "since", "replaces_id", "at"),
    _ends_once(PARTS, "until", "a piece that was replaced stays replaced"),
    *no_delete(SCHEDULES),
    *immutable(SCHEDULES, "node_id", "body_id", "what", "months", "grace_days", "first_due", "at"),
    _ends_once(SCHEDULES, "ended_on", "a schedule that ended stays ended"),
)

_PUBLIC = gettext_lazy("the perumahan's own record of its lifts, pumps and tanks; no persons")
_FOR_GOOD = gettext_lazy("for good")
registry.add(
    "retention",
    Retention(Part._meta.label, gettext_lazy("what a lift or a pump is made of, and since when"), _FOR_GOOD, _PUBLIC),
    Retention(Certificate._meta.label, gettext_lazy("certificates of lifts, pumps and tanks"), _FOR_GOOD, _PUBLIC),
    Retention(Schedule._meta.label, gettext_lazy("who looks after them, how often"), _FOR_GOOD, _PUBLIC),
    Retention(Visit._meta.label, gettext_lazy("visits that were made or missed"), _FOR_GOOD, _PUBLIC),
    Retention(Hours._meta.label, gettext_lazy("in which hours lifts are needed most"), _FOR_GOOD, _PUBLIC),
    Retention(
        Told._meta.label, gettext_lazy("that homes were told first of a lift that stopped; not which"), _FOR_GOOD,
        _PUBLIC,
    ),
)  # fmt: skip
