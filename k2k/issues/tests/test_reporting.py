"""Reports: without an account, by card, without a name, in confidence, at the counter, from inside a home."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from k2k.bodies.testing import make_account
from k2k.core import clock, nodes, trail
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused
from k2k.core.models import Attempt, Receipt, TrailLine
from k2k.issues import commands, queries, sealing
from k2k.issues.models import Contact, Issue, Tap


def picture() -> SimpleUploadedFile:
    """A small JPEG as a phone sends it."""
    kept = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(kept, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", kept.getvalue(), "image/jpeg")


def test_somebody_without_an_account_reports_a_broken_lift(world, phone, at):
    issue = commands.report(phone, node=world.lift, category="lift", fault="not_working", channel="qr")
    assert (issue.state, issue.identity, issue.reporter_id, issue.site) == ("new", "open", None, world.place.site)
    assert (issue.households, issue.without_card) == (0, 1)
    assert [step.what for step in issue.steps.all()] == ["reported"]


def test_a_household_card_makes_the_first_neighbour_count(world):
    home = world.homes[0]
    issue = commands.report(home, node=world.lift, category="lift", identity="card")
    assert (issue.identity, issue.reporter_id, issue.households, issue.without_card) == (
        "card",
        home.household_id,
        1,
        0,
    )
    assert issue.secret == "" and issue.follow_hash == ""


def test_without_a_card_the_reporter_gets_a_secret_link_that_is_stored_nowhere(world, phone):
    issue = commands.report(phone, node=world.lift, category="lift")
    assert queries.follow(issue.secret).pk == issue.pk
    assert queries.follow(issue.secret.lower().replace("-", " ")).pk == issue.pk
    assert issue.secret not in str(Issue.objects.filter(pk=issue.pk).values().get())


@pytest.mark.parametrize("secret", ["", "x", "0000-0000-0000-0000", "🙂", "7Q4M-K2X9"])
def test_a_wrong_secret_finds_nothing(world, secret):
    with pytest.raises(Http404):
        queries.follow(secret)


def test_a_report_sent_twice_is_one_report_with_the_same_secret(world, phone):
    key = uuid.uuid4()
    given = {"node": world.lift, "category": "lift", "text": "Rosak", "client_id": key}
    one, two = commands.report(phone, **given), commands.report(phone, **given)
    assert one.pk == two.pk and one.secret == two.secret and Issue.objects.count() == 1
    with pytest.raises(Refused):
        commands.report(phone, **given | {"text": "Lain"})


def test_an_anonymous_report_keeps_nobody(world, at):
    home = world.homes[0].on_device("c" * 32)
    before = TrailLine.objects.count()
    issue = commands.report(
        home, node=world.lift, category="safety", identity="anonymous", text="Ada orang", photo=picture(),
        client_id=uuid.uuid4(),
    )  # fmt: skip
    assert (issue.reporter_id, issue.households, issue.without_card) == (None, 0, 1)
    assert issue.photo.owner == "anon"
    assert list(Tap.objects.values_list("household_id", "device")) == [(None, "")]
    assert {line.actor for line in TrailLine.objects.all()[before:]} == {"anon"}
    assert all("card:" not in line.text for line in TrailLine.objects.all()[before:])
    assert list(Receipt.objects.values_list("actor", flat=True)) == ["anon"]
    keys = set(Attempt.objects.values_list("bucket", flat=True))
    assert keys == {"issues.anonymous"}, "neither the card nor the phone is counted"
    assert not queries.my_issues(home).exists()


def test_a_report_in_confidence_seals_its_contact_for_one_post(world, at):
    issue = commands.report(
        world.homes[0], node=world.lift, category="safety", identity="confidential", contact="012-345 6789"
    )
    sealed = Contact.objects.get(issue=issue)
    assert "345 6789" not in sealed.sealed and sealed.post == "safeguarding_lead"
    assert issue.reporter_id is None and not TrailLine.objects.filter(subject=issue.ref).exclude(actor="anon").exists()
    lead = make_account("Pelindung", "safeguard", world.place.site)
    opened = commands.read_contact(lead, issue=issue)
    assert opened.words == "012-345 6789"
    line = TrailLine.objects.filter(verb="issues.read_contact").get()
    assert line.actor == lead.key and "345 6789" not in line.text
    for nobody in (world.office, world.homes[0], world.technician, Actor.anonymous("a")):
        with pytest.raises(Denied):
            commands.read_contact(nobody, issue=issue)


def test_the_fingerprint_of_a_confidential_report_does_not_tell_its_contact(world, phone):
    given = {"node": world.lift, "category": "safety", "identity": "confidential", "client_id": uuid.uuid4()}
    commands.report(phone, **given, contact="012-345 6789")
    words = sealing.Words("012-345 6789")
    assert "345 6789" not in str(words) and str(words).startswith("1:")
    with pytest.raises(Refused):
        commands.report(phone, **given, contact="012-345 6780")


def test_a_report_in_confidence_needs_a_way_to_be_reached(world, phone):
    with pytest.raises(Refused) as refusal:
        commands.report(phone, node=world.lift, category="safety", identity="confidential", contact="  ")
    assert refusal.value.field == "contact"


def test_a_contact_sealed_under_another_key_is_not_opened_and_breaks_nothing(world, phone, settings):
    issue = commands.report(phone, node=world.lift, category="safety", identity="confidential", contact="Ali")
    settings.HASH_KEY = "another key"
    with pytest.raises(Refused):
        commands.read_contact(make_account("Pelindung", "safeguard", world.place.site), issue=issue)


def test_a_fault_inside_a_home_is_private_whoever_reports_it(world):
    home, unit = world.homes[0], world.place.units[0]
    issue = commands.report(home, node=unit, category="leak")
    assert issue.at_home and issue.node == unit
    by_switch = commands.report(home, node=world.place.block, category="leak", at_home=True)
    assert by_switch.at_home and by_switch.node == unit


def test_a_card_reports_inside_its_own_home_only(world):
    with pytest.raises(Refused) as refusal:
        commands.report(world.homes[0], node=world.place.units[1], category="leak", at_home=True)
    assert refusal.value.field == "node"


def test_without_a_card_a_report_from_inside_a_home_names_the_home(world, phone):
    with pytest.raises(Refused):
        commands.report(phone, node=world.place.block, category="leak", at_home=True)
    assert commands.report(phone, node=world.place.units[2], category="leak").at_home


@pytest.mark.parametrize("identity", ["anonymous", "confidential"])
def test_a_report_from_inside_a_home_cannot_be_without_a_name(world, phone, identity):
    with pytest.raises(Refused) as refusal:
        commands.report(phone, node=world.place.units[0], category="leak", identity=identity, contact="Ali")
    assert refusal.value.field == "identity"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"category": "unknown"}, "category"),
        ({"category": ""}, "category"),
        ({"category": "lift", "fault": "flickering"}, "fault"),
        ({"category": "lift", "identity": "clerk2"}, None),
        ({"category": "lift", "channel": "import"}, None),
        ({"category": "lift", "text": "x" * 2001}, "text"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_is_written(world, phone, given, field):
    with pytest.raises(Refused) as refusal:
        commands.report(phone, node=world.lift, **given)
    assert refusal.value.field == field and not Issue.objects.exists()


def test_a_broken_picture_is_refused_and_nothing_is_half_written(world, phone):
    with pytest.raises(Refused) as refusal:
        commands.report(phone, node=world.lift, category="lift", photo=SimpleUploadedFile("a.jpg", b"GIF89a nonsense"))
    assert refusal.value.field == "photo"
    assert not Issue.objects.exists() and not Tap.objects.exists()


def test_the_programme_and_a_closed_place_take_no_reports(world, phone):
    with pytest.raises(Refused):
        commands.report(phone, node=nodes.root(), category="other")
    world.lift.closed_on = clock.today()
    with pytest.raises(Refused):
        commands.report(phone, node=world.lift, category="lift")


def test_a_phone_with_a_wrong_clock_is_bounded_and_flagged(world, phone, at):
    late = commands.report(phone, node=world.lift, category="lift", claimed_at=at + timedelta(days=400), at=at)
    assert late.clock_doubtful and late.occurred_at == at + clock.CLAIM_AHEAD and late.reported_at == at
    waited = commands.report(phone, node=world.lift, category="lift", claimed_at=at - timedelta(hours=30), at=at)
    assert not waited.clock_doubtful and waited.occurred_at == at - timedelta(hours=30)
    nonsense = commands.report(phone, node=world.lift, category="lift", claimed_at="yesterday-ish", at=at)
    assert nonsense.clock_doubtful and nonsense.occurred_at == at


def test_one_phone_reports_ten_times_an_hour_and_another_is_not_held_up(world, phone, other_phone, at):
    for _number in range(10):
        commands.report(phone, node=world.lift, category="lift", at=at)
    with pytest.raises(Refused):
        commands.report(phone, node=world.lift, category="lift", at=at)
    commands.report(other_phone, node=world.lift, category="lift", at=at)
    commands.report(phone, node=world.lift, category="lift", at=at + timedelta(hours=1))


def test_the_office_writes_down_a_telephone_call_on_behalf_of_a_home(world):
    home = world.homes[1]
    household = home_of(home)
    issue = commands.record_for(
        world.office,
        node=world.place.corridors[0],
        category="light",
        text="Gelap",
        channel="phone",
        household=household,
    )
    assert (issue.identity, issue.channel, issue.reporter_id) == ("clerk", "phone", home.household_id)
    assert issue.households == 1 and queries.follow(issue.secret).pk == issue.pk
    line = trail.history(issue.ref).get(verb="issues.record_for")
    assert (line.actor, line.behalf) == (world.office.key, f"household:{home.household_id}")


def test_the_office_writes_down_a_report_of_somebody_it_does_not_know(world):
    issue = commands.record_for(world.office, node=world.lift, category="lift", channel="counter")
    assert (issue.reporter_id, issue.households, issue.without_card) == (None, 0, 1)


def test_nobody_else_writes_down_a_call(world, elsewhere, phone):
    for nobody in (phone, world.homes[0], elsewhere.office, world.technician):
        with pytest.raises(Denied):
            commands.record_for(nobody, node=world.lift, category="lift")
    with pytest.raises(Refused):
        commands.record_for(world.office, node=world.lift, category="lift", channel="web")


def test_anyone_writes_the_outside_number_and_only_the_office_corrects_it(world, phone, other_phone):
    issue = commands.report(phone, node=world.lift, category="lift")
    commands.record_outside_number(other_phone, issue=issue, system="sispaa", number=" SP  2024/77 ")
    assert (issue.outside_system, issue.outside_number) == ("sispaa", "SP 2024/77")
    with pytest.raises(Refused):
        commands.record_outside_number(phone, issue=issue, system="adukl", number="AD-0001")
    commands.record_outside_status(world.office, issue=issue, status="Dalam siasatan")
    commands.record_outside_number(world.office, issue=issue, system="adukl", number="AD-0001")
    issue.refresh_from_db()
    assert (issue.outside_system, issue.outside_status) == ("adukl", "")


@pytest.mark.parametrize("number", ["", "ab", "<script>", "x" * 41, "=1+2+3", "-SP12", "SP12\x00", "ساعدني"])
def test_an_outside_number_is_checked_loosely(world, phone, number):
    issue = commands.report(phone, node=world.lift, category="lift")
    with pytest.raises(Refused) as refusal:
        commands.record_outside_number(phone, issue=issue, system="sispaa", number=number)
    assert refusal.value.field == "number"


def home_of(actor):
    """The household of a card actor, as the counter's form finds it by the card."""
    from k2k.people import queries as people

    return people.household_of(actor)
