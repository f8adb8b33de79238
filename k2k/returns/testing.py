"""Makers for tests of this app: a group whose annual meeting was held so many days ago."""

from datetime import datetime, timedelta

from k2k.core import clock
from k2k.meetings import testing as meetings_testing
from k2k.meetings.testing import Held

FIGURES = {
    "income_sen": 120_000, "spending_sen": 90_050, "assets_sen": 29_950, "debts_sen": 0, "audited": True,
    "ties_abroad": False, "money_abroad": False,
}  # fmt: skip


def met(state: str = "signed", *, at: datetime | None = None, kind: str = "residents") -> Held:
    """An annual meeting with enough members, in `state`; `at` is when it was held."""
    return meetings_testing.make_meeting(state, at=at or clock.now() - timedelta(days=30), here=5, rules=kind)
