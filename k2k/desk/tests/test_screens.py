"""The desk before the eyes of a clerk: one press a report, filters in the address, the same cost at any size."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from k2k.bodies import testing as bodies_testing
from k2k.desk import commands, queries, rules, twins
from k2k.desk.models import Stance
from k2k.desk.tests.conftest import sign_in
from k2k.issues import commands as issues
from k2k.issues.testing import make_issue

pytestmark = pytest.mark.django_db
#: What every page asks about who looks, and what is the test's own.
BESIDE = ("django_session", "core_account", "core_grant", "mfa_authenticator", 'DISTINCT "places_site"', "SAVEPOINT")


def of(world, name: str = "show", *more) -> str:
    """An address of this desk."""
    return reverse(f"desk:{name}", args=[world.place.site.code, *more])


def statements(client, path: str) -> list[str]:
    """What the page asks the database, session and user aside."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return [each["sql"] for each in seen if not any(part in each["sql"] for part in BESIDE)]


def many(world, n: int) -> list:
    """So many new reports, at the lifts and lobbies in turn."""
    spots = [*((lift, "lift") for lift in world.place.lifts), *((lobby, "light") for lobby in world.place.lobbies)]
    made = []
    for k in range(n):
        node, category = spots[k % len(spots)]
        given = {"by": world.homes[k % 4], "days_ago": k / 9 + 1, "text": f"rosak sejak {k} malam"}
        made.append(make_issue(world, node=node, category=category, **given))
    return made


def test_one_press_on_the_row_accepts_and_the_next_one_opens(clerk, world):
    made = many(world, 3)
    page = clerk.get(of(world))
    first = page.context["picked"].issue
    there = clerk.post(of(world, "act"), {"accept": first.code, "next": of(world)})
    assert there.status_code == 303 and there["Location"] == f"{of(world)}?done={first.code}"
    first.refresh_from_db()
    assert first.state == "accepted"
    page = clerk.get(there["Location"])
    assert page.context["picked"].issue != first and len(page.context["rows"]) == len(made) - 1
    undone = clerk.post(of(world, "act"), {"do": "undo", "code": [first.code], "next": of(world)})
    first.refresh_from_db()
    assert undone.status_code == 303 and first.state == "new"


def test_a_ready_answer_refuses_in_one_press_and_everybody_reads_it(clerk, world):
    one = make_issue(world)
    clerk.post(of(world, "act"), {"do": "refuse", "code": one.code, "answer": "not_found"})
    one.refresh_from_db()
    assert (one.state, one.reject_reason) == ("rejected", rules.REFUSALS["not_found"])


def test_the_likeliest_twin_is_offered_and_joined_in_one_press(clerk, world):
    first, second = make_issue(world, days_ago=2), make_issue(world, by=world.homes[1], days_ago=1)
    page = clerk.get(of(world) + f"?pick={second.code}")
    assert page.context["picked"].twin.issue == first
    clerk.post(of(world, "act"), {"do": "merge", "code": second.code, "into": first.code})
    second.refresh_from_db()
    assert second.merged_into == first


def test_of_however_many_reports_only_the_newest_near_ones_are_compared(clerk, world, monkeypatch):
    monkeypatch.setattr(rules, "CANDIDATES", 4)
    made = many(world, 9)
    near = twins.candidates(world.place.site, made[0], world.at)
    newest = [one for one in made[1:] if one.node == made[0].node or one.category == made[0].category]
    assert len(near) == 4 < len(newest)


def test_a_twin_that_was_closed_lately_is_shown_with_its_day_and_cannot_be_joined(clerk, world):
    make_issue(world, "confirmed", days_ago=2)
    one = make_issue(world, by=world.homes[2], days_ago=0.1)
    page = clerk.get(of(world) + f"?pick={one.code}")
    assert page.context["picked"].twins[0].closed_at and page.context["picked"].twin is None
    make_issue(world, "rejected", days_ago=20)
    assert len(clerk.get(of(world) + f"?pick={one.code}").context["picked"].twins) == 1


