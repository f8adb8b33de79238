"""A register is read, compared, and written once confirmed: never twice, never half, never a person."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from k2k.core import clock, events, trail
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Denied, Refused
from k2k.core.nodes import Node, NodePath
from k2k.core.trail import TrailLine, TrailPrivate
from k2k.places import commands, imports, jobs, queries, rules
from k2k.places.models import RegisterDraft, Tenure, Unit
from k2k.places.register import export
from k2k.places.tests import books
from k2k.places.tests.books import HEADING


def read(site: Node, content: bytes, actor: Actor = SYSTEM, **how) -> RegisterDraft:
    return commands.read_register(actor, site_node=site, upload=BytesIO(content), **how)


def bring_in(site: Node, content: bytes, **how) -> RegisterDraft:
    return commands.import_register(SYSTEM, draft=read(site, content), **how)


@pytest.fixture
def empty(db) -> Node:
    """A perumahan of which nothing is known yet."""
    site = commands.create_site(SYSTEM, name="PPR Kosong", state="MY-10", started_on=date(2026, 1, 1))
    return site.node


def everything(site: Node) -> list:
    """All that stands in a site, as plain data."""
    places = Node.objects.filter(site=site).order_by("pk").values_list("pk", "kind", "noun", "name", "position")
    tenures = Tenure.objects.filter(unit__site=site).order_by("pk").values_list("unit", "kind", "since", "until")
    return [*places, *tenures]


def test_reading_a_register_changes_nothing_of_the_site(empty):
    before = everything(empty)
    draft = read(empty, books.small())
    assert everything(empty) == before
    assert draft.findings["homes"] == 4
    assert draft.confirmed_at is None


def test_a_confirmed_register_makes_blocks_floors_homes_and_tenures(empty):
    draft = bring_in(empty, books.small(), lifts=2)
    assert [block.name for block in queries.blocks(empty)] == ["A", "B"]
    assert [floor.name for floor in queries.floors(queries.blocks(empty)[0])] == ["1", "3A"]
    assert [unit.name for unit in queries.units(empty)] == ["A-1-01", "A-1-02", "A-3A-01", "B-G-01"]
    held = {t.unit.number: (t.kind, t.since) for t in Tenure.objects.select_related("unit")}
    today = clock.today()
    assert held == {
        "A-1-01": ("rented", date(2019, 2, 1)),
        "A-1-02": ("owned", today),
        "A-3A-01": ("rent_to_own", date(2020, 5, 6)),
        "B-G-01": ("empty", today),
    }
    assert queries.lifts(empty).count() == 4
    assert draft.findings["done"]["units"] == 4
    assert (draft.rows, draft.confirmed_at is not None) == ([], True)


def test_new_homes_lie_under_their_site_block_and_floor(empty):
    bring_in(empty, books.small())
    home = Node.objects.get(kind="unit", name="A-3A-01")
    above = NodePath.objects.filter(descendant=home).count()
    assert (home.site, home.block.name, home.floor.name, above) == (empty, "A", "3A", 5)


def test_new_blocks_can_come_bare(empty):
    bring_in(empty, books.small(), furnish=False)
    assert not Node.objects.filter(site=empty, kind__in=("spot", "asset")).exists()


def test_the_same_file_twice_changes_nothing(empty):
    bring_in(empty, books.small())
    before = everything(empty)
    draft = read(empty, books.small())
    plan = imports.planned(draft, clock.now())
    assert plan.changes_nothing
    commands.import_register(SYSTEM, draft=draft)
    assert everything(empty) == before


def test_confirming_twice_writes_once(empty):
    draft = read(empty, books.small())
    commands.import_register(SYSTEM, draft=draft)
    before = everything(empty)
    commands.import_register(SYSTEM, draft=draft)
    assert everything(empty) == before


def test_a_replayed_upload_is_one_draft(empty, operator):
    mark, content = uuid.uuid4(), books.small()
    first = read(empty, content, operator.actor, client_id=mark)
    again = read(empty, content, operator.actor, client_id=mark)
    assert again == first
    with pytest.raises(Refused):
        read(empty, books.csv([HEADING, ("A", "1", "A-1-01", "", "")]), operator.actor, client_id=mark)


def test_a_later_register_shows_differences_and_keeps_what_it_lacks(empty):
    bring_in(empty, books.small())
    rows = [
        HEADING,
        ("A", "1", "A-1-01", "Milik", "01/03/2024"),
        ("A", "1", "A-1-02", "Milik", ""),
        ("A", "2", "A-2-01", "Sewa", ""),
        ("C", "1", "C-1-01", "", ""),
    ]
    draft = read(empty, books.csv(rows))
    plan = imports.planned(draft, clock.now())
    assert plan.blocks == ["C"]
    assert plan.floors == [("A", "2"), ("C", "1")]
    assert [home.number for home in plan.homes] == ["A-2-01", "C-1-01"]
    assert [(c.number, c.before, c.after, c.since) for c in plan.changes] == [
        ("A-1-01", "rented", "owned", date(2024, 3, 1))
    ]
    assert plan.missing == ["A-3A-01", "B-G-01"]
    commands.import_register(SYSTEM, draft=draft)
    assert Unit.objects.filter(site=empty).count() == 6
    rented, owned = Tenure.objects.filter(unit__number="A-1-01").order_by("since")
    assert (rented.until, owned.since, owned.until) == (date(2024, 3, 1), date(2024, 3, 1), None)
    assert Unit.objects.filter(number__in=plan.missing).count() == 2


def test_new_floors_stand_between_the_old_ones(empty):
    bring_in(empty, books.csv([HEADING, *[("A", floor, f"A-{floor}-1", "", "") for floor in ("3", "G", "13A")]]))
    bring_in(empty, books.csv([HEADING, *[("A", floor, f"A-{floor}-2", "", "") for floor in ("3A", "1", "LG", "13")]]))
    floors = [floor.name for floor in queries.floors(queries.blocks(empty)[0])]
    assert floors == ["LG", "G", "1", "3", "3A", "13", "13A"]


def test_blocks_stand_in_natural_order(empty):
    bring_in(empty, books.csv([HEADING, *[(name, "1", f"{name}-1-01", "", "") for name in ("10", "2", "B", "1")]]))
    assert [block.name for block in queries.blocks(empty)] == ["1", "2", "10", "B"]


def test_a_home_that_stands_elsewhere_is_listed_and_not_moved(here):
    draft = read(here.site, books.csv([HEADING, ("A", "3", "A-1-01", "", "")]))
    plan = imports.planned(draft, clock.now())
    assert (plan.elsewhere, plan.homes) == (["A-1-01"], [])
    commands.import_register(SYSTEM, draft=draft)
    assert Node.objects.get(name="A-1-01", site=here.site).floor.name == "1"


def test_a_tenure_older_than_what_is_known_is_listed_and_not_written(empty):
    bring_in(empty, books.csv([HEADING, ("A", "1", "A-1-01", "Sewa", "1/1/2020")]))
    rows = [HEADING, ("A", "1", "A-1-01", "Milik", "1/1/2019")]
    plan = imports.planned(read(empty, books.csv(rows)), clock.now())
    assert (plan.kept_tenures, plan.changes) == (["A-1-01"], [])


def test_a_blank_tenure_says_nothing_about_a_known_one(empty):
    bring_in(empty, books.small())
    plan = imports.planned(read(empty, books.csv([HEADING, ("A", "1", "A-1-01", "", "")])), clock.now())
    assert plan.changes_nothing


def test_door_numbers_that_were_given_block_and_floor_are_found_again_in_part_of_the_file(empty):
    rows = [(block, floor, n, "", "") for block in "AB" for floor in "12" for n in ("01", "02", "03")]
    bring_in(empty, books.csv([HEADING, *rows]))
    part = read(empty, books.csv([HEADING, *rows[:3]]))
    assert imports.planned(part, clock.now()).changes_nothing


def test_a_register_whose_site_changed_since_it_was_shown_is_shown_again(empty):
    draft = read(empty, books.small())
    seen = imports.mark(imports.planned(draft, clock.now()))
    bring_in(empty, books.csv([HEADING, ("A", "1", "A-1-01", "", "")]))
    with pytest.raises(Refused):
        commands.import_register(SYSTEM, draft=draft, seen=seen)
    assert Unit.objects.filter(site=empty).count() == 1


def test_a_foreign_office_neither_reads_nor_confirms_a_register_here(here, foreign_clerk):
    with pytest.raises(Denied):
        read(here.site, books.small(), foreign_clerk.actor)
    draft = read(here.site, books.small())
    with pytest.raises(Denied):
        commands.import_register(foreign_clerk.actor, draft=draft)
    assert Unit.objects.filter(site=here.site).count() == 16


def test_a_foreign_office_is_turned_away_before_its_file_is_opened(here, foreign_clerk):
    with pytest.raises(Denied):
        read(here.site, b"\xff junk", foreign_clerk.actor)


@pytest.mark.parametrize("basis", ["", "Akta 118 s. 4, surat 12/2026"])
def test_people_in_a_register_go_nowhere_whatever_basis_is_named(empty, basis):
    secret = ("Rahimah binti Rahsia", "800101-14-1234", "012-3456789", "Melayu", "RM1,400")
    rows = [
        (*HEADING, "Nama", "No. KP", "Telefon", "Bangsa", "Pendapatan"),
        ("A", "1", "A-1-01", "Sewa", "", *secret),
    ]
    draft = read(empty, books.csv(rows, separator="\t"), keep_people_basis=basis)
    assert draft.findings["people"] == ["Nama", "No. KP", "Telefon", "Bangsa", "Pendapatan"]
    assert draft.findings["basis_named"] is bool(basis)
    commands.import_register(SYSTEM, draft=draft)
    kept = _whole_database()
    for word in secret:
        assert word not in kept
    assert not basis or basis in kept


def _whole_database() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [str(row) for row in cursor.fetchall()]
    return "\n".join(rows) if rows else "-"


def test_a_named_basis_stands_in_the_erasable_half_of_the_trail_only(empty):
    draft = read(empty, books.small(), keep_people_basis="Surat JPN 4/2026")
    line = trail.history(draft.ref).get()
    assert "JPN" not in line.text
    assert "JPN" in TrailPrivate.objects.get(line=line).data


def test_reading_and_importing_leave_one_line_each_and_the_trail_verifies(empty):
    before = TrailLine.objects.count()
    draft = bring_in(empty, books.small())
    lines = list(trail.history(draft.ref))
    assert [line.verb for line in lines] == ["places.read_register", "places.import_register"]
    assert TrailLine.objects.count() == before + 2
    assert list(trail.verify()) == []


def test_the_apps_above_hear_that_a_register_came_in(empty):
    heard = []
    listener = events.on("places.register_imported")(lambda site, **_words: heard.append(site))
    try:
        bring_in(empty, books.small())
    finally:
        events._listeners["places.register_imported"].remove(listener)
    assert heard == [empty]


def test_nothing_is_half_written_when_a_listener_fails(empty):
    def fail(**_words):
        raise RuntimeError("no")

    events.on("places.register_imported")(fail)
    draft = read(empty, books.small())
    try:
        with pytest.raises(RuntimeError):
            commands.import_register(SYSTEM, draft=draft)
    finally:
        events._listeners["places.register_imported"].remove(fail)
    assert Node.objects.filter(site=empty).count() == 1
    assert RegisterDraft.objects.get(pk=draft.pk).confirmed_at is None


@pytest.mark.parametrize("lifts", [-1, 10_000])
def test_new_blocks_have_a_reasonable_number_of_lifts(empty, lifts):
    with pytest.raises(Refused) as refusal:
        bring_in(empty, books.small(), lifts=lifts)
    assert refusal.value.field == "lifts"


def test_a_file_of_more_than_ten_megabytes_is_not_even_read(empty):
    upload = SimpleUploadedFile("besar.csv", b"x")
    upload.size = 10_000_001
    with pytest.raises(Refused) as refusal:
        commands.read_register(SYSTEM, site_node=empty, upload=upload)
    assert refusal.value.field == "upload"


def test_a_file_without_a_single_home_is_refused(empty):
    with pytest.raises(Refused) as refusal:
        read(empty, books.csv([HEADING, ("", "", "101", "", "")]))
    assert refusal.value.field == "upload"


def test_the_register_comes_out_and_goes_in_again_without_a_difference(here):
    commands.set_tenure(SYSTEM, unit=here.unit, kind="rent_to_own", since=date(2020, 1, 1))
    out = export.workbook(here.site, clock.today())
    draft = read(here.site, out)
    assert draft.findings["homes"] == 16
    assert imports.planned(draft, clock.now()).changes_nothing


def test_nothing_in_the_exported_workbook_can_run(here):
    commands.add_place(SYSTEM, parent=here.floors[0], kind="unit", name='=HYPERLINK("http://x")')
    book = load_workbook(BytesIO(export.workbook(here.site, clock.today())))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "d"}
    assert any(cell.value.startswith("=HYPER") for cell in cells if cell.data_type == "s")


def test_the_export_costs_the_same_for_any_number_of_homes(here):
    with CaptureQueriesContext(connection) as few:
        export.workbook(here.site, clock.today())
    commands.build_block(SYSTEM, site=here.site, name="B", floors=["1"], units_per_floor=50, lifts=0)
    with CaptureQueriesContext(connection) as many:
        export.workbook(here.site, clock.today())
    assert len(few) == len(many) == 2


def test_comparing_costs_three_queries_whatever_the_register(here):
    small, large = read(here.site, books.small()), read(here.site, export.workbook(here.site, clock.today()))
    for draft in (small, large):
        with CaptureQueriesContext(connection) as seen:
            imports.planned(draft, clock.now())
        assert len(seen) == 3


def test_a_register_is_written_in_bulk_and_not_row_by_row(empty):
    rows = [("A", str(floor), f"A-{floor}-{n:02d}", "Sewa", "") for floor in range(1, 11) for n in range(1, 21)]
    draft = read(empty, books.csv([HEADING, *rows]))
    with CaptureQueriesContext(connection) as seen:
        commands.import_register(SYSTEM, draft=draft)
    assert Unit.objects.filter(site=empty).count() == 200
    assert len(seen) < 120


def test_drafts_that_nobody_confirmed_are_forgotten(empty):
    draft = read(empty, books.small())
    jobs.forget_drafts(clock.now())
    assert RegisterDraft.objects.filter(pk=draft.pk).exists()
    jobs.forget_drafts(clock.now() + rules.DRAFT_KEPT)
    assert not RegisterDraft.objects.exists()


CELL = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["A", "Blok B", "1", "G", "3A", "A-1-01", "B-2-02", "01", "Sewa", "Milik", "1/2/2019", "=1", ""]),
    st.integers(-5, 99_999),
    st.dates(),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=10)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.booleans())
def test_any_table_of_junk_changes_nothing_on_dry_run_and_the_same_twice_is_once(here, rows, headed):
    before = everything(here.site)
    content = books.xlsx(("S", [HEADING, *map(_writable, rows)] if headed else map(_writable, rows)))
    try:
        draft = read(here.site, content)
    except Refused as refusal:
        assert refusal.field == "upload"
        assert everything(here.site) == before
        return
    imports.planned(draft, clock.now())
    assert everything(here.site) == before
    commands.import_register(SYSTEM, draft=draft)
    once = everything(here.site)
    assert imports.planned(read(here.site, content), clock.now()).changes_nothing
    bring_in(here.site, content)
    assert everything(here.site) == once


def _writable(row: list) -> list:
    """The row without what openpyxl refuses to write: control characters, and days before Excel's first."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    clean = [ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value for value in row]
    return ["" if isinstance(value, date) and value.year <= 1900 else value for value in clean]
