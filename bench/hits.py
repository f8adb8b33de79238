"""A cheap generator of requests: so many connections that stay open, each asks one thing after the other.

    .venv/bin/python -m bench.hits URL PATH [PATH …] [--connections 16] [--seconds 15] [--cookie a=b] [--form a=b …]

Prints requests a second, the middle and the slowest of a hundred, and what was answered otherwise than wanted. It knows
nothing of K2K and so measures any site: give the peer's address, its paths, and the cookie of somebody signed in.
Answers are read whole and asked for compressed, as browsers do; nothing is followed, nothing is kept.
"""

import argparse
import asyncio
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

GONE = 599


@dataclass
class Ask:
    """One request: where, and with what."""

    path: str
    cookie: str = ""
    form: dict[str, str] | None = None
    source: str = ""

    def wire(self, host: str) -> bytes:
        """As it is sent."""
        body = urllib.parse.urlencode(self.form).encode() if self.form is not None else b""
        lines = [
            f"{'GET' if self.form is None else 'POST'} {self.path} HTTP/1.1", f"Host: {host}",
            "Accept: text/html", "Accept-Encoding: gzip", "User-Agent: k2k-bench",
        ]  # fmt: skip
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if self.form is not None:
            lines += [f"Origin: http://{host}", f"Referer: http://{host}{self.path}",
                      "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]  # fmt: skip
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Answer:
    """What came back."""

    status: int
    head: str
    body: bytes = field(repr=False, default=b"")


@dataclass
class Tally:
    """How long each answer took, in seconds, and what was not as wanted."""

    took: list[float] = field(default_factory=list)
    errors: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.took) / self.seconds if self.seconds else 0.0

    def slowest(self, of_hundred: int) -> float:
        """So many of a hundred were at least as fast, in milliseconds."""
        ordered = sorted(self.took) or [0.0]
        return ordered[min(len(ordered) - 1, len(ordered) * of_hundred // 100)] * 1000


class Line:
    """One connection that stays open; opened again where the server closed it or the source is another."""

    def __init__(self, url: str):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.said = parts.netloc
        self._source = ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, what: Ask) -> Answer:
        """Send it and read the whole answer; GONE where nobody answers."""
        try:
            if self._streams is None or what.source != self._source:
                self.close()
                bound = (what.source, 0) if what.source else None
                self._streams = await asyncio.open_connection(self.host, self.port, local_addr=bound, limit=2**20)
                self._source = what.source
            self._streams[1].write(what.wire(self.said))
            return await self._read(self._streams[0])
        except (OSError, asyncio.IncompleteReadError, ValueError):
            self.close()
            return Answer(GONE, "")

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        words = {name.lower(): value.strip() for name, _colon, value in (x.partition(":") for x in head.split("\r\n"))}
        if "chunked" in words.get("transfer-encoding", ""):
            body = await self._chunks(reader)
        else:
            body = await reader.readexactly(int(words.get("content-length", 0)))
        if words.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(head.split(" ", 2)[1]), head, body)

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
        return body

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
        self._streams = None


async def measure(
    url: str, next_ask: Callable[[int], Ask | None], connections: int, seconds: float, wanted: tuple[int, ...] = (200,)
) -> Tally:
    """Each connection asks what `next_ask` (its number) gives until the time is over or it gives None."""
    tally, until = Tally(), time.monotonic() + seconds

    async def run(number: int) -> None:
        line = Line(url)
        while time.monotonic() < until and (what := next_ask(number)) is not None:
            began = time.perf_counter()
            answer = await line.ask(what)
            if answer.status in wanted:
                tally.took.append(time.perf_counter() - began)
            else:
                tally.errors[answer.status] += 1
        line.close()

    began = time.monotonic()
    await asyncio.gather(*(run(number) for number in range(connections)))
    tally.seconds = time.monotonic() - began
    return tally


def row(word: str, tally: Tally, asked: str = "") -> str:
    """A line of the table: what, asked, a second, middle, slowest of a hundred, errors."""
    errors = ", ".join(f"{n}× {status}" for status, n in tally.errors.items()) or "0"
    p50, p99 = tally.slowest(50), tally.slowest(99)
    return f"| {word} | {asked} | {tally.rate:.0f}/s | {p50:.0f} ms | {p99:.0f} ms | {errors} |"


TABLE = "| what | asked | measured | middle | 99th percentile | errors |\n|---|---|---:|---:|---:|---:|"


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--cookie", default="")
    parser.add_argument("--form", nargs="*", help="send these (name=value) by POST instead of reading")
    parser.add_argument("--wanted", type=int, nargs="+", default=[200, 302, 303])
    given = parser.parse_args()
    form = dict(pair.split("=", 1) for pair in given.form) if given.form is not None else None
    asks = [Ask(path, given.cookie, form) for path in given.paths]
    turns = [number % len(asks) for number in range(given.connections)]

    def next_ask(number: int) -> Ask:
        turns[number] = (turns[number] + 1) % len(asks)
        return asks[turns[number]]

    tally = asyncio.run(measure(given.url, next_ask, given.connections, given.seconds, tuple(given.wanted)))
    print(TABLE)
    print(row(", ".join(given.paths[:2]), tally))


if __name__ == "__main__":
    main()
