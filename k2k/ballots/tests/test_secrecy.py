"""What decision 7 says a test shows: what a vote leaves behind, where, and that it is forgotten."""

import json
import re
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction

from k2k.ballots import commands, jobs, testing
from k2k.ballots.models import Envelope, Voter
from k2k.ballots.testing import PHRASES, line_of, slip, vote
from k2k.core import clock, notify, trail
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.jobs import Job
from k2k.core.receipts import Receipt
from k2k.people import commands as people
from k2k.people.testing import bound, make_person


def written(call) -> list[str]:
    """The statements that wrote, in order."""
    found: list[str] = []

    def listen(execute, sql, params, many, context):
        if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql):
            found.append(re.search(r'"(\w+)"', sql).group(1))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        call()
    return found


def test_a_vote_writes_a_mark_an_envelope_and_a_line_of_the_trail_and_nothing_else(made, open_ballot):
    tables = written(lambda: vote(open_ballot, made.cards[0], 1, 2))
    assert set(tables) <= {"ballots_voter", "ballots_envelope", "core_trailline", "core_trailhead"}


def test_two_who_choose_differently_leave_the_same_traces(made, open_ballot):
    one, two = made.cards[:2]
    first = written(lambda: vote(open_ballot, one, 1, 2, 3, yes=1))
    second = written(lambda: vote(open_ballot, two, 3, yes=2))
    assert first == second
    lines = [json.loads(line.text) for line in trail.TrailLine.objects.filter(verb="ballots.cast").order_by("pk")]
    plain = [{key: value for key, value in line.items() if key not in DIFFERS} for line in lines]
    assert plain[0] == plain[1]
    assert {key for key in lines[0] if lines[0][key] != lines[1][key]} <= DIFFERS
    assert len({len(bytes(each.sealed)) for each in Envelope.objects.all()}) == 1


#: What two lines of the trail may differ in: their number, who acted, when, and the chain.
DIFFERS = {"seq", "actor", "occurred_at", "recorded_at", "prev", "private", "id"}


def test_jobs_and_receipts_hold_nothing_of_a_vote(made, open_ballot):
    before = Job.objects.count(), Receipt.objects.count()
    vote(open_ballot, made.cards[0], 1)
    assert (Job.objects.count(), Receipt.objects.count()) == before


def test_the_log_of_a_vote_holds_neither_choice_nor_code(made, open_ballot, client, capfd):
    from k2k.people.testing import sign_in_by_card

    sign_in_by_card(client, made.codes[0])
    capfd.readouterr()
    code = slip()
    given = {"slip": code, "step": "cast", "c1_1": "3", "c1_2": "1", "c1_3": "", "c2": "2"}
    answer = client.post(f"/undi/{open_ballot.code}/kertas/", given)
    said = "".join(capfd.readouterr())
    assert answer.status_code == 200
    assert Envelope.objects.filter(slip=code).exists()
    assert '"event": "request"' in said
    assert code not in said
    assert not re.search(r"\bc[12](_\d)?\b|Chong|Tidak", said)


@pytest.mark.parametrize("verb", ["cast_vote", "help_vote", "keep_key", "type_papers", "count_votes"])
def test_what_takes_a_secret_takes_no_client_id(made, open_ballot, verb):
    with pytest.raises(TypeError, match="no client id"):
        getattr(commands, verb)(made.cards[0], ballot=open_ballot, client_id=uuid.uuid4())
    assert not Receipt.objects.filter(verb__startswith="ballots.").exists()


def helped(made, ballot, card):
    witness = line_of(made.cards[5])
    commands.help_vote(
        made.secretary,
        ballot=ballot,
        who=line_of(card),
        witness=witness,
        helper=line_of(made.cards[4]),
        vote={1: [2], 2: [1]},
        slip=slip(),
    )


def test_a_home_is_told_that_somebody_helped_and_can_object(made, open_ballot):
    card = made.cards[0]
    helped(made, open_ballot, card)
    [(_item, sentence, url)] = notify.render(notify.inbox(card.inboxes).filter(message="ballots.helped"))
    assert "Pemilihan" in sentence
    assert url == f"/undi/{open_ballot.code}/"
    commands.object_to_help(card, ballot=open_ballot)
    assert Voter.objects.get(mark="helped").objected
    with pytest.raises(Refused, match="No help"):
        commands.object_to_help(made.cards[1], ballot=open_ballot)
    with pytest.raises(Denied):
        commands.object_to_help(made.secretary, ballot=open_ballot)


def ended(made, ballot):
    commands.close(made.secretary, ballot=ballot)
    commands.count_votes(made.tellers[0], ballot=ballot, passphrases={1: PHRASES[1], 2: PHRASES[2]})


