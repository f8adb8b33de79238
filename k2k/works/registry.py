"""What works offer the house."""

from django.utils.translation import gettext_lazy

from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.works import commands, offers, personal, rules, views_link  # noqa: F401  (commands: its verbs)
from k2k.works.models import Care, Idea, Inspection, Line, Order, OrderIssue, Photo, Quote, Support, WorkStep

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.put("load", "works.order", offers.load)
registry.put("ref", "works.order", offers.ref)
registry.put("ref", "works.care", offers.care_ref)
registry.put("link_purpose", rules.LINK_PURPOSE, views_link.work)
registry.add("todo", offers.todo)
registry.add("tile", offers.tile)
registry.add("issue_part", offers.on_report)
registry.add("personal", Personal("works", personal.export, personal.erase))

ORDERS, LINKS, QUOTES, LINES = "works_order", "works_orderissue", "works_quote", "works_line"
_MOVES = " OR ".join(
    f"(OLD.\"state\" = '{old}' AND NEW.\"state\" = '{new}')"
    for old, leads in rules.MOVES.items()
    for new in sorted(leads)
)
_PRICE = 'OLD."sen" <> NEW."sen" OR OLD."quote_id" IS DISTINCT FROM NEW."quote_id"'
_ENDED = ", ".join(f"'{state}'" for state in rules.ENDED)


def _only_set(column: str) -> str:
    return f'OLD."{column}" IS NOT NULL AND OLD."{column}" IS DISTINCT FROM NEW."{column}"'


registry.add(
    "guards",
    *no_delete(ORDERS),
    *immutable(ORDERS, "code", "site_id", "kind", "body_id", "what", "made_at", "idea_id", "activity_id"),
    Guard(
        "works_order_moves", ORDERS, "UPDATE", "an order moves only as its rules say",
        f'OLD."state" <> NEW."state" AND NOT ({_MOVES})',
    ),
    Guard(
        "works_order_begins_as_draft", ORDERS, "INSERT", "an order begins as a draft without a price",
        "NEW.\"state\" <> 'draft' OR NEW.\"sen\" <> 0 OR NEW.\"quote_id\" IS NOT NULL",
    ),
    Guard(
        "works_price_is_approved", ORDERS, "UPDATE", "a price changes by an approval alone",
        f"({_PRICE}) AND NOT (NEW.\"state\" = 'approved' AND OLD.\"state\" <> 'approved')",
    ),
    Guard(
        "works_price_is_its_quote", ORDERS, "UPDATE", "the price of an order is the sum of its quotation",
        f"({_PRICE})",
        unless=f'(NEW."quote_id" IS NULL AND NEW."sen" = 0) OR EXISTS (SELECT 1 FROM "{QUOTES}" q WHERE'
        ' q."id" = NEW."quote_id" AND q."order_id" = NEW."id" AND q."sen" = NEW."sen"'
        f' AND q."sen" = (SELECT COALESCE(SUM(l."sen"), 0) FROM "{LINES}" l WHERE l."quote_id" = q."id"))',
    ),
    Guard(
        "works_ended_stays", ORDERS, "UPDATE", "an order that ended is not rewritten", f'OLD."state" IN ({_ENDED})',
    ),
    Guard(
        "works_done_is_claimed", ORDERS, "UPDATE", "an order is done when each of its reports was said to be done",
        "NEW.\"state\" = 'done' AND OLD.\"state\" <> 'done'",
        unless=f'NOT EXISTS (SELECT 1 FROM "{LINKS}" l JOIN "issues_issue" i ON i."id" = l."issue_id"'
        " WHERE l.\"order_id\" = NEW.\"id\" AND (l.\"ended_at\" IS NULL OR l.\"ended_at\" = NEW.\"ended_at\")"
        " AND i.\"state\" IN ('new', 'accepted', 'started'))",
    ),
    *no_delete(LINKS),
    *immutable(LINKS, "order_id", "issue_id", "at"),
    Guard("works_link_ended_stays", LINKS, "UPDATE", "a report that left an order stays out", _only_set("ended_at")),
    *append_only(QUOTES),
    *append_only(LINES),
    Guard(
        "works_lines_before_approval", LINES, "INSERT", "no line is added to a quotation that was approved", "",
        unless=f'NOT EXISTS (SELECT 1 FROM "{ORDERS}" o JOIN "{QUOTES}" q ON q."order_id" = o."id" WHERE'
        f' q."id" = NEW."quote_id" AND (o."quote_id" = q."id" OR o."state" IN ({_ENDED})))',
    ),
    *append_only("works_photo"),
    *append_only("works_workstep"),
    *no_delete("works_inspection"),
    *immutable("works_inspection", "order_id", "starts_at", "who_comes", "at"),
    Guard(
        "works_inspection_once", "works_inspection", "UPDATE", "what was found together is written once",
        'OLD."recorded_at" IS NOT NULL',
    ),
    *no_delete("works_care"),
    *immutable("works_care", "order_id", "body_id", "what", "every_days", "due", "at"),
    *no_delete("works_idea"),
    *immutable("works_idea", "code", "site_id", "node_id", "household_id", "at"),
    Guard(
        "works_idea_only_erased", "works_idea", "UPDATE", "the words of an idea are only ever erased",
        'OLD."text" <> NEW."text" AND NEW."text" <> \'\'',
    ),
    *append_only("works_support"),
)  # fmt: skip

_PUBLIC = gettext_lazy("the perumahan's own record of what was done for it, and what it cost")
_FOR_GOOD = gettext_lazy("for good")
registry.add(
    "retention",
    Retention(Order._meta.label, gettext_lazy("what was ordered, and what became of it"), _FOR_GOOD, _PUBLIC),
    Retention(OrderIssue._meta.label, gettext_lazy("which reports an order is for"), _FOR_GOOD, _PUBLIC),
    Retention(Quote._meta.label, gettext_lazy("quotations of bodies"), _FOR_GOOD, _PUBLIC),
    Retention(Line._meta.label, gettext_lazy("parts and prices"), _FOR_GOOD, _PUBLIC),
    Retention(Photo._meta.label, gettext_lazy("pictures of the work, before and after"), _FOR_GOOD, _PUBLIC),
    Retention(Inspection._meta.label, gettext_lazy("days on which work was looked at together"), _FOR_GOOD, _PUBLIC),
    Retention(Care._meta.label, gettext_lazy("who looks after what was built"), _FOR_GOOD, _PUBLIC),
    Retention(WorkStep._meta.label, gettext_lazy("the story of each order, by post"), _FOR_GOOD, _PUBLIC),
    Retention(
        Idea._meta.label, gettext_lazy("ideas for the perumahan"),
        gettext_lazy("for good; the words and the picture until the home wants them erased"), _PUBLIC,
    ),
    Retention(
        Support._meta.label, gettext_lazy("which homes want an idea too"), _FOR_GOOD,
        gettext_lazy("to count each home once"),
    ),
)  # fmt: skip
