"""Asking, publishing, answering, appealing: what is kept, who may, who is told."""

import uuid
from datetime import timedelta

import pytest

from k2k.bodies import testing as bodies_testing
from k2k.core import notify, search, trail
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused
from k2k.questions import commands, jobs, queries, testing
from k2k.questions.models import Question

pytestmark = pytest.mark.django_db


def told(key):
    return [item.message for item in notify.inbox([key]) if item.message.startswith("questions.")]


def home(actor):
    return f"household:{actor.household_id}"


def test_a_home_with_a_card_asks_in_public_at_once(desk):
    one = testing.make_question(desk)
    assert one.state == "waiting" and one.published_at == one.asked_at and one.device == ""
    assert "questions.asked" in told(desk.office.clerk.key)
    assert told(desk.association.clerk.key) == []
    assert [entry.url for entry in search.find("lif dibaiki", Actor.anonymous(), desk.at)] == [f"/soalan/{one.code}/"]


def test_without_a_card_the_words_wait_and_office_and_association_are_told(desk, phone):
    one = testing.make_question(desk, by=phone)
    assert one.state == "held" and one.held_because == "no_card" and one.household_id is None
    assert told(desk.office.clerk.key) == told(desk.association.clerk.key) == ["questions.held"]
    assert search.find("lif dibaiki", Actor.anonymous(), desk.at) == []
    commands.publish(desk.association.clerk, question=one)
    one.refresh_from_db()
    assert one.state == "waiting" and one.published_at > one.asked_at


def test_a_body_that_does_not_sit_here_is_not_asked(desk):
    elsewhere = testing.make_desk(name="PPR Jiran").office.body
    with pytest.raises(Refused):
        commands.ask(desk.homes[0], site=desk.site, body=elsewhere, text="Bila?")


def test_the_same_question_sent_twice_is_one(desk):
    sent = {"site": desk.site, "body": desk.office.body, "text": "Bila?", "client_id": uuid.uuid4()}
    assert commands.ask(desk.homes[0], **sent) == commands.ask(desk.homes[0], **sent)
    assert Question.objects.count() == 1


def test_only_a_post_in_the_body_that_was_asked_answers(desk):
    one = testing.make_question(desk)
    with pytest.raises(Refused):
        commands.answer(desk.association.clerk, question=one, text="Esok.")
    with pytest.raises(Denied):
        commands.answer(desk.homes[1], question=one, text="Esok.")
    said = commands.answer(desk.office.clerk, question=one, text="Esok.")
    assert said.post == "clerk"
    assert told(home(desk.homes[0])) == ["questions.answered"]


def test_a_correction_stands_beside_the_former_answer_and_asks_anew(desk):
    one = testing.make_question(desk, "answered")
    commands.mark(desk.homes[0], question=one, says="yes")
    first = one.answers.get()
    said = commands.correct(desk.office.clerk, question=one, text="Bukan esok, lusa.")
    one.refresh_from_db()
    assert said.corrects == first and one.answers.count() == 2 and one.marked == ""
    assert one.answered_at == first.at


def test_only_who_asked_marks_and_may_change_the_mark(desk, phone):
    one = testing.make_question(desk, "answered")
    for other in (desk.homes[1], phone, desk.office.clerk):
        with pytest.raises(Denied):
            commands.mark(other, question=one, says="yes")
    commands.mark(desk.homes[0], question=one, says="yes")
    assert commands.mark(desk.homes[0], question=one, says="no").marked == "no"


def test_who_asked_without_a_card_is_known_by_the_phone(desk, phone):
    one = testing.make_question(desk, by=phone)
    assert queries.is_asker(phone, one)
    assert not queries.is_asker(Actor.anonymous("b" * 32), one)
    assert not queries.is_asker(Actor.anonymous(""), one)
    assert "a" * 32 not in one.device


def test_asking_on_is_possible_once_after_an_answer(desk):
    waiting = testing.make_question(desk)
    with pytest.raises(Refused):
        commands.follow_up(desk.homes[0], question=waiting, text="Dan?")
    one = testing.make_question(desk, "answered")
    with pytest.raises(Denied):
        commands.follow_up(desk.homes[1], question=one, text="Dan?")
    more = commands.follow_up(desk.homes[0], question=one, text="Dan lif 1?")
    assert more.follows == one and more.body == one.body and more.state == "waiting"
    with pytest.raises(Refused):
        commands.follow_up(desk.homes[0], question=one, text="Lagi?")


