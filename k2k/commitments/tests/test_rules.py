"""The two axes and the verdict, for every combination and at every boundary."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from k2k.commitments import rules

DUE = datetime(2026, 3, 10, 9, tzinfo=UTC)
TICK = timedelta(microseconds=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Commitment:
    kind: str = "promise"
    first_due: datetime = DUE
    due: datetime = DUE
    claimed_at: datetime | None = None
    proof: str = "none"
    proof_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by_promiser: bool = False
    replaced_by_id: int | None = None


def claimed(when, **words):
    return Commitment(claimed_at=when, proof="claimed", proof_at=when, **words)


def confirmed(when, then=DAY, **words):
    return Commitment(claimed_at=when, proof="confirmed", proof_at=when + then, **words)


def denied(when, then=DAY, **words):
    return Commitment(claimed_at=when, proof="denied", proof_at=when + then, **words)


ON_TIME, LATE = DUE - DAY, DUE + DAY
GONE = {"withdrawn_at": DUE - DAY, "withdrawn_by_promiser": True}

#: what it is, from when one looks, time, proof, verdict
TABLE = [
    (Commitment(), DUE - TICK, "running", "none", "running"),
    (Commitment(), DUE, "late", "none", "late"),
    (Commitment(), DUE + 30 * DAY - TICK, "late", "none", "late"),
    (Commitment(), DUE + 30 * DAY, "late", "none", "broken"),
    (claimed(ON_TIME), ON_TIME, "done_on_time", "claimed", "waiting"),
    (claimed(ON_TIME), ON_TIME + 72 * HOUR - TICK, "done_on_time", "claimed", "waiting"),
    (claimed(ON_TIME), ON_TIME + 72 * HOUR, "done_on_time", "unconfirmed", "unconfirmed"),
    (claimed(DUE - TICK), DUE, "done_on_time", "claimed", "waiting"),
    (claimed(DUE), DUE, "done_late", "claimed", "waiting"),
    (claimed(LATE), LATE + 99 * DAY, "done_late", "unconfirmed", "unconfirmed"),
    (confirmed(ON_TIME), ON_TIME + DAY, "done_on_time", "confirmed", "kept"),
    (confirmed(ON_TIME), ON_TIME + DAY - TICK, "done_on_time", "claimed", "waiting"),
    (confirmed(DUE - TICK, 9 * DAY), DUE + 9 * DAY, "done_on_time", "confirmed", "kept"),
    (confirmed(LATE), LATE + DAY, "done_late", "confirmed", "done_late"),
    (confirmed(DUE + 31 * DAY), DUE + 40 * DAY, "done_late", "confirmed", "done_late"),
    (denied(ON_TIME, HOUR), ON_TIME + HOUR, "running", "denied", "broken"),
    (denied(ON_TIME, HOUR), ON_TIME + HOUR - TICK, "done_on_time", "claimed", "waiting"),
    (denied(LATE), LATE + DAY, "late", "denied", "broken"),
    (Commitment(**GONE), DUE - DAY, "withdrawn", "none", "broken"),
    (Commitment(**GONE), DUE - DAY - TICK, "running", "none", "running"),
    (Commitment(**{**GONE, "withdrawn_by_promiser": False}), DUE, "withdrawn", "none", "stopped"),
    (Commitment(**GONE, replaced_by_id=7), DUE, "withdrawn", "none", "stopped"),
    (Commitment(**{**GONE, "withdrawn_at": DUE}, replaced_by_id=7), DUE, "withdrawn", "none", "broken"),
    (claimed(ON_TIME, withdrawn_at=DUE, withdrawn_by_promiser=True), DUE, "withdrawn", "claimed", "broken"),
    (Commitment(kind="target"), DUE - TICK, "running", "none", "running"),
    (Commitment(kind="target"), DUE + 99 * DAY, "late", "none", "late"),
    (denied(ON_TIME, HOUR, kind="target"), DUE - TICK, "running", "denied", "running"),
    (Commitment(kind="target", **GONE), DUE, "withdrawn", "none", "stopped"),
]


@pytest.mark.parametrize(("one", "at", "time", "proof", "verdict"), TABLE)
def test_each_case_of_the_table_is_judged_as_the_issue_says(one, at, time, proof, verdict):
    assert rules.time_state(one, at) == time
    assert rules.proof_state(one, at) == proof
    assert rules.verdict(one, at) == verdict


def test_the_table_reaches_every_time_every_proof_and_every_verdict():
    assert {row[2] for row in TABLE} == set(rules.TIMES)
    assert {row[3] for row in TABLE} == set(rules.PROOF_STATES)
    assert {row[4] for row in TABLE} == set(rules.VERDICTS)


def test_a_slip_is_judged_against_the_first_date_too():
    moved = confirmed(DUE - DAY, first_due=DUE - 5 * DAY)
    at = DUE + DAY
    assert rules.verdict(moved, at) == "kept"
    assert rules.first_state(moved, at) == "done_late"
    assert not rules.kept_at_first_date(moved, at)
    assert rules.kept_at_first_date(confirmed(DUE - DAY), at)


def test_thirty_days_late_with_a_new_date_is_late_again_and_not_broken():
    at = DUE + 31 * DAY
    assert rules.verdict(Commitment(), at) == "broken"
    assert rules.verdict(replace(Commitment(), due=DUE + 31 * DAY + HOUR), at) == "running"
    assert rules.first_state(replace(Commitment(), due=DUE + 40 * DAY), at) == "late"


def test_days_late_are_legal_days_and_stop_when_it_is_claimed():
    assert rules.days_late(Commitment(), DUE + HOUR) == 0
    assert rules.days_late(Commitment(), DUE + 5 * DAY) == 5
    assert rules.days_late(claimed(DUE + 2 * DAY), DUE + 9 * DAY) == 2
    assert rules.days_late(denied(DUE + 2 * DAY), DUE + 9 * DAY) == 9
    assert rules.days_late(Commitment(), DUE - 5 * DAY) == 0


def test_every_proof_has_its_moves_and_no_other():
    assert set(rules.PROOF_MOVES) == set(rules.PROOFS)
    allowed = {(one, other) for one, others in rules.PROOF_MOVES.items() for other in others}
    assert allowed == {
        ("none", "claimed"),
        ("claimed", "confirmed"),
        ("claimed", "denied"),
        ("confirmed", "denied"),
        ("denied", "claimed"),
        ("denied", "none"),
    }


def test_a_status_word_is_known_for_every_verdict():
    from k2k.core.ui.words import STATES

    shown = {rules.status(one, at) for one, at, *_ in TABLE}
    assert shown <= set(STATES)
    assert rules.status(Commitment(kind="target"), DUE - HOUR) == "target"
    assert rules.status(claimed(ON_TIME), ON_TIME) == "claimed"


JOINED = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("joined", "met", "opens"),
    [
        (None, None, None),
        (JOINED, None, date(2026, 3, 2)),
        (JOINED, date(2026, 1, 20), date(2026, 1, 20)),
        (JOINED, date(2026, 5, 1), date(2026, 3, 2)),
    ],
)
def test_a_board_opens_after_the_first_meeting_or_60_days(joined, met, opens):
    assert rules.board_opens_on(joined, met) == opens
    if opens:
        assert rules.board_is_open(joined, met, opens)
        assert not rules.board_is_open(joined, met, opens - DAY)


moments = st.integers(0, 89 * 86_400).map(lambda second: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(seconds=second))


#: No test is failed by a busy machine.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@st.composite
def commitments(draw):
    kind = draw(st.sampled_from(rules.KINDS))
    first_due = draw(moments)
    due = first_due + draw(st.timedeltas(timedelta(0), 60 * DAY))
    proof = draw(st.sampled_from(rules.PROOFS))
    claimed_at = None if proof == "none" else draw(moments)
    proof_at = claimed_at
    if proof in ("confirmed", "denied"):
        proof_at = claimed_at + draw(st.timedeltas(timedelta(0), 20 * DAY))
    gone = draw(st.none() | moments)
    return Commitment(
        kind=kind,
        first_due=first_due,
        due=due,
        claimed_at=claimed_at,
        proof=proof,
        proof_at=proof_at,
        withdrawn_at=gone,
        withdrawn_by_promiser=gone is not None and draw(st.booleans()),
        replaced_by_id=draw(st.none() | st.just(7)) if gone else None,
    )


@patient
@given(commitments(), moments)
def test_there_is_exactly_one_verdict_and_it_fits_both_axes(one, at):
    verdict, time, proof = rules.verdict(one, at), rules.time_state(one, at), rules.proof_state(one, at)
    assert verdict in rules.VERDICTS
    if verdict == "kept":
        assert (time, proof) == ("done_on_time", "confirmed")
    if verdict == "done_late":
        assert (time, proof) == ("done_late", "confirmed")
    if verdict in ("waiting", "unconfirmed"):
        assert proof in ("claimed", "unconfirmed")
    if verdict == "stopped":
        assert time == "withdrawn"
    if verdict == "broken":
        assert one.kind == "promise"
        assert time == "withdrawn" or proof == "denied" or at - one.due >= 30 * DAY


#: Where time alone may carry a verdict: nothing is kept, and nothing is healed, by waiting.
BY_WAITING = {
    "running": {"running", "late", "broken"},
    "late": {"late", "broken"},
    "waiting": {"waiting", "unconfirmed"},
    "unconfirmed": {"unconfirmed"},
    "kept": {"kept"},
    "done_late": {"done_late"},
    "broken": {"broken"},
    "stopped": {"stopped"},
}


@patient
@given(commitments(), moments, st.timedeltas(timedelta(0), 400 * DAY))
def test_waiting_alone_never_heals_a_broken_promise_and_never_keeps_one(one, at, later):
    known = [one.claimed_at, one.proof_at, one.withdrawn_at]
    assume(all(moment is None or moment <= at for moment in known))
    assert rules.verdict(one, at + later) in BY_WAITING[rules.verdict(one, at)]


@patient
@given(commitments(), moments)
def test_the_first_date_never_judges_more_mildly_than_the_one_that_stands(one, at):
    strictness = {"running": 0, "done_on_time": 0, "late": 1, "done_late": 1, "withdrawn": 2}
    assert strictness[rules.first_state(one, at)] >= strictness[rules.time_state(one, at)]


@patient
@given(commitments(), moments)
def test_a_target_is_never_held_against_anybody(one, at):
    assert rules.verdict(replace(one, kind="target"), at) != "broken"


def test_every_combination_of_kind_proof_and_withdrawal_has_a_verdict():
    ends = [(None, False, None), (DUE, False, None), (DUE, True, None), (DUE - HOUR, True, 7)]
    for kind, proof, (gone, mine, into), at in product(
        rules.KINDS, rules.PROOFS, ends, (DUE - 2 * DAY, DUE, DUE + 40 * DAY)
    ):
        when = None if proof == "none" else DUE - 3 * DAY
        one = Commitment(
            kind=kind, proof=proof, claimed_at=when, proof_at=when, withdrawn_at=gone, withdrawn_by_promiser=mine,
            replaced_by_id=into,
        )  # fmt: skip
        assert rules.verdict(one, at) in rules.VERDICTS
