"""The shared desk: what a body may think of a report, ready answers, what is pressing, what goes to outside bodies.

Pure: a committee secretary can read here what the desk offers and in which order it asks.
"""

from datetime import date, timedelta
from difflib import SequenceMatcher

#: What a body at the desk says about a report. The latest of each body stands; all are kept.
STANCES = ("agree", "urgent", "not_ours", "duplicate")

#: So many rows on a page of the desk, and so many are handled at once.
PAGE, AT_ONCE = 20, 60

#: Ready answers in plain Malay, by their slug; the first words are what the button shows.
REFUSALS = {
    "not_ours": "Ini bukan di bawah jagaan kita. Sila lapor kepada pihak yang menjaganya; pejabat boleh tolong.",
    "private": "Kerosakan ini di dalam harta sendiri, jadi pembaikan ditanggung pemilik. Pejabat boleh beri nasihat.",
    "not_found": "Kita sudah pergi lihat dan tidak jumpa kerosakan ini. Jika masih ada, lapor semula dengan gambar.",
    "planned": "Kerja ini sudah ada dalam rancangan yang lebih besar. Tarikhnya akan ditampal di lobi.",
    "unclear": "Laporan ini belum cukup jelas untuk kita bertindak. Sila lapor semula dengan tempat atau gambar.",
}

#: A report that may be of the same fault: how many are compared, how alike, how many are shown, how long after its end.
CANDIDATES, ALIKE, TWINS = 200, 0.55, 3
STILL_COMPARED = timedelta(days=14)

#: What fits into the form of an outside system, in letters.
OUTSIDE_TITLE, OUTSIDE_TEXT = 100, 1000
#: Longest list that is read back from a workbook.
MOST_LINES = 1000
#: An outside body is reminded at most so often.
REMIND_EVERY = timedelta(days=7)
TEXT_LIMIT = 300
#: The kinds of body that sit elsewhere and decide by their own rules.
OUTSIDE_KINDS = ("agency", "owner")
#: In how many working days an outside body usually answers where nobody wrote down its own charter.
USUAL_DAYS = 14

VERBS = {
    "desk.record_view": {"office", "committee"},
    "desk.send_outside": {"office", "committee"},
    "desk.remind_outside": {"office", "committee"},
    "desk.return_outside": {"office", "committee"},
    "desk.complete_outside": {"office", "committee"},
}


def disagree(stances: list[str]) -> bool:
    """Whether the latest views of the bodies differ."""
    return len(set(stances)) > 1


def alike(one: str, other: str, least: float = 0.0) -> float:
    """How much two texts have in common, 0 to 1; 0 where one is empty or it is less than `least` or four in ten."""
    if not one or not other:
        return 0.0
    least = max(least, 0.4)
    if least * (len(one) + len(other)) > 2 * min(len(one), len(other)):
        return 0.0
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.ratio() if match.quick_ratio() >= least else 0.0


def needed(base: float) -> float:
    """How much two texts must have in common so that two reports, as likely as `base` without them, are shown."""
    return max(0.0, (ALIKE - base) / (1 - base) - 1e-9)


def likeness(*, same_place: bool, same_kind: bool, near: bool, text: float) -> float:
    """How likely two reports are of one fault: the same thing says most, then the kind nearby, then the words."""
    base = 0.6 if same_place and same_kind else 0.35 if near and same_kind else 0.2 if same_place else 0.1
    return base + (1 - base) * text


def overdue(due: date, today: date) -> bool:
    """Whether the last day of the charter has passed."""
    return due < today
