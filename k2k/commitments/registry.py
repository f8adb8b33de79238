"""What commitments offer the house."""

from django.utils.translation import gettext_lazy

from k2k.commitments import offers, rules
from k2k.commitments.models import Commitment, Slip
from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.retention import Retention

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("tile", offers.tile)
registry.add("todo", offers.todo)
registry.add("in_the_way", offers.in_the_way)
registry.put("ref", "commitments.commitment", offers.ref)
registry.put("load", "commitments.commitment", offers.load)

_PUBLIC = gettext_lazy("the perumahan's own record of what was promised; it names bodies, never persons")
registry.add(
    "retention",
    Retention(
        Commitment._meta.label, gettext_lazy("who promised what, and by when"), gettext_lazy("for good"), _PUBLIC
    ),
    Retention(Slip._meta.label, gettext_lazy("each new date and its reason"), gettext_lazy("for good"), _PUBLIC),
)

TABLE, SLIPS = "commitments_commitment", "commitments_slip"

registry.add(
    "guards",
    *no_delete(TABLE),
    *immutable(TABLE, "code", "source", "body_id", "site_id", "node_id", "made_at", "target_due", "private"),
    Guard(
        "commitments_first_due_stays",
        TABLE,
        "UPDATE",
        "the first date of a promise does not change",
        'OLD."kind" = \'promise\' AND OLD."first_due" IS DISTINCT FROM NEW."first_due"',
    ),
    Guard(
        "commitments_promise_stays",
        TABLE,
        "UPDATE",
        "a promise never becomes a target again, and its moment stays",
        "OLD.\"kind\" = 'promise' AND (NEW.\"kind\" IS DISTINCT FROM 'promise'"
        ' OR OLD."promised_at" IS DISTINCT FROM NEW."promised_at")',
    ),
    Guard(
        "commitments_due_moves_by_slip",
        TABLE,
        "UPDATE",
        "a date moves only together with a slip that gives the reason",
        'OLD."due" IS DISTINCT FROM NEW."due" AND OLD."kind" = NEW."kind"',
        unless=f'EXISTS (SELECT 1 FROM "{SLIPS}" s WHERE s."commitment_id" = NEW."id"'
        ' AND s."old_due" = OLD."due" AND s."new_due" = NEW."due")',
    ),
    Guard(
        "commitments_withdrawn_stays",
        TABLE,
        "UPDATE",
        "what was withdrawn stays withdrawn, as it was",
        'OLD."withdrawn_at" IS NOT NULL AND (OLD."withdrawn_at" IS DISTINCT FROM NEW."withdrawn_at"'
        ' OR OLD."withdrawn_by_promiser" IS DISTINCT FROM NEW."withdrawn_by_promiser"'
        ' OR OLD."replaced_by_id" IS DISTINCT FROM NEW."replaced_by_id"'
        ' OR OLD."proof" IS DISTINCT FROM NEW."proof" OR OLD."due" IS DISTINCT FROM NEW."due")',
    ),
    Guard(
        "commitments_denials_only_grow",
        TABLE,
        "UPDATE",
        "what neighbours denied stays counted",
        'NEW."denials" < OLD."denials"',
    ),
    *append_only(SLIPS),
)
