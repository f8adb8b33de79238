"""Each raw statement here is refused by the database itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.meetings import commands
from k2k.meetings.testing import bring, make_meeting

pytestmark = pytest.mark.django_db


def is_refused(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def full(state):
    """A meeting with everything in it, in that state."""
    held = make_meeting("open", here=4)
    motion = held.seconded()
    commands.recuse(held.secretary, motion=motion, attendance=held.here[3], at=held.at)
    votes = {held.here[0].pk: "for", held.here[1].pk: "for"}
    commands.vote_roll(held.secretary, motion=motion, votes=votes, at=held.at)
    commands.decide(
        held.secretary, motion=motion, what="Cat", post=bodies.posts(held.made.group.body).first(),
        due=clock.today(held.at) + timedelta(days=30), at=held.at,
    )  # fmt: skip
    steps = ("closed", "published", "signed")
    for step in steps[: steps.index(state) + 1] if state != "open" else ():
        if step == "signed":
            correction = commands.correct(
                held.made.members[0], meeting=held.meeting, text="Salah", at=held.at + timedelta(days=2)
            )
            commands.answer(
                held.secretary, correction=correction, accept=True, because="Betul", at=held.at + timedelta(days=3)
            )
        bring(held, step)
    return held


TABLES = (
    "meeting", "notice", "agendaitem", "attendance", "motion", "interest", "rollvote", "decision", "correction",
    "minutes", "signature",
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(table):
    full("signed")
    is_refused(f"DELETE FROM meetings_{table}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_agendaitem SET said = 'lain'",
        "UPDATE meetings_agendaitem SET title = 'lain'",
        "UPDATE meetings_minutes SET text = 'lain'",
        "UPDATE meetings_minutes SET sha256 = 'x'",
        "UPDATE meetings_signature SET post = 'treasurer'",
        "UPDATE meetings_meeting SET state = 'published'",
        "UPDATE meetings_meeting SET present_n = 40",
        "UPDATE meetings_meeting SET starts_at = '2030-01-01T00:00:00+00:00'",
        "UPDATE meetings_meeting SET signed_at = NULL",
        "UPDATE meetings_motion SET votes_for = 4",
        "UPDATE meetings_motion SET state = 'lost'",
        "UPDATE meetings_motion SET text = 'lain'",
        "UPDATE meetings_rollvote SET choice = 'against'",
        "UPDATE meetings_interest SET why = 'declared'",
        "UPDATE meetings_decision SET post_id = post_id",
        "UPDATE meetings_correction SET text = 'lain'",
        "UPDATE meetings_correction SET answer = 'lain'",
        "UPDATE meetings_attendance SET counts = NOT counts",
        "UPDATE meetings_notice SET starts_at = '2030-01-01T00:00:00+00:00'",
        "INSERT INTO meetings_agendaitem (meeting_id, position, kind, title, said)"
        " SELECT id, 99, 'other', 'x', 'x' FROM meetings_meeting",
        "INSERT INTO meetings_signature (minutes_id, post, account_id, at)"
        " SELECT minutes_id, 'treasurer', account_id + 1, at FROM meetings_signature",
        "INSERT INTO meetings_correction (meeting_id, household_id, text, at, state, answer)"
        " SELECT meeting_id, household_id, 'x', at, 'proposed', '' FROM meetings_correction",
    ],
)
def test_signed_minutes_are_never_edited(statement):
    full("signed")
    is_refused(statement)


def test_words_of_a_correction_can_be_emptied():
    full("signed")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_correction SET text = ''")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_meeting SET state = 'signed', signed_at = published_at",
        "UPDATE meetings_meeting SET approved_at = published_at",
        "UPDATE meetings_meeting SET quorum_n = 1",
        "UPDATE meetings_meeting SET kind = 'egm'",
        "INSERT INTO meetings_attendance (meeting_id, sitting, appointment_id, how, at, occurred_at, doubtful, counts,"
        " device) SELECT meeting_id, 2, a.id, how, at, occurred_at, doubtful, counts, device"
        " FROM meetings_attendance, bodies_appointment a",
        "INSERT INTO meetings_motion (meeting_id, item_id, number, text, subject, proposer_id, state, moved_at, method,"
        " ballot) SELECT meeting_id, item_id, 9, text, subject, proposer_id, 'moved', moved_at, '', ''"
        " FROM meetings_motion",
    ],
)
def test_published_minutes_are_signed_by_two_and_nobody_comes_later(statement):
    full("published")
    is_refused(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_meeting SET quorum_n = 1",
        "UPDATE meetings_meeting SET called_at = opened_at",
        "UPDATE meetings_meeting SET state = 'draft'",
        "UPDATE meetings_agendaitem SET title = 'lain'",
        "DELETE FROM meetings_agendaitem",
        "INSERT INTO meetings_interest (motion_id, attendance_id, why, at)"
        " SELECT m.id, a.id, 'recused', a.at FROM meetings_motion m, meetings_attendance a"
        " WHERE NOT EXISTS (SELECT 1 FROM meetings_interest i WHERE i.attendance_id = a.id)",
    ],
)
def test_an_open_meeting_keeps_its_quorum_its_agenda_and_its_votes(statement):
    full("open")
    is_refused(statement)


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ("meeting_id, sitting, membership_id", "meeting_id, sitting, membership_id"),
        ("meeting_id, sitting", "meeting_id, 2"),
    ],
)
def test_a_member_is_there_once(columns, values):
    make_meeting("open", here=2)
    rest = "how, at, occurred_at, doubtful, counts, device"
    is_refused(f"INSERT INTO meetings_attendance ({columns}, {rest}) SELECT {values}, {rest} FROM meetings_attendance")