def test_a_year_after_the_count_the_roll_keeps_marks_and_no_names(made, open_ballot):
    vote(open_ballot, made.cards[0], 1)
    helped(made, open_ballot, made.cards[1])
    ended(made, open_ballot)
    jobs.forget_names(at=clock.now() + timedelta(days=364))
    assert Voter.objects.filter(who=line_of(made.cards[0])).exists()
    jobs.forget_names(at=clock.now() + timedelta(days=366))
    rows = Voter.objects.all()
    assert all(line.who.startswith("gone:") for line in rows)
    assert {line.helper for line in rows} == {"", "gone:"}
    assert sorted(line.mark for line in rows) == ["", "", "", "", "helped", "screen"]


@pytest.mark.parametrize(
    ("saying", "change"),
    [
        ("until the ballot is over", "who = 'gone:1'"),
        ("mark on the roll", "who = 'gone'"),
    ],
)
def test_nobody_forgets_a_name_while_the_ballot_runs(made, open_ballot, saying, change):
    from django.db import DatabaseError

    vote(open_ballot, made.cards[0], 1)
    with pytest.raises(DatabaseError, match=saying), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ballots_voter SET {change} WHERE mark <> ''")


def test_forgetting_a_name_changes_no_mark(made, open_ballot):
    from django.db import DatabaseError

    vote(open_ballot, made.cards[0], 1)
    ended(made, open_ballot)
    for change in ("mark = 'paper', who = 'gone:1'", "mark = 'screen'", "who = 'people.household:1'"):
        with pytest.raises(DatabaseError, match="roll"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE ballots_voter SET {change}")


def test_a_person_is_told_that_they_voted_never_what_and_can_be_erased(made):
    from k2k.people.models import Household

    card = made.cards[0]
    person = make_person(SYSTEM, Household.objects.get(pk=card.household_id))
    ballot = commands.create(
        made.secretary, node=made.site, title="Ketua blok", unit="person", closes_at=clock.now() + timedelta(days=1)
    )
    commands.add_contest(made.secretary, ballot=ballot, title="Ketua", method="approval", options=["Ali", "Bala"])
    commands.enrol(made.secretary, ballot=ballot, voters=[person.ref])
    for number, teller in enumerate(made.tellers, 1):
        commands.appoint_teller(made.secretary, ballot=ballot, holder=teller.key)
        commands.keep_key(teller, ballot=ballot, passphrase=PHRASES[number])
    commands.open_ballot(made.secretary, ballot=ballot)
    who = bound(card, person)
    commands.cast_vote(who, ballot=ballot, vote={1: [2]}, slip=slip())
    ended(made, ballot)
    kept = people.export_person(who, person=person)
    own = (kept if isinstance(kept, dict) else json.loads(kept))["ballots"]
    assert own["rolls"] == [{"ballot": ballot.code, "title": "Ketua blok", "voted": True, "help": False}]
    assert "Bala" not in json.dumps(own)
    people.erase_person(who, person=person)
    assert Voter.objects.get().who.startswith("gone:")
    assert Voter.objects.get().mark == "screen"


def _size_when_nobody_looks(table: str) -> int:
    """Bytes of a table on PostgreSQL after a sweep, swept again while the engine itself holds an old snapshot."""
    for _again in range(20):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size(%s)", [table])
            size = cursor.fetchone()[0]
        if size == 0:
            break
        time.sleep(0.5)
        jobs.sweep(at=clock.now())
    return size


@pytest.mark.django_db(transaction=True)
def test_after_closing_and_counting_a_job_rewrites_the_file():
    made = testing.make_world()
    ballot = testing.make_open(made)
    vote(ballot, made.cards[0], 1)
    sealed = bytes(Envelope.objects.get().sealed)
    ended(made, ballot)
    assert Job.objects.get(name=jobs.SWEEP).args == {}
    _path, on_disk = files_of_the_database()
    if on_disk is not None:
        assert sealed[64:128] in on_disk, "the write-ahead log keeps it until it is swept"
    jobs.sweep(at=clock.now())
    _path, on_disk = files_of_the_database()
    if on_disk is not None:
        assert sealed[64:128] not in on_disk
    else:
        assert _size_when_nobody_looks("ballots_envelope") == 0


def files_of_the_database():
    """SQLite's file and its write-ahead log as they lie on the disk; None for PostgreSQL."""
    from pathlib import Path

    if connection.vendor != "sqlite":
        return None, None
    path = Path(connection.settings_dict["NAME"])
    log = path.with_name(f"{path.name}-wal")
    return path, path.read_bytes() + (log.read_bytes() if log.exists() else b"")


@pytest.mark.django_db(transaction=True)
def test_the_sweep_does_not_run_inside_a_transaction():
    from django.db import DatabaseError

    with pytest.raises(DatabaseError, match="VACUUM"), transaction.atomic():
        jobs.sweep(at=clock.now())
