"""What somebody wants kept apart stays apart; what clocks, impatient thumbs and strange cards do breaks nothing."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from k2k.commitments import queries as commitments
from k2k.core.commands import Refused
from k2k.core.limits import Attempt
from k2k.core.ops import tables
from k2k.core.receipts import Receipt
from k2k.core.trail import TrailLine
from k2k.issues import commands, testing
from k2k.issues.models import Issue

pytestmark = pytest.mark.django_db


def test_a_form_sent_with_the_card_and_then_without_a_name_leaves_no_common_id(world):
    sent = {"node": world.lift, "category": "lift", "client_id": uuid.uuid4()}
    commands.report(world.homes[0], **sent)
    hidden = commands.report(world.homes[0], identity="anonymous", **sent)
    ids = Receipt.objects.values_list("client_id", flat=True)
    assert len(set(ids)) == len(ids) == 2
    assert not Receipt.objects.filter(answer_id=hidden.pk, client_id=sent["client_id"]).exists()


def test_a_hidden_report_sent_twice_is_still_one_report_with_one_secret(world):
    sent = {"node": world.lift, "category": "lift", "client_id": uuid.uuid4(), "identity": "anonymous"}
    first, second = (commands.report(world.homes[0], **sent) for _time in range(2))
    assert (first.pk, first.secret) == (second.pk, second.secret)
    assert Issue.objects.filter(identity="anonymous").count() == 1


def test_an_answer_whose_clock_is_behind_the_claim_still_confirms(world):
    issue = testing.make_issue(world, "claimed", node=world.place.corridors[0], category="light")
    early = issue.claimed_at - timedelta(minutes=2)
    for home in world.homes[:2]:
        commands.answer(home, issue=issue, answer="yes", at=early)
    kept = commitments.running_for(issue.ref)
    assert issue.state == "confirmed"
    assert (kept.proof, kept.proof_at) == ("confirmed", kept.claimed_at)


def test_a_yes_is_not_taken_back_once_it_has_confirmed(world):
    issue = testing.make_issue(world, "claimed", node=world.lift)
    for home in (world.homes[0], world.homes[3]):
        commands.answer(home, issue=issue, answer="yes", at=world.at)
    with pytest.raises(Refused):
        commands.answer(world.homes[3], issue=issue, answer="no", at=world.at)
    issue.refresh_from_db()
    assert (issue.state, issue.yes_households) == ("confirmed", 2)
    assert issue.answers.filter(counts=True, answer="yes").count() == 2


def test_a_card_of_another_perumahan_reports_nothing_inside_a_home_from_here(world, elsewhere):
    floor = world.place.floors[-1]
    before = TrailLine.objects.filter(head__site=world.place.site).count()
    with pytest.raises(Refused):
        commands.report(elsewhere.homes[0], node=floor, category="leak", at_home=True)
    assert TrailLine.objects.filter(head__site=world.place.site).count() == before


def test_no_target_is_so_far_away_that_it_is_never_late(world):
    issue = testing.make_issue(world)
    with pytest.raises(Refused):
        commands.accept(world.office, issue=issue, body=world.contractor, due=world.at.replace(year=9999))


def test_what_was_joined_is_parted_once(world):
    one, two = testing.make_issue(world, node=world.lift), testing.make_issue(world, node=world.lift)
    commands.merge(world.office, issue=one, into=two)
    stale = Issue.objects.get(pk=one.pk)
    commands.unmerge(world.office, issue=one)
    with pytest.raises(Refused):
        commands.unmerge(world.office, issue=stale)
    assert one.state == "new" and one.merged_into is None


def test_what_counts_the_line_of_a_hidden_report_does_not_say_when_it_was_sent(world, client):
    page = reverse("issues:report_here", args=[world.lift.code])
    given = {"fault": "lift.noise", "identity": "anonymous", "client_id": str(uuid.uuid4())}
    assert client.post(page, given).status_code == 303
    sent = Issue.objects.get()
    counted = Attempt.objects.filter(bucket__endswith=".address")
    assert [each.bucket for each in counted] == ["issues.anonymous.address"]
    moment = counted.get().window_start
    assert (moment.minute, moment.second, moment.microsecond) == (0, 0, 0)
    assert sent.identity == "anonymous" and Attempt not in tables.kept()
