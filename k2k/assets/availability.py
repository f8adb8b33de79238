"""How much of the hours in which people need the lifts the lifts ran. Pure: whole minutes in, whole minutes out.

A stop is known by reports alone, so each answer is a range. "Surely stopped" is from the first report until the body
said that it was done. "Perhaps stopped" begins earlier, for a lift may stand for hours before somebody reports it, and
ends later, when neighbours confirmed the repair. The truth lies between the two, if every stop was reported.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from k2k.core import clock

#: A half-open span of minutes: within a day since midnight in Malaysia, or on the clock since 1970.
Span = tuple[int, int]
DAY = 24 * 60

#: Which hours count, until a perumahan names its own. "weekday" and "weekend" follow the weekend of the state.
#: In Ramadan its own set stands in place of both; the hours of Friday come on top of either.
USUAL: dict[str, tuple[Span, ...]] = {
    "weekday": ((6 * 60, 8 * 60 + 30), (16 * 60 + 30, 20 * 60)),  # school and work: going out, coming home
    "weekend": (),  # no peak is known that all homes share
    "friday": ((12 * 60 + 30, 14 * 60 + 45),),  # Friday prayer: down to the mosque and back
    "ramadan": (
        (4 * 60 + 30, 6 * 60),  # around sahur, the morning prayer
        (16 * 60, 19 * 60 + 30),  # the bazaar, home to break the fast
        (21 * 60 + 30, 23 * 60),  # back from terawih
    ),
}
SETS = tuple(USUAL)

#: A lift may have stopped so long before the first report of it.
BEFORE_REPORT = 6 * 60
#: After so long without a "not yet", a repair that nobody confirmed ends the doubt.
AFTER_CLAIM = 14 * DAY


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same minutes in order, without overlap; empty spans are left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def both(left: Iterable[Span], right: Iterable[Span]) -> list[Span]:
    """The minutes that lie in both."""
    ours, theirs, found = merged(left), merged(right), []
    one = other = 0
    while one < len(ours) and other < len(theirs):
        start, end = max(ours[one][0], theirs[other][0]), min(ours[one][1], theirs[other][1])
        if start < end:
            found.append((start, end))
        if ours[one][1] <= theirs[other][1]:
            one += 1
        else:
            other += 1
    return found


def minutes(spans: Iterable[Span]) -> int:
    """How many minutes; what overlaps counts once."""
    return sum(end - start for start, end in merged(spans))


def windows(day: date, state: str, sets: dict[str, tuple[Span, ...]]) -> list[Span]:
    """The hours that count on a day, in minutes since midnight."""
    if clock.in_ramadan(day):
        base = "ramadan"
    else:
        base = "weekend" if day.weekday() in clock.weekend(day, state) else "weekday"
    more = sets["friday"] if day.weekday() == 4 else ()
    return merged([*sets[base], *more])


def minute(moment: datetime) -> int:
    """The minute on the clock since 1970, rounded down."""
    return int(moment.timestamp()) // 60


def peak(first: date, last: date, hours: Callable[[date], Iterable[Span]]) -> list[Span]:
    """The minutes that count from `first` up to and without `last`, on the clock."""
    found: list[Span] = []
    for step in range((last - first).days):
        day = first + timedelta(days=step)
        midnight = minute(clock.start_of_day(day))
        found += [(midnight + start, midnight + end) for start, end in hours(day)]
    return merged(found)


@dataclass(frozen=True)
class Stop:
    """What reports say of one stop: the minutes in which the lift surely and perhaps did not run."""

    sure: tuple[Span, ...]
    perhaps: tuple[Span, ...]


@dataclass(frozen=True)
class Ran:
    """The minutes that count, and of them how many lifts stood at least and at most."""

    counted: int
    least: int
    most: int

    @property
    def low(self) -> int:
        """Tenths of a percent that ran at least, rounded down."""
        return tenths(self.counted - self.most, self.counted)

    @property
    def high(self) -> int:
        """Tenths of a percent that ran at most, rounded down."""
        return tenths(self.counted - self.least, self.counted)


def tenths(part: int, whole: int) -> int:
    """`part` of `whole` in tenths of a percent, rounded down; 0 of nothing."""
    return part * 1000 // whole if whole else 0


def ran(counted: list[Span], stops: Iterable[Stop]) -> Ran:
    """How one lift ran in the minutes that count."""
    found = list(stops)
    sure = [span for stop in found for span in stop.sure]
    perhaps = [span for stop in found for span in (*stop.sure, *stop.perhaps)]
    return Ran(minutes(counted), minutes(both(counted, sure)), minutes(both(counted, perhaps)))


def together(lifts: Iterable[Ran]) -> Ran:
    """Several lifts of a block: each of their minutes counts alike."""
    found = list(lifts)
    return Ran(sum(one.counted for one in found), sum(one.least for one in found), sum(one.most for one in found))


def none_ran(counted: list[Span], lifts: Iterable[list[Stop]]) -> tuple[int, int]:
    """For how many of the minutes that count no lift of the block ran, at least and at most."""
    found = list(lifts)
    if not found:
        return 0, 0
    sure = perhaps = merged(counted)
    for stops in found:
        sure = both(sure, [span for stop in stops for span in stop.sure])
        perhaps = both(perhaps, [span for stop in stops for span in (*stop.sure, *stop.perhaps)])
    return minutes(sure), minutes(perhaps)
