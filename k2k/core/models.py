"""The tables of the ground, each beside the code that writes it."""

from k2k.core.accounts.links import SignedLink
from k2k.core.accounts.models import Account, StaffDevice
from k2k.core.files.models import StoredFile
from k2k.core.grants import Grant
from k2k.core.jobs import Job, Schedule
from k2k.core.limits import Attempt
from k2k.core.nodes import Node, NodePath
from k2k.core.notify.models import InboxItem, Outgoing, PushPhone
from k2k.core.receipts import Receipt
from k2k.core.search import SearchEntry
from k2k.core.trail import TrailHead, TrailLine, TrailPrivate

__all__ = [
    "Account",
    "Attempt",
    "Grant",
    "InboxItem",
    "Job",
    "Node",
    "NodePath",
    "Outgoing",
    "PushPhone",
    "Receipt",
    "Schedule",
    "SearchEntry",
    "SignedLink",
    "StaffDevice",
    "StoredFile",
    "TrailHead",
    "TrailLine",
    "TrailPrivate",
]
