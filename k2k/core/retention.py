"""How long each kind of record is kept, why, and on what ground; shown on the privacy page and checked by a test."""

from dataclasses import dataclass

from django.utils.functional import Promise

from k2k.core import registry


@dataclass(frozen=True)
class Retention:
    """One row of the table: `model` ("people.Person"), what it is for, how long it stays, on what ground."""

    model: str
    purpose: str | Promise
    keeps: str | Promise
    basis: str | Promise


def table() -> list[Retention]:
    """Every app's rows, in the order of the layers."""
    return registry.items("retention")
