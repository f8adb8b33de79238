"""What the desk offers the house."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from k2k.core import registry
from k2k.core.actors import Actor
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.desk import asked, events, jobs, messages, rules  # noqa: F401  (events, jobs: their listeners)
from k2k.desk.models import Sent, Stance
from k2k.issues import queries as issues

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)


def _load(pks: Iterable[int]) -> dict[int, Sent]:
    return Sent.objects.select_related("body", "issue__node__block", "issue__node__floor").in_bulk(list(pks))


def _ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a hand-over, for those who may see its report and hand it on."""
    found = _load([pk]).get(pk)
    if found is None or not viewer.may("desk.send_outside", found.issue.node):
        return None
    if found.issue.at_home and not viewer.may("issues.see_private", found.issue.node):
        return None
    return f"{issues.title(found.issue)} · {found.body.name}", asked.url(found)


registry.put("load", "desk.sent", _load)
registry.put("ref", "desk.sent", _ref)
registry.add("todo", asked.todo)
registry.add("personal", Personal("desk", lambda person, at: {}, lambda person, at: None))

SENT = "desk_sent"
registry.add(
    "guards",
    *append_only("desk_stance"),
    *no_delete(SENT),
    *immutable(SENT, "issue_id", "body_id", "at", "days", "own_charter", "due_on"),
    Guard(
        "desk_reminders_only_grow", SENT, "UPDATE", "how often a body outside was reminded stays counted",
        'NEW."reminders" < OLD."reminders"',
    ),
    Guard(
        "desk_what_was_missing_stays", SENT, "UPDATE", "what a body outside asked for stays written",
        'OLD."missing" <> \'\' AND NEW."missing" <> OLD."missing"',
    ),
    Guard(
        "desk_ended_stays_ended", SENT, "UPDATE", "what a body outside has no more is sent anew, not taken up again",
        'OLD."ended_at" IS NOT NULL AND NEW."ended_at" IS DISTINCT FROM OLD."ended_at"',
    ),
)  # fmt: skip

_RECORD = gettext_lazy("the perumahan's own record of what was wrong and what was done")
registry.add(
    "retention",
    Retention(
        Stance._meta.label, gettext_lazy("what each body at the desk thinks of a report, by post"),
        gettext_lazy("for good"), _RECORD,
    ),
    Retention(
        Sent._meta.label, gettext_lazy("what was handed to bodies outside, and what they asked for"),
        gettext_lazy("for good"), _RECORD,
    ),
)  # fmt: skip
