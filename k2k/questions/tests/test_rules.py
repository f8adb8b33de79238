"""What may happen to a question, exhaustively; which words must wait."""

from datetime import date
from itertools import product

import pytest

from k2k.core.commands import Denied, Refused
from k2k.questions import commands, rules, testing

DOINGS = ("publish", "refuse", "answer", "correct", "mark", "appeal")


def test_every_state_has_its_moves_and_every_move_leads_to_a_state():
    assert set(rules.MOVES) == set(rules.STATES)
    assert {to for doing in rules.MOVES.values() for leads in doing.values() for to in leads} <= set(rules.STATES)
    assert {doing for each in rules.MOVES.values() for doing in each} == set(DOINGS)
    assert {f"questions.{doing}" for doing in DOINGS} <= rules.VERBS.keys()


def test_nobody_who_was_asked_takes_away_what_is_public():
    assert all(rules.MODERATORS[state] == {"officer"} for state in (*rules.PUBLIC, "appealed"))
    assert {state for state in rules.STATES if rules.MOVES[state].keys() & {"publish", "refuse"}} == set(
        rules.MODERATORS
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "doing"), list(product(rules.STATES, DOINGS)))
def test_a_command_does_what_the_table_says_and_nothing_else(desk, state, doing):
    one = testing.make_question(desk, state)
    asker, clerk = desk.homes[0], desk.office.clerk
    calls = {
        "publish": (desk.officer, {}),
        "refuse": (desk.officer, {"reason": "private"}),
        "answer": (clerk, {"text": "Esok."}),
        "correct": (clerk, {"text": "Lusa."}),
        "mark": (asker, {"says": "no"}),
        "appeal": (asker, {"text": "Tolong."}),
    }
    actor, given = calls[doing]
    leads = rules.moves(state, doing)
    if leads:
        getattr(commands, doing)(actor, question=one, **given)
        one.refresh_from_db()
        assert one.state in leads
    else:
        with pytest.raises((Refused, Denied)):
            getattr(commands, doing)(actor, question=one, **given)
        one.refresh_from_db()
        assert one.state == state


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Bila lif 2 akan dibaiki?", ""),
        ("Tuan, bila lif akan dibaiki?", ""),
        ("Salam tuan/puan, mengapa air keruh sejak 12-3-2026?", ""),
        ("Mengapa Encik Ahmad tidak bayar sewa?", "person"),
        ("Kenapa Ahmad bin Ali dapat dua unit?", "person"),
        ("为什么陈先生有两个车位？", "person"),
        ("Siapa tinggal di B-12-03?", "home"),
        ("Kenapa rumah no. 7 bising?", "home"),
        ("Boleh telefon saya 012-345 6789?", "home"),
        ("Kad pengenalan 800101-14-5555 sudah siap?", "home"),
    ],
)
def test_words_that_name_a_person_or_a_home_wait(text, why):
    assert rules.held_because(text, about_person=False, has_card=True) == why


def test_a_tick_makes_the_words_wait_and_so_does_asking_without_a_card():
    assert rules.held_because("Bila?", about_person=True, has_card=True) == "person"
    assert rules.held_because("Bila?", about_person=False, has_card=False) == "no_card"


def test_days_are_working_days_of_the_state():
    friday = date(2026, 11, 20)
    assert rules.due_on(friday, 7, "MY-14") == date(2026, 12, 1)
    assert rules.days_waited(friday, date(2026, 11, 23), "MY-14") == 1
    assert rules.days_waited(friday, date(2026, 11, 22), "MY-14") == 0
