"""What groups offer the house."""

from django.utils.translation import gettext_lazy as _

from k2k.core import registry
from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.groups import events, jobs, messages, offers, personal, rules  # noqa: F401  (events, jobs: their listeners)

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
for message in messages.ALL:
    registry.put("message", message.slug, message)

registry.put("ref", "groups.group", offers.ref)
registry.put("load", "groups.group", offers.load)
registry.put("ref", "groups.membership", offers.membership_ref)
registry.put("load", "groups.membership", offers.load_memberships)
registry.add("tile", offers.tile)
registry.add("ballot_interested", offers.interested)
registry.add("todo", offers.todo)
registry.add("personal", Personal("groups", personal.export, personal.erase))

_MEMBERS, _OBJECTIONS = "groups_membership", "groups_objection"


def _allowed() -> str:
    """The moves of rules.py as SQL."""
    ways = sorted((old, new) for old, found in rules.MOVES.items() for new in found)
    return " OR ".join(f"(OLD.\"state\" = '{old}' AND NEW.\"state\" = '{new}')" for old, new in ways)


registry.add(
    "guards",
    *append_only("groups_setting"),
    *append_only("groups_vouch"),
    *no_delete("groups_group"),
    *no_delete(_MEMBERS),
    *no_delete(_OBJECTIONS),
    *immutable(_MEMBERS, "code", "group_id", "household_id", "person_id", "asked_at", "entered_by"),
    *immutable(_OBJECTIONS, "membership_id", "household_id", "reason", "at"),
    Guard(
        "groups_membership_moves", _MEMBERS, "UPDATE", "a membership goes only where the rules let it",
        f'OLD."state" <> NEW."state" AND NOT ({_allowed()})',
    ),
    Guard(
        "groups_membership_since_stays", _MEMBERS, "UPDATE", "since when somebody belongs stays",
        'OLD."since" IS NOT NULL AND OLD."since" IS DISTINCT FROM NEW."since"',
    ),
    Guard(
        "groups_membership_starts_asked", _MEMBERS, "INSERT", "nobody begins as a member",
        "NEW.\"state\" <> 'asked'",
    ),
    Guard(
        "groups_objection_decided_once", _OBJECTIONS, "UPDATE", "what was decided about an objection stays",
        'OLD."decided_at" IS NOT NULL',
    ),
)  # fmt: skip

_RECORD = _("the group's own record; who could vote on a day stays provable")
registry.add(
    "retention",
    Retention("groups.Group", _("a group of neighbours, without persons"), _("for good"), _RECORD),
    Retention("groups.Setting", _("what its constitution said, and since when"), _("for good"), _RECORD),
    Retention(
        "groups.Membership",
        _("who belongs, since when, and what they chose to say of themselves"),
        _("for good; what they said until they want it erased, the name goes with the person"),
        _RECORD,
    ),
    Retention("groups.Letter", _("that a letter went to a home; its code as a hash"), _("for good"), _RECORD),
    Retention("groups.Vouch", _("that neighbours said somebody lives here"), _("for good"), _RECORD),
    Retention("groups.Objection", _("that a home objected, and what was decided"), _("for good"), _RECORD),
)
