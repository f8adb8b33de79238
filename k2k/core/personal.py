"""What an app keeps about one person: how it is shown to them, and how it is erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Personal:
    """An app's entry in the registry's slot "personal". `person` is a people.Person.

    `export(person, at)` gives plain data for a JSON file; `erase(person, at)` scrubs in place, inside the command's
    transaction, and leaves no name, number or sentence of theirs. Doing it twice changes nothing.
    """

    app: str
    export: Callable[[Any, datetime], Any]
    erase: Callable[[Any, datetime], None]
