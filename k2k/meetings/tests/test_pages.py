"""The pages as residents, the committee and strangers see them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from k2k.core import clock, nodes, registry
from k2k.core.accounts.models import Account
from k2k.groups import slots
from k2k.meetings import calendar, commands, offers, queries, words
from k2k.meetings.models import Attendance, Meeting, Motion
from k2k.meetings.testing import bring, make_meeting
from k2k.people import commands as people
from k2k.people import testing as people_testing

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def client(actor=None):
    made = Client(headers={"accept-language": "en"})
    made.cookies["django_language"] = "en"
    if actor is not None:
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        made.force_login(actor.account)
    return made


def by_card(held, number):
    """A browser with a fresh card of that member's home."""
    browser = client()
    card = people.issue_card(
        people_testing.make_staff(f"penggerak{number}", "mobiliser", held.made.site),
        household=held.made.memberships[number].household,
    )
    people_testing.sign_in_by_card(browser, card.code)
    return browser


def page(browser, meeting, name="show", status=200):
    answer = browser.get(words.url(meeting, name))
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def test_everybody_reads_what_is_called_and_nobody_a_draft(called):
    listed = client().get(reverse("meetings:list", args=[called.made.group.code])).content.decode()
    assert "Annual general meeting" in listed
    for name in ("show", "notice"):
        assert "Dewan" in page(client(), called.meeting, name)
    draft = make_meeting("draft", made=called.made, kind="egm")
    page(client(), draft.meeting, status=404)
    assert "Call this meeting" in page(client(called.secretary), draft.meeting)


def test_the_secretary_plans_edits_the_agenda_and_calls(called):
    browser, code = client(called.secretary), called.made.group.code
    day = clock.today() + timedelta(days=1)
    sent = {"kind": "egm", "day": day.isoformat(), "hour": "20:30", "place": "Dewan"}
    answer = browser.post(reverse("meetings:plan", args=[code]), sent)
    draft = Meeting.objects.get(kind="egm")
    assert answer.status_code == 303
    assert "Agenda" in page(browser, draft, "agenda")
    browser.post(words.url(draft, "add_item"), {"title": "Pintu", "kind": "motion", "position": ""})
    last = draft.items.last()
    assert last.title == "Pintu"
    browser.post(reverse("meetings:drop_item", args=[code, draft.code, last.position]))
    assert draft.items.last().title != "Pintu"
    answer = browser.post(words.url(draft, "call"))
    assert answer.status_code == 422 and "The earliest day is" in answer.content.decode()
    assert browser.post(words.url(draft, "cancel"), {"reason": ""}).status_code == 303


def test_i_am_here_is_one_press_under_the_card_and_no_pin(held):
    assert "Scan the card" in page(client(), held.meeting, "attend")
    browser = by_card(held, 5)
    assert "data-offline" in page(browser, held.meeting, "attend")
    assert 'form="here"' in page(browser, held.meeting, "attend")
    answer = browser.post(words.url(held.meeting, "attend"), {"occurred_at": held.at.isoformat()})
    assert answer.status_code == 303 and queries.counted(held.meeting).here == 5
    browser.post(words.url(held.meeting, "attend"))
    assert queries.counted(held.meeting).here == 5
    assert "You are counted since" in page(browser, held.meeting, "attend")
    assert client().post(words.url(held.meeting, "attend")).status_code == 404


def test_the_tick_list_is_the_committees_searched_and_says_double_entries(held):
    page(client(), held.meeting, "tick", status=404)
    browser = client(held.secretary)
    member = held.made.memberships[4]
    found = browser.get(words.url(held.meeting, "tick"), {"q": member.household.node.name}).content.decode()
    assert f'value="m{member.pk}"' in found
    sent = {"who": f"m{member.pk}", "how": "paper"}
    first = browser.post(words.url(held.meeting, "tick"), sent, follow=True).content.decode()
    again = browser.post(words.url(held.meeting, "tick"), sent, follow=True).content.decode()
    assert "Entered." in first and "It counts once" in again
    assert Attendance.objects.get(membership=member).how == "paper"
    assert browser.post(words.url(held.meeting, "tick"), {"who": "m999999", "how": "tick"}).status_code == 404


