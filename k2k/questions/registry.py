"""What questions offer the house."""

from django.utils.translation import gettext_lazy

from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.questions import events, jobs, messages, offers, personal, rules  # noqa: F401  (events, jobs: their listeners)
from k2k.questions.models import Answer, Charter, Question, Wish

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)

registry.put("load", "questions.question", offers.load)
registry.put("ref", "questions.question", offers.ref)
registry.add("todo", offers.todo)
registry.add("tile", offers.tile)
registry.add("personal", Personal("questions", personal.export, personal.erase))

QUESTIONS, ANSWERS, WISHES, CHARTERS = (f"questions_{name}" for name in ("question", "answer", "wish", "charter"))


def _stays(column: str) -> str:
    return f'OLD."{column}" IS NOT NULL AND OLD."{column}" IS DISTINCT FROM NEW."{column}"'


def _only_emptied(column: str) -> str:
    return f'OLD."{column}" IS DISTINCT FROM NEW."{column}" AND NEW."{column}" <> \'\''


def _allowed() -> str:
    """The moves of rules.py as SQL."""
    ways = {(state, to) for state, doing in rules.MOVES.items() for leads in doing.values() for to in leads}
    return " OR ".join(f"(OLD.\"state\" = '{old}' AND NEW.\"state\" = '{new}')" for old, new in sorted(ways))


registry.add(
    "guards",
    *no_delete(QUESTIONS),
    *immutable(
        QUESTIONS, "code", "site_id", "body_id", "category", "household_id", "held_because", "asked_at", "occurred_at",
        "due_on", "follows_id",
    ),
    Guard(
        "questions_words_only_erased", QUESTIONS, "UPDATE", "the words of a question are only ever erased",
        _only_emptied("text"),
    ),
    Guard(
        "questions_state_moves", QUESTIONS, "UPDATE", "a question moves only as its rules say",
        f'OLD."state" <> NEW."state" AND NOT ({_allowed()})',
    ),
    Guard(
        "questions_first_moments_stay", QUESTIONS, "UPDATE", "when it was published, answered, refused first stays",
        " OR ".join(f"({_stays(name)})" for name in ("published_at", "answered_at", "refused_at", "appealed_at")),
    ),
    Guard(
        "questions_answered_by_an_answer", QUESTIONS, "UPDATE", "only an answer makes a question answered",
        "NEW.\"state\" = 'answered' AND OLD.\"state\" <> 'answered'",
        unless=f'EXISTS (SELECT 1 FROM "{ANSWERS}" a WHERE a."question_id" = NEW."id")',
    ),
    Guard(
        "questions_begin_unanswered", QUESTIONS, "INSERT", "no question begins answered or refused",
        "NEW.\"state\" NOT IN ('held', 'waiting')",
    ),
    *append_only(ANSWERS),
    *no_delete(WISHES),
    *immutable(WISHES, "question_id", "household_id", "at"),
    *append_only(CHARTERS),
)  # fmt: skip

_PUBLIC = gettext_lazy("the perumahan's own record of what was asked and what was answered")
registry.add(
    "retention",
    Retention(
        Question._meta.label,
        gettext_lazy("what was asked of a body, and what became of it"),
        gettext_lazy("for good; the words until who asked wants them erased; a phone's mark until 90 days after"),
        _PUBLIC,
    ),
    Retention(Answer._meta.label, gettext_lazy("what a body answered, by post"), gettext_lazy("for good"), _PUBLIC),
    Retention(
        Wish._meta.label,
        gettext_lazy("how many want to know too"),
        gettext_lazy("by household for good; the mark of a phone until 90 days after the answer"),
        gettext_lazy("to count each home once"),
    ),
    Retention(
        Charter._meta.label, gettext_lazy("in how many days a body says that it answers"), gettext_lazy("for good"),
        gettext_lazy("who answers for what is public, today and for every day before"),
    ),
)  # fmt: skip
