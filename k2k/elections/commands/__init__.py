"""Every write about elections: called, nominated, objected to, listed, voted, counted, settled."""

from k2k.elections.commands.calling import call_election, cancel_election, name_teller
from k2k.elections.commands.clockwork import advance
from k2k.elections.commands.counting import count
from k2k.elections.commands.deciding import decide, object_to_candidate, object_to_result
from k2k.elections.commands.settling import invite, resume, settle, suspend
from k2k.elections.commands.standing import consent, enter, nominate, second, withdraw_candidacy
from k2k.elections.commands.voting import open_vote, vote_given_up, vote_opened

__all__ = [
    "advance",
    "call_election",
    "cancel_election",
    "consent",
    "count",
    "decide",
    "enter",
    "invite",
    "name_teller",
    "nominate",
    "object_to_candidate",
    "object_to_result",
    "open_vote",
    "resume",
    "second",
    "settle",
    "suspend",
    "vote_given_up",
    "vote_opened",
    "withdraw_candidacy",
]
