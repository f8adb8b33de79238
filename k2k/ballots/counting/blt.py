"""BLT, the format in which STV programs exchange ballots, in and out.

Line one: candidates and seats. Then, where somebody withdrew, their numbers with a minus. Then piles: how many ballots,
the preferences, 0. A lone 0 ends them; names in order and a title follow, in quotation marks or not.
"""

import csv
from collections import Counter

from k2k.ballots.counting.profile import BadBallots, Profile

LARGEST = 10**9


def read(text: str, seats: int | None = None) -> Profile:
    """Read a BLT file; `seats` replaces the file's own number. Raises BadBallots with the line."""
    lines = [(n, line.strip()) for n, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1)]
    lines = [(n, line) for n, line in lines if line and not line.startswith("#")]
    if not lines:
        raise BadBallots("the file is empty")
    first = _numbers(*lines[0])
    if len(first) != 2 or min(first) < 1:
        raise BadBallots(f"line {lines[0][0]}: the number of candidates and of seats are expected")
    candidates, own_seats = first
    withdrawn, piles, rest = _ballots(lines[1:], candidates)
    names = [_name(line) for _n, line in rest]
    if len(names) not in (candidates, candidates + 1):
        raise BadBallots(f"there are {candidates} candidates and {len(names)} lines after the ballots")
    title = names[candidates] if len(names) > candidates else ""
    return Profile(tuple(names[:candidates]), seats or own_seats, dict(sorted(piles.items())), title, withdrawn)


def _numbers(line_number: int, line: str) -> list[int]:
    words = line.partition("#")[0].split()
    if not all(word.removeprefix("-").isascii() and word.removeprefix("-").isdecimal() for word in words):
        wrong = "equal preferences (=) have no place in these methods" if "=" in line else "only numbers are expected"
        raise BadBallots(f"line {line_number}: {wrong}")
    found = [int(word) for word in words if len(word) < 12]
    if len(found) != len(words) or any(abs(number) > LARGEST for number in found):
        raise BadBallots(f"line {line_number}: a number is too large")
    return found


def _ballots(lines: list[tuple[int, str]], candidates: int) -> tuple[frozenset[int], Counter, list[tuple[int, str]]]:
    withdrawn: set[int] = set()
    piles: Counter[tuple[int, ...]] = Counter()
    for place, (line_number, line) in enumerate(lines):
        found = _numbers(line_number, line)
        if found == [0]:
            return frozenset(withdrawn), piles, lines[place + 1 :]
        if all(number < 0 for number in found):
            withdrawn |= {-number for number in found}
            continue
        weight, *choice = found
        if not choice or choice.pop() != 0 or weight < 1:
            raise BadBallots(f"line {line_number}: a pile is a number of ballots, preferences, and 0")
        if any(not 1 <= number <= candidates for number in choice) or len(set(choice)) != len(choice):
            raise BadBallots(f"line {line_number}: a preference is no candidate, or is said twice")
        piles[tuple(choice)] += weight
    raise BadBallots("the ballots do not end with a line that says 0")


def _name(line: str) -> str:
    return next(csv.reader([line]), [line])[0].strip() if line.startswith('"') else line


def _quoted(name: str) -> str:
    plain = " ".join(name.split())
    return '"' + plain.replace('"', '""') + '"'


def write(profile: Profile) -> str:
    """The profile as BLT, its piles in the order of what they say."""
    lines = [f"{len(profile.candidates)} {profile.seats}"]
    if profile.withdrawn:
        lines.append(" ".join(str(-number) for number in sorted(profile.withdrawn)))
    for choice, ballots in sorted(profile.piles.items()):
        lines.append(" ".join(map(str, (ballots, *choice, 0))))
    lines.append("0")
    lines += [_quoted(name) for name in profile.candidates]
    lines.append(_quoted(profile.title))
    return "\n".join(lines) + "\n"
