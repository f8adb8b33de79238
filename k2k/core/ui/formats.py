"""Dates, times, ages, numbers and money as people in Malaysia write them, in ms, en, zh-hans and ta.

Pure functions: a datetime is already local (Asia/Kuala_Lumpur), a language is a code of settings.LANGUAGES;
an unknown language reads Malay. Times of day in Malay follow Kamus Dewan: pagi, tengah hari, petang, malam.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple


class Words(NamedTuple):
    """One language's words for the calendar and the clock."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    long_months: tuple[str, ...]
    hours: tuple[tuple[int, str], ...]
    near: tuple[str, str, str]
    units: dict[str, tuple[str, str]]


MALAY = Words(
    days=("Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu", "Ahad"),
    months=("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ogos", "Sep", "Okt", "Nov", "Dis"),
    long_months=(
        "Januari",
        "Februari",
        "Mac",
        "April",
        "Mei",
        "Jun",
        "Julai",
        "Ogos",
        "September",
        "Oktober",
        "November",
        "Disember",
    ),
    hours=((12, "pagi"), (14, "tengah hari"), (19, "petang"), (24, "malam")),
    near=("Semalam", "Hari ini", "Esok"),
    units={
        "minute": ("minit", "minit"),
        "hour": ("jam", "jam"),
        "day": ("hari", "hari"),
        "month": ("bulan", "bulan"),
        "year": ("tahun", "tahun"),
    },
)
ENGLISH = Words(
    days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    long_months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    hours=((12, "am"), (24, "pm")),
    near=("Yesterday", "Today", "Tomorrow"),
    units={
        "minute": ("minute", "minutes"),
        "hour": ("hour", "hours"),
        "day": ("day", "days"),
        "month": ("month", "months"),
        "year": ("year", "years"),
    },
)
CHINESE = Words(
    days=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    months=tuple(f"{month}月" for month in range(1, 13)),
    long_months=tuple(f"{month}月" for month in range(1, 13)),
    hours=((12, "上午"), (14, "中午"), (19, "下午"), (24, "晚上")),
    near=("昨天", "今天", "明天"),
    units={
        "minute": ("分钟", "分钟"),
        "hour": ("小时", "小时"),
        "day": ("天", "天"),
        "month": ("个月", "个月"),
        "year": ("年", "年"),
    },
)
TAMIL = Words(
    days=("திங்கள்", "செவ்வாய்", "புதன்", "வியாழன்", "வெள்ளி", "சனி", "ஞாயிறு"),
    months=("ஜன.", "பிப்.", "மார்ச்", "ஏப்.", "மே", "ஜூன்", "ஜூலை", "ஆக.", "செப்.", "அக்.", "நவ.", "டிச."),
    long_months=(
        "ஜனவரி",
        "பிப்ரவரி",
        "மார்ச்",
        "ஏப்ரல்",
        "மே",
        "ஜூன்",
        "ஜூலை",
        "ஆகஸ்ட்",
        "செப்டம்பர்",
        "அக்டோபர்",
        "நவம்பர்",
        "டிசம்பர்",
    ),
    hours=((12, "காலை"), (14, "மதியம்"), (19, "மாலை"), (24, "இரவு")),
    near=("நேற்று", "இன்று", "நாளை"),
    units={
        "minute": ("நிமிடம்", "நிமிடங்கள்"),
        "hour": ("மணி நேரம்", "மணி நேரம்"),
        "day": ("நாள்", "நாட்கள்"),
        "month": ("மாதம்", "மாதங்கள்"),
        "year": ("ஆண்டு", "ஆண்டுகள்"),
    },
)
WORDS = {"ms": MALAY, "en": ENGLISH, "zh-hans": CHINESE, "ta": TAMIL}


def words(language: str) -> Words:
    """The words of `language`, Malay where it is unknown."""
    return WORDS.get(language, MALAY)


