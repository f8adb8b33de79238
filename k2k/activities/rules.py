"""Activities of a group: kinds, states, who has a place, what volunteers leave alone, what is counted and how.

Pure: a committee secretary can read here who may do what, and how hours and places are counted.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from k2k.core.actors import ANYONE

KINDS = ("gotong_royong", "class", "sport", "festival", "health", "other")
#: What comes every week and has a roll of pupils.
ROLL_KINDS = ("class", "sport")
#: planned: seen by who runs the group; announced: everybody reads it; over: its turnout is written.
MOVES: dict[str, set[str]] = {
    "planned": {"announced", "cancelled"},
    "announced": {"over", "cancelled"},
    "over": set(),
    "cancelled": set(),
}
INVITED = ("members", "everybody", "block")
#: What volunteers never touch, whatever was planned: work for those who are trained, insured and answerable for it.
LEAVE_ALONE = ("electric", "lift", "gas", "height", "chemical", "asbestos", "tank", "sharp")

TITLE_LENGTH, PLACE_LENGTH, BRING_LENGTH, REASON_LENGTH = 80, 80, 300, 200
LANGUAGES = ("ms", "en", "zh-hans", "ta")
#: So many can come at most; so many come from one home; so long one activity lasts; so far ahead it is planned.
MOST_PLACES, MOST_PERSONS, LONGEST, FURTHEST = 2000, 20, timedelta(hours=24), timedelta(days=400)
MOST_WITHOUT_CARD, MOST_WEEKS, MOST_PUPILS = 2000, 53, 200
#: The mark of a phone is dropped so long after the activity.
DEVICES_KEPT = timedelta(days=30)
#: How often one card or phone says "We come" or takes it back in a day; so many an hour from one address.
SIGN_UPS_A_DAY, SIGN_UPS_PER_ADDRESS = 40, 300

#: A pupil's age, as few bands as a class needs.
PUPIL_AGES = ("under_7", "7_12", "13_15", "16_18")
CONSENT_WAYS = ("card", "paper")
#: What a guardian is told before agreeing; other words take another version, what was agreed to stays.
CONSENT_TEXT = "1"
PUPIL_NAME_LENGTH = 30
#: What says how many children there are is not told to everybody under this number.
FEWEST = 5

STORY_KINDS = ("history", "before_after", "thanks", "festival")
STORY_MOVES: dict[str, set[str]] = {
    "held": {"published", "refused", "withdrawn"},
    "published": {"withdrawn", "refused"},
    "refused": {"withdrawn"},
    "withdrawn": set(),
}
STORY_REASONS = ("person", "photo", "private", "elsewhere")
STORY_LENGTH, SHOWN_AS_LENGTH, MOST_PHOTOS, STORIES_A_DAY = 1500, 40, 3, 5
#: Who publishes stories: the committee of any group of the site, and the programme officer.
STORY_MODERATORS = frozenset({"committee", "officer"})

#: How many activities a Rukun Tetangga holds in a year stands with its other duties in the rules of groups.
VERBS = {
    "activities.plan": {"committee"},
    "activities.change": {"committee"},
    "activities.announce": {"committee"},
    "activities.cancel": {"committee"},
    "activities.sign_up": {ANYONE},
    "activities.take_back": {ANYONE},
    "activities.write_turnout": {"committee"},
    "activities.correct_turnout": {"committee"},
    "activities.close_series": {"committee"},
    "activities.enrol": {"resident"},
    "activities.enrol_on_paper": {"committee"},
    "activities.withdraw_pupil": {"resident", "committee"},
    "activities.tick": {"committee"},
    "activities.tell": {"resident"},
    "activities.publish_story": set(STORY_MODERATORS),
    "activities.refuse_story": set(STORY_MODERATORS),
    "activities.withdraw_story": {"resident"},
}


def admitted(limit: int, asked: Sequence[tuple[int, int]]) -> set[int]:
    """Who has a place, of (key, persons) in the order in which they signed up; `limit` 0 is no limit.

    Nobody overtakes: behind the first home that does not fit whole, all wait. So a place once had is lost to nobody
    who comes later, and whoever takes theirs back lets others in and never out.
    """
    if not limit:
        return {key for key, _persons in asked}
    have, taken = set(), 0
    for key, persons in asked:
        taken += persons
        if taken > limit:
            break
        have.add(key)
    return have


def volunteer_minutes(persons: int, started_at: datetime, ended_at: datetime) -> int:
    """Persons times the whole minutes that it lasted."""
    return persons * int((ended_at - started_at).total_seconds() // 60)


def told(count: int) -> int | None:
    """A count of children as everybody may read it: None (fewer than five) where it would point at somebody."""
    return None if 0 < count < FEWEST else count