def test_homes_that_want_to_know_count_once_and_phones_apart(desk, phone):
    one = testing.make_question(desk)
    for who in (desk.homes[1], desk.homes[1], desk.homes[2], phone, phone):
        commands.want_to_know(who, question=one)
    one.refresh_from_db()
    assert (one.households, one.without_card) == (2, 1)
    with pytest.raises(Refused):
        commands.want_to_know(desk.homes[0], question=one)
    commands.answer(desk.office.clerk, question=one, text="Esok.")
    assert "questions.answered" in told(home(desk.homes[2]))


def test_what_is_public_is_taken_away_by_the_programme_officer_alone(desk):
    one = testing.make_question(desk)
    for who in (desk.office.clerk, desk.association.clerk):
        with pytest.raises(Denied):
            commands.refuse(who, question=one, reason="private")
    assert commands.refuse(desk.officer, question=one, reason="person").state == "refused"


def test_a_refusal_tells_why_and_is_appealed_once(desk):
    one = testing.make_question(desk, "refused")
    asker = desk.homes[0]
    assert told(home(asker)) == ["questions.refused"]
    with pytest.raises(Denied):
        commands.appeal(desk.homes[1], question=one)
    commands.appeal(asker, question=one, text="Tolong baca semula.")
    assert told(desk.officer.key) == ["questions.appealed"]
    with pytest.raises(Denied):
        commands.publish(desk.office.clerk, question=one)
    commands.refuse(desk.officer, question=one, reason="private")
    one.refresh_from_db()
    assert one.decided_at
    with pytest.raises(Refused):
        commands.appeal(asker, question=one)


def test_a_repeat_leads_to_the_public_question_it_repeats(desk):
    first, same = testing.make_question(desk), testing.make_question(desk, "held")
    elsewhere = testing.make_question(testing.make_desk(name="PPR Jiran"))
    for wrong in (None, same, elsewhere):
        with pytest.raises(Refused):
            commands.refuse(desk.office.clerk, question=same, reason="repeat", repeats=wrong)
    assert commands.refuse(desk.office.clerk, question=same, reason="repeat", repeats=first).repeats == first


def test_an_appeal_that_is_right_brings_an_answered_question_back_answered(desk):
    one = testing.make_question(desk, "answered")
    commands.refuse(desk.officer, question=one, reason="person")
    commands.appeal(desk.homes[0], question=one)
    assert commands.publish(desk.officer, question=one).state == "answered"


def test_the_body_s_own_rule_counts_for_new_questions_only(desk):
    before = testing.make_question(desk, days_ago=0)
    commands.set_charter(desk.office.clerk, body=desk.office.body, days=3, source="Piagam 2026, perkara 3")
    after = testing.make_question(desk, days_ago=0)
    assert after.due_on < before.due_on
    with pytest.raises(Refused):
        commands.set_charter(desk.association.clerk, body=desk.office.body, days=3, source="x")
    with pytest.raises(Refused):
        commands.set_charter(desk.office.clerk, body=desk.office.body, days=0, source="x")


def test_a_disputed_body_answers_nothing(desk):
    from k2k.bodies import commands as bodies
    from k2k.core import clock

    one = testing.make_question(desk)
    bodies.contest(desk.officer, body=desk.office.body, on=clock.today(desk.at))
    with pytest.raises(Refused):
        commands.answer(desk.office.clerk, question=one, text="Esok.")


def test_no_words_and_no_names_stand_in_the_trail(desk):
    one = testing.make_question(desk, "appealed")
    lines = " ".join(trail.TrailLine.objects.values_list("text", flat=True))
    assert one.text not in lines and "questions.appeal" in lines
    assert list(trail.verify()) == []


def test_the_tally_counts_what_waits_and_the_oldest_in_working_days(desk):
    for state, days in (("waiting", 30), ("answered", 2), ("held", 1), ("refused", 40)):
        testing.make_question(desk, state, days_ago=days)
    found = queries.tally(desk.site, desk.at)
    assert (found.answered, found.total, found.refused) == (1, 3, 1)
    assert 15 <= found.oldest <= 22


def test_marks_of_phones_are_dropped_and_counts_stay(desk, phone):
    one = testing.make_question(desk, by=phone)
    commands.publish(desk.office.clerk, question=one)
    commands.want_to_know(Actor.anonymous("b" * 32), question=one)
    commands.answer(desk.office.clerk, question=one, text="Esok.")
    jobs.forget_devices(desk.at + timedelta(days=1))
    one.refresh_from_db()
    assert one.device
    jobs.forget_devices(desk.at + timedelta(days=91))
    one.refresh_from_db()
    assert one.device == "" and one.without_card == 1 and one.wishes.get().device == ""


def test_a_stranger_with_an_account_asks_as_one_without_a_card(desk):
    somebody = bodies_testing.make_account("Orang Luar").on_device("c" * 32)
    assert testing.make_question(desk, by=somebody).held_because == "no_card"
