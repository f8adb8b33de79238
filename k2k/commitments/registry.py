from k2k.commitments import rules
from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

TABLE, SLIPS = "commitments_commitment", "commitments_slip"

registry.add(
    "guards",
    *no_delete(TABLE),
    *immutable(TABLE, "code", "source", "body_id", "site_id", "node_id", "made_at", "target_due"),
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
