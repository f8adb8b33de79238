"""The hours of public offices: the Friday break, Ramadan, and days around the great festivals when everybody travels.

Targets that are counted from a rule pause on festive days, for nobody comes to repair then; danger never pauses. All of
it follows the state of the site and the tables of `clock`; dates that follow the moon are estimates until gazetted.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from k2k.core import clock

OPENS, CLOSES = time(8, 0), time(17, 0)
LUNCH = (time(13, 0), time(14, 0))
#: Where offices work on Fridays they close for the prayer.
FRIDAY_BREAK = (time(12, 15), time(14, 45))
#: In Ramadan half an hour of the break is given for going home half an hour earlier.
RAMADAN_LUNCH, RAMADAN_CLOSES = (time(13, 0), time(13, 30)), time(16, 30)
#: A Ramadan has 29 or 30 days; these are certain.
RAMADAN_DAYS = 29
RAYA = "Hari Raya Puasa"
#: Festival, as the tables call its first day: so many days before it and after it nobody is expected to work.
TRAVEL = {
    RAYA: (2, 5),
    "Tahun Baharu Cina": (1, 3),
    "Hari Deepavali": (1, 1),
    "Hari Raya Qurban": (1, 1),
    "Hari Gawai": (1, 1),
    "Pesta Kaamatan": (1, 1),
}
FRIDAY = 4


@lru_cache(maxsize=256)
def _firsts(state: str, year: int) -> dict[str, date]:
    """The first day of each festival of the state in that year."""
    found: dict[str, date] = {}
    for day, words in sorted(clock._holidays(state, year, "ms_MY").items()):
        for word in words.split("; "):
            found.setdefault(word.replace(" (anggaran)", ""), day)
    return found


def is_ramadan(day: date, state: str) -> bool:
    """Whether it is Ramadan, as far as the tables say."""
    raya = _firsts(state, day.year).get(RAYA)
    return raya is not None and raya - timedelta(days=RAMADAN_DAYS) <= day < raya


def is_festive(day: date, state: str) -> bool:
    """Whether the day lies in a pause for festive travel."""
    for year in (day.year - 1, day.year, day.year + 1):
        firsts = _firsts(state, year)
        for name, (before, after) in TRAVEL.items():
            first = firsts.get(name)
            if first and first - timedelta(days=before) <= day <= first + timedelta(days=after):
                return True
    return False


def counts(day: date, state: str) -> bool:
    """Whether the day counts for a target: a working day of the state outside the pauses for festive travel."""
    return clock.is_working_day(day, state) and not is_festive(day, state)


def add_days(day: date, n: int, state: str) -> date:
    """The `n`-th day after `day` that counts for a target; the day itself never counts. `n` is at least 1."""
    while n > 0:
        day += timedelta(days=1)
        n -= counts(day, state)
    return day


def closes(day: date, state: str) -> datetime:
    """When offices of the state close on that day; half an hour earlier in Ramadan."""
    return datetime.combine(day, RAMADAN_CLOSES if is_ramadan(day, state) else CLOSES, clock.ZONE)


def spans(day: date, state: str) -> list[tuple[datetime, datetime]]:
    """When offices of the state are open on that day, the break left out; nothing on a day of rest."""
    if not clock.is_working_day(day, state):
        return []
    ramadan = is_ramadan(day, state)
    pause = FRIDAY_BREAK if day.weekday() == FRIDAY else RAMADAN_LUNCH if ramadan else LUNCH

    def at(moment: time) -> datetime:
        return datetime.combine(day, moment, clock.ZONE)

    return [(at(OPENS), at(pause[0])), (at(pause[1]), closes(day, state))]


def is_open(moment: datetime, state: str) -> bool:
    """Whether offices of the state are open at that instant."""
    here = clock.local(moment)
    return any(first <= here < last for first, last in spans(here.date(), state))


def minutes_between(first: datetime, last: datetime, state: str) -> int:
    """Whole minutes of office hours from `first` to `last`; 0 where `last` is not later."""
    here, there = clock.local(first), clock.local(last)
    total, day = timedelta(0), here.date()
    while day <= there.date():
        for opens, shuts in spans(day, state):
            total += max(min(shuts, there) - max(opens, here), timedelta(0))
        day += timedelta(days=1)
    return total // timedelta(minutes=1)
