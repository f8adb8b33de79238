"""What members are told of an election, each once and to the members only."""

from collections import Counter

import pytest

from k2k.core import notify
from k2k.core.actors import SYSTEM
from k2k.core.notify.models import InboxItem
from k2k.elections import commands, messages
from k2k.elections.testing import cast, make_call, make_counted, make_vote, stand


@pytest.fixture
def run(db):
    run = make_call()
    run.pass_days(2)
    for member, name in ((2, "Lee"), (5, "Tan")):
        stand(run, member, name)
    return run


def told(run, member: int) -> Counter:
    rows = InboxItem.objects.filter(recipient__in=run.made.members[member].inboxes, message__startswith="elections.")
    return Counter(rows.values_list("message", flat=True))


def test_every_step_is_told_to_every_member_once(run):
    commands.object_to_candidate(run.made.members[0], candidate=run.candidates["Lee"], reason="other", at=run.day(3))
    make_vote(run)
    cast(run, 1, "Lee")
    make_counted(run)
    commands.object_to_result(run.made.members[0], election=run.election, reason="other", at=run.day(27))
    commands.object_to_result(run.made.members[1], election=run.election, reason="other", at=run.day(27))
    run.pass_days(60)
    every = {one.slug for one in messages.ALL} - {messages.Cancelled.slug}
    assert told(run, 7) == Counter(every)
    assert told(run, 2) == Counter(every) + Counter([messages.Objected.slug])
    outsider = run.made.homes[-1]
    assert not InboxItem.objects.filter(recipient__in=outsider.inboxes, message__startswith="elections.").exists()


def test_every_sentence_names_the_group_and_leads_to_the_election(run):
    commands.cancel_election(SYSTEM, election=run.election, reason="Tarikh bertindih", at=run.day(3))
    rows = notify.render(notify.inbox(run.made.members[0].inboxes).filter(message__startswith="elections."))
    steps = {"elections.called", "elections.nominating", "elections.cancelled"}
    assert {item.message for item, _said, _url in rows} == steps
    assert all(run.made.group.name in said and run.election.code in url for _item, said, url in rows)
