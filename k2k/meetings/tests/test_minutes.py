"""Minutes: written, corrected by those who were there, signed by two posts, then the same for good."""

import hashlib
from datetime import timedelta

import pytest

from k2k.core.commands import Denied, Refused
from k2k.meetings import canonical, commands, personal
from k2k.meetings.models import Minutes
from k2k.meetings.testing import bring, make_meeting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def published(db):
    return make_meeting("published", here=4)


def _correct(held, text="Saya cadangkan hijau", by=0, days=2.0):
    return commands.correct(held.made.members[by], meeting=held.meeting, text=text, at=held.at + timedelta(days=days))


def test_only_who_was_there_corrects_and_only_for_seven_days(published):
    assert _correct(published).state == "proposed"
    with pytest.raises(Denied):
        _correct(published, by=5)
    with pytest.raises(Refused, match="over"):
        _correct(published, days=8.1)


def test_nobody_signs_while_there_is_time_to_correct_or_a_correction_waits(published):
    with pytest.raises(Refused, match="still say"):
        commands.sign(published.secretary, meeting=published.meeting, at=published.at + 5 * DAY)
    correction = _correct(published)
    with pytest.raises(Refused, match="every correction"):
        commands.sign(published.secretary, meeting=published.meeting, at=published.at + 9 * DAY)
    with pytest.raises(Refused):
        commands.answer(published.secretary, correction=correction, accept=True, because=" ", at=published.at + 3 * DAY)
    commands.answer(
        published.secretary, correction=correction, accept=False, because="Dicatat", at=published.at + 3 * DAY
    )
    assert commands.sign(published.secretary, meeting=published.meeting, at=published.at + 9 * DAY).post == "secretary"


def test_two_people_in_two_posts_sign_and_the_words_stay_with_their_mark(published):
    at = published.at + 9 * DAY
    commands.sign(published.secretary, meeting=published.meeting, at=at)
    published.meeting.refresh_from_db()
    assert published.meeting.state == "published"
    with pytest.raises(Refused, match="signed already"):
        commands.sign(published.secretary, meeting=published.meeting, at=at)
    with pytest.raises(Refused, match="being signed"):
        commands.write(published.secretary, meeting=published.meeting, item=published.item(), said="Lain", at=at)
    commands.sign(published.made.posts["treasurer"], meeting=published.meeting, at=at)
    published.meeting.refresh_from_db()
    minutes = Minutes.objects.get()
    assert published.meeting.state == "signed"
    assert minutes.sha256 == hashlib.sha256(minutes.text.encode()).hexdigest()
    assert minutes.text == canonical.text(published.meeting)


def test_signed_minutes_name_no_member():
    held = make_meeting("open", here=4)
    motion = held.seconded("Cat semula lobi")
    commands.vote_hands(held.secretary, motion=motion, votes_for=4, votes_against=0, abstained=0, at=held.at)
    for step in ("closed", "published", "signed"):
        bring(held, step)
    text = Minutes.objects.get().text
    assert "Cat semula lobi" in text and "4" in text
    assert not any(row.person.preferred_name in text for row in held.made.memberships)


def test_the_next_meeting_approves_signed_minutes_by_a_motion():
    held = make_meeting("signed", here=4)
    later = make_meeting("open", here=4, made=held.made, at=held.at + 60 * DAY)
    item = later.item("approve")
    assert item.approves == held.meeting
    motion = later.seconded("Minit disahkan", item=item)
    commands.vote_hands(later.secretary, motion=motion, votes_for=4, votes_against=0, abstained=0, at=later.at)
    held.meeting.refresh_from_db()
    assert held.meeting.approved_at == later.at


def test_minutes_that_are_not_signed_are_not_approved():
    held = make_meeting("published", here=4)
    later = make_meeting("open", here=4, made=held.made, at=held.at + 60 * DAY)
    with pytest.raises(Refused, match="not signed"):
        later.seconded("Minit disahkan", item=later.item("approve"))


def test_what_is_wrong_in_signed_minutes_is_noted_by_a_later_meeting_and_they_stay():
    held = make_meeting("signed", here=4)
    later = make_meeting("open", here=4, made=held.made, at=held.at + 60 * DAY)
    before = Minutes.objects.get().text
    note = commands.note(
        later.secretary, meeting=held.meeting, by_meeting=later.meeting, text="Jumlah sebenar 5.", at=later.at
    )
    assert note.text == "Jumlah sebenar 5." and Minutes.objects.get().text == before
    with pytest.raises(Refused):
        commands.note(held.secretary, meeting=held.meeting, by_meeting=held.meeting, text="x", at=later.at)


def test_a_meeting_does_not_end_with_a_motion_between_seconding_and_vote(held):
    motion = held.seconded()
    with pytest.raises(Refused, match="not voted"):
        commands.close(held.secretary, meeting=held.meeting, at=held.at + timedelta(hours=1))
    commands.withdraw(held.secretary, motion=motion, at=held.at + timedelta(hours=1))
    assert commands.close(held.secretary, meeting=held.meeting, at=held.at + timedelta(hours=1)).state == "closed"


def test_a_person_takes_along_where_they_were_and_their_words_can_be_erased(published):
    correction = _correct(published)
    person = published.made.memberships[0].person
    found = personal.export(person, published.at)
    assert [row["meeting"] for row in found["attended"]] == [published.meeting.code]
    assert found["corrections"][0]["text"] == "Saya cadangkan hijau"
    for _twice in range(2):
        personal.erase(person, published.at)
    correction.refresh_from_db()
    assert correction.text == ""
