import csv
import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from k2k.bodies import testing as bodies_testing
from k2k.commitments import commands, offers
from k2k.commitments.models import Commitment
from k2k.commitments.testing import make_kept, make_promise, make_target
from k2k.core import actors, clock, registry
from k2k.core.actors import SYSTEM, Actor
from k2k.core.todo import asked_of

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = pytest.mark.sqlite_only

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def page(name, code, **query):
    return Client().get(reverse(f"commitments:{name}", args=[code]), query)


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def kept(lift, office, now):
    return make_kept(lift, office, at=now - 2 * DAY - HOUR, what="Tukar lampu koridor")


@pytest.fixture
def late(lift, lifts, now):
    return make_promise(lift, lifts, at=now - 6 * DAY, due=now - 5 * DAY, what="Lif 2 berhenti")


def test_the_board_begins_with_its_finding_and_the_late_ones(site, kept, late):
    response = page("board", site.code)
    html, text = response.content.decode(), words_of(response)
    assert response.status_code == 200
    assert '<p class="finding">' in html
    assert html.count('<i class="ok">') == 2
    assert html.index("Lif 2 berhenti") > html.index('class="finding"')
    assert "Jaya Lif" in text


def test_an_empty_board_says_so_and_shows_no_meter(site):
    html = page("board", site.code).content.decode()
    assert 'class="empty"' in html
    assert 'class="windows' not in html


def test_a_late_promise_with_no_reason_says_so_and_one_with_a_reason_gives_it(site, late, lifts, now):
    Commitment.objects.get()
    before = words_of(page("board", site.code))
    commands.slip(lifts.clerk, commitment=late, new_due=now - DAY, reason="Alat ganti lewat", at=now - 3 * DAY)
    after = words_of(page("board", site.code))
    assert "Alat ganti lewat" not in before
    assert "Alat ganti lewat" in after
    assert "<s>" in page("board", site.code).content.decode()


def test_one_list_can_be_read_alone_and_by_month(site, kept, late, now):
    alone = words_of(page("board", site.code, state="kept"))
    assert "Tukar lampu koridor" in alone
    assert "Lif 2 berhenti" not in alone
    future = page("board", site.code, month="2031-01")
    assert "Lif 2 berhenti" not in words_of(future)


