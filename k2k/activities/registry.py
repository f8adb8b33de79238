"""What activities offer the house."""

from django.utils.translation import gettext_lazy

from k2k.activities import events, jobs, messages, offers, personal, rules  # noqa: F401  (events, jobs: their listeners)
from k2k.activities.models import Activity, Came, Presence, Pupil, Session, SignUp, Story, StoryPhoto, Turnout
from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.personal import Personal
from k2k.core.retention import Retention

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)
for kind, load in offers.LOADS.items():
    registry.put("load", kind, load)

registry.put("ref", "activities.activity", offers.ref)
registry.put("ref", "activities.story", offers.story_ref)
registry.add("todo", offers.todo)
registry.add("tile", offers.calendar_tile, offers.stories_tile)
registry.add("group_part", offers.part)
registry.add("group_due", offers.due)
registry.add("return_activity", offers.in_return)
registry.add("group_health", offers.health)
registry.add("personal", Personal("activities", personal.export, personal.erase))

ACTIVITIES, SIGN_UPS, TURNOUTS, CAME, PUPILS, SESSIONS, PRESENCES, STORIES, PHOTOS = (
    model._meta.db_table
    for model in (Activity, SignUp, Turnout, Came, Pupil, Session, Presence, Story, StoryPhoto)
)  # fmt: skip


def _stays(*columns: str) -> str:
    """Once written, each of the columns keeps its first value."""
    return " OR ".join(f'(OLD."{c}" IS NOT NULL AND OLD."{c}" IS DISTINCT FROM NEW."{c}")' for c in columns)


def _only_emptied(*columns: str) -> str:
    return " OR ".join(f'(OLD."{c}" IS DISTINCT FROM NEW."{c}" AND NEW."{c}" <> \'\')' for c in columns)


def _moves_only(moves: dict[str, set[str]]) -> str:
    ways = sorted((old, new) for old, leads in moves.items() for new in leads)
    allowed = " OR ".join(f"(OLD.\"state\" = '{old}' AND NEW.\"state\" = '{new}')" for old, new in ways)
    return f'OLD."state" <> NEW."state" AND NOT ({allowed})'


def _changed(*columns: str) -> str:
    return " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in columns)


