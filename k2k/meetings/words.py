"""The words for meetings: their kinds, agendas, states, motions and how they went."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from k2k.core import clock
from k2k.core.ui import formats
from k2k.meetings import rules
from k2k.meetings.models import Meeting, Motion
from k2k.places import queries as places

KINDS: dict[str, Promise] = {
    "agm": gettext_lazy("Annual general meeting"),
    "egm": gettext_lazy("Extraordinary general meeting"),
    "committee": gettext_lazy("Committee meeting"),
    "block": gettext_lazy("Meeting of a block"),
}
STATES: dict[str, tuple[str, Promise]] = {
    "draft": ("target", pgettext_lazy("meeting", "Draft")),
    "called": ("accepted", pgettext_lazy("meeting", "Called")),
    "open": ("running", pgettext_lazy("meeting", "Open now")),
    "closed": ("claimed", pgettext_lazy("meeting", "Held, minutes being written")),
    "published": ("claimed", pgettext_lazy("meeting", "Minutes open for corrections")),
    "signed": ("confirmed", pgettext_lazy("meeting", "Minutes signed")),
    "cancelled": ("withdrawn", pgettext_lazy("meeting", "Cancelled")),
}
ITEM_KINDS: dict[str, Promise] = {
    "follow_up": pgettext_lazy("agenda", "Follow-up"),
    "approve": pgettext_lazy("agenda", "Minutes"),
    "report": pgettext_lazy("agenda", "Report"),
    "motion": pgettext_lazy("agenda", "Motion"),
    "election": pgettext_lazy("agenda", "Election"),
    "other": pgettext_lazy("agenda", "Other matters"),
}
FOLLOW_UP = gettext_lazy("What was decided before, and whether it was done")
AGENDA: dict[str, Promise] = {
    "welcome": gettext_lazy("Welcome"),
    "annual_report": gettext_lazy("Report of the year"),
    "accounts": gettext_lazy("Accounts of the year"),
    "accept_reports": gettext_lazy("Accepting the report and the accounts"),
    "election": gettext_lazy("Election of the committee"),
    "auditors": gettext_lazy("Choosing two auditors"),
    "special": gettext_lazy("The matter for which this meeting is called"),
    "chair": gettext_lazy("Words of the chair"),
    "matters": gettext_lazy("Matters to decide"),
    "money": gettext_lazy("Money: what came in, what went out"),
    "block": gettext_lazy("What the block needs"),
    "other": gettext_lazy("Other matters"),
}
SUBJECTS: dict[str, Promise] = {
    "ordinary": pgettext_lazy("motion", "Something to do or to agree"),
    "money": pgettext_lazy("motion", "Spending money"),
    "remove": pgettext_lazy("motion", "Removing somebody from a post or from the group"),
    "amend": pgettext_lazy("motion", "Changing the constitution"),
}
METHODS: dict[str, Promise] = {
    "hands": pgettext_lazy("vote", "By hands"),
    "roll": pgettext_lazy("vote", "By roll call"),
    "secret": pgettext_lazy("vote", "By secret ballot"),
}
CHOICES: dict[str, Promise] = {
    "for": pgettext_lazy("vote", "For"),
    "against": pgettext_lazy("vote", "Against"),
    "abstain": pgettext_lazy("vote", "Abstain"),
}
MOTION_STATES: dict[str, tuple[str, Promise]] = {
    "moved": ("new", pgettext_lazy("motion", "Moved, nobody seconded it yet")),
    "seconded": ("accepted", pgettext_lazy("motion", "Seconded, to be voted on")),
    "carried": ("confirmed", pgettext_lazy("motion", "Carried")),
    "lost": ("rejected", pgettext_lazy("motion", "Not carried")),
    "withdrawn": ("withdrawn", pgettext_lazy("motion", "Withdrawn")),
}
HOWS: dict[str, Promise] = {
    "card": pgettext_lazy("attendance", "by card"),
    "tick": pgettext_lazy("attendance", "ticked off"),
    "paper": pgettext_lazy("attendance", "from the paper"),
}
INTERESTS: dict[str, Promise] = {
    "declared": gettext_lazy("said that it concerns them"),
    "recused": gettext_lazy("was asked to stand aside"),
    "rule": gettext_lazy("is whom it is about: nobody votes on their own removal"),
}
CORRECTIONS: dict[str, Promise] = {
    "proposed": pgettext_lazy("correction", "Waits for an answer"),
    "accepted": pgettext_lazy("correction", "Accepted"),
    "noted": pgettext_lazy("correction", "Noted beside the minutes"),
}
VERDICTS: dict[str, tuple[str, Promise]] = {
    "running": ("running", pgettext_lazy("decision", "Not done yet")),
    "late": ("late", pgettext_lazy("decision", "Late")),
    "waiting": ("claimed", pgettext_lazy("decision", "Said to be done")),
    "unconfirmed": ("unconfirmed", pgettext_lazy("decision", "Said to be done, not confirmed")),
    "kept": ("kept", pgettext_lazy("decision", "Done in time")),
    "done_late": ("done_late", pgettext_lazy("decision", "Done late")),
    "broken": ("broken", pgettext_lazy("decision", "Not kept")),
    "stopped": ("withdrawn", pgettext_lazy("decision", "Given up")),
}

NOTICES: dict[str, Promise] = {
    "called": pgettext_lazy("notice", "Called"),
    "moved": pgettext_lazy("notice", "Moved"),
    "second_call": pgettext_lazy("notice", "Second call"),
    "cancelled": pgettext_lazy("notice", "Cancelled"),
}
HOME = gettext_lazy("A home that belongs")


def url(meeting: Meeting, page: str = "show") -> str:
    """A page of a meeting."""
    return reverse(f"meetings:{page}", args=[meeting.group.code, meeting.code])


def motion_url(motion: Motion) -> str:
    """The page of a motion."""
    return reverse("meetings:motion", args=[motion.meeting.group.code, motion.meeting.code, motion.number])


def kind(meeting: Meeting) -> str:
    """What kind of meeting it is; of a block with its name."""
    if meeting.block:
        return _("Meeting of Block %(name)s") % {"name": meeting.block.name}
    return str(KINDS[meeting.kind])


def title(meeting: Meeting) -> str:
    """The kind of meeting and its day."""
    day = formats.day(clock.local(meeting.starts_at).date(), translation.get_language() or "ms", "year")
    return f"{kind(meeting)}, {day}"


def place(meeting: Meeting) -> str:
    """Where it is: the words, and the spot."""
    spot = places.full(meeting.spot) if meeting.spot else ""
    return f"{spot} ({meeting.place})" if spot and meeting.place else spot or meeting.place


def moment(at: datetime) -> str:
    """Day and hour, in the active language."""
    language, here = translation.get_language() or "ms", clock.local(at)
    return f"{formats.day(here.date(), language, 'long')}, {formats.hour(here, language)}"


def motion_title(motion: Motion) -> str:
    """A motion by its number and first words."""
    return _("Motion %(n)s: %(text)s") % {"n": motion.number, "text": Truncator(motion.text).chars(60)}


def result(motion: Motion) -> str:
    """How a motion went, in numbers; "" before the vote."""
    if motion.votes_for is None:
        return ""
    return _("%(for)s for, %(against)s against, %(abstain)s abstained, of %(n)s who could vote") % {
        "for": motion.votes_for, "against": motion.votes_against, "abstain": motion.abstained, "n": motion.entitled,
    }  # fmt: skip


def needs(subject: str) -> str:
    """What a motion needs, and where that is written."""
    rule = rules.NEEDS[subject]
    if rule.at_least:
        return _("At least %(part)s of %(of)s of the votes for and against (rule: %(source)s).") % {
            "part": rule.part, "of": rule.of, "source": rule.source,
        }  # fmt: skip
    return _("More votes for than against. Equal votes do not carry.")


def yes_no(lang: str) -> list[str]:
    """The two options of a secret ballot, in the language of the meeting."""
    with translation.override(lang):
        return [str(CHOICES["for"]), str(CHOICES["against"])]


def warnings(clashes: Iterable[tuple[str, str]]) -> list[str]:
    """What a planner is told about the time."""
    said = {
        "friday": _("This is during Friday prayer (12.30 to 2.45). Many members cannot come."),
        "ramadan": _("This is an evening of Ramadan, the time of terawih. Many members cannot come."),
        "holiday": _("This is a public holiday here: %(name)s."),
    }
    return [said[slug] % {"name": name} if name else said[slug] for slug, name in clashes]


def noted(what: str) -> str:
    """What is noted for the day, in the words of who noted it."""
    return _("Noted for this day: %(what)s. Some members may not come.") % {"what": what}


def quorum(needed: int, voters: int, committee: int) -> str:
    """How many must be there, and of whom."""
    return _("%(n)s must be here: there are %(voters)s who may vote, and %(committee)s in the committee.") % {
        "n": needed, "voters": voters, "committee": committee,
    }  # fmt: skip
