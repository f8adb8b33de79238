"""Pictures say what is true, and never whose home it is."""

import re

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from k2k.core.ui import facade, icons, mark, portraits, qr, skyline, windows, words
from k2k.core.ui.facade import Facade, LiftState, Mark

FLOORS = [str(number) for number in range(17, 0, -1)]


def render(source, **context):
    return engines["django"].from_string(source).render(context)


def picture(marks=(), floors=FLOORS, lifts=()):
    return Facade("B", list(floors), list(lifts), list(marks), "Blok B")


marks = st.lists(st.builds(Mark, st.one_of(st.none(), st.integers(0, 16)), st.sampled_from(facade.STATES)), max_size=40)


@given(marks)
def test_the_legend_adds_up_to_every_fault(faults):
    assert sum(facade.counts(picture(faults)).values()) == len(faults)


@given(marks)
def test_floors_with_a_fault_and_quiet_floors_make_the_block(faults):
    troubled = {fault.floor_index for fault in faults} - {None}
    assert facade.quiet(picture(faults)) + len(troubled) == len(FLOORS)


@given(marks)
def test_every_fault_of_a_floor_is_drawn_as_long_as_there_is_room(faults):
    drawn = facade.draw(picture(faults)).count('class="w-rim"')
    floors = [sum(fault.floor_index == index for fault in faults) for index in range(len(FLOORS))]
    around = sum(fault.floor_index is None for fault in faults)
    assert drawn == sum(min(amount, len(facade.PIERS)) for amount in floors) + min(around, 5)


@given(st.integers(1, 18), st.integers(0, 40))
def test_marks_of_a_floor_stand_on_piers_apart_from_each_other(amount, floor):
    places = facade.piers(amount, floor)
    assert len(set(places)) == amount
    assert set(places) <= set(facade.PIERS)


def test_no_mark_stands_in_the_middle_of_a_window():
    middles = {facade.LEFT + facade.CELL * (column + 0.5) for column in range(10)}
    middles |= {middle + facade.WING + facade.CORE for middle in middles}
    assert not middles & set(facade.PIERS)


def test_the_place_of_a_mark_depends_on_nothing_but_its_floor_and_how_many_there_are():
    late, new = facade.draw(picture([Mark(3, "late")])), facade.draw(picture([Mark(3, "new")]))
    where = re.compile(r"translate\(([^)]*)\)")
    assert where.findall(late) == where.findall(new)


def test_a_fault_on_a_floor_that_is_not_there_is_refused():
    with pytest.raises(IndexError):
        facade.draw(picture([Mark(17, "late")]))


def test_floors_keep_the_names_of_the_building():
    drawn = facade.draw(picture(floors=["13A", "3A", "3", "2", "G", "LG"]))
    assert all(f">{name}</text>" in drawn for name in ("13A", "3A", "3", "2", "G", "LG"))


def test_a_name_cannot_break_out_of_the_picture():
    drawn = facade.draw(Facade("<b>", ["<script>"], [LiftState('"x', "running")], [], '"><script>'))
    assert "<script>" not in drawn


def test_the_facade_comes_with_a_legend_and_says_that_no_home_is_shown():
    page = render("{% facade it %}", it=picture([Mark(2, "late"), Mark(2, "new")], lifts=[LiftState("1", "stopped")]))
    assert 'role="img" aria-label="Blok B"' in page
    assert page.count("<li>") == 2 + 1 + 1
    assert "<figcaption" in page


def test_a_stopped_lift_does_not_carry_the_mark_of_late():
    it = picture(lifts=[LiftState("1", "stopped")])
    assert facade.SHAPES["late"][1] not in facade.draw(it)
    assert "st late" not in render("{% facade it %}", it=it)


@given(st.floats(0, 1), st.integers(1, 40))
def test_lit_windows_fill_from_the_left(share, floors):
    drawn = skyline.skyline([("A", floors, share)])
    lit = re.search(r'class="lamp" d="([^"]*)"', drawn)[1]
    heights = [float(height) for height in re.findall(r"v-([\d.]+)", lit)]
    assert heights == sorted(heights, reverse=True)
    windows_lit = sum(round((height + 1) / skyline.STEP) for height in heights)
    assert abs(windows_lit - share * floors * 2 * skyline.MOST_COLUMNS) <= 1


def test_a_block_where_nobody_took_part_is_dark():
    assert 'class="lamp" d=""' in skyline.skyline([("A", 17, 0)])
    assert skyline.skyline([]) == ""


@given(st.dictionaries(st.sampled_from(windows.ORDER), st.integers(0, 60)))
def test_each_promise_is_one_window(counts):
    assume_countable = sum(counts.values()) <= windows.MOST
    squares = windows.windows(counts).count("<i")
    assert (squares == sum(counts.values())) == assume_countable or squares <= windows.MOST + len(windows.ORDER)


def test_a_state_without_a_window_is_refused():
    with pytest.raises(KeyError):
        windows.windows({"happy": 3})


def test_every_state_has_a_word_and_a_mark_and_green_is_only_for_what_was_confirmed_or_kept():
    assert {state for state, (name, _word) in words.STATES.items() if name == "ok"} == {"confirmed", "kept"}
    assert set(facade.STATES) <= set(words.STATES)
    assert set(facade.LIFT_STATES) == set(words.LIFTS)


def test_every_status_is_written_with_its_word():
    for state in words.STATES:
        assert re.fullmatch(r'<span class="st [a-z]+">[^<]+</span>', render("{% status state %}", state=state))


def test_every_icon_is_hidden_from_readers_unless_it_has_a_label():
    for name in (*icons.ICONS, *icons.ALIASES):
        assert 'aria-hidden="true"' in icons.icon(name)
    assert 'role="img" aria-label="Lif"' in icons.icon("lift", "Lif")
    assert icons.icon("me-too") == icons.icon("people")


def test_an_icon_that_was_never_drawn_is_an_error_and_not_a_gap():
    with pytest.raises(KeyError):
        icons.icon("unicorn")


def test_the_mark_spells_k2k_and_comes_in_ink():
    assert len(mark.lit()) == 10 + 8 + 10
    assert "#f6b73c" in mark.mark()
    assert "#f6b73c" not in mark.mark(ink=True)


def test_a_seed_always_gives_the_same_portrait():
    assert portraits.portrait("resident") == portraits.portrait("resident")
    assert portraits.portrait("Encik Kumar") == portraits.portrait("Encik Kumar")
    assert len({portraits.portrait(role) for role in portraits.LOOKS}) == len(portraits.LOOKS)


def test_a_qr_code_holds_what_it_says():
    import segno

    text = "https://k2k.example/t/7Q4M-K2X9"
    drawn = qr.qr(text)
    dark = sum(int(length) for length in re.findall(r"h(\d+)", drawn))
    assert dark == sum(sum(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix)
    assert f'aria-label="{text}"' in drawn
