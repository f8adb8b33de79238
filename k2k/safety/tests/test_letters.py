"""A sealed letter: who writes it is kept nowhere, one reader opens it, and time erases it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from k2k.bodies.testing import make_account, make_association, make_office, make_officer, make_operator, make_owner
from k2k.core import clock, sealing
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused
from k2k.core.models import InboxItem, TrailLine
from k2k.people import commands as people
from k2k.people.testing import bound, make_person
from k2k.safety import commands, jobs, offers, personal, queries, rules, standing, testing
from k2k.safety.models import Letter, Word

CANARY = "rahsiakanariku"


def test_nothing_that_leads_to_the_writer_reaches_a_row_or_the_trail(home):
    _household, card, _code = home
    letter = commands.write(card.on_device("e" * 32), text=f"Tolong {CANARY}", about="violence", client_id=uuid4())
    line = TrailLine.objects.get(verb="safety.write")
    assert line.actor == "anon" and CANARY not in str(line.__dict__)
    assert letter.person_hash == "" and letter.last_at.minute == 0
    assert CANARY not in Word.objects.get().sealed
    assert standing.said(queries.by_secret(letter.secret))[0][1] == f"Tolong {CANARY}"


def test_the_same_sending_twice_is_one_letter_under_one_link(db):
    sent = {"text": "Tolong", "client_id": uuid4()}
    first, again = (commands.write(Actor.anonymous("f" * 32), **sent) for _ in range(2))
    assert (first.pk, first.secret) == (again.pk, again.secret)
    assert Letter.objects.count() == 1


def test_the_lead_of_the_programme_opens_it_and_each_opening_is_a_line_in_the_trail(lead):
    letter = testing.make_letter(f"Tolong {CANARY}")
    assert [todo.url for todo in offers.todo(lead, clock.now())] == ["/sulit/peti/"]
    assert InboxItem.objects.get(message="safety.written").recipient == lead.key
    for _ in range(2):
        assert standing.said(commands.read(lead, letter=letter))[0][1] == f"Tolong {CANARY}"
    assert TrailLine.objects.filter(verb="safety.read", actor=lead.key).count() == 2
    assert offers.todo(lead, clock.now()) == []


def test_nobody_else_opens_it_not_even_a_safeguarding_officer_of_the_site(place, home, lead):
    letter = testing.make_letter(site=place.site)
    others = [
        make_office(place.site).clerk,
        make_association(place.site).clerk,
        make_owner(place.site).clerk,
        make_officer(),
        make_operator(),
        make_account("Ketua Tapak", "safeguard", place.site),
        home[1],
        Actor.anonymous("a" * 32),
    ]
    for other in others:
        with pytest.raises(Denied):
            commands.read(other, letter=letter)
        with pytest.raises(Denied):
            commands.reply(other, letter=letter, text=sealing.Words("Baik"))
        with pytest.raises(Http404):
            queries.letter_for(other, letter.code, clock.now())


def test_the_writer_finds_the_answer_by_the_link_and_writes_on(lead):
    letter = testing.make_letter()
    commands.reply(lead, letter=letter, text=sealing.Words("Bila boleh kita bercakap?"))
    commands.close(lead, letter=letter)
    commands.add(queries.by_secret(letter.secret), text="Esok pagi")
    letter.refresh_from_db()
    assert letter.state == "open" and letter.unread == 1
    assert [words for _by, words, _at in standing.said(letter)][1:] == ["Bila boleh kita bercakap?", "Esok pagi"]


def test_under_a_pin_only_that_person_finds_it_never_the_card_nor_another_of_the_home(home):
    household, card, _code = home
    her, him = make_person(card, household, "Puan Aminah"), make_person(card, household, "Encik Rahim")
    with pytest.raises(Refused):
        commands.write(card, text="Tolong", under_pin=True)
    letter = commands.write(bound(card, her), text="Tolong", under_pin=True)
    assert queries.my_letter(bound(card, her), letter.code) == letter
    for other in (card, bound(card, him), replace(card, person_id=None)):
        with pytest.raises(Http404):
            queries.my_letter(other, letter.code)
    assert personal.export(him, clock.now())["letters"] == []
    assert personal.export(her, clock.now())["letters"][0]["words"][0]["text"] == "Tolong"


def test_erasing_a_person_erases_her_letters(home):
    household, card, _code = home
    her = make_person(card, household)
    letter = commands.write(bound(card, her), text="Tolong", under_pin=True)
    personal.erase(her, clock.now())
    letter.refresh_from_db()
    assert (letter.person_hash, letter.follow_hash) == ("", "")
    assert letter.words.get().sealed == ""


def test_a_letter_about_how_a_person_behaves_may_go_to_the_manager_and_violence_never(place, lead):
    office = make_office(place.site)
    from k2k.bodies import commands as bodies
    from k2k.core.accounts.models import Account
    from k2k.core.actors import SYSTEM, for_account

    holder = Account.objects.create_user("pengurus", display_name="Pengurus")
    post = bodies.create_post(SYSTEM, body=office.body, kind="manager")
    bodies.appoint(SYSTEM, post=post, account=holder, since=clock.now())
    manager = for_account(holder, clock.now())
    letter = testing.make_letter("Bunyi kuat tiap malam", about="person", to="manager", site=place.site)
    assert queries.letter_for(manager, letter.code, clock.now()) == letter
    assert InboxItem.objects.get(message="safety.written").recipient == manager.key
    for other in (office.clerk, lead):
        with pytest.raises(Denied):
            commands.read(other, letter=letter)
    with pytest.raises(Refused):
        testing.make_letter(about="violence", to="manager", site=place.site)


def test_time_erases_the_words_and_a_tombstone_stays(lead):
    now = clock.now()
    letter, silent = testing.make_letter(), testing.make_letter()
    commands.close(lead, letter=letter, at=now)
    jobs.erase_letters(now + rules.KEPT_AFTER_CLOSING - timedelta(seconds=1))
    assert queries.by_secret(letter.secret)
    jobs.erase_letters(now + rules.KEPT_AFTER_CLOSING)
    with pytest.raises(Http404):
        queries.by_secret(letter.secret)
    assert letter.words.get().sealed == ""
    assert queries.by_secret(silent.secret)
    jobs.erase_letters(now + rules.KEPT_WITHOUT_WORD)
    assert Letter.objects.filter(erased_at=None).count() == 0
    with pytest.raises(Refused):
        commands.reply(lead, letter=letter, text=sealing.Words("Terlambat"))


def test_a_home_takes_back_what_it_needs_and_it_is_forgotten(home):
    household, card, _code = home
    person = make_person(card, household)
    commands.set_needs(bound(card, person), household=household, kinds=["dialysis"])
    assert queries.needs_near(household.node, {"dialysis"}) == 1
    commands.set_needs(bound(card, person), household=household, kinds=[])
    assert queries.needs_near(household.node, {"dialysis"}) == 0
    from k2k.safety.models import Need

    assert Need.objects.get().kind == ""


def test_leaving_the_house_takes_the_needs_of_an_empty_home_with_it(home):
    household, card, _code = home
    person = make_person(card, household)
    commands.set_needs(bound(card, person), household=household, kinds=["infant"])
    people.erase_person(bound(card, person), person=person)
    assert queries.needs_of(household) == []


def test_an_operator_is_asked_for_every_number_that_nobody_checked_for_90_days(db):
    operator, now = make_operator(), clock.now()
    assert len(offers.todo(operator, now)) == len(rules.LINES)
    with pytest.raises(Refused):
        commands.check_line(operator, slug="kasih", number="tiada")
    commands.check_line(operator, slug="kasih", number="15999", whatsapp="+60 19 261 5999", at=now)
    assert len(offers.todo(operator, now + timedelta(days=90))) == len(rules.LINES) - 1
    assert len(offers.todo(operator, now + timedelta(days=91))) == len(rules.LINES)
    line = next(each for each in queries.lines() if each.slug == "kasih")
    assert (line.dial, line.whatsapp) == ("15999", "60192615999")
