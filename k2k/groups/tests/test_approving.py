"""Who may approve what: as the constitution says it, by post, by amount; never alone what a meeting approves."""

import pytest
from django.urls import reverse

from k2k.bodies import commands as bodies
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.groups import commands, queries, rules
from k2k.groups.testing import make_group


@pytest.fixture
def made(db):
    return make_group()


def may(made, post: str, what: str, amount: int = 0) -> bool:
    return queries.may_approve(made.posts[post], made.group, what, amount, made.at)


def test_small_spending_is_of_chair_and_treasurer_and_more_is_a_meetings(made):
    small, large = 500_00, 500_01
    assert [may(made, post, "spending", small) for post in ("chair", "treasurer", "secretary")] == [True, True, False]
    assert queries.approval(made.group, "spending", small, made.at).all_of
    assert not any(may(made, post, "spending", large) for post in made.posts)
    assert queries.approval(made.group, "spending", large, made.at).meeting == "committee"


def test_the_group_writes_its_own_from_a_day_on(made):
    words = {"name": "approve_contract", "value": "secretary", "source": "Fasal 9", "since": clock.today(made.at)}
    assert not may(made, "secretary", "contract")
    commands.set_rule(made.secretary, group=made.group, at=made.at, **words)
    assert may(made, "secretary", "contract")
    assert queries.approval(made.group, "contract", 0, made.at).source == "Fasal 9"


def test_a_rival_a_member_and_a_disputed_group_approve_nothing(made):
    rival = make_group(0, site=made.site, name="Saingan", others=0)
    assert not queries.may_approve(rival.posts["chair"], made.group, "spending", 1, made.at)
    assert not queries.may_approve(made.members[0], made.group, "spending", 1, made.at)
    bodies.contest(SYSTEM, body=made.group.body, on=clock.today(made.at))
    made.group.body.refresh_from_db()
    assert not may(made, "chair", "spending")


def test_what_is_approved_is_known_or_nothing(made):
    assert {rules.approval_rule(what, 1, 0) for what in rules.APPROVED} >= {"approve_spending_over"}
    with pytest.raises(KeyError):
        queries.approval(made.group, "wedding", 0, made.at)


def test_everybody_reads_who_approves_what(made, client):
    text = client.get(reverse("groups:constitution", args=[made.group.code])).content.decode()
    assert "Who may approve what" in text
    assert "the chair and the treasurer, both" in text
