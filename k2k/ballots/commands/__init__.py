"""Every write about ballots: drafted, opened, voted, closed, counted."""

from k2k.ballots.commands.count import count_votes, type_papers
from k2k.ballots.commands.draft import add_contest, appoint_teller, create, enrol, keep_key, type_lots
from k2k.ballots.commands.proxies import name_proxy
from k2k.ballots.commands.run import cancel, close, open_ballot
from k2k.ballots.commands.vote import cast_vote, hand_paper, help_vote, object_to_help

__all__ = [
    "add_contest",
    "appoint_teller",
    "cancel",
    "cast_vote",
    "close",
    "count_votes",
    "create",
    "enrol",
    "hand_paper",
    "help_vote",
    "keep_key",
    "name_proxy",
    "object_to_help",
    "open_ballot",
    "type_lots",
    "type_papers",
]
