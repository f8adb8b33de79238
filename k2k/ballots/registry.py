"""What ballots offer the house."""

from django.utils.translation import gettext_lazy as _

from k2k.ballots import jobs, messages, offers, personal, rules  # noqa: F401  (jobs: they are known from here)
from k2k.ballots.guards import GUARDS
from k2k.core import registry
from k2k.core.personal import Personal
from k2k.core.retention import Retention

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("guards", *GUARDS)
registry.add("personal", Personal("ballots", personal.export, personal.erase))
registry.add("tile", offers.tile)
registry.add("todo", offers.todo)
registry.add("homes_join_waits", offers.homes_join_waits)
registry.put("ref", "ballots.ballot", offers.ref)
registry.put("load", "ballots.ballot", offers.load)
registry.put("message", messages.Helped.slug, messages.Helped)

_PUBLIC, _DUTY = (
    _("the perumahan's own record of what was decided"),
    _("to prove who could vote, and that each did once"),
)
_SECRET = _("a secret vote; destroyed with the count")
registry.add(
    "retention",
    Retention("ballots.Ballot", _("what was voted on, and when"), _("for good"), _PUBLIC),
    Retention("ballots.Contest", _("the questions and how they are counted"), _("for good"), _PUBLIC),
    Retention("ballots.Option", _("what could be chosen, candidates by name"), _("for good"), _PUBLIC),
    Retention("ballots.Outcome", _("the counted votes and the result"), _("for good"), _PUBLIC),
    Retention(
        "ballots.Voter",
        _("who could vote and whether they did, not how"),
        _("by home or person for a year after it is over, then without a name"),
        _DUTY,
    ),
    Retention("ballots.Proxy", _("who votes for whom, not how"), _("for a year after it is over"), _DUTY),
    Retention("ballots.DrawnLots", _("the lots as two tellers typed them"), _("for good"), _PUBLIC),
    Retention("ballots.Teller", _("who opens the box"), _("until the count"), _SECRET),
    Retention("ballots.KeyPart", _("the key of the box, sealed for two tellers"), _("until the count"), _SECRET),
    Retention("ballots.Envelope", _("a sealed vote that says neither whose nor when"), _("until the count"), _SECRET),
    Retention("ballots.Typing", _("the papers as a teller typed them"), _("until the count"), _SECRET),
)
