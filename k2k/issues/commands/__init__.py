"""Every write of this app, by noun."""

from k2k.issues.commands.homes import join_homes
from k2k.issues.commands.merging import merge, unmerge
from k2k.issues.commands.neighbours import answer, tap, untap
from k2k.issues.commands.office import (
    accept,
    claim,
    comment,
    hand_over,
    promise_date,
    reject,
    send_link,
    slip,
    start,
    take_back,
)
from k2k.issues.commands.pictures import appeal_photo, blur_photo, clear_photo, keep_photo
from k2k.issues.commands.reporting import record_for, record_outside_number, record_outside_status, report
from k2k.issues.commands.sealed import read_contact
from k2k.issues.commands.taking import take
from k2k.issues.commands.urgent import escalate, make_safe, prioritise

__all__ = [
    "accept", "answer", "appeal_photo", "blur_photo", "keep_photo",
    "claim", "clear_photo", "comment", "escalate", "join_homes", "hand_over", "make_safe", "merge", "prioritise",
    "promise_date", "read_contact",
    "record_for", "record_outside_number", "record_outside_status", "reject", "report", "send_link", "slip",
    "start", "take", "take_back", "tap", "unmerge", "untap",
]  # fmt: skip
