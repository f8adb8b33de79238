"""What issues offer the house."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy, ngettext

from k2k.core import registry
from k2k.core.actors import Actor
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.nodes import Node, NodePath
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.issues import asked, events, messages, names, personal, queries, rules, views_link  # noqa: F401  (events: its listeners)
from k2k.issues.models import Answer, Contact, ImportBatch, Issue, Moderation, Step, Tap

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)

ISSUES, ANSWERS, TAPS = "issues_issue", "issues_answer", "issues_tap"
_ENOUGH = (
    f'OLD."state" = \'claimed\' AND (SELECT COUNT(*) FROM "{ANSWERS}" a WHERE a."issue_id" = NEW."id"'
    ' AND a."round" = NEW."reopened" AND a."answer" = \'yes\' AND a."counts" AND a."household_id" IS NOT NULL)'
    f' >= CASE WHEN NEW."at_home" THEN 1 ELSE {rules.HOUSEHOLDS_TO_CONFIRM} END'
)

registry.add(
    "guards",
    *no_delete(ISSUES),
    *immutable(
        ISSUES, "code", "site_id", "node_id", "at_home", "channel", "identity", "reported_at", "occurred_at", "source",
        "source_id",
    ),
    Guard(
        "issues_confirmed_by_neighbours",
        ISSUES,
        "UPDATE",
        "only enough households confirm a repair that was said to be done",
        "NEW.\"state\" = 'confirmed' AND OLD.\"state\" <> 'confirmed'",
        unless=_ENOUGH,
    ),
    Guard(
        "issues_begin_unconfirmed",
        ISSUES,
        "INSERT",
        "no issue begins as confirmed",
        "NEW.\"state\" = 'confirmed'",
    ),
    Guard(
        "issues_hidden_stay_hidden",
        ISSUES,
        "UPDATE",
        "nobody is written into an anonymous report",
        "NEW.\"identity\" IN ('anonymous', 'confidential') AND NEW.\"reporter_id\" IS NOT NULL",
    ),
    Guard(
        "issues_reopened_only_grows",
        ISSUES,
        "UPDATE",
        "how often an issue was reopened stays counted",
        'NEW."reopened" < OLD."reopened"',
    ),
    *no_delete(ANSWERS),
    *immutable(ANSWERS, "issue_id", "round", "household_id"),
    Guard(
        "issues_answer_while_asked",
        ANSWERS,
        "UPDATE OF answer, counts",
        "an answer changes only while the question is open",
        'OLD."answer" IS DISTINCT FROM NEW."answer" OR OLD."counts" IS DISTINCT FROM NEW."counts"',
        unless=f'EXISTS (SELECT 1 FROM "{ISSUES}" i WHERE i."id" = NEW."issue_id" AND i."reopened" = NEW."round"'
        " AND i.\"state\" IN ('claimed', 'confirmed'))",
    ),
    *no_delete(TAPS),
    *immutable(TAPS, "issue_id", "household_id", "at", "moved_from_id"),
    *append_only("issues_step"),
    *no_delete("issues_contact"),
    Guard(
        "issues_contact_only_erased",
        "issues_contact",
        "UPDATE",
        "a sealed contact is only ever erased",
        "NEW.\"sealed\" <> '' OR OLD.\"issue_id\" <> NEW.\"issue_id\"",
    ),
    *append_only("issues_importbatch"),
    *no_delete("issues_moderation"),
    *immutable(
        "issues_moderation", "issue_id", "photo_id", "copy_id", "action", "reason", "decided_by", "at", "answers_id",
    ),
    Guard(
        "issues_moderation_appealed_once",
        "issues_moderation",
        "UPDATE",
        "an appeal stays where it was made",
        'OLD."appealed_at" IS NOT NULL AND OLD."appealed_at" IS DISTINCT FROM NEW."appealed_at"',
    ),
)  # fmt: skip


def _load(pks: Iterable[int]) -> dict[int, Issue]:
    return Issue.objects.select_related(*queries.ROW_JOINED, "site").in_bulk(list(pks))


def _ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of an issue for whoever may see it."""
    found = Issue.objects.filter(queries.visible(viewer), pk=pk).select_related(*queries.ROW).first()
    return (names.title(found), names.url(found)) if found else None


def _in_the_way(place: Node) -> str:
    """Why a place cannot be closed: what is still open there or below. One query."""
    inside = NodePath.objects.filter(ancestor=place).values("descendant_id")
    n = Issue.objects.filter(node_id__in=inside, state__in=rules.OPEN).count()
    return ngettext("%(n)s report here is still open.", "%(n)s reports here are still open.", n) % {"n": n} if n else ""


registry.add("in_the_way", _in_the_way)
registry.put("load", "issues.issue", _load)
registry.put("ref", "issues.issue", _ref)
registry.put("link_purpose", rules.LINK_PURPOSE, views_link.work)
registry.add("homes_join_shown", queries.known_to_both)
registry.add("todo", asked.todo)
registry.add("tile", asked.tile)
registry.add("personal", Personal("issues", personal.export, personal.erase))

_PUBLIC = gettext_lazy("the perumahan's own record of what was wrong and what was done")
registry.add(
    "retention",
    Retention(
        Issue._meta.label,
        gettext_lazy("reports and what became of them"),
        gettext_lazy("for good; a person's words and pictures until they ask for erasure"),
        _PUBLIC,
    ),
    Retention(
        Tap._meta.label,
        gettext_lazy("who else is affected"),
        gettext_lazy("by household for good; the mark of a phone until 90 days after the end"),
        gettext_lazy("to count each home once"),
    ),
    Retention(
        Answer._meta.label,
        gettext_lazy("whether a repair is fixed"),
        gettext_lazy("by household for good; the mark of a phone until 90 days after the end"),
        gettext_lazy("so that only neighbours confirm a repair"),
    ),
    Retention(Step._meta.label, gettext_lazy("the story of each report, by post"), gettext_lazy("for good"), _PUBLIC),
    Retention(
        Contact._meta.label,
        gettext_lazy("how to reach who reported in confidence, sealed for one post"),
        gettext_lazy("until 90 days after the end"),
        gettext_lazy("consent by sending it"),
    ),
    Retention(
        Moderation._meta.label,
        gettext_lazy("what was decided about a photograph, why, by which post"),
        gettext_lazy("for good; the original of a blurred one for 30 days"),
        gettext_lazy("so that who sent it can ask once more"),
    ),
    Retention(
        ImportBatch._meta.label,
        gettext_lazy("which list was taken over, without persons"),
        gettext_lazy("for good"),
        _PUBLIC,
    ),
)