def test_the_wall_shows_the_quorum_and_asks_again_only_while_it_is_open(held):
    browser = client()
    answer = browser.get(words.url(held.meeting, "wall"))
    assert answer["Refresh"] == "1" and "4 / 3" in answer.content.decode()
    bring(held, "closed")
    assert "Refresh" not in browser.get(words.url(held.meeting, "wall"))


def test_a_motion_is_moved_seconded_voted_on_and_promised_on_its_page(held):
    browser = client(held.secretary)
    sent = {"item": held.item().pk, "text": "Cat lobi", "subject": "ordinary", "proposer": held.here[0].pk}
    assert browser.get(words.url(held.meeting, "propose")).status_code == 200
    assert browser.post(words.url(held.meeting, "propose"), sent).status_code == 303
    motion = Motion.objects.get()
    motion.meeting.group = held.made.group

    def press(name, status=303, **said):
        args = [held.made.group.code, held.meeting.code, 1]
        answer = browser.post(reverse(f"meetings:{name}", args=args), said)
        assert answer.status_code == status, (name, answer.status_code)
        return answer.content.decode()

    press("second", seconder=held.here[1].pk)
    assert "Hands" in browser.get(words.motion_url(motion)).content.decode()
    assert "Count again" in press("vote_hands", 422, votes_for=5, votes_against=0, abstained=0)
    press("vote_hands", votes_for=3, votes_against=1, abstained=0)
    due = (clock.today() + timedelta(days=30)).isoformat()
    press("decide", what="Cat lobi", post=held.made.group.body.posts.first().pk, due=due)
    seen = client().get(words.motion_url(motion)).content.decode()
    assert "Carried" in seen and "3 for, 1 against" in seen and "a member" in seen
    name = held.made.memberships[0].person.preferred_name
    assert name not in seen
    assert name in by_card(held, 2).get(words.motion_url(motion)).content.decode()
    listed = client().get(reverse("meetings:follow_up", args=[held.made.group.code])).content.decode()
    assert "Cat lobi" in listed


def test_minutes_are_the_committees_until_published_and_name_nobody():
    held = make_meeting("closed", here=4)
    page(client(), held.meeting, "minutes", status=404)
    browser = client(held.secretary)
    address = reverse("meetings:write", args=[held.made.group.code, held.meeting.code, 2])
    assert browser.post(address, {"said": "Pengerusi mengalu-alukan semua."}).status_code == 303
    assert "mengalu-alukan" in page(browser, held.meeting, "minutes")
    assert browser.post(words.url(held.meeting, "publish")).status_code == 303
    assert "mengalu-alukan" in page(client(), held.meeting, "minutes")
    card = by_card(held, 0)
    assert "Correct the minutes" in page(card, held.meeting, "minutes")
    assert card.post(words.url(held.meeting, "correct"), {"text": "Tidak betul", "item": ""}).status_code == 303
    correction = held.meeting.corrections.get()
    address = reverse("meetings:answer", args=[held.made.group.code, held.meeting.code, correction.pk])
    assert browser.post(address, {"because": "Dicatat"}).status_code == 303
    assert browser.post(words.url(held.meeting, "sign")).status_code == 422


def test_signed_minutes_show_their_mark_and_who_signed_by_post():
    held = make_meeting("signed", here=4)
    found = page(client(), held.meeting, "minutes")
    assert (
        held.meeting.minutes.sha256[:32] in found
        and held.meeting.minutes.sha256[32:] in found
        and "Signed: Secretary" in found
        and "Signed: Chair" in found
    )


