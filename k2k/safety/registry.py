"""What safety offers the house."""

from django.utils.translation import gettext_lazy

from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.safety import disclosure, events, jobs, messages, offers, personal, rules  # noqa: F401  (events, jobs: theirs)
from k2k.safety.models import Letter, LineCheck, Need, Word

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)

LETTERS, WORDS, NEEDS, LINES = (f"safety_{name}" for name in ("letter", "word", "need", "linecheck"))

registry.add(
    "guards",
    *no_delete(LETTERS),
    *immutable(LETTERS, "code", "to", "about", "site_id", "opened_on"),
    Guard(
        "safety_letter_stays_whose",
        LETTERS,
        "UPDATE",
        "nobody is written into a letter afterwards",
        'OLD."follow_hash" <> NEW."follow_hash" AND NEW."follow_hash" <> \'\''
        ' OR OLD."person_hash" <> NEW."person_hash" AND NEW."person_hash" <> \'\'',
    ),
    Guard(
        "safety_letter_stays_erased",
        LETTERS,
        "UPDATE",
        "an erased letter stays erased",
        'OLD."erased_at" IS NOT NULL AND NEW."erased_at" IS NULL',
    ),
    *no_delete(WORDS),
    *immutable(WORDS, "letter_id", "by", "at"),
    Guard(
        "safety_words_only_erased",
        WORDS,
        "UPDATE",
        "the words of a letter are only ever erased",
        'OLD."sealed" <> NEW."sealed" AND NEW."sealed" <> \'\'',
    ),
    *no_delete(NEEDS),
    *immutable(NEEDS, "household_id", "since", "text_version"),
    Guard(
        "safety_need_only_taken_back",
        NEEDS,
        "UPDATE",
        "what a home needs is only ever taken back",
        'OLD."kind" <> NEW."kind" AND NEW."kind" <> \'\'',
    ),
    *append_only(LINES),
)

registry.add("todo", offers.todo)
registry.add("personal", Personal("safety", personal.export, personal.erase))
registry.add("meets", disclosure.meets)
registry.add("met", disclosure.for_script)
registry.add("kept_files", disclosure.SCRIPT)
registry.add("kept_pages", "safety:help")

_CONSENT = gettext_lazy("consent by sending it")
registry.add(
    "retention",
    Retention(
        Letter._meta.label,
        gettext_lazy("letters in confidence to one named post; no card, account or phone"),
        gettext_lazy("until 90 days after their end, or a year after the last word; then only that there was one"),
        _CONSENT,
    ),
    Retention(
        Word._meta.label,
        gettext_lazy("the words of such a letter, sealed"),
        gettext_lazy("until 90 days after its end, or a year after the last word"),
        _CONSENT,
    ),
    Retention(
        Need._meta.label,
        gettext_lazy("that a home needs the lift or the water, counted in bands to put repairs in order"),
        gettext_lazy("until the home takes it back; then not what it was"),
        gettext_lazy("consent by one of the home, under a PIN"),
    ),
    Retention(
        LineCheck._meta.label,
        gettext_lazy("when a telephone line was last checked"),
        gettext_lazy("for good"),
        gettext_lazy("so that nobody in danger meets a dead line"),
    ),
)
