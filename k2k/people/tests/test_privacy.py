"""The landlord's wall and the canaries: who asks without right gets nothing, and no secret leaks into trail or logs."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from k2k.core import clock, registry, trail
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Denied
from k2k.people import commands, queries, rules, urls
from k2k.people.models import Card, Household, Person
from k2k.people.testing import bound, make_household, make_person, make_staff, sign_in_by_card

NAME, IC, PIN = "Kenari Emas", "850412-14-5677", "481516"
EVERYBODY_ELSE = (
    "office",
    "committee",
    "owner",
    "contractor",
    "safeguard",
    "officer",
    "operator",
    "mobiliser elsewhere",
    "neighbour",
    "stranger",
    "nobody",
)
#: Pages that show nobody's data by themselves: a form for one's own code, or a word of confirmation.
OPEN = {"card", "scan", "erased", "stopped", "mine"}


@pytest.fixture
def person(home):
    return make_person(home.actor, home.household, name=NAME)


@pytest.fixture
def others(here, elsewhere, staff, mobiliser):
    """Everybody who has no business with the home: posts, the next door, another perumahan, nobody."""
    _next, neighbour, _code = make_household(here.units[1], actor=mobiliser)
    _far, stranger, _code = make_household(elsewhere.units[0], actor=SYSTEM)
    return staff | {"neighbour": neighbour, "stranger": stranger, "nobody": Actor.anonymous("a" * 32)}


@pytest.fixture(params=EVERYBODY_ELSE)
def other(request, others):
    return others[request.param]


def browser_of(actor: Actor) -> Client:
    """A browser signed in as this actor."""
    client = Client()
    if actor.kind == "account":
        client.force_login(actor.account)
    elif actor.kind == "card":
        session = client.session
        session["card"] = int(actor.key.partition(":")[2])
        session.save()
        client.cookies["sessionid"] = session.session_key
    return client


def test_nobody_else_reads_a_household_by_any_query(home, person, other, here):
    for verb in rules.VERBS:
        with pytest.raises(Http404):
            queries.household(other, home.household.code, verb)
        with pytest.raises(Http404):
            queries.person(other, person.code, verb)
    with pytest.raises(Denied):
        list(queries.persons(other, home.household))
    assert queries.household_of(other) != home.household
    for place in (here.site, here.block):
        with pytest.raises(Http404):
            queries.progress(other, place, clock.now())
    for place in (here.floors[0], here.units[0]):
        with pytest.raises(Http404):
            queries.doors(other, place, clock.now())


def test_nobody_else_does_anything_to_a_household(home, person, other, here, mobiliser):
    given = {"household": home.household}
    about = {"person": person}
    change = {"change": commands.part_home(mobiliser, household=home.household, persons=[person], unit=here.units[5])}
    calls = {
        "issue_card": given,
        "revoke_card": given,
        "keep_number": given | {"number": "012-345 6789"},
        "drop_number": given,
        "join_homes": given | {"into": home.household},
        "part_home": given | {"persons": [person], "unit": here.units[5]},
        "stop_change": change,
        "carry_out_change": change,
        "give_up_change": change,
        "end_household": given,
        "add_person": given | {"preferred_name": "X"},
        "move_person": about | given,
        "correct_person": about | {"preferred_name": "X", "language": "ms"},
        "give_consent": about | {"purpose": "photo", "how": "paper"},
        "withdraw_consent": about | {"purpose": "household"},
        "set_pin": about | {"pin": PIN},
        "clear_pin": about,
        "record_identity": about | {"purpose": "aid", "number": IC, "expires_on": clock.today() + timedelta(days=9)},
        "export_person": about,
        "erase_person": about,
    }
    assert {f"people.{name}" for name in calls} == set(rules.VERBS) - {"people.create_household"}
    for name, words in calls.items():
        with pytest.raises(Denied):
            getattr(commands, name)(other, **words)
    person.refresh_from_db()
    assert (person.preferred_name, Card.objects.filter(household=home.household).count()) == (NAME, 1)


def test_nobody_else_sees_the_home_at_any_address(home, person, other, here):
    client = browser_of(other)
    for pattern in urls.urlpatterns:
        if pattern.name in OPEN:
            continue
        codes = [person.code, here.units[0].code, here.floors[0].code, here.site.code, home.household.code]
        for code in codes if pattern.pattern.converters else [None]:
            address = reverse(f"people:{pattern.name}", args=[code] if code else [])
            for answer in (client.get(address), client.post(address, {"code": person.code, "do": "export"})):
                assert NAME not in answer.content.decode()
                if code:
                    assert answer.status_code in (404, 405), (pattern.name, code)
    assert Person.objects.get(pk=person.pk).preferred_name == NAME


def test_even_the_own_mobiliser_reads_no_name_without_the_card(home, person, mobiliser):
    with pytest.raises(Denied):
        list(queries.persons(mobiliser, home.household))
    for verb in rules.VERBS:
        with pytest.raises(Http404):
            queries.person(mobiliser, person.code, verb)
    client = browser_of(mobiliser)
    assert client.get(reverse("people:person", args=[person.code])).status_code == 404


@pytest.mark.parametrize("landlord", sorted(rules.LANDLORD))
def test_a_landlord_who_also_mobilises_stays_outside_the_wall(here, home, person, landlord):
    from k2k.core import grants

    both = make_staff("both", "mobiliser", here.site)
    grants.give(both.account, landlord, here.block, since=clock.now() - timedelta(days=1), source="test:9")
    client = browser_of(both)
    assert client.get(reverse("people:door", args=[here.floors[0].code])).status_code == 404
    assert client.post(reverse("people:issue_card", args=[here.units[0].code])).status_code == 404
    assert client.post(reverse("people:help", args=[here.units[0].code]), {"code": home.code}).status_code == 404


def test_the_next_household_of_a_unit_sees_nothing_of_the_one_before(home, person, here, mobiliser):
    commands.end_household(mobiliser, household=home.household)
    _next, actor, code = make_household(here.units[0], actor=mobiliser, days_old=0)
    with pytest.raises(Http404):
        queries.person(actor, person.code, "people.export_person")
    with pytest.raises(Denied):
        list(queries.persons(actor, home.household))
    client = Client()
    sign_in_by_card(client, code)
    assert NAME not in client.get(reverse("people:mine")).content.decode()
    assert client.get(reverse("people:person", args=[person.code])).status_code == 404


def test_the_data_protection_officer_finds_a_person_by_number_alone(client, home, person):
    from k2k.core import nodes

    officer = make_staff("dpo", "dpo", nodes.root())
    client.force_login(officer.account)
    address = reverse("people:subject")
    assert client.post(address, {"code": "0000-0000"}).context["form"].errors["code"]
    assert NAME in client.post(address, {"code": person.code}).content.decode()
    assert NAME in client.post(address, {"code": person.code, "do": "export"}).content.decode()
    with pytest.raises(Denied):
        list(queries.persons(officer, home.household))
    client.post(address, {"code": person.code, "do": "erase"})
    person.refresh_from_db()
    assert person.erased_at


def test_no_name_number_pin_or_code_stands_in_the_trail_or_in_a_log_line(here, mobiliser, capfd):
    household, actor, code = make_household(here.units[0], actor=mobiliser)
    person = make_person(actor, household, name=NAME)
    commands.give_consent(actor, person=person, purpose="aid", how="paper")
    commands.record_identity(
        mobiliser, person=person, purpose="aid", number=IC, expires_on=clock.today() + timedelta(days=9)
    )
    client = Client()
    sign_in_by_card(client, code)
    client.post(reverse("people:card"), {"code": code})
    client.post(reverse("people:set_pin", args=[person.code]), {"pin": PIN})
    client.post(reverse("people:pin"), {"person": person.code, "pin": PIN})
    client.post(reverse("people:correct_person", args=[person.code]), {"preferred_name": NAME, "language": "ta"})
    client.post(reverse("people:export_person", args=[person.code]))
    written = capfd.readouterr().err + "".join(trail.TrailLine.objects.values_list("text", flat=True))
    for canary in (NAME, IC, IC.replace("-", ""), PIN, code, code.replace("-", ""), person.code):
        assert canary not in written


def test_no_secret_of_a_person_stands_in_a_table_as_it_was_typed(here, mobiliser):
    from django.apps import apps

    household, actor, code = make_household(here.units[0], actor=mobiliser)
    person = make_person(actor, household)
    commands.set_pin(actor, person=person, pin=PIN)
    commands.give_consent(bound(actor, person), person=person, purpose="aid", how="paper")
    commands.record_identity(
        mobiliser, person=person, purpose="aid", number=IC, expires_on=clock.today() + timedelta(days=9)
    )
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            for secret in (code, code.replace("-", ""), IC, IC.replace("-", ""), f"'{PIN}'"):
                assert secret not in str(row), model


def test_a_message_about_somebody_keeps_no_name(home, person, mobiliser):
    from k2k.core.notify.models import InboxItem

    commands.set_pin(home.actor, person=person, pin=PIN)
    assert all(NAME not in str(item.args) for item in InboxItem.objects.all())


def test_every_model_of_this_app_says_how_long_it_is_kept():
    from django.apps import apps

    told = {row.model for row in registry.items("retention")}
    assert {f"people.{model.__name__}" for model in apps.get_app_config("people").get_models()} <= told


def test_nationality_and_phone_are_no_fields():
    words = {field.name for model in (Person, Household) for field in model._meta.get_fields()}
    assert not words & {"nationality", "citizenship", "phone", "race", "religion", "ic", "email"}