def test_the_view_of_another_body_stands_on_the_row_and_beside_it(clerk, world, association):
    one = make_issue(world)
    commands.record_view(association.clerk, issue=one, stance="urgent")
    clerk.post(of(world, "act"), {"do": "view", "code": one.code, "stance": "not_ours"})
    assert Stance.objects.filter(body=world.body, stance="not_ours").exists()
    page = clerk.get(of(world)).content.decode()
    assert page.count(association.body.name) == 2


def test_many_are_counted_before_anything_is_done(clerk, world):
    made = many(world, 4)
    codes = [one.code for one in made]
    preview = clerk.get(of(world, "many"), {"code": codes})
    assert len(preview.context["rows"]) == 4 and preview.context["new"] == 4
    wrong = clerk.post(of(world, "many"), {"code": codes, "do": "refuse"})
    assert wrong.status_code == 422
    there = clerk.post(
        of(world, "many"), {"code": codes, "do": "hand_over", "body": world.contractor.code, "reason": "Kerja lif"}
    )
    assert there.status_code == 303 and "done=" in there["Location"]
    assert {type(one).objects.get(pk=one.pk).body for one in made} == {world.contractor}


def test_many_are_joined_into_the_one_that_stays(clerk, world):
    made = many(world, 3)
    given = {"code": [one.code for one in made], "do": "merge", "into": made[0].code}
    clerk.post(of(world, "many"), given)
    assert made[0].merged.count() == 2


def test_the_filters_stand_in_the_address_and_the_workbook_follows_them(clerk, world):
    many(world, 6)
    page = clerk.get(of(world, "list", "all") + "?category=light&state=new&text=")
    assert {row.issue.category for row in page.context["rows"]} == {"light"}
    book = clerk.get(of(world, "workbook") + "?which=all&category=light")
    rows = list(load_workbook(BytesIO(book.content)).active.iter_rows(values_only=True))
    assert len(rows) == len(page.context["rows"]) + 1
    block = world.place.blocks[0].code
    assert clerk.get(of(world, "list", "all") + f"?block={block}").context["rows"]
    assert not clerk.get(of(world, "list", "all") + "?block=XXXX").context["rows"]
    assert clerk.get(of(world, "list", "all") + "?state=nonsense&page=a_b&body=%00").status_code == 200


@pytest.mark.parametrize("which", ["morning", "all"])
def test_the_pages_of_a_list_have_every_report_once_in_order(clerk, world, which):
    made = many(world, 45)
    site, seen, mark = world.place.site, [], ""
    ordered, keys = queries.rows(world.office, site, which, queries.Filters(), world.at)
    for _page in range(3):
        found, mark = queries.page(ordered, keys, mark)
        seen += [one.pk for one in found]
    assert mark == "" and seen == [one.pk for one in ordered] and set(seen) == {one.pk for one in made}
    assert clerk.get(clerk.get(of(world)).context["older_url"]).status_code == 200


@pytest.mark.parametrize("narrowed", ["", "?category=lift&state=new", "?text=malam"])
def test_the_list_costs_the_same_with_one_report_and_with_forty(clerk, world, association, narrowed):
    one = many(world, 1)[0]
    commands.record_view(association.clerk, issue=one, stance="agree")
    few = statements(clerk, of(world) + narrowed)
    for each in many(world, 39):
        commands.record_view(association.clerk, issue=each, stance="agree")
    lots = statements(clerk, of(world) + narrowed)
    assert len(lots) == len(few), len(lots)
    assert len(lots) <= 6 + ("text" in narrowed), len(lots)


def test_nobody_from_outside_opens_the_desk(client, world):
    assert client.get(of(world)).status_code == 404
    other = bodies_testing.make_office(bodies_testing_site())
    assert sign_in(client, other.clerk).get(of(world)).status_code == 404
    assert client.post(of(world, "act"), {"accept": make_issue(world).code}).status_code == 404


def bodies_testing_site():
    """Another perumahan."""
    from k2k.places.testing import make_site

    return make_site(name="PPR Lain").site


def test_the_work_sheets_have_a_page_a_body(clerk, world):
    make_issue(world, "accepted")
    make_issue(world, "accepted", node=world.place.lobbies[0], category="light")
    page = clerk.get(of(world, "work")).content.decode()
    assert page.count('<section class="a4">') == 2 and world.contractor.name in page


