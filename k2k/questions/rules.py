"""Questions: one question to a body, answered or shown unanswered. States, moves, who holds them, what must wait.

Pure: a committee secretary can read here what may happen to a question, and who may do it.
"""

import re
from datetime import date, timedelta

from k2k.core import clock
from k2k.core.actors import ANYONE

#: What a question is about. Public from the first moment, also while its words wait.
CATEGORIES = ("repairs", "cleaning", "safety", "parking", "money", "rules", "other")
#: held: the words wait for publication; waiting: public, unanswered; refused: not published, with its reason;
#: appealed: the asker asks the programme officer, once.
STATES = ("held", "waiting", "answered", "refused", "appealed")
#: From each state, what can be done and where it leads. A question with an answer comes back from an appeal answered.
MOVES: dict[str, dict[str, set[str]]] = {
    "held": {"publish": {"waiting"}, "refuse": {"refused"}},
    "waiting": {"answer": {"answered"}, "refuse": {"refused"}},
    "answered": {"correct": {"answered"}, "mark": {"answered"}, "refuse": {"refused"}},
    "refused": {"appeal": {"appealed"}},
    "appealed": {"publish": {"waiting", "answered"}, "refuse": {"refused"}},
}
#: Who publishes and refuses. What is public is taken away by the programme officer alone, never by who was asked.
MODERATORS: dict[str, frozenset[str]] = {
    "held": frozenset({"office", "committee", "officer"}),
    "waiting": frozenset({"officer"}),
    "answered": frozenset({"officer"}),
    "appealed": frozenset({"officer"}),
}
#: Whose words everybody reads, and what still waits for an answer.
PUBLIC, OPEN, UNSEEN = ("waiting", "answered"), ("held", "waiting"), ("refused", "appealed")
#: Why the words wait: the asker said it is about a person, or they name one; they name a home; nobody's card is behind.
HELD_BECAUSE = ("person", "home", "no_card")
#: Why a question is not published: it names a person, it tells something private, it repeats another.
REASONS = ("person", "private", "repeat")
#: What the asker says about the answer: two equal words.
MARKS = ("yes", "no")

#: Days of work in which a body answers where it published no rule of its own.
DEFAULT_DAYS, MOST_DAYS = 7, 60
TEXT_LENGTH, ANSWER_LENGTH, SOURCE_LENGTH = 500, 2000, 120
LANGUAGES = ("ms", "en", "zh-hans", "ta")
#: So many questions a day from one card, and from one phone without a card; so many an hour from one address.
ASKS_A_DAY, ASKS_WITHOUT_CARD, ASKS_PER_ADDRESS = 5, 3, 60
#: How often one card or phone says "I want to know too" in a day.
WISHES_A_DAY = 60
#: The mark of a phone is dropped so long after the question came to rest.
DEVICES_KEPT = timedelta(days=90)

VERBS = {
    "questions.ask": {ANYONE},
    "questions.follow_up": {ANYONE},
    "questions.want_to_know": {ANYONE},
    "questions.mark": {ANYONE},
    "questions.appeal": {ANYONE},
    "questions.publish": {"office", "committee", "officer"},
    "questions.refuse": {"office", "committee", "officer"},
    "questions.answer": {"office", "committee", "owner"},
    "questions.correct": {"office", "committee", "owner"},
    "questions.set_charter": {"office", "committee", "owner"},
}

_TITLE = r"encik|en\.?|puan|pn\.?|cik|tuan|datuk|dato'?|haji|hajah|mr\.?|mrs\.?|ms\.?|madam|uncle|aunty|pakcik|makcik"
#: A title before a name ("Encik Ahmad", not "Tuan, bila …"), a father's name, or the same in Chinese and Tamil.
PERSON = re.compile(
    rf"\b(?i:{_TITLE})\s+[A-Z][\w'’]+|\b(?i:bin|binti|a/l|a/p)\s+\w+|\w(?:先生|太太|女士|小姐)|திரு(?:மதி)?\.?\s*\w+"
)
#: The number of a home ("B-12-03", "unit 12-3", "rumah no. 7"), a telephone, an identity card.
HOME = re.compile(
    r"\b[a-z]{0,3}\d{0,2}-\d{1,2}[a-z]?-\d{1,3}[a-z]?\b|\b(?:unit|rumah|pintu)\s*(?:no\.?|nombor)?\s*[a-z]?-?\d"
    r"|\b\d{6}-?\d{2}-?\d{4}\b|(?:\+?6)?01\d[\s-]?\d{3,4}[\s-]?\d{4}\b",
    re.IGNORECASE,
)


def held_because(text: str, *, about_person: bool, has_card: bool) -> str:
    """Why the words wait for publication: one of HELD_BECAUSE, or "" where they are public at once."""
    if about_person or PERSON.search(text):
        return "person"
    if HOME.search(text):
        return "home"
    return "" if has_card else "no_card"


def moves(state: str, doing: str) -> set[str]:
    """Where `doing` leads from `state`; empty where it cannot be done."""
    return MOVES[state].get(doing, set())


def days_waited(asked: date, day: date, state: str) -> int:
    """Working days of the federal state that have passed since the day of asking, `day` included."""
    return max(0, clock.working_days_between(asked, day, state))


def due_on(asked: date, days: int, state: str) -> date:
    """The last working day on which an answer is in time."""
    return clock.add_working_days(asked, days, state)
