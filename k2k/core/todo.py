"""What is asked of somebody, fed by each app through the registry's slot "todo"."""

from dataclasses import dataclass
from datetime import datetime

from k2k.core import registry
from k2k.core.actors import Actor


@dataclass(frozen=True)
class Todo:
    """One thing to do: a sentence in the reader's language, the page where it is done, what it is about, by when."""

    sentence: str
    url: str
    ref: str = ""
    due: datetime | None = None


def asked_of(actor: Actor, at: datetime) -> list[Todo]:
    """Everything that is asked of `actor` at `at`, what has a date first, in the order of the layers."""
    found = [todo for ask in registry.items("todo") for todo in ask(actor, at)]
    return sorted(found, key=lambda todo: (todo.due is None, todo.due or at))