def test_the_calendar_is_escaped_and_folded(called):
    answer = client().get(reverse("meetings:calendar", args=[called.made.group.code]))
    body = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar") and called.meeting.code in body
    assert body.endswith("END:VCALENDAR\r\n") and all(len(line.encode()) <= 75 for line in body.split("\r\n"))
    assert calendar.escaped("a,b;c\\d\n") == "a\\,b\\;c\\\\d\\n"


def test_second_call_move_open_and_close_have_their_pages():
    held = make_meeting("called", rules="women", members=9)
    browser = client(held.secretary)
    for name in ("move", "cancel", "open"):
        assert browser.get(words.url(held.meeting, name)).status_code == 200
        page(client(), held.meeting, name, status=404)
    assert browser.post(words.url(held.meeting, "open")).status_code == 303
    assert "Second call" in page(browser, held.meeting)
    assert browser.post(words.url(held.meeting, "second_call")).status_code == 303
    assert "This is a second call" in page(browser, held.meeting)
    assert browser.post(words.url(held.meeting, "close")).status_code == 303


def test_the_group_and_the_people_are_told_what_is_theirs(held):
    group, at = held.made.group, held.at
    assert [part.title for part in slots.parts(group, held.secretary, at)].count("Meetings and minutes") == 1
    (due,) = [due for due in slots.dues(group, at) if due.what == "Annual general meeting"]
    assert due.due and due.missing == "It is called."
    todo = offers.todo
    assert [each.ref for each in todo(held.made.homes[0], at)] == [held.meeting.ref]
    assert todo(held.made.homes[-1], at) == []
    bring(held, "closed")
    assert "Write the minutes" in todo(held.secretary, at + timedelta(hours=3))[0].sentence
    bring(held, "published")
    assert todo(held.secretary, at + timedelta(days=2)) == []
    assert "Sign the minutes" in todo(held.secretary, at + timedelta(days=9))[0].sentence
    day = clock.today(at)
    held_of, enough, kept = offers.health(group, day - timedelta(days=30), day + timedelta(days=30))
    assert (held_of.n, held_of.of, enough.n, enough.of, kept.of) == (1, 1, 1, 1, 0)
    assert todo(held.secretary, at + timedelta(days=340))[-1].ref == group.ref
    assert registry.get("ref", "meetings.meeting")(held.meeting.pk, held.made.homes[0])


def test_a_rukun_tetangga_counts_six_meetings_a_year():
    held = make_meeting("closed", rules="krt", kind="committee", here=2)
    (due,) = offers.due(held.made.group, held.at)
    assert due.done_on is None and due.missing.startswith("1 of 6")


def _asked(browser, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_lists_cost_the_same_however_long(held):
    browser, code = client(held.secretary), held.made.group.code
    hall = nodes.create(kind="spot", name="", noun="hall", parent=held.made.site)

    def more(n):
        for number in range(n):
            meeting = commands.plan(
                held.secretary, group=held.made.group, kind="committee", place="x", spot=hall,
                starts_at=clock.now() + timedelta(days=9),
            )  # fmt: skip
            commands.call(held.secretary, meeting=meeting)
            motion = held.seconded(f"Usul {number}")
            commands.vote_hands(held.secretary, motion=motion, votes_for=3, votes_against=0, abstained=0, at=held.at)
            commands.decide(
                held.secretary, motion=motion, what="x", post=held.made.group.body.posts.first(),
                due=clock.today() + timedelta(days=9), at=held.at,
            )  # fmt: skip

    addresses = [
        reverse("meetings:list", args=[code]), reverse("meetings:follow_up", args=[code]),
        reverse("meetings:calendar", args=[code]), words.url(held.meeting), words.url(held.meeting, "tick"),
    ]  # fmt: skip
    more(2)
    few = [_asked(browser, address) for address in addresses]
    more(8)
    assert [_asked(browser, address) for address in addresses] == few
    assert max(few[:3]) <= 9 and max(few) <= 18
