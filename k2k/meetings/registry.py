"""What meetings offer the house."""

from django.utils.translation import gettext_lazy as _

from k2k.core import registry
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.meetings import events, messages, offers, personal, rules  # noqa: F401  (events: their listeners)
from k2k.meetings.guards import GUARDS

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)

registry.add("guards", *GUARDS)
registry.put("load", "meetings.meeting", offers.load)
registry.put("ref", "meetings.meeting", offers.ref)
registry.put("ref", "meetings.motion", offers.motion_ref)
registry.add("todo", offers.todo)
registry.add("group_part", offers.part)
registry.add("group_due", offers.due)
registry.add("group_health", offers.health)
registry.add("personal", Personal("meetings", personal.export, personal.erase))

_PUBLIC = _("the group's own record of what it decided")
_DUTY = _("to prove that enough members were there and that each counted once")
_GOOD = _("for good")
registry.add(
    "retention",
    Retention("meetings.Meeting", _("when a group met, where, how many were there"), _GOOD, _PUBLIC),
    Retention("meetings.Notice", _("what members were told of a meeting, and when"), _GOOD, _PUBLIC),
    Retention("meetings.AgendaItem", _("the agenda, and what the minutes say"), _GOOD, _PUBLIC),
    Retention("meetings.Attendance", _("which member was there, never shown by name"), _GOOD, _DUTY),
    Retention("meetings.Motion", _("what was moved and how it went"), _GOOD, _PUBLIC),
    Retention("meetings.Interest", _("who stood aside in a motion"), _GOOD, _DUTY),
    Retention("meetings.RollVote", _("how somebody voted when the roll was called"), _GOOD, _PUBLIC),
    Retention("meetings.Decision", _("which post sees to what was decided"), _GOOD, _PUBLIC),
    Retention(
        "meetings.Correction", _("what somebody who was there says of the minutes"),
        _("for good; the words until who wrote them wants them erased"), _PUBLIC,
    ),
    Retention("meetings.Minutes", _("the minutes as they were signed"), _GOOD, _PUBLIC),
    Retention("meetings.Signature", _("which posts signed, and who held them"), _GOOD, _DUTY),
    Retention("meetings.Note", _("what a later meeting says of signed minutes"), _GOOD, _PUBLIC),
)  # fmt: skip
