"""Search finds what is public to all, and what is private to the office of its place alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import nodes, search
from k2k.core.actors import Actor
from k2k.core.search import SearchEntry

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
ANON = Actor.anonymous()


@pytest.fixture
def block(db):
    site = nodes.create(kind="site", name="PPR Contoh", parent=nodes.root())
    return nodes.create(kind="block", name="B", parent=site)


@pytest.fixture
def elsewhere(db):
    return nodes.create(kind="site", name="PPR Lain", parent=nodes.root())


def put(ref, node, title, text="", public=True, at=AT):
    search.put(ref, node=node, title=title, text=text, url=f"/{ref}/", public=public, at=at)


def found(words, actor=ANON, at=AT, **more):
    return [entry.ref for entry in search.find(words, actor, at, **more)]


def holding(role, node):
    return Actor(kind="account", key="account:1", grants=((role, node.pk),))


def test_every_word_must_occur_in_any_order_as_part_of_a_word(block):
    put("lift", block, "Lif 2 rosak", "pintu tidak boleh tutup")
    put("lamp", block, "Lampu koridor", "rosak sejak Isnin")
    assert found("rosak") == ["lift", "lamp"]
    assert found("tutup rosak") == ["lift"]
    assert found("kori") == ["lamp"]
    assert found("rosak tutup koridor") == []


@pytest.mark.parametrize("words", ["LIF", "lif", "ＬＩＦ", "Lif!", "  lif  ", "(lif)", "lif-2", "lif2", "„lif“ 2"])
def test_case_width_and_punctuation_make_no_difference(block, words):
    put("lift", block, "Lif-2 rosak.")
    assert found(words) == ["lift"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("电梯坏了，三楼", "坏了"),
        ("மின்தூக்கி பழுது", "பழுது"),
        ("மின்தூக்கி பழுது", "மின்தூக்கி"),
        ("Surau Al-Ḥikmah", "hikmah"),
        ("Café di lobi", "cafe"),
        ("CAFÉ", "café"),
        ("Straße", "strasse"),
    ],
)
def test_every_language_of_the_estate_is_found(block, text, words):
    put("it", block, text)
    assert found(words) == ["it"]


def test_a_tamil_vowel_sign_is_a_letter_and_not_dropped(block):
    put("it", block, "கா")
    assert found("கி") == []


def test_a_code_is_found_with_and_without_its_dash(block):
    put("it", block, "Laporan", "7Q4M-K2X9")
    assert found("7q4mk2x9") == found("7Q4M-K2X9") == found("7q4m k2x9") == ["it"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%", "p_m", "%pam%", "' OR 1=1 --", "\x00", "\\_"])
def test_signs_of_the_database_mean_nothing(block, words):
    put("lift", block, "Lif rosak")
    assert found(words) == []


@pytest.mark.parametrize("words", ["", "   ", "!!!", "\n"])
def test_no_words_find_nothing_and_ask_nothing(block, words, django_assert_num_queries):
    put("lift", block, "Lif rosak")
    with django_assert_num_queries(0):
        assert found(words) == []


def test_the_newest_come_first_up_to_the_limit_and_never_from_after_the_moment_asked(block):
    for day in range(4):
        put(f"n{day}", block, "Lif", at=AT + timedelta(days=day))
    assert found("lif", at=AT + timedelta(days=2), limit=2) == ["n2", "n1"]


def test_what_is_public_is_found_from_every_site(block, elsewhere):
    put("lift", block, "Lif rosak")
    assert found("lif", holding("resident", elsewhere)) == ["lift"]


def test_what_is_private_is_found_by_the_office_of_its_place_alone(block, elsewhere):
    put("home", block, "Paip bocor", public=False)
    put("lift", block, "Paip awam")
    assert found("paip", holding("office", block.site)) == ["home", "lift"]
    assert found("paip", holding("office", block)) == ["home", "lift"]
    for other in (
        holding("office", elsewhere),
        holding("committee", block.site),
        holding("owner", block.site),
        holding("resident", block.site),
        holding("officer", nodes.root()),
        ANON,
    ):
        assert found("paip", other) == ["lift"]


def test_a_search_is_one_statement_however_much_is_found(block, django_assert_num_queries):
    for n in range(30):
        put(f"n{n}", block, "Lif rosak", public=n % 2 == 0)
    office = holding("office", block.site)
    with django_assert_num_queries(1):
        assert len(search.find("lif rosak", office, AT)) == 20


def test_a_thing_with_two_entries_is_shown_once_and_one_entry_costs_one_statement(block, django_assert_num_queries):
    for ref, text, public in (("it", "Lif rosak", True), ("it:text", "Lif rosak lagi", False)):
        with django_assert_num_queries(1):
            search.put(ref, node=block, title=text, text="", url="/it/", public=public, at=AT)
    assert found("lif", holding("office", block)) == ["it"]


def test_putting_again_changes_the_entry_and_dropping_removes_it(block):
    put("it", block, "Lif")
    put("it", block, "Pam", public=False)
    assert found("lif") == found("pam") == []
    assert SearchEntry.objects.get().site == block.site
    search.drop("it")
    search.drop("it")
    assert not SearchEntry.objects.exists()


@given(st.text(max_size=80))
def test_normal_text_is_normal_already_and_holds_only_letters_numbers_and_marks(text):
    normal = search.normalise(text)
    assert search.normalise(normal) == normal
    assert all(c.isspace() or c.isalnum() or c.isprintable() for c in normal)
    assert not set(normal) & set("%_\\'\"-.")


@given(st.text(min_size=1, max_size=60))
def test_every_word_of_a_text_finds_that_text(text):
    whole = search._searchable("", text)
    assert all(word in whole for word in search.normalise(text).split())
