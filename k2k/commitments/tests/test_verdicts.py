from datetime import timedelta
from itertools import product

from k2k.commitments import rules, verdicts
from k2k.commitments.models import Commitment
from k2k.commitments.testing import make_promise

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = timedelta(microseconds=1)


def every_kind_of(lift, body, due, stays):
    """One row for every combination of kind, proof, its moments around the date, and withdrawal."""
    claims = (due - 5 * DAY, due - TICK, due, due + 3 * DAY)
    proofs = [("none", None, None)]
    proofs += [("claimed", moment, moment) for moment in claims]
    proofs += [(word, moment, moment + HOUR) for word in ("confirmed", "denied") for moment in claims]
    ends = [(None, False, False), (due - DAY, True, False), (due - DAY, False, False), (due, True, True)]
    ends += [(due - TICK, True, True), (due + DAY, False, True)]
    ends += [(due, False, False), (due + DAY, False, False)]
    for number, (kind, (proof, claimed, proved), (gone, mine, into)) in enumerate(product(rules.KINDS, proofs, ends)):
        yield Commitment(
            code=f"C{number}",
            node=lift,
            site_id=lift.site_id,
            source=f"a:{number}",
            body=body,
            kind=kind,
            what="x",
            made_at=due - 9 * DAY,
            promised_at=due - 9 * DAY if kind == "promise" else None,
            first_due=due,
            due=due,
            proof=proof,
            claimed_at=claimed,
            proof_at=proved,
            withdrawn_at=gone,
            withdrawn_reason="x" if gone else "",
            withdrawn_by_promiser=mine,
            replaced_by=stays if into else None,
        )


def test_the_database_judges_every_combination_as_the_rules_do(lift, office, noon):
    due = noon + 10 * DAY
    stays = make_promise(lift, office, at=noon)
    Commitment.objects.bulk_create(every_kind_of(lift, office.body, due, stays), batch_size=100)
    moments = [due + step for step in (-8 * DAY, -5 * DAY, -2 * DAY, -TICK, 0 * DAY, HOUR, DAY, 3 * DAY + HOUR)]
    moments += [due + 6 * DAY, due + 30 * DAY - TICK, due + 30 * DAY]
    seen = set()
    for at in moments:
        for row in Commitment.objects.annotate(word=verdicts.verdict(at)):
            expected = rules.verdict(row, at)
            assert row.word == expected, (row.kind, row.proof, row.withdrawn_at, at)
            seen.add(expected)
    assert seen == set(rules.VERDICTS)
