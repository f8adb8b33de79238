"""Rows in batches, so that only some of them are in memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """`rows` in lists of `size`, the last one shorter; what itertools.batched does from Python 3.12 on."""
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch
