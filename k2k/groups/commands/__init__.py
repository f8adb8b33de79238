"""Every write about groups: founding and rules, joining, showing that one lives here, objecting and deciding."""

from k2k.groups.commands.deciding import admit, decide, end_membership, object_to
from k2k.groups.commands.founding import create, link_account, set_rule
from k2k.groups.commands.joining import enter, join, leave, withdraw
from k2k.groups.commands.showing import confirm_residence, send_letter, show_letter, vouch

__all__ = [
    "admit",
    "confirm_residence",
    "create",
    "decide",
    "end_membership",
    "enter",
    "join",
    "leave",
    "link_account",
    "object_to",
    "send_letter",
    "set_rule",
    "show_letter",
    "vouch",
    "withdraw",
]