@pytest.mark.parametrize(
    "query",
    [
        {"month": "x"}, {"month": "2026-99"}, {"month": "99999-01"}, {"state": "<b>"}, {"after": "'--"},
        {"body": "0" * 99}, {"state": "late", "after": "9" * 17 + "-1"}, {"month": "0001-01"}, {"month": "9999-12"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(site, late, query):
    assert page("board", site.code, **query).status_code == 200
    assert page("body_board", late.body.code, **query).status_code == 200


def test_the_board_of_a_place_that_is_no_site_is_not_found(lift):
    assert page("board", lift.code).status_code == 404
    assert page("board_csv", "0000-0000").status_code == 404
    assert page("body_board", "0000-0000").status_code == 404
    assert page("show", "0000-0000").status_code == 404


def test_an_owner_who_has_not_joined_is_shown_as_such(site, lift):
    owner = bodies_testing.make_owner(site, "Majlis", joined_on=None)
    html = page("board", site.code).content.decode()
    assert "Majlis" in html
    assert 'class="st away"' in html
    assert 'class="st away"' in page("body_board", owner.body.code).content.decode()


def test_a_board_that_is_not_open_yet_says_when_it_opens(site, lift, now):
    young = bodies_testing.make_office(site, joined_on=clock.today(now))
    make_promise(lift, young, at=now, what="Cat tangga")
    for response in (page("body_board", young.body.code), page("board", site.code)):
        year = str((clock.today(now) + 60 * DAY).year)
        assert year in words_of(response)
    assert "Cat tangga" not in words_of(page("body_board", young.body.code))


def test_the_board_of_a_body_names_its_sites(site, kept, office):
    assert site.name in words_of(page("body_board", office.body.code))


def test_one_promise_shows_every_date_it_ever_had(site, late, lifts, now):
    commands.slip(lifts.clerk, commitment=late, new_due=now + DAY, reason="Alat ganti lewat", at=now - HOUR)
    response = page("show", late.code)
    text = words_of(response)
    assert "Alat ganti lewat" in text
    assert response.content.decode().count("<li") >= 2
    for moment in (late.first_due, now + DAY):
        assert str(clock.local(moment).day) in text


def test_one_promise_leads_to_what_it_is_about_for_who_may_see_it(lift, office, now):
    made = make_promise(lift, office, source="testing.thing:7", at=now)
    registry.put("ref", "testing.thing", lambda pk, viewer: (f"Laporan {pk}", "/aduan/x/") if pk == 7 else None)
    assert "Laporan 7" in words_of(page("show", made.code))
    other = make_promise(lift, office, source="testing.nobody:7", at=now)
    assert page("show", other.code).status_code == 200


def test_target_and_promise_are_two_words(lift, office, now):
    target = make_target(lift, office.body, at=now)
    promise = make_promise(lift, office, at=now)
    assert 'class="st target"' in page("show", target.code).content.decode()
    assert 'class="st vow"' in page("show", promise.code).content.decode()
    assert 'class="st vow"' not in page("show", target.code).content.decode()


def test_the_board_can_be_passed_on_without_a_script(site, kept):
    html = page("board", site.code).content.decode()
    assert "https://wa.me/?text=" in html
    assert "data-share-text=" in html
    assert "data-print" in html
    assert "<em>" not in re.search(r'data-share-text="([^"]*)"', html)[1]


def test_the_board_as_csv_has_a_line_for_every_date_and_no_formula(site, lift, office, kept, late, now):
    make_promise(lift, office, what="=HYPERLINK(1)", at=now)
    make_target(lift, office.body, what="Sasaran", at=now)
    response = page("board_csv", site.code)
    rows = list(csv.DictReader(b"".join(response.streaming_content).decode().splitlines()))
    assert len(rows) == 4
    assert {row["verdict"] for row in rows} == {"kept", "late", "running"}
    assert [row["what"] for row in rows if "HYPERLINK" in row["what"]] == ["'=HYPERLINK(1)"]


def test_a_board_asked_for_with_an_oddly_typed_code_is_downloaded_under_its_own(site, kept):
    typed = site.code.replace("-", "\n")
    assert site.code in page("board_csv", typed)["Content-Disposition"]


def test_the_board_as_json_says_when_and_of_what(site, kept, late):
    data = json.loads(page("board_json", site.code, state="late").content)
    assert data["site"] == site.name
    assert [row["code"] for row in data["promises"]] == [late.code]


@pytest.mark.parametrize("many", [10, 500])
@pytest.mark.parametrize("state", ["", "late"])
def test_the_page_of_a_board_costs_the_same_at_any_size(
    site, lift, lifts, late, many, state, django_assert_max_num_queries
):
    fields = {name: getattr(late, name) for name in ("promised_at", "first_due", "due", "made_at", "body", "what")}
    Commitment.objects.bulk_create(
        Commitment(code=f"C{n}", node=lift, site=site, source=f"many:{n}", kind="promise", **fields)
        for n in range(many)
    )
    of_the_board, of_every_page = 4, 2
    with django_assert_max_num_queries(of_the_board + of_every_page):
        assert page("board", site.code, state=state).status_code == 200


def test_the_tile_carries_the_finding(site, kept, late, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        tile = offers.tile(site, now)
    assert "1" in tile["text"]
    assert "2" in tile["text"]
    assert tile["url"] == reverse("commitments:board", args=[site.code])


def test_who_promised_is_asked_for_what_is_due_today_or_late(lift, office, lifts, late, kept, now):
    end = clock.end_of_day(clock.today(now))
    today = make_promise(lift, lifts, at=now - DAY, due=end - timedelta(seconds=1), what="Hari ini")
    make_promise(lift, lifts, at=now - DAY, due=end, what="Esok")
    make_promise(lift, office, at=now - DAY, due=end - HOUR)
    mine = asked_of(_now(lifts), now)
    assert [item.ref for item in mine] == [late.ref, today.ref]
    assert offers.todo(Actor.anonymous(), now) == []


def _now(cast):
    return actors.for_account(cast.clerk.account, clock.now())


def test_a_reference_is_found_by_everybody_and_one_that_is_gone_by_nobody(kept):
    assert offers.ref(kept.pk, Actor.anonymous())[0] == kept.what
    assert offers.ref(0, SYSTEM) is None


def test_words_of_people_carry_their_language(site, lift, office, now):
    commands.promise(
        office.clerk, source="a:1", node=lift, body=office.body, what="电梯", lang="zh-hans", due=now + DAY, at=now
    )
    assert 'lang="zh-hans"' in page("board", site.code).content.decode()


def test_a_month_is_named_in_the_readers_language():
    from django.utils import translation

    from k2k.commitments.words import month_name

    named = {}
    for language in ("ms", "en", "zh-hans", "ta"):
        with translation.override(language):
            named[language] = month_name(date(2026, 10, 1))
    assert named["ms"] == "Oktober 2026"
    assert named["en"] == "October 2026"
    assert named["zh-hans"] == "2026年10月"
    assert len(set(named.values())) == 4


def test_a_body_whose_board_is_not_open_cannot_be_chosen_alone(site, lift, office, now):
    make_promise(lift, office, at=now, what="Tukar lampu koridor")
    young = bodies_testing.make_office(site, "Pejabat Baharu", joined_on=clock.today(now))
    make_promise(lift, young, at=now, what="Cat tangga")
    for name in ("board", "board_json", "board_csv"):
        closed, opened = (page(name, site.code, body=body.code) for body in (young.body, office.body))
        closed, opened = (b"".join(each).decode() for each in (closed, opened))
        assert "Cat tangga" in closed and "Tukar lampu koridor" in closed
        assert "Cat tangga" not in opened and "Tukar lampu koridor" in opened
    assert "<h1>Pejabat Baharu</h1>" not in page("board", site.code, body=young.body.code).content.decode()


def test_a_repair_inside_a_home_is_counted_and_not_listed(site, lift, office, late, now):
    commands.promise(
        office.clerk, source="a:home", node=site, body=office.body, what="Pembaikan dalam rumah", private=True,
        due=now + DAY, at=now,
    )  # fmt: skip
    for state in ("", "running"):
        for response in (page("board", site.code, state=state), page("body_board", office.body.code, state=state)):
            words = words_of(response)
            assert response.context["tally"].running == 1 and response.context["tally"].private == 1
            assert "Pembaikan dalam rumah" not in words and "inside a home" in words
    lines = b"".join(page("board_csv", site.code)).decode()
    assert "Pembaikan dalam rumah" not in lines and "Lif 2 berhenti" in lines
    assert "Pembaikan dalam rumah" not in page("board_json", site.code).content.decode()
