from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.commitments import commands, queries, rules
from k2k.commitments.models import Commitment, Slip
from k2k.commitments.testing import make_promise, make_target
from k2k.core import clock, trail
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Denied, Refused

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def refused(call, field=None):
    with pytest.raises(Refused) as refusal:
        call()
    assert refusal.value.field == field
    assert refusal.value.sentence


def test_a_target_is_a_date_that_nobody_promised(lift, office, noon):
    made = make_target(lift, office.body, at=noon, due=noon + DAY)
    assert (made.kind, made.promised_at, made.target_due) == ("target", None, noon + DAY)
    assert rules.status(made, noon) == "target"


def test_a_target_becomes_a_promise_when_the_body_accepts_it(lift, office, noon):
    target = make_target(lift, office.body, source="a:1", at=noon, due=noon + DAY)
    due = noon + 3 * DAY
    promised = commands.promise(
        office.clerk, source="a:1", node=lift, body=office.body, what="x", due=due, at=noon + HOUR
    )
    assert promised.pk == target.pk
    assert (promised.kind, promised.promised_at, promised.first_due, promised.due, promised.target_due) == (
        "promise",
        noon + HOUR,
        due,
        due,
        noon + DAY,
    )


def test_a_promise_can_be_made_at_once(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    assert made.kind == "promise"
    assert made.target_due is None
    assert made.site_id == lift.site_id


def test_a_promise_is_not_made_twice_for_the_same_need(lift, office, noon):
    make_promise(lift, office, source="a:1", at=noon)
    refused(lambda: make_promise(lift, office, source="a:1", at=noon), "due")
    refused(lambda: make_target(lift, office.body, source="a:1", at=noon), "due")


def test_two_bodies_can_each_promise_their_part(lift, office, lifts, noon):
    make_promise(lift, office, source="a:1", at=noon)
    make_promise(lift, lifts, source="a:1", at=noon)
    assert Commitment.objects.filter(source="a:1").count() == 2


def test_nobody_promises_in_the_name_of_another_body(lift, office, lifts, noon):
    words = {"source": "a:1", "node": lift, "what": "x", "due": noon + DAY, "at": noon}
    refused(lambda: commands.promise(office.clerk, body=lifts.body, **words), "body")
    target = make_target(lift, lifts.body, at=noon)
    refused(lambda: commands.promise(office.clerk, commitment=target, due=noon + DAY, at=noon), "body")
    assert commands.promise(lifts.clerk, commitment=target, due=noon + DAY, at=noon).kind == "promise"


def test_an_owner_who_has_not_joined_promises_nothing(lift, site, noon):
    owner = bodies_testing.make_owner(site, joined_on=None)
    refused(lambda: make_promise(lift, owner, at=noon), "body")


def test_a_disputed_body_promises_nothing_until_it_is_settled(lift, office, noon):
    bodies.contest(SYSTEM, body=office.body, on=clock.today(noon), at=noon)
    refused(
        lambda: commands.promise(SYSTEM, source="a:1", node=lift, body=office.body, what="x", due=noon + DAY, at=noon),
        "body",
    )
    bodies.settle(SYSTEM, body=office.body, on=clock.today(noon), at=noon)
    assert make_promise(lift, office, at=noon).kind == "promise"


def test_a_date_that_has_passed_or_lies_too_far_away_is_refused(lift, office, noon):
    refused(lambda: make_promise(lift, office, due=noon, at=noon), "due")
    refused(lambda: make_promise(lift, office, due=noon + 2000 * DAY, at=noon), "due")


def test_a_resident_or_stranger_promises_nothing(lift, office, noon):
    for actor in (Actor.anonymous(), Actor(kind="card", key="card:1", grants=(("resident", lift.site_id),))):
        with pytest.raises(Denied):
            commands.promise(actor, source="a:1", node=lift, body=office.body, what="x", due=noon + DAY)


def test_the_office_of_another_site_promises_nothing_here(lift, other_site, noon):
    elsewhere = bodies_testing.make_office(other_site, "Pejabat Lain")
    with pytest.raises(Denied):
        make_promise(lift, elsewhere, at=noon)


def test_a_slip_keeps_both_dates_and_the_reason(lift, office, noon):
    made = make_promise(lift, office, due=noon + DAY, at=noon)
    moved = commands.slip(
        office.clerk, commitment=made, new_due=noon + 4 * DAY, reason="Alat ganti  lewat", at=noon + HOUR
    )
    assert (moved.first_due, moved.due) == (noon + DAY, noon + 4 * DAY)
    kept = Slip.objects.get()
    assert (kept.old_due, kept.new_due, kept.reason) == (noon + DAY, noon + 4 * DAY, "Alat ganti lewat")


def test_a_slip_needs_a_reason_and_a_later_day(lift, office, noon):
    made = make_promise(lift, office, due=noon + 5 * DAY, at=noon)

    def slip(new_due=noon + 9 * DAY, reason="Hujan", at=noon):
        return commands.slip(office.clerk, commitment=made, new_due=new_due, reason=reason, at=at)

    refused(lambda: slip(reason="  "), "reason")
    refused(lambda: slip(reason="x" * 301), "reason")
    refused(lambda: slip(new_due=made.due), "new_due")
    refused(lambda: slip(new_due=noon + 2 * DAY), "new_due")
    refused(lambda: slip(at=noon + 20 * DAY), "new_due")
    assert Slip.objects.count() == 0


def test_only_the_promiser_moves_its_promise(lift, office, lifts, noon):
    made = make_promise(lift, lifts, at=noon)
    refused(
        lambda: commands.slip(office.clerk, commitment=made, new_due=noon + 9 * DAY, reason="Hujan", at=noon), "body"
    )


def test_a_claim_is_confirmed_by_neighbours_and_then_kept(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    claimed = commands.claim(office.clerk, commitment=made, at=noon + HOUR)
    assert rules.verdict(claimed, noon + HOUR) == "waiting"
    assert rules.verdict(claimed, noon + 73 * HOUR) == "unconfirmed"
    confirmed = commands.confirm(SYSTEM, commitment=made, at=noon + 2 * DAY)
    assert rules.verdict(confirmed, noon + 2 * DAY) == "kept"


def test_no_clerk_confirms_or_denies_on_behalf_of_the_neighbours(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    commands.claim(office.clerk, commitment=made, at=noon)
    for verb in (commands.confirm, commands.deny):
        with pytest.raises(Denied):
            verb(office.clerk, commitment=made)


def test_proof_moves_only_along_its_table(lift, office, noon):
    verbs = {"claimed": commands.claim, "confirmed": commands.confirm, "denied": commands.deny}
    reach = {
        "none": [],
        "claimed": ["claimed"],
        "confirmed": ["claimed", "confirmed"],
        "denied": ["claimed", "denied"],
    }
    for start, path in reach.items():
        for target, verb in verbs.items():
            made = make_promise(lift, office, at=noon)
            for step in path:
                verbs[step](SYSTEM, commitment=made, at=noon)
            if target in rules.PROOF_MOVES[start]:
                assert verb(SYSTEM, commitment=made, at=noon).proof == target
            else:
                refused(lambda verb=verb, made=made: verb(SYSTEM, commitment=made, at=noon))


def test_a_denied_promise_is_broken_until_it_is_claimed_anew(lift, office, noon):
    made = make_promise(lift, office, due=noon + 5 * DAY, at=noon)
    commands.claim(office.clerk, commitment=made, at=noon + DAY)
    denied = commands.deny(SYSTEM, commitment=made, at=noon + 2 * DAY)
    assert rules.verdict(denied, noon + 2 * DAY) == "broken"
    again = commands.claim(office.clerk, commitment=made, at=noon + 3 * DAY)
    assert (rules.verdict(again, noon + 3 * DAY), again.denials) == ("waiting", 1)


def test_a_new_date_after_a_denial_starts_the_work_again(lift, office, noon):
    made = make_promise(lift, office, due=noon + DAY, at=noon)
    commands.claim(office.clerk, commitment=made, at=noon + HOUR)
    commands.deny(SYSTEM, commitment=made, at=noon + DAY)
    moved = commands.slip(office.clerk, commitment=made, new_due=noon + 9 * DAY, reason="Belum elok", at=noon + DAY)
    assert (rules.verdict(moved, noon + DAY), moved.proof, moved.denials) == ("running", "none", 1)


def test_a_target_that_was_denied_is_promised_anew(lift, office, noon):
    made = make_target(lift, office.body, at=noon)
    commands.claim(office.clerk, commitment=made, at=noon + HOUR)
    commands.deny(SYSTEM, commitment=made, at=noon + DAY)
    promised = commands.promise(office.clerk, commitment=made, due=noon + 9 * DAY, at=noon + DAY)
    assert rules.verdict(promised, noon + DAY) == "running"


def test_what_is_said_to_be_done_gets_no_new_date(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    commands.claim(office.clerk, commitment=made, at=noon)
    refused(lambda: commands.slip(office.clerk, commitment=made, new_due=noon + 9 * DAY, reason="Hujan", at=noon))


def test_a_promise_withdrawn_by_the_promiser_is_broken_and_says_why(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    gone = commands.withdraw(office.clerk, commitment=made, reason="Tiada peruntukan", at=noon + HOUR)
    assert (rules.verdict(gone, noon + HOUR), gone.withdrawn_reason) == ("broken", "Tiada peruntukan")
    refused(lambda: commands.withdraw(office.clerk, commitment=made, reason="Lagi", at=noon + DAY))
    refused(lambda: commands.claim(office.clerk, commitment=made, at=noon + DAY))


def test_a_promise_withdrawn_by_somebody_else_is_held_against_nobody(lift, office, lifts, noon):
    made = make_promise(lift, lifts, at=noon)
    gone = commands.withdraw(office.clerk, commitment=made, reason="Kontraktor lain", at=noon)
    assert rules.verdict(gone, noon) == "stopped"


def test_two_reports_of_one_fault_leave_one_promise(lift, office, noon):
    stays = make_promise(lift, office, at=noon)
    goes = make_promise(lift, office, at=noon)
    gone = commands.withdraw(office.clerk, commitment=goes, reason="Laporan sama", into=stays, at=noon)
    assert (rules.verdict(gone, noon), gone.replaced_by) == ("stopped", stays)


def test_a_promise_is_not_hidden_in_that_of_another_body(lift, office, lifts, noon):
    goes, other = make_promise(lift, office, at=noon), make_promise(lift, lifts, at=noon)
    words = {"commitment": goes, "reason": "Laporan sama", "at": noon}
    refused(lambda: commands.withdraw(office.clerk, into=other, **words), "into")
    refused(lambda: commands.withdraw(office.clerk, into=goes, **words), "into")


def test_a_withdrawal_needs_a_reason(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    refused(lambda: commands.withdraw(office.clerk, commitment=made, reason=" ", at=noon), "reason")


def test_what_neighbours_confirmed_is_not_withdrawn(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    commands.claim(office.clerk, commitment=made, at=noon)
    commands.confirm(SYSTEM, commitment=made, at=noon)
    refused(lambda: commands.withdraw(office.clerk, commitment=made, reason="x", at=noon))


def test_after_a_withdrawal_the_body_can_promise_again(lift, office, noon):
    made = make_promise(lift, office, source="a:1", at=noon)
    commands.withdraw(office.clerk, commitment=made, reason="Tiada peruntukan", at=noon)
    again = make_promise(lift, office, source="a:1", at=noon + DAY)
    assert queries.running_for("a:1") == again
    assert [c.pk for c in queries.for_source("a:1")] == [made.pk, again.pk]


def test_the_database_keeps_one_running_date_a_body_and_need(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    made.pk, made.code = None, "X"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_the_newest_date_of_many_needs_comes_in_one_query(lift, office, noon, django_assert_num_queries):
    made = {f"a:{n}": make_promise(lift, office, source=f"a:{n}", at=noon) for n in range(5)}
    with django_assert_num_queries(1):
        found = queries.for_sources([*made, "a:99"])
        assert {ref: c.body.name for ref, c in found.items()} == dict.fromkeys(made, office.body.name)


def test_every_step_leaves_a_line_in_the_trail_without_a_word_of_the_reason(lift, office, noon):
    made = make_promise(lift, office, at=noon)
    commands.slip(office.clerk, commitment=made, new_due=noon + 9 * DAY, reason="Encik Ali sakit", at=noon)
    lines = list(trail.history(made.ref))
    assert [line.verb for line in lines] == ["commitments.promise", "commitments.slip"]
    assert not any("Ali" in line.text for line in lines)
    assert list(trail.verify()) == []
