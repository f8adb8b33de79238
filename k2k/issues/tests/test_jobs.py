"""What time does by itself: it asks again and it forgets. It closes nothing."""

from datetime import timedelta

import pytest

from k2k.core.commands import Refused
from k2k.core.models import InboxItem
from k2k.issues import commands, jobs, queries, rules, testing
from k2k.issues.models import Answer, Contact, Issue, Tap

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def again() -> set[str]:
    """Who was asked once more."""
    items = InboxItem.objects.filter(message="issues.claimed")
    return {item.recipient for item in items if item.args.get("again")}


def test_after_72_hours_those_who_have_not_said_yes_are_asked_once_more_and_only_once(world):
    issue = testing.make_issue(world, "accepted", days_ago=10)
    for home in world.homes[1:3]:
        commands.tap(home, issue=issue)
    commands.claim(world.office, issue=issue, at=world.at - 80 * HOUR)
    commands.answer(world.homes[1], issue=issue, answer="yes", at=world.at - 79 * HOUR)
    jobs.ask_again(issue.claimed_at + 72 * HOUR - timedelta(seconds=1))
    assert again() == set()
    jobs.ask_again(world.at)
    jobs.ask_again(world.at + DAY)
    assert again() == {f"household:{world.homes[n].household_id}" for n in (0, 2)}
    assert InboxItem.objects.filter(message="issues.claimed", args__again=True).count() == 2


def test_a_repair_claimed_anew_is_asked_about_anew(world):
    issue = testing.make_issue(world, "claimed", days_ago=10)
    jobs.ask_again(world.at)
    commands.answer(world.homes[0], issue=issue, answer="no", at=world.at)
    commands.claim(world.office, issue=issue, at=world.at)
    InboxItem.objects.all().delete()
    jobs.ask_again(world.at + 4 * DAY)
    assert again() == {f"household:{world.homes[0].household_id}"}


@pytest.mark.parametrize("days", [0, 4, 15, 100, 5000])
def test_no_length_of_silence_closes_anything(world, days):
    issue = testing.make_issue(world, "claimed", days_ago=1)
    for job in (jobs.ask_again, jobs.erase_contacts, jobs.forget_devices):
        job(world.at + days * DAY)
    issue.refresh_from_db()
    assert issue.state == "claimed" and issue.closed_at is None


def test_a_sealed_contact_is_erased_90_days_after_the_end(world, phone):
    issue = commands.report(phone, node=world.lift, category="safety", identity="confidential", contact="012-3456789")
    commands.reject(world.office, issue=issue, reason="Bukan kerja kita", at=world.at)
    jobs.erase_contacts(world.at + rules.CONTACT_KEPT - timedelta(seconds=1))
    assert Contact.objects.get().sealed
    for _twice in range(2):
        jobs.erase_contacts(world.at + rules.CONTACT_KEPT)
    contact = Contact.objects.get()
    assert contact.sealed == "" and contact.erased_at
    from k2k.bodies.testing import make_account

    with pytest.raises(Refused):
        commands.read_contact(make_account("Pelindung", "safeguard", world.place.site), issue=issue)


def test_an_open_report_keeps_its_contact_however_old(world, phone):
    commands.report(phone, node=world.lift, category="safety", identity="confidential", contact="012-3456789")
    jobs.erase_contacts(world.at + 4000 * DAY)
    assert Contact.objects.get().sealed


def test_the_marks_of_phones_are_dropped_90_days_after_the_end_and_the_count_stays(world, phone, other_phone):
    issue = testing.make_issue(world, "started", days_ago=3, by=phone)
    commands.tap(other_phone, issue=issue)
    commands.claim(world.office, issue=issue, at=world.at)
    commands.answer(phone, issue=issue, answer="yes", at=world.at)
    for home in world.homes[:2]:
        commands.answer(home, issue=issue, answer="yes", at=world.at)
    jobs.forget_devices(world.at + 89 * DAY)
    assert Tap.objects.exclude(device="").count() == 2
    jobs.forget_devices(world.at + 90 * DAY)
    assert not Tap.objects.exclude(device="").exists() and not Answer.objects.exclude(device="").exists()
    issue.refresh_from_db()
    assert issue.without_card == 2 and issue.taps.count() == 2
    assert not queries.my_issues(phone).exists()
    assert Issue.objects.get().state == "confirmed"
