"""Our own public file of a ballot: JSON from which anybody can recount every contest."""

import json
from typing import Any

from k2k.ballots.counting import blt
from k2k.ballots.counting.lots import Lots
from k2k.ballots.counting.profile import BadBallots, Profile

FORMAT = "k2k-tally-1"


def contest(profile: Profile, method: str, lots: Lots) -> dict[str, Any]:
    """One contest as the file holds it."""
    return {
        "title": profile.title,
        "method": method,
        "seats": profile.seats,
        "candidates": list(profile.candidates),
        "withdrawn": sorted(profile.withdrawn),
        "lots": list(lots.drawn),
        "piles": [[ballots, list(choice)] for choice, ballots in sorted(profile.piles.items())],
    }


def read_contest(given: Any) -> tuple[Profile, str, Lots]:
    """One contest of the file: (ballots, method, lots). Raises BadBallots."""
    try:
        piles = {tuple(choice): ballots for ballots, choice in given["piles"]}
        if len(piles) != len(given["piles"]):
            raise BadBallots("the file holds the same pile twice")
        profile = Profile(
            tuple(map(str, given["candidates"])),
            int(given["seats"]),
            dict(sorted(piles.items())),
            str(given.get("title", "")),
            frozenset(given.get("withdrawn", ())),
        )
        return profile, str(given["method"]), Lots(tuple(given.get("lots", ())))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, BadBallots):
            raise
        raise BadBallots(f"this is no contest of a tally file ({type(error).__name__})") from error


def read(text: str, number: int = 1) -> tuple[Profile, str, Lots]:
    """Contest `number` of a tally file, or the one of a BLT file with no method and no lots. Raises BadBallots."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        if number != 1:
            raise BadBallots("a BLT file holds one contest")
        return blt.read(text), "", Lots()
    try:
        given = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise BadBallots("this is neither BLT nor a tally file") from error
    if given.get("format") != FORMAT or not isinstance(given.get("contests"), list):
        raise BadBallots(f"this is no tally file of the form {FORMAT}")
    if not 1 <= number <= len(given["contests"]):
        raise BadBallots(f"the file has {len(given['contests'])} contests")
    return read_contest(given["contests"][number - 1])
