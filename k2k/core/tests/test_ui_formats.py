"""Dates, ages, numbers and money read as people here write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import clock
from k2k.core.ui import formats

THURSDAY = datetime(2026, 11, 19, 16, 20, tzinfo=clock.ZONE)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ms", "Khamis, 19 Nov, 4.20 petang"),
        ("en", "Thu 19 Nov, 4.20 pm"),
        ("zh-hans", "11月19日（周四）下午4:20"),
        ("ta", "வியாழன், 19 நவ., மாலை 4.20"),
    ],
)
def test_an_instant_is_written_with_its_weekday_and_its_time_of_day(language, expected):
    assert formats.when(THURSDAY, language, MONDAY) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((0, 5), "12.05 pagi"),
        ((8, 0), "8 pagi"),
        ((11, 59), "11.59 pagi"),
        ((12, 0), "12 tengah hari"),
        ((13, 59), "1.59 tengah hari"),
        ((14, 0), "2 petang"),
        ((18, 59), "6.59 petang"),
        ((19, 0), "7 malam"),
        ((23, 30), "11.30 malam"),
    ],
)
def test_malay_day_turns_from_pagi_to_tengah_hari_to_petang_to_malam(moment, expected):
    assert formats.hour(THURSDAY.replace(hour=moment[0], minute=moment[1]), "ms") == expected


def test_today_yesterday_and_tomorrow_are_words():
    assert formats.when(MONDAY - timedelta(hours=1), "ms", MONDAY) == "Hari ini, 8 pagi"
    assert formats.when(MONDAY - timedelta(hours=10), "ms", MONDAY) == "Semalam, 11 malam"
    assert formats.when(MONDAY + timedelta(hours=20), "en", MONDAY) == "Tomorrow, 5 am"
    assert formats.when(MONDAY, "ms", MONDAY, "mid") == "hari ini, 9 pagi"
    assert formats.when(MONDAY, "zh-hans", MONDAY) == "今天上午9点"


def test_another_year_is_named():
    assert formats.when(THURSDAY.replace(year=2025), "ms", MONDAY) == "19 Nov 2025, 4.20 petang"


def test_a_date_comes_short_with_its_year_or_long():
    day = date(2026, 8, 31)
    assert formats.day(day, "ms") == "Isnin, 31 Ogos"
    assert formats.day(day, "ms", "short") == "31 Ogos"
    assert formats.day(day, "ms", "year") == "31 Ogos 2026"
    assert formats.day(day, "ms", "long") == "Isnin, 31 Ogos 2026"
    assert formats.day(day, "en", "long") == "Mon 31 August 2026"
    assert formats.day(day, "zh-hans", "long") == "2026年8月31日（周一）"
    assert formats.day(day, "ta", "long") == "திங்கள், 31 ஆகஸ்ட் 2026"


@pytest.mark.parametrize(
    ("length", "ms", "en"),
    [
        (timedelta(seconds=5), "1 minit", "1 minute"),
        (timedelta(minutes=40), "40 minit", "40 minutes"),
        (timedelta(hours=1), "1 jam", "1 hour"),
        (timedelta(hours=23, minutes=59), "23 jam", "23 hours"),
        (timedelta(days=1), "1 hari", "1 day"),
        (timedelta(days=6, hours=23), "6 hari", "6 days"),
        (timedelta(days=90), "2 bulan", "2 months"),
        (timedelta(days=800), "2 tahun", "2 years"),
    ],
)
def test_an_age_is_one_number_and_one_word(length, ms, en):
    assert formats.age(length, "ms") == ms
    assert formats.age(length, "en") == en


def test_a_range_of_days_repeats_nothing():
    assert formats.dayrange(date(2026, 11, 12), date(2026, 11, 18), "ms") == "12–18 Nov 2026"
    assert formats.dayrange(date(2026, 11, 28), date(2026, 12, 3), "ms") == "28 Nov – 3 Dis 2026"
    assert formats.dayrange(date(2026, 12, 28), date(2027, 1, 3), "ms") == "28 Dis 2026 – 3 Jan 2027"
    assert formats.dayrange(date(2026, 11, 12), date(2026, 11, 12), "ms") == "12 Nov 2026"
    assert formats.dayrange(date(2026, 11, 12), date(2026, 11, 18), "zh-hans") == "2026年11月12–18日"


def test_money_is_written_from_sen():
    assert formats.rm(102050) == "RM1,020.50"
    assert formats.rm(5) == "RM0.05"
    assert formats.rm(-500) == "−RM5.00"


@given(st.integers(-(10**12), 10**12))
def test_no_sen_is_lost_in_writing_money(sen):
    text = formats.rm(sen).replace("RM", "").replace(",", "").replace("−", "-")
    assert round(float(text) * 100) == sen


def test_numbers_have_commas_and_at_most_one_decimal():
    assert formats.number(1020) == "1,020"
    assert formats.number(6.5) == "6.5"
    assert formats.number(6.96) == "7"


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_a_share_is_all_only_when_it_is_all_and_none_only_when_it_is_none(part, rest):
    assert formats.percent_of(part, part + rest) not in ("0%", "100%")
    assert formats.percent_of(part, part) == "100%"
    assert formats.percent_of(0, rest) == "0%"
    assert formats.percent_of(part, 0) == "–"


@given(st.integers(946_684_800, 4_102_444_800), st.sampled_from(list(formats.WORDS)))
def test_every_instant_of_this_century_can_be_written_in_every_language(seconds, language):
    local = clock.local(datetime.fromtimestamp(seconds, UTC))
    text = formats.when(local, language, MONDAY)
    assert local.minute == 0 or f"{local.minute:02}" in text
    assert "  " not in text
