"""Commitments: two axes. Time says when, proof says whether; kept and broken follow from both."""

from datetime import timedelta

#: A target is a date counted from a rule; it becomes a promise only when the body accepts it.
KINDS = ("target", "promise")
#: Proof: nothing said, claimed by the promiser, confirmed by neighbours, denied by them.
PROOFS = ("none", "claimed", "confirmed", "denied")
#: A claim waits this long for neighbours before it is shown as unconfirmed.
WAITS_FOR_NEIGHBOURS = timedelta(hours=72)
#: Past due this long, with no new date, a promise counts as broken.
BROKEN_AFTER = timedelta(days=30)
#: A body's board opens after its first joint meeting or this long after it joined.
BOARD_OPENS_AFTER = timedelta(days=60)

VERBS = {
    "commitments.target": {"office", "committee", "system"},
    "commitments.promise": {"office", "committee", "contractor", "owner"},
    "commitments.slip": {"office", "committee", "contractor", "owner"},
    "commitments.claim": {"office", "committee", "contractor", "owner"},
    "commitments.confirm": {"system"},
    "commitments.deny": {"system"},
    "commitments.withdraw": {"office", "committee", "contractor", "owner"},
}