registry.add(
    "guards",
    *no_delete(ACTIVITIES),
    *immutable(ACTIVITIES, "code", "group_id", "site_id", "made_at"),
    Guard(
        "activities_state_moves", ACTIVITIES, "UPDATE", "an activity moves only as its rules say",
        _moves_only(rules.MOVES),
    ),
    Guard(
        "activities_begin_planned", ACTIVITIES, "INSERT", "an activity begins planned", "NEW.\"state\" <> 'planned'"
    ),
    Guard(
        "activities_denominator_stays", ACTIVITIES, "UPDATE", "what was announced keeps who was invited",
        f"({_stays('announced_at', 'invited_homes', 'over_at', 'cancelled_at')}) OR "
        f"(OLD.\"state\" <> 'planned' AND ({_changed('kind', 'invited', 'block_id', 'weeks')}))",
    ),
    Guard(
        "activities_past_stays", ACTIVITIES, "UPDATE", "what is over or cancelled stays as it was",
        "OLD.\"state\" IN ('over', 'cancelled') AND ("
        + _changed("title", "starts_at", "ends_at", "last_at", "node_id", "place", "places", "cancelled_because") + ")",
    ),
    Guard(
        "activities_over_by_turnout", ACTIVITIES, "UPDATE", "an activity is over by its turnout or its roll",
        "NEW.\"state\" = 'over' AND OLD.\"state\" <> 'over'",
        unless=f'EXISTS (SELECT 1 FROM "{TURNOUTS}" t WHERE t."activity_id" = NEW."id") OR '
        f'EXISTS (SELECT 1 FROM "{SESSIONS}" s WHERE s."activity_id" = NEW."id")',
    ),
    *no_delete(SIGN_UPS),
    *immutable(SIGN_UPS, "activity_id", "household_id", "at"),
    Guard(
        "activities_line_stays", SIGN_UPS, "UPDATE", "a place in the line is not made larger or taken up again",
        f"({_stays('ended_at')}) OR NEW.\"persons\" > OLD.\"persons\" OR ({_only_emptied('device')})",
    ),
    *append_only(TURNOUTS),
    Guard(
        "activities_correction_of_its_own", TURNOUTS, "INSERT", "a correction is of the same activity",
        'NEW."corrects_id" IS NOT NULL',
        unless=f'EXISTS (SELECT 1 FROM "{TURNOUTS}" t WHERE t."id" = NEW."corrects_id" '
        'AND t."activity_id" = NEW."activity_id")',
    ),
    *append_only(CAME),
    *no_delete(PUPILS),
    *immutable(
        PUPILS, "code", "activity_id", "household_id", "guardian_id", "consent_how", "text_version", "consented_at",
        "entered_by",
    ),
    Guard(
        "activities_consent_ends_once", PUPILS, "UPDATE", "a consent ends once; a name is only ever emptied",
        f"({_stays('withdrawn_at')}) OR {_only_emptied('first_name', 'age')}",
    ),
    *no_delete(SESSIONS),
    *immutable(SESSIONS, "activity_id", "on", "at"),
    *no_delete(PRESENCES),
    *immutable(PRESENCES, "session_id", "pupil_id"),
    *no_delete(STORIES),
    *immutable(STORIES, "code", "site_id", "household_id", "kind", "agreed_at", "told_at"),
    Guard("activities_story_moves", STORIES, "UPDATE", "a story moves only as its rules say",
          _moves_only(rules.STORY_MOVES)),
    Guard(
        "activities_story_only_emptied", STORIES, "UPDATE", "the words of a story are only ever emptied",
        f"({_stays('published_at', 'withdrawn_at')}) OR {_only_emptied('text', 'shown_as')}",
    ),
    Guard(
        "activities_story_begins_held", STORIES, "INSERT", "a story is read before everybody sees it",
        "NEW.\"state\" <> 'held'",
    ),
    *append_only(PHOTOS),
)  # fmt: skip

_OURS = gettext_lazy("the group's own record of what it did, by post")
_COUNT = gettext_lazy("to count each home once")
_CONSENT = gettext_lazy("the guardian's consent, which can be taken back at any time")
_TELLER = gettext_lazy("the teller's consent, which can be taken back at any time")
registry.add(
    "retention",
    Retention(Activity._meta.label, gettext_lazy("what a group did and when"), gettext_lazy("for good"), _OURS),
    Retention(
        SignUp._meta.label, gettext_lazy("which home comes, with how many"),
        gettext_lazy("by home for good; the mark of a phone until 30 days after"), _COUNT,
    ),
    Retention(
        Turnout._meta.label, gettext_lazy("how many came, for how many hours"), gettext_lazy("for good"), _OURS
    ),
    Retention(
        Came._meta.label, gettext_lazy("which homes came; shown to the home itself and to who ticked it"),
        gettext_lazy("for good"), _COUNT,
    ),
    Retention(
        Pupil._meta.label, gettext_lazy("a child's first name and age band on the roll of a class"),
        gettext_lazy("until the consent is taken back; then name and age are emptied"), _CONSENT,
    ),
    Retention(
        Session._meta.label, gettext_lazy("on which days a class was held"), gettext_lazy("for good"), _OURS
    ),
    Retention(
        Presence._meta.label, gettext_lazy("whether a child was there, without a name once the consent ended"),
        gettext_lazy("for good"), _CONSENT,
    ),
    Retention(
        Story._meta.label, gettext_lazy("a story of the place, by a home"),
        gettext_lazy("until the teller takes it back; then its words are emptied"), _TELLER,
    ),
    Retention(
        StoryPhoto._meta.label, gettext_lazy("the pictures of a story"),
        gettext_lazy("until the story is taken back or not published; then they are deleted"), _TELLER,
    ),
)  # fmt: skip
