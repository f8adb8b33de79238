"""What bodies offer the house."""

from django.utils.translation import gettext_lazy as _

from k2k.bodies import models, offers, queries, rules
from k2k.core import registry
from k2k.core.guards import Guard, immutable, no_delete
from k2k.core.retention import Retention

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("help_line", queries.help_line)
registry.add("tile", offers.matrix_tile, offers.notices_tile)
for name, resolve in offers.REFS.items():
    registry.put("ref", name, resolve)
for name, find in offers.LOADS.items():
    registry.put("load", name, find)

_DATED = ("seat", "jurisdiction", "responsibility", "appointment")
registry.add(
    "guards",
    *(guard for table in _DATED for guard in no_delete(f"bodies_{table}")),
    *immutable("bodies_responsibility", "node_id", "noun", "duty", "body_id", "since"),
    *immutable("bodies_appointment", "post_id", "account_id", "since"),
    *immutable("bodies_seat", "body_id", "node_id", "kind", "since"),
    *immutable("bodies_jurisdiction", "body_id", "node_id", "since"),
    *(
        Guard(
            f"bodies_{table}_ends_once",
            f"bodies_{table}",
            "UPDATE",
            "what has ended keeps its end",
            'OLD."until" IS NOT NULL AND OLD."until" IS DISTINCT FROM NEW."until"',
        )
        for table in ("seat", "jurisdiction", "responsibility")
    ),
)

_PUBLIC = _("who answers for what is public, today and for every day before")
_POSTS = _("who held which post, and when, stays provable")
registry.add(
    "retention",
    Retention(models.Body._meta.label, _("the bodies that promise, without persons"), _("for good"), _PUBLIC),
    Retention(models.Seat._meta.label, _("which body sat at a desk, and when"), _("for good"), _PUBLIC),
    Retention(models.Jurisdiction._meta.label, _("where a body worked, and when"), _("for good"), _PUBLIC),
    Retention(models.Responsibility._meta.label, _("who answered for which thing, and when"), _("for good"), _PUBLIC),
    Retention(models.Post._meta.label, _("the posts of a body, by title"), _("for good"), _PUBLIC),
    Retention(models.Appointment._meta.label, _("which account held a post, and when"), _("for good"), _POSTS),
    Retention(models.Notice._meta.label, _("what a body told a place"), _("for good, hidden once taken down"), _PUBLIC),
)
