"""Time: instants in UTC, legal days in Malaysia, working days by state.

Instants are aware UTC datetimes. A legal day (a due date, a term's first day) is a local date in Asia/Kuala_Lumpur,
which holds for the whole country, Sabah and Sarawak included. Working days follow the state of the site: its weekend
and its public holidays.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import get_language

ZONE = ZoneInfo("Asia/Kuala_Lumpur")

#: ISO 3166-2:MY, the 13 states and 3 federal territories.
STATES = {
    "MY-01": "Johor",
    "MY-02": "Kedah",
    "MY-03": "Kelantan",
    "MY-04": "Melaka",
    "MY-05": "Negeri Sembilan",
    "MY-06": "Pahang",
    "MY-07": "Pulau Pinang",
    "MY-08": "Perak",
    "MY-09": "Perlis",
    "MY-10": "Selangor",
    "MY-11": "Terengganu",
    "MY-12": "Sabah",
    "MY-13": "Sarawak",
    "MY-14": "Kuala Lumpur",
    "MY-15": "Labuan",
    "MY-16": "Putrajaya",
}

FRIDAY_SATURDAY = frozenset({4, 5})
SATURDAY_SUNDAY = frozenset({5, 6})

#: Weekend of public offices by state, each from a first day on; states not named rest on Saturday and Sunday.
#: Johor moved to Friday and Saturday on 1 January 2014 and back on 1 January 2025.
WEEKENDS = {
    "MY-01": (
        (date.min, SATURDAY_SUNDAY),
        (date(2014, 1, 1), FRIDAY_SATURDAY),
        (date(2025, 1, 1), SATURDAY_SUNDAY),
    ),
    "MY-02": ((date.min, FRIDAY_SATURDAY),),
    "MY-03": ((date.min, FRIDAY_SATURDAY),),
    "MY-11": ((date.min, FRIDAY_SATURDAY),),
}
ELSEWHERE = ((date.min, SATURDAY_SUNDAY),)

#: Counters close at five; a promise for a day is due then.
OFFICE_CLOSES = time(17, 0)

#: How far a phone's clock is believed: an offline report may be two weeks old, a clock may run two minutes fast.
CLAIM_OLDEST = timedelta(days=14)
CLAIM_AHEAD = timedelta(minutes=2)


def now() -> datetime:
    """This instant, UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same instant on the wall clock in Malaysia. Raises ValueError for a datetime without a timezone."""
    if moment.tzinfo is None:
        raise ValueError("a datetime without a timezone is not an instant")
    return moment.astimezone(ZONE)


def today(at: datetime | None = None) -> date:
    """The legal day in Malaysia at `at` (default now)."""
    return local(at or now()).date()


def start_of_day(day: date) -> datetime:
    """The first instant of a legal day, UTC."""
    return datetime.combine(day, time.min, ZONE).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first instant of the next legal day, UTC: days are half-open intervals."""
    return start_of_day(day + timedelta(days=1))


def due_at(day: date) -> datetime:
    """When something promised for `day` becomes late: 17:00 in Malaysia, as UTC."""
    return datetime.combine(day, OFFICE_CLOSES, ZONE).astimezone(UTC)


def known_state(state: str) -> str:
    """The state's code. Raises ValueError unless it is one of STATES."""
    if state not in STATES:
        raise ValueError(f"{state!r} is not an ISO 3166-2 code of a Malaysian state")
    return state


def weekend(day: date, state: str) -> frozenset[int]:
    """The weekdays (Monday is 0) on which public offices of the state rest at the time of `day`."""
    resting = SATURDAY_SUNDAY
    for since, weekdays in WEEKENDS.get(known_state(state), ELSEWHERE):
        if since <= day:
            resting = weekdays
    return resting


@lru_cache(maxsize=512)
def _holidays(state: str, year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("MY", subdiv=known_state(state)[3:], years=year, language=language))


def holiday(day: date, state: str) -> str | None:
    """The public holiday of the state on `day`, in English for English readers and in Malay for all others.

    From the tables of the `holidays` package, federal gazettes and state gazettes included; festivals that follow the
    moon are marked "(anggaran)" until they are gazetted.
    """
    language = "en_US" if (get_language() or "").startswith("en") else "ms_MY"
    return _holidays(state, day.year, language).get(day)


def is_working_day(day: date, state: str) -> bool:
    """Whether public offices of the state are open: neither its weekend nor its holiday."""
    return day.weekday() not in weekend(day, state) and day not in _holidays(state, day.year, "ms_MY")


def add_working_days(day: date, n: int, state: str) -> date:
    """The `n`-th working day after `day`; the day itself never counts.

    With n = 0 it is `day` where that is a working day, else the next one. Raises ValueError for a negative n.
    """
    if n < 0:
        raise ValueError("working days are counted forwards")
    if n == 0:
        return day if is_working_day(day, state) else add_working_days(day, 1, state)
    while n:
        day += timedelta(days=1)
        n -= is_working_day(day, state)
    return day


def working_days_between(first: date, last: date, state: str) -> int:
    """How many working days lie after `first` up to and including `last`; negative where `last` is earlier.

    The opposite of add_working_days: counting from a day to its n-th next working day gives n.
    """
    if last < first:
        return -working_days_between(last, first, state)
    return sum(is_working_day(first + timedelta(days=step), state) for step in range(1, (last - first).days + 1))


def parse_claimed(phone_time: datetime | str | None, server_time: datetime) -> tuple[datetime, bool]:
    """When it happened according to the phone, and whether that claim had to be corrected.

    Takes a datetime or ISO 8601 text; without a timezone it is read as Malaysian wall-clock time. Nothing claimed
    gives the server's time, unflagged; nonsense gives the server's time, flagged; a claim more than 14 days old or 2
    minutes ahead is moved to that bound and flagged.
    """
    if phone_time in (None, ""):
        return server_time, False
    try:
        claimed = datetime.fromisoformat(phone_time.strip()) if isinstance(phone_time, str) else phone_time
        claimed = (claimed if claimed.tzinfo else claimed.replace(tzinfo=ZONE)).astimezone(UTC)
    except (ValueError, OverflowError, AttributeError):
        return server_time, True
    bounded = min(max(claimed, server_time - CLAIM_OLDEST), server_time + CLAIM_AHEAD)
    return bounded, bounded != claimed


#: The state whose first day of Ramadan is a public holiday, so that the table of holidays knows it.
KNOWS_RAMADAN, SHORT_MONTH = "MY-01", 29


def in_ramadan(day: date) -> bool:
    """Whether the evening of `day` is one of terawih: from the eve of Ramadan on, for the nights of a short month.

    The first day is the holiday of Johor in the tables of the `holidays` package; the moon may move it by a day.
    """
    later = day + timedelta(days=1)
    days = (later - timedelta(days=back) for back in range(SHORT_MONTH + 1))
    return any("Ramadan" in (holiday(each, KNOWS_RAMADAN) or "") for each in days)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_after - timedelta(days=1))
