"""What elections offer the house."""

from django.utils.translation import gettext_lazy as _

from k2k.core import registry
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.elections import (  # noqa: F401  (events, jobs, telling: known from here)
    events,
    jobs,
    messages,
    offers,
    personal,
    rules,
    telling,
)  # fmt: skip
from k2k.elections.guards import GUARDS

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

for message in messages.ALL:
    registry.put("message", message.slug, message)

registry.add("guards", *GUARDS)
registry.add("personal", Personal("elections", personal.export, personal.erase))
registry.add("todo", offers.todo)
registry.add("group_part", offers.group_part)
registry.add("group_health", offers.group_health)
registry.add("ballot_interested", offers.interested)
registry.put("ref", "elections.election", offers.ref)
registry.put("load", "elections.election", offers.load)

_PUBLIC = _("the group's own record of who was elected, and how")
_FOR_GOOD = _("for good")
registry.add(
    "retention",
    Retention("elections.Election", _("which elections were held, on which days"), _FOR_GOOD, _PUBLIC),
    Retention("elections.Seat", _("which posts were elected, and for whom seats were kept"), _FOR_GOOD, _PUBLIC),
    Retention(
        "elections.Candidate",
        _("who stood, by the name they agreed to, with a few words of theirs"),
        _("for good; name and words until erasure is asked for"),
        _("the candidate's own consent, for the paper"),
    ),
    Retention("elections.Teller", _("who opened the box and decided objections"), _FOR_GOOD, _PUBLIC),
    Retention("elections.Objection", _("which home objected, and why; the home is never shown"), _FOR_GOOD, _PUBLIC),
    Retention("elections.Ruling", _("what was decided about an objection, and why"), _FOR_GOOD, _PUBLIC),
)
