"""Every write about meetings: planned and called, held, decided, written down and signed."""

from k2k.meetings.commands.calling import add_item, call, cancel, drop_item, move, plan
from k2k.meetings.commands.deciding import (
    decide,
    declare_interest,
    propose,
    read_secret,
    recuse,
    second,
    vote_hands,
    vote_roll,
    vote_secret,
    withdraw,
)
from k2k.meetings.commands.holding import attend, close, open_meeting, second_call, tick
from k2k.meetings.commands.minutes import answer, correct, note, publish, sign, write

__all__ = [
    "add_item",
    "answer",
    "attend",
    "call",
    "cancel",
    "close",
    "correct",
    "decide",
    "declare_interest",
    "drop_item",
    "move",
    "note",
    "open_meeting",
    "plan",
    "propose",
    "publish",
    "read_secret",
    "recuse",
    "second",
    "second_call",
    "sign",
    "tick",
    "vote_hands",
    "vote_roll",
    "vote_secret",
    "withdraw",
    "write",
]
