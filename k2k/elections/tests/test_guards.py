"""What stands on a list, what was objected and decided stays: each raw statement is refused by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.elections import commands, personal, testing
from k2k.elections.commands.calling import Wanted
from k2k.elections.models import Candidate

pytestmark = pytest.mark.django_db


def is_refused(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def run():
    """An election counted, with an objection decided by two."""
    run = testing.make_call([Wanted("chair"), Wanted("treasurer")])
    testing.stand(run, 2, "Puan Lee")
    run.pass_days(22)
    said = commands.object_to_result(run.made.homes[5], election=run.election, reason="roll", at=run.day(23))
    for teller in run.tellers:
        commands.decide(teller, objection=said, upheld=False, because="Daftar betul", at=run.day(24))
    return run


@pytest.mark.parametrize(
    "change",
    [
        "elections_election SET state = 'called'",
        "elections_election SET state = 'voting'",
        "elections_election SET called_at = '2020-01-01T00:00:00+00:00'",
        "elections_election SET vote_until = '2030-01-01'",
        "elections_election SET settles_at = '2030-01-01T00:00:00+00:00'",
        "elections_election SET counted_at = NULL",
        "elections_seat SET places = 2",
        "elections_seat SET method = 'phragmen'",
        "elections_seat SET filled = 'vote'",
        "elections_candidate SET name = 'Lain'",
        "elections_candidate SET place = 9",
        "elections_candidate SET state = 'not_elected'",
        "elections_candidate SET seat_id = (SELECT max(id) FROM elections_seat)",
        "elections_teller SET named_at = '2020-01-01T00:00:00+00:00'",
        "elections_objection SET upheld = TRUE",
        "elections_objection SET reason = 'other'",
        "elections_ruling SET because = 'Lain'",
    ],
)
def test_what_stands_is_not_rewritten(run, change):
    is_refused(f"UPDATE {change} WHERE id > 0")


@pytest.mark.parametrize("table", ["election", "seat", "candidate", "teller", "objection", "ruling"])
def test_nothing_is_deleted(run, table):
    is_refused(f"DELETE FROM elections_{table} WHERE id > 0")


def test_no_seat_and_no_candidate_comes_late(run):
    columns = "election_id, seat_id, membership_id, proposer_id, how, name, statement, lang, state, proposed_at"
    is_refused(
        f"INSERT INTO elections_candidate (code, {columns})"
        f" SELECT 'LAIN', {columns.replace('membership_id', 'proposer_id')} FROM elections_candidate"
    )
    is_refused(
        "INSERT INTO elections_seat (election_id, number, post, places, reserved, method, filled)"
        " SELECT election_id, 9, post, places, reserved, method, '' FROM elections_seat WHERE number = 1"
    )


def test_a_person_takes_their_words_along_and_may_read_them_before(run):
    person = run.made.memberships[2].person
    assert personal.export(person, run.day(24))["candidacies"][0]["name"] == "Puan Lee"
    assert personal.export(run.made.memberships[1].person, run.day(24))["supported"] == [run.election.code]
    personal.erase(person, run.day(24))
    personal.erase(person, run.day(24))
    assert Candidate.objects.get().name == ""
