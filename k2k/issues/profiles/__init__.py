"""Profiles of other people's lists: which column is what, in which timezone, and where it goes."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from k2k.issues.rules import CATEGORIES

HERE = Path(__file__).parent
#: Columns without which nothing can be read.
NEEDED = ("id", "opened")
KNOWN = ("id", "opened", "due", "closed", "verdict", "status", "kind", "body", "block")


class BadProfile(Exception):
    """The profile cannot be used; the message says what is wrong with it."""


@dataclass(frozen=True)
class Profile:
    """How one kind of list is read."""

    name: str
    timezone: ZoneInfo
    time_format: str
    columns: dict[str, str]
    site: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    verdict: dict[str, str] = field(default_factory=dict)
    drop_suffix: str = ""
    bodies: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)

    def body_name(self, word: str) -> str:
        """The name of the body behind the source's word."""
        return self.bodies.get(word) or self.bodies.get("other") or word or self.name


def names() -> list[str]:
    """The profiles that come with the house."""
    return sorted(path.stem.replace("_", "-") for path in HERE.glob("*.toml"))


def load(name: str) -> Profile:
    """The profile of that name, or of that file. Raises BadProfile."""
    own = Path(name)
    path = own if own.suffix == ".toml" else HERE / f"{name.replace('-', '_')}.toml"
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except OSError:
        raise BadProfile(f"there is no profile {name}; known are: {', '.join(names())}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadProfile(f"{path.name} is not TOML: {fault}") from None
    return _checked(data)


def _checked(data: dict) -> Profile:
    try:
        zone = ZoneInfo(data["timezone"])
        profile = Profile(
            name=data["name"],
            timezone=zone,
            time_format=data["time_format"],
            columns=dict(data["columns"]),
            site=dict(data.get("site", {})),
            status=_turned(data.get("status", {})),
            verdict=_turned(data.get("verdict", {})),
            drop_suffix=data.get("block", {}).get("drop_suffix", ""),
            bodies=dict(data.get("bodies", {})),
            categories=dict(data.get("categories", {})),
        )
    except KeyError as missing:
        raise BadProfile(f"the profile does not say {missing}") from None
    except (ZoneInfoNotFoundError, ValueError, TypeError, AttributeError):
        raise BadProfile("the profile's timezone or one of its tables is not right") from None
    if wrong := [word for word in NEEDED if word not in profile.columns]:
        raise BadProfile(f"the profile names no column for: {', '.join(wrong)}")
    if wrong := sorted(set(profile.columns) - set(KNOWN)):
        raise BadProfile(f"the profile names columns nobody knows: {', '.join(wrong)}")
    if wrong := sorted(set(profile.categories.values()) - set(CATEGORIES)):
        raise BadProfile(f"the profile names categories nobody knows: {', '.join(wrong)}")
    return profile


def _turned(table: dict[str, list[str]]) -> dict[str, str]:
    """{"open": ["Open", "New"]} as {"Open": "open", "New": "open"}."""
    return {word: ours for ours, words in table.items() for word in words}
