"""The counter and the telephone: a clerk writes down what somebody says, and prints the slip."""

import pytest
from django.urls import reverse

from k2k.bodies import testing as bodies_testing
from k2k.core.actors import SYSTEM
from k2k.core.testing import browser, page, send
from k2k.issues.models import Issue
from k2k.people import commands as people
from k2k.people import testing as people_testing

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
ID = "0f8f1c6e-6a55-4f0e-8f43-0a1b6a0b7a10"


def desk(world) -> str:
    return reverse("issues:counter", args=[world.place.site.code])


def test_only_the_desk_of_the_perumahan_opens_the_counter(world, elsewhere):
    for actor in (None, world.homes[0], world.technician, elsewhere.office, bodies_testing.make_officer()):
        assert browser(actor).get(desk(world)).status_code == 404
        assert send(browser(actor), desk(world), di=world.lift.code, fault="lift.noise").status_code == 404
    assert browser(world.office).get(desk(world)).status_code == 200


def test_the_counter_belongs_to_a_perumahan_not_to_a_block(world):
    client = browser(world.office)
    assert client.get(reverse("issues:counter", args=[world.place.block.code])).status_code == 404
    assert client.get(reverse("issues:counter", args=["0000-0000"])).status_code == 404


def test_a_clerk_chooses_the_place_writes_down_and_gets_a_slip_with_the_link(world):
    client = browser(world.office)
    assert world.lift.code in page(client.get(desk(world), {"di": world.place.block.code}))
    answer = send(client, desk(world), di=world.lift.code, fault="lift.noise", channel="phone", lang="ta", text="சத்தம்")
    issue = Issue.objects.get()
    assert (issue.node, issue.fault, issue.channel, issue.lang, issue.identity) == (
        world.lift, "noise", "phone", "ta", "clerk",
    )  # fmt: skip
    slip = client.get(answer["Location"])
    assert answer.status_code == 303 and issue.code in page(slip) and 'class="qr"' in page(slip)
    assert '<blockquote lang="ta">' in page(client.get(reverse("issues:show", args=[issue.code])))


def test_a_home_is_found_by_its_number_and_what_is_inside_stays_inside(world):
    client, unit = browser(world.office), world.place.units[5]
    assert "Water" in page(client.get(desk(world), {"di": unit.name.lower()}))
    send(client, desk(world), di=unit.code, fault="water", channel="counter", lang="ms")
    assert Issue.objects.get().at_home


def test_the_committee_finds_no_homes(world):
    secretary = browser(bodies_testing.make_association(world.place.site).clerk)
    for typed in (world.place.units[5].name, world.place.units[5].code):
        assert secretary.get(desk(world), {"di": typed}).status_code == 422


def test_a_place_of_another_perumahan_is_not_found(world, elsewhere):
    assert browser(world.office).get(desk(world), {"di": elsewhere.lift.code}).status_code == 422


@pytest.mark.parametrize("typed", ["Z-99", "<script>", "💥", "a" * 300])
def test_what_is_nowhere_is_said_beside_the_field(world, typed):
    answer = browser(world.office).get(desk(world), {"di": typed})
    assert answer.status_code == 422 and 'id="di_error"' in page(answer) and "<script>" not in page(answer)


def test_a_shown_card_counts_as_one_home(world, at):
    home, _card, code = people_testing.make_household(world.place.units[9], at=at)
    data = {"di": world.lift.code, "fault": "lift.noise", "channel": "counter", "lang": "ms"}
    assert send(browser(world.office), desk(world), card=code.lower(), **data).status_code == 303
    assert Issue.objects.get().reporter == home and Issue.objects.get().households == 1


@pytest.mark.parametrize("case", ["typed wrong", "of no card", "revoked", "of another perumahan"])
def test_a_card_that_does_not_hold_is_refused_beside_its_field_and_the_words_stay(world, elsewhere, at, case):
    home, _card, code = people_testing.make_household(world.place.units[9], at=at)
    if case == "typed wrong":
        code = "7Q4M"
    if case == "of no card":
        code = world.lift.code
    if case == "revoked":
        people.issue_card(SYSTEM, household=home, reason="lost")
    if case == "of another perumahan":
        code = people_testing.make_household(elsewhere.place.units[9], at=at)[2]
    data = {"di": world.lift.code, "fault": "lift.noise", "channel": "counter", "lang": "ms", "text": "Bunyi kuat"}
    answer = send(browser(world.office), desk(world), card=code, **data)
    assert answer.status_code == 422 and 'id="id_card_error"' in page(answer) and "Bunyi kuat" in page(answer)
    assert not Issue.objects.exists()


@pytest.mark.parametrize("fault", ["", "playground", "💥"])
def test_nothing_is_written_down_without_saying_what_is_wrong(world, fault):
    data = {"di": world.lift.code, "fault": fault, "channel": "counter", "lang": "ms", "text": "Bunyi kuat"}
    answer = send(browser(world.office), desk(world), **data)
    assert answer.status_code == 422 and 'id="id_fault_error"' in page(answer) and "Bunyi kuat" in page(answer)


def test_writing_it_down_twice_by_one_id_is_one_report(world):
    client = browser(world.office)
    data = {"di": world.lift.code, "fault": "lift.noise", "channel": "counter", "lang": "ms", "client_id": ID}
    first, second = (client.post(desk(world), data) for _time in range(2))
    assert Issue.objects.count() == 1 and first["Location"] == second["Location"]
