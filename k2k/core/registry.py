"""What each app offers the house: named slots, filled only by `<app>/registry.py`.

An upper app reads a slot without knowing who filled it; removing an app empties its entries and nothing else.
"""

from collections import defaultdict
from typing import Any

_slots: dict[str, list[Any]] = defaultdict(list)
_keyed: dict[str, dict[str, Any]] = defaultdict(dict)


def add(slot: str, *items: Any) -> None:
    """Offer `items` in `slot`; adding the same object twice has no effect."""
    _slots[slot].extend(item for item in items if item not in _slots[slot])


def items(slot: str) -> list[Any]:
    """Everything offered in `slot`, in the order of settings.APPS."""
    return list(_slots[slot])


def put(slot: str, key: str, item: Any) -> None:
    """Offer `item` under a unique `key`, such as the resolver of a kind of reference."""
    if _keyed[slot].setdefault(key, item) is not item:
        raise ValueError(f"{slot}: {key} is offered twice")


def get(slot: str, key: str) -> Any | None:
    """The item under `key`, or None where no app offers it."""
    return _keyed[slot].get(key)


def keys(slot: str) -> list[str]:
    """The keys offered in `slot`."""
    return list(_keyed[slot])
