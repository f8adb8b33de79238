"""Somebody else's list: each odd row is named, nothing goes in twice, nothing is sent."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from k2k.commitments import queries as commitments
from k2k.core import clock, trail
from k2k.core.actors import SYSTEM
from k2k.core.models import InboxItem, Job, Outgoing, TrailLine
from k2k.core.nodes import Node
from k2k.issues import commands, importing, jobs, profiles, queries
from k2k.issues.commands import taking
from k2k.issues.models import ImportBatch, Issue
from k2k.places import commands as places

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEADING = (
    "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,REASON,TYPE,QUEUE,Department,"
    "neighborhood,Property_ID,Source"
)
PLAIN = {
    "id": "1", "opened": "01/05/2015 10:00:00 AM", "due": "01/10/2015 10:00:00 AM", "closed": "01/07/2015 10:00:00 AM",
    "verdict": "ONTIME", "status": "Closed", "kind": "Electrical", "body": "ISD", "block": "351061.0",
}  # fmt: skip
OPEN = {"closed": "", "status": "Open", "verdict": "OVERDUE"}


def line(**given) -> str:
    row = PLAIN | given
    return (
        f"{row['id']},{row['opened']},{row['due']},{row['closed']},{row['verdict']},{row['status']},Building,"
        f"{row['kind']},Q,{row['body']},Roxbury,{row['block']},Constituent Call"
    )


def listed(*lines: str) -> bytes:
    return "\n".join([HEADING, *lines]).encode()


def read(*lines: str) -> importing.Reading:
    return importing.read(listed(*lines), profiles.load("boston-311"), NOW)


def odd(**given) -> set[str]:
    """What is found odd in one row."""
    return {slug for slug, n in read(line(**given)).odd.items() if n}


def test_a_plain_row_is_understood_in_utc():
    row = read(line()).rows[0]
    assert row.opened == datetime(2015, 1, 5, 15, tzinfo=UTC), "Boston is five hours behind UTC in winter"
    assert (row.status, row.verdict, row.category, row.body, row.block) == (
        "closed", "on_time", "wiring", "Inspectional Services", "351061",
    )  # fmt: skip
    summer = read(line(opened="06/05/2015 10:00:00 AM", closed="", status="Open")).rows[0]
    assert summer.opened == datetime(2015, 6, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, set()),
        ({"block": ""}, {"no_building"}),
        ({"block": "Blok A"}, {"building_odd"}),
        ({"kind": "Dragons"}, {"kind_unknown"}),
        ({"body": "XYZ"}, {"body_unknown"}),
        ({"due": ""}, {"due_missing"}),
        ({"due": "01/04/2015 10:00:00 AM", "verdict": "OVERDUE"}, {"due_before_opened"}),
        ({"closed": "01/04/2015 10:00:00 AM"}, {"closed_before_opened"}),
        ({"closed": ""}, {"closed_without_time"}),
        ({"status": "Open"}, {"open_with_time"}),
        ({"status": "Perhaps"}, {"status_unknown"}),
        ({"verdict": ""}, {"verdict_missing"}),
        ({"verdict": "MAYBE"}, {"verdict_unknown"}),
        ({"verdict": "OVERDUE"}, {"verdict_against_dates"}),
        ({"closed": "01/10/2015 10:00:00 AM"}, {"verdict_against_dates"}),
        ({"opened": "11/01/2015 01:30:00 AM", **OPEN}, {"time_twice", "due_before_opened"}),
        ({"opened": "03/08/2015 02:30:00 AM", **OPEN}, {"time_never", "due_before_opened"}),
        ({"opened": "01/05/2099 10:00:00 AM", **OPEN}, {"in_future", "due_before_opened"}),
        ({"block": "", "verdict": "", "kind": "?"}, {"no_building", "verdict_missing", "kind_unknown"}),
    ],
)
def test_each_oddity_is_named_and_the_row_is_taken(given, found):
    assert odd(**given) == found and len(read(line(**given)).rows) == 1


def test_a_time_that_the_clock_showed_twice_is_the_first_and_a_skipped_one_an_hour_later():
    twice = read(line(opened="11/01/2015 01:30:00 AM", **OPEN)).rows[0]
    assert twice.opened == datetime(2015, 11, 1, 5, 30, tzinfo=UTC)
    never = read(line(opened="03/08/2015 02:30:00 AM", **OPEN)).rows[0]
    assert never.opened == datetime(2015, 3, 8, 7, 30, tzinfo=UTC), "half past three in Boston"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (line(id=""), "no_id"),
        (line(id="x" * 41), "id_too_long"),
        (line(opened=""), "opened_missing"),
        (line(opened="yesterday"), "opened_unreadable"),
        (line(opened="2015-01-05"), "opened_unreadable"),
        (line(opened="13/45/2015 10:00:00 AM"), "opened_unreadable"),
        (line(due="soon"), "due_unreadable"),
        (line(closed="=NOW()"), "closed_unreadable"),
        ("1,2,3", "cut_off"),
        (line() + ",more", "too_long"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_reason(text, slug):
    reading = read(text, line(id="2"))
    assert reading.refused == {slug: 1} and [row.id for row in reading.rows] == ["2"]


def test_a_number_that_stands_twice_is_taken_once():
    reading = read(line(), line(kind="Bed Bugs"), line(id="2"))
    assert reading.refused == {"id_twice": 1} and [row.kind for row in reading.rows] == ["Electrical", "Electrical"]


def test_every_row_is_accounted_for():
    reading = read(line(), line(id=""), "", "x", line(id="2", block=""), line(id="2"))
    assert reading.total == 5 == len(reading.rows) + sum(reading.refused.values())
    assert reading.plain == 1
    told = {slug: n for slug, _words, n, _examples in importing.accounted(reading)}
    assert set(told) == set(importing.FINDINGS) | set(importing.REFUSALS)
    assert (told["no_building"], told["id_twice"], told["no_id"], told["cut_off"]) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b,c\n1,2,3",
        b"PK\x03\x04" + b"\x00" * 50,
        "CASE_ENQUIRY_ID\n".encode("utf-16"),
        HEADING.encode() + b"\n\xff\xfe,",
        HEADING.encode() + b'\n"unclosed',
    ],
)
def test_what_is_no_such_list_is_refused_in_one_sentence(content):
    with pytest.raises(importing.Unreadable) as refusal:
        importing.read(content, profiles.load("boston-311"), NOW)
    assert str(refusal.value)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    content = b"\xef\xbb\xbf" + listed(line(), line(id="2")).replace(b"\n", b"\r\n")
    assert len(importing.read(content, profiles.load("boston-311"), NOW).rows) == 2


@pytest.fixture
def small(tmp_path):
    """A list of five rows: kept, late, open, without a building, closed without a time."""
    path = tmp_path / "list.csv"
    path.write_bytes(
        listed(
            line(id="1"),
            line(id="2", closed="01/20/2015 10:00:00 AM", verdict="OVERDUE", kind="Bed Bugs", body="PWDx"),
            line(id="3", **OPEN),
            line(id="4", block="", kind="Lead"),
            line(id="5", closed="", block="77.0"),
        )
    )
    return path


def run(path, *words) -> str:
    out = StringIO()
    call_command("import_issues", str(path), "--profile", "boston-311", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_dry_run_and_an_unanswered_question_write_nothing(small):
    for words in (["--dry-run"], ["--dry-run", "--yes"], []):
        assert "Nothing was changed." in run(small, *words)
    assert (
        not Issue.objects.exists() and not Node.objects.filter(kind="site").exists() and not TrailLine.objects.exists()
    )


@pytest.mark.django_db
def test_a_list_goes_in_with_its_buildings_bodies_and_dates(small):
    assert "5 new" in run(small, "--yes")
    site = Node.objects.get(kind="site")
    assert site.name == "Boston 311 (import)"
    assert set(Node.objects.filter(kind="block").values_list("name", flat=True)) == {"351061", "77"}
    told = {
        issue.source_id: (issue.state, issue.node.name, issue.body.name, issue.due_kind)
        for issue in Issue.objects.select_related("node", "body")
    }
    assert told == {
        "1": ("claimed", "351061", "Inspectional Services", "promise"),
        "2": ("claimed", "351061", "Public Works", "promise"),
        "3": ("accepted", "351061", "Inspectional Services", "promise"),
        "4": ("claimed", "Boston 311 (import)", "Inspectional Services", "promise"),
        "5": ("accepted", "77", "Inspectional Services", "promise"),
    }
    first = Issue.objects.get(source_id="1")
    date = commitments.running_for(first.ref)
    assert (date.due, date.claimed_at, date.proof, date.imported) == (first.due, first.claimed_at, "claimed", True)
    assert queries.status(first, NOW) == "unconfirmed", "the source's word is a claim, and no neighbour confirmed it"


@pytest.mark.django_db
def test_nothing_is_sent_and_no_clock_is_started(small):
    run(small, "--yes")
    for job in (jobs.ask_again, jobs.erase_contacts, jobs.forget_devices):
        job(clock.now())
    assert not InboxItem.objects.exists() and not Outgoing.objects.exists() and not Job.objects.exists()


@pytest.mark.django_db
def test_one_line_a_batch_stands_in_the_trail_with_counts_and_the_hash_of_the_file(small):
    run(small, "--yes")
    lines = TrailLine.objects.filter(verb="issues.import")
    batch = ImportBatch.objects.get()
    assert lines.count() == 1 and lines[0].subject == batch.ref
    assert batch.sha256 in lines[0].text and '"made":5' in lines[0].text and "351061" not in lines[0].text
    assert not list(trail.verify())


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing(small):
    run(small, "--yes")
    before = list(Issue.objects.order_by("id").values())
    assert "0 new, 0 brought up to date, 5 were here already" in run(small, "--yes")
    assert list(Issue.objects.order_by("id").values()) == before
    assert Node.objects.filter(kind="block").count() == 2


@pytest.mark.django_db
def test_a_newer_list_closes_what_was_open_and_changes_nothing_else(small):
    run(small, "--yes")
    small.write_bytes(
        listed(
            line(id="1", closed="01/08/2015 10:00:00 AM"),
            line(id="3", closed="01/09/2015 10:00:00 AM"),
            line(id="6", block="88"),
        )
    )
    assert "1 new, 1 brought up to date, 1 were here already" in run(small, "--yes")
    third = Issue.objects.get(source_id="3")
    assert (third.state, third.source_verdict, third.claimed_at) == (
        "claimed",
        "on_time",
        datetime(2015, 1, 9, 15, tzinfo=UTC),
    )
    assert commitments.running_for(third.ref).proof == "claimed"
    assert Issue.objects.get(source_id="1").claimed_at == datetime(2015, 1, 7, 15, tzinfo=UTC)


@pytest.mark.django_db
def test_an_interrupted_import_goes_on_where_it_stopped():
    profile = profiles.load("boston-311")
    rows = [importing.read(listed(line(id=str(n), block=f"{n % 40}.0")), profile, NOW).rows[0] for n in range(1, 2501)]
    site = taking.site_for(profile, rows[0].opened)

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taking.take_all(site, profile, rows, "a" * 64, say=stop)
    assert Issue.objects.count() == taking.BATCH
    batches = taking.take_all(site, profile, rows, "a" * 64)
    assert [(batch.made, batch.known) for batch in batches] == [(0, 1000), (1000, 0), (500, 0)]
    assert Issue.objects.count() == 2500 and Node.objects.filter(kind="block").count() == 40


@pytest.mark.django_db
@pytest.mark.parametrize("example", [True, False])
def test_a_list_beside_the_example_belongs_to_the_example(example):
    places.create_site(SYSTEM, name="PPR Seri Kenanga", state="MY-14", started_on=NOW.date(), is_demo=example)
    site = taking.site_for(profiles.load("boston-311"), NOW)
    assert site.site_detail.is_demo is example


@pytest.mark.django_db
def test_a_list_goes_into_one_site_only(small, world):
    run(small, "--yes", "--site", world.place.site.code.lower())
    assert Issue.objects.filter(site=world.place.site, source="boston-311").count() == 5
    with pytest.raises(CommandError, match="another site"):
        run(small, "--yes")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--profile", "moon-311"], "no profile"),
        (["--site", "0000-0000"], "no perumahan"),
    ],
)
def test_a_wrong_profile_or_site_is_one_sentence(small, words, says):
    with pytest.raises(CommandError, match=says):
        run(small, "--yes", *words)
    with pytest.raises(CommandError, match="cannot be read"):
        run(small.parent / "missing.csv", "--yes")


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "name='x'",
        "name='x'\ntimezone='Mars/Base'\ntime_format='%d'\n[columns]\nid='a'\nopened='b'",
        "name='x'\ntimezone='UTC'\ntime_format='%d'\n[columns]\nid='a'",
        "name='x'\ntimezone='UTC'\ntime_format='%d'\n[columns]\nid='a'\nopened='b'\ncolour='c'",
        "name='x'\ntimezone='UTC'\ntime_format='%d'\n[columns]\nid='a'\nopened='b'\n[categories]\nA='dragons'",
    ],
)
def test_a_profile_of_ones_own_is_checked(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(profiles.BadProfile):
        profiles.load(str(path))


@pytest.mark.django_db
def test_a_profile_of_ones_own_reads_another_list(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        "name='kita'\ntimezone='Asia/Kuala_Lumpur'\ntime_format='%d/%m/%Y %H:%M'\n"
        "[columns]\nid='No'\nopened='Tarikh'\nkind='Jenis'\n[categories]\nLampu='light'\n[site]\nname='PPR Senarai'\n"
    )
    path = tmp_path / "senarai.csv"
    path.write_text("No,Tarikh,Jenis\nA1,31/12/2025 23:30,Lampu\n")
    out = StringIO()
    call_command("import_issues", str(path), "--profile", str(own), "--yes", stdout=out)
    issue = Issue.objects.get()
    assert (issue.category, issue.site.name, issue.due, issue.state) == ("light", "PPR Senarai", None, "accepted")
    assert issue.reported_at == datetime(2025, 12, 31, 15, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_an_imported_report_that_was_open_goes_on_here(small, world):
    run(small, "--yes", "--site", world.place.site.code)
    issue = Issue.objects.get(source_id="3")
    commands.claim(world.office, issue=issue)
    for home in world.homes[:2]:
        commands.answer(home, issue=issue, answer="yes")
    assert issue.state == "confirmed"
    assert "0 new" in run(small, "--yes", "--site", world.place.site.code)
    issue.refresh_from_db()
    assert issue.state == "confirmed" and issue.closed_at > NOW - timedelta(days=4000)
