"""The Registrar's return: when it is due, what the pack says, what stands once it was filed."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.core.commands import Denied, Refused
from k2k.groups import slots
from k2k.groups.testing import make_group
from k2k.returns import commands, pack, queries, rules, testing
from k2k.returns.models import AnnualReturn

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 14, 20, 30, tzinfo=clock.ZONE)


@pytest.fixture
def held():
    return testing.met(at=MARCH)


@pytest.fixture
def group(held):
    return held.made.group


def later(days):
    return MARCH + timedelta(days=days)


def written(held, **changed):
    given = {**testing.FIGURES, "year_end": date(2025, 12, 31), **changed}
    return commands.write(held.secretary, group=held.made.group, year=2026, **given, at=later(20))


def browser(actor=None):
    made = Client(headers={"accept-language": "en"})
    if actor is not None:
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        made.force_login(actor.account)
    return made


def test_it_is_due_sixty_days_after_the_meeting_and_sixty_after_the_years_end_without_one():
    assert rules.due_on(2026, date(2026, 3, 14)) == date(2026, 5, 13)
    assert rules.due_on(2026, None) == date(2027, 3, 1)
    assert rules.due_on(2027, None) == date(2028, 2, 29)


def test_a_meeting_makes_a_return_due_and_the_group_is_told_by_which_law(held, group):
    found = [each for each in slots.dues(group, later(1)) if each.source == rules.SOURCE]
    assert [each.due for each in found] == [date(2026, 5, 13)]
    assert found[0].done_on is None


def test_a_year_without_a_meeting_owes_one_too_once_it_is_over():
    group = make_group(members=1, at=MARCH, days_old=200).group
    in_january = clock.start_of_day(date(2027, 1, 5))
    assert [(each.year, each.meeting) for each in queries.owed(group, in_january)] == [(2026, None)]
    assert "No annual general meeting" in str(pack.pack(group, queries.one(group, 2026, in_january), in_january))
    assert [each.year for each in queries.owed(group, MARCH)] == []


@pytest.mark.parametrize("kind", ["krt", "jmb", "informal"])
def test_who_is_not_under_the_registrar_owes_nothing(kind):
    made = make_group(members=1, kind=kind)
    assert queries.owed(made.group, made.at) == []
    assert browser().get(reverse("returns:list", args=[made.group.code])).status_code == 404


def test_the_pack_follows_erosess_order_and_names_what_is_missing(held, group):
    owed = queries.one(group, 2026, later(5))
    found = pack.pack(group, owed, later(5))
    assert [each.title for each in found] == [
        "General information", "General meeting", "Committee", "Auditors", "Activities of the year", "Accounts",
        "Changes of the constitution", "Ties and money from abroad", "Declaration",
    ]  # fmt: skip
    sentences = [sentence for sentence, _url in pack.missing(found)]
    assert "Write the figures of the year." in sentences and "Say whether the accounts were audited." in sentences
    assert {post for post, _name in found[2].table} == {"Chair", "Secretary", "Treasurer"}
    written(held)
    left = pack.missing(pack.pack(group, queries.one(group, 2026, later(21)), later(21)))
    assert [sentence[:28] for sentence, _url in left] == ["The registration number is n"]


def test_figures_may_wait_and_it_is_not_filed_without_them(held, group):
    written(held, debts_sen=None)
    with pytest.raises(Refused, match="First write"):
        commands.file(held.secretary, group=group, year=2026, filed_on=date(2026, 4, 20), at=later(40))
    written(held)
    row = commands.file(
        held.secretary, group=group, year=2026, filed_on=date(2026, 4, 20), reference="JPPM 1", at=later(40)
    )
    assert (row.late, row.reference) == (0, "JPPM 1")


def test_a_late_return_says_how_late(held, group):
    written(held)
    row = commands.file(held.secretary, group=group, year=2026, filed_on=date(2026, 5, 30), at=later(80))
    assert row.late == 17
    page = browser().get(reverse("returns:list", args=[group.code])).content.decode()
    assert "Filed 17 days late" in page


@pytest.mark.parametrize(("filed_on", "why"), [(date(2026, 3, 13), "not over"), (date(2027, 1, 1), "still to come")])
def test_a_day_that_cannot_be_is_refused(held, group, filed_on, why):
    written(held)
    with pytest.raises(Refused, match=why):
        commands.file(held.secretary, group=group, year=2026, filed_on=filed_on, at=later(30))


def test_what_was_filed_stands_by_command_and_by_hand(held, group):
    written(held)
    commands.file(held.secretary, group=group, year=2026, filed_on=date(2026, 4, 20), at=later(40))
    with pytest.raises(Refused, match="stays as it is"):
        written(held)
    for statement in ("UPDATE returns_annualreturn SET income_sen = 1", "DELETE FROM returns_annualreturn"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_database_keeps_no_half_filed_return(held, group):
    row = written(held, debts_sen=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        AnnualReturn.objects.filter(pk=row.pk).update(filed_on=date(2026, 4, 20), filed_at=later(40))


def test_who_holds_no_post_in_this_group_writes_nothing(held):
    rival = make_group(members=0, others=0, site=held.made.site, name="Persatuan Lain", at=MARCH)
    with pytest.raises(Denied):
        commands.write(rival.secretary, group=held.made.group, year=2026, at=later(20))


def test_names_are_for_the_committee_alone_and_everybody_reads_whether_it_was_filed(held, group):
    for name in ("show", "write"):
        url = reverse(f"returns:{name}", args=[group.code, 2026])
        assert browser().get(url).status_code == 404
        assert browser(held.secretary).get(url).status_code == 200
    assert browser().get(reverse("returns:list", args=[group.code])).status_code == 200


def test_the_secretary_writes_figures_as_people_write_them_and_files(held, group):
    secretary, args = browser(held.secretary), [group.code, 2026]
    wrong = secretary.post(reverse("returns:write", args=args), {"income_sen": "seribu"})
    assert wrong.status_code == 422 and "seribu" in wrong.content.decode()
    given = {
        "year_end": "2025-12-31", "income_sen": "RM1,200", "spending_sen": "900.50", "assets_sen": "299.50",
        "debts_sen": "0", "audited": "yes", "ties_abroad": "no", "money_abroad": "no",
    }  # fmt: skip
    assert secretary.post(reverse("returns:write", args=args), given).status_code == 303
    assert AnnualReturn.objects.get().spending_sen == 90_050
    filed = secretary.post(reverse("returns:file", args=args), {"filed_on": "2026-04-20"})
    assert filed.status_code == 303
    assert AnnualReturn.objects.get().filed_on == date(2026, 4, 20)
