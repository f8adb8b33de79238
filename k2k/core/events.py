"""What has happened, told to the apps above: listeners run inside the command's transaction, in order."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_listeners: dict[str, list[Callable[..., None]]] = defaultdict(list)


def on(name: str) -> Callable:
    """Register a listener for the event `name` ("issues.resolved"). It gets `at`, `actor` and the event's own words."""

    def register(listener: Callable[..., None]) -> Callable[..., None]:
        if listener not in _listeners[name]:
            _listeners[name].append(listener)
        return listener

    return register


def announce(name: str, **words: Any) -> None:
    """Call every listener of `name`; an exception stops the command, so nothing is half done."""
    for listener in _listeners[name]:
        listener(**words)


def listeners(name: str) -> list[Callable[..., None]]:
    """Who listens to `name`."""
    return list(_listeners[name])