def test_the_text_for_a_body_outside_fits_its_form_and_names_nobody(clerk, world):
    one = make_issue(world, text="Saya Aminah 012-3456789, tolong")
    page = clerk.get(reverse("desk:case", args=[one.code]))
    text = page.context["text"]
    assert "Aminah" not in page.content.decode() and one.code in text.body
    assert len(text.title) <= rules.OUTSIDE_TITLE and len(text.body) <= rules.OUTSIDE_TEXT
    assert "Aminah" not in clerk.get(reverse("desk:letter", args=[one.code])).content.decode()


def test_a_report_goes_outside_is_reminded_comes_back_and_goes_again(clerk, world, agency, association):
    one = make_issue(world)

    def press(doing: str, **given) -> int:
        return clerk.post(reverse("desk:outside", args=[one.code, doing]), given).status_code

    assert press("hantar", body=agency.code, reason="") == 422
    assert press("hantar", body=agency.code, reason="Di luar pagar") == 303
    assert press("peringatan") == 303 and press("peringatan") == 422
    assert press("kurang", missing="Pelan lokasi") == 303
    page = clerk.get(reverse("desk:case", args=[one.code]))
    assert page.context["missing"] and "Pelan lokasi" in page.content.decode()
    assert press("lengkap") == 303
    one.refresh_from_db()
    assert one.body == agency
    assert press("entah") == 404


def lines(*rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def test_outside_numbers_come_back_from_a_workbook_look_first_then_write_and_twice_changes_nothing(clerk, world):
    one, other = make_issue(world), make_issue(world, by=world.homes[1])
    issues.record_outside_number(world.office, issue=other, system="adukl", number="ADU-1000")
    text = lines(
        (one.code, "adukl", "ADU-2024/1234", "Dalam tindakan"), (other.code, "", "", "Selesai"), ("XXXX", "", "A", ""),
        (one.code, "adukl", "ADU-9", ""),
    )  # fmt: skip
    preview = clerk.post(of(world, "read_back"), {"lines": text})
    one.refresh_from_db()
    assert (preview.context["changes"], preview.context["odd"], one.outside_number) == (2, 2, "")
    assert clerk.post(of(world, "read_back"), {"lines": text, "write": "1"}).status_code == 303
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.outside_number, one.outside_status) == ("ADU-2024/1234", "Dalam tindakan")
    assert (other.outside_number, other.outside_status) == ("ADU-1000", "Selesai")
    steps = one.steps.count()
    again = clerk.post(of(world, "read_back"), {"lines": text})
    assert again.context["changes"] == 0
    clerk.post(of(world, "read_back"), {"lines": text, "write": "1"})
    assert one.steps.count() == steps


def test_the_workbook_that_went_out_is_read_back_by_its_columns(clerk, world):
    one = make_issue(world)
    book = load_workbook(BytesIO(clerk.get(of(world, "workbook") + "?which=morning").content))
    book.active["I2"], book.active["J2"], book.active["K2"] = "sispaa", "SIS-77001", "Diterima"
    out = BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("balik.xlsx", out.getvalue())
    preview = clerk.post(of(world, "read_back"), {"upload": upload})
    assert preview.context["changes"] == 1 and re.search(r"SIS-77001", preview.content.decode())
    clerk.post(of(world, "read_back"), {"lines": preview.context["text"], "write": "1"})
    one.refresh_from_db()
    assert (one.outside_system, one.outside_number, one.outside_status) == ("sispaa", "SIS-77001", "Diterima")


def test_more_than_ten_numbers_come_back_at_once(clerk, world):
    made = many(world, 14)
    text = lines(*((one.code, "adukl", f"ADU-{k:05}", "") for k, one in enumerate(made)))
    clerk.post(of(world, "read_back"), {"lines": text, "write": "1"})
    assert not type(made[0]).objects.filter(outside_number="").exists()


def test_an_odd_file_is_refused_in_a_sentence(clerk, world):
    bad = clerk.post(of(world, "read_back"), {"upload": SimpleUploadedFile("x.xlsx", b"PK\x03\x04nonsense")})
    assert bad.status_code == 422 and bad.context["form"].errors
    assert clerk.post(of(world, "read_back"), {}).status_code == 422