def hour(moment: datetime, language: str) -> str:
    """The time of day: "4.20 petang", "4.20 pm", "下午4:20", "மாலை 4.20"; a full hour is "8 pagi"."""
    period = next(word for before, word in words(language).hours if moment.hour < before)
    twelve = moment.hour % 12 or 12
    if language == "zh-hans":
        return f"{period}{twelve}:{moment.minute:02}" if moment.minute else f"{period}{twelve}点"
    clock = f"{twelve}.{moment.minute:02}" if moment.minute else str(twelve)
    return f"{period} {clock}" if language == "ta" else f"{clock} {period}"


def day(moment: date, language: str, form: str = "") -> str:
    """A date: "Khamis, 19 Nov".

    With `form` "short" it is "19 Nov", "year" "19 Nov 2026", "long" "Khamis, 19 November 2026".
    """
    tongue = words(language)
    weekday = tongue.days[moment.weekday()]
    month = (tongue.long_months if form == "long" else tongue.months)[moment.month - 1]
    if language == "zh-hans":
        year = f"{moment.year}年" if form in ("long", "year") else ""
        text = f"{year}{month}{moment.day}日"
        return text if form in ("short", "year") else f"{text}（{weekday}）"
    year = f" {moment.year}" if form in ("long", "year") else ""
    text = f"{moment.day} {month}{year}"
    if form in ("short", "year"):
        return text
    return f"{weekday} {text}" if language == "en" else f"{weekday}, {text}"


def when(moment: datetime, language: str, now: datetime, form: str = "") -> str:
    """An instant: "Khamis, 19 Nov, 4.20 petang"; near `now`, "Hari ini, 4.20 petang". Other years carry the year.

    `form` "mid" writes today, yesterday and tomorrow without a capital, for the middle of a sentence.
    """
    apart = (moment.date() - now.date()).days
    if -1 <= apart <= 1:
        near = words(language).near[apart + 1]
        text = near.lower() if form == "mid" else near
    elif moment.year == now.year:
        text = day(moment, language)
    else:
        text = day(moment, language, "year")
    return f"{text}{hour(moment, language)}" if language == "zh-hans" else f"{text}, {hour(moment, language)}"


def age(length: timedelta, language: str) -> str:
    """How long: "40 minit", "14 jam", "6 hari", "3 bulan". Rounded down; under a minute counts as one minute."""
    minutes = max(1, int(abs(length).total_seconds() // 60))
    days = minutes // 1440
    if minutes < 60:
        return counted(minutes, "minute", language)
    if days < 1:
        return counted(minutes // 60, "hour", language)
    if days < 60:
        return counted(days, "day", language)
    if days < 730:
        return counted(int(days / 30.44), "month", language)
    return counted(int(days / 365.25), "year", language)


def counted(amount: int, unit: str, language: str) -> str:
    """An amount of minutes, hours, days, months or years with the right word: "1 day", "2 days", "2 hari", "2天"."""
    one, many = words(language).units[unit]
    return f"{number(amount)}{'' if language == 'zh-hans' else ' '}{one if amount == 1 else many}"


def dayrange(first: date, last: date, language: str) -> str:
    """Two dates and what lies between: "12–18 Nov 2026", "28 Nov – 3 Dis 2026", "28 Dis 2026 – 3 Jan 2027"."""
    end = day(last, language, "year")
    if first == last:
        return end
    if first.year != last.year:
        return f"{day(first, language, 'year')} – {end}"
    if first.month != last.month:
        return f"{day(first, language, 'short')} – {end}"
    if language == "zh-hans":
        return f"{last.year}年{last.month}月{first.day}–{last.day}日"
    return f"{first.day}–{end}"


def number(value: int | float | Decimal) -> str:
    """Thousands by comma and at most one decimal: 1,020 and 6.5, in all four languages."""
    rounded = round(value, 1)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.1f}"


def rm(sen: int) -> str:
    """Money from integer sen: 102050 is "RM1,020.50", a debt is "−RM5.00"."""
    return f"{'−' if sen < 0 else ''}RM{abs(sen) // 100:,}.{abs(sen) % 100:02}"


def percent_of(part: int | float, total: int | float) -> str:
    """A share: "72%", "–" of nothing. Only all is 100% and only none is 0%: in between it is 1% to 99%."""
    if not total:
        return "–"
    share = round(100 * part / total)
    if 0 < part < total:
        share = min(99, max(1, share))
    return f"{share}%"
