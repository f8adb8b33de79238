"""Every address of the house, and how to visit it: grows by itself with urls.py.

What a parameter stands for is told by the first words of the route. A route under a new first word fails the test
until ROUTES says which thing of the story it shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.story import Estate

#: First words of a route, the longest first, and the kinds of code (story.Estate.codes) that fit its parameter.
ROUTES = {
    "ahli/": ("membership",),
    "aduan/": ("issue",),
    "aset/": ("asset",),
    "aktiviti/": ("activity",),
    "badan/": ("body",),
    "bungkusan/": ("parcel",),
    "cerita/": ("story",),
    "blok/": ("block",),
    "calon/": ("candidate",),
    "daftar/": ("draft",),
    "gambar/": ("photo",),
    "idea/": ("idea",),
    "ikut/": ("secret",),
    "janji/": ("commitment",),
    "k/": ("card",),
    "kaunter/": ("site",),
    "arahan/": ("order",),
    "kumpulan/": ("group",),
    "lapor/mula/": ("site", "block", "floor"),
    "lapor/": ("spot", "unit"),
    "meja/": ("site",),
    "murid/": ("pupil",),
    "notis/": ("notice",),
    "p/": ("token",),
    "pemilihan/": ("election",),
    "perumahan/": ("site",),
    "pintu/": ("site", "block", "floor", "unit"),
    "serahan/": ("handover",),
    "soalan/": ("question",),
    "sulit/peti/": ("letter",),
    "sulit/pin/": ("pin_letter",),
    "sulit/pautan/": ("letter_secret",),
    "s/": ("spot", "unit", "block"),
    "saya/orang/": ("person",),
    "tempat/": ("site", "block", "floor"),
    "undi/": ("ballot",),
    "urus/": ("site", "block", "unit"),
}
#: Parameters that stand for no thing of an estate.
WORDS = {
    "bahasa/": [{"code": "en"}],
    "huruf/": [{"step": 2}],
    "contoh/": [{"slug": "penduduk"}],
    "akaun/2fa/webauthn/keys/": [{"pk": 1}],
    "akaun/": [{}],
    "saya/tukar/": [{"code": "x"}],
    "suara/": [{"language": "ms", "name": "where.test.wav"}],
}
#: Second parameters beside a code.
BESIDE = {
    "size": ["large"],
    "doing": ["hantar", "peringatan"],
    "proxy": [1],
    "which": ["baharu", "lewat"],
    "number": [1],
    "photo": ["before"],
    "name": ["quorum_percent"],
}


@dataclass(frozen=True)
class Address:
    """One route: its name, its pattern, its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]

    def visits(self, estate: Estate) -> list[str]:
        """The paths at which this route shows the things of `estate`. Raises LookupError for one nobody knows."""
        if not self.parameters:
            return [reverse(self.name)]
        for start, given in WORDS.items():
            if self.route.startswith(start):
                return [reverse(self.name, kwargs={**dict.fromkeys(self.parameters, "x"), **each}) for each in given]
        for start, kinds in ROUTES.items():
            if self.route.startswith(start):
                return list(self._paths(estate, kinds))
        raise LookupError(f"{self.name} ({self.route}): say in walk.ROUTES which thing of the story it shows")

    def _paths(self, estate: Estate, kinds: tuple[str, ...]) -> Iterator[str]:
        first, *more = self.parameters
        words = {**BESIDE, "meeting": estate.codes["meeting"], "year": estate.codes["year"]}
        if unknown := [name for name in more if name not in words]:
            raise LookupError(f"{self.name} ({self.route}): say in walk.BESIDE what {unknown} may be")
        for code in (code for kind in kinds for code in estate.codes[kind]):
            for chosen in product(*(words[name] for name in more)):
                yield reverse(self.name, kwargs={first: code} | dict(zip(more, chosen, strict=True)))


def addresses() -> list[Address]:
    """Every route with a name, in order."""
    return sorted(_below(get_resolver(), "", ""), key=lambda address: address.route)


def _below(resolver: URLResolver, prefix: str, space: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _below(each, route, f"{space}{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern):
            assert each.name, f"the address {route} has no name"
            yield Address(f"{space}{each.name}", route, tuple(each.pattern.converters))


@dataclass
class Visit:
    """One answer, and what the visit wrote to the database."""

    path: str
    status: int
    answer: HttpResponse
    wrote: list[str]

    @property
    def text(self) -> str:
        """Body and headers, as whoever listens would see them."""
        body = b"".join(self.answer.streaming_content) if self.answer.streaming else self.answer.content
        if not self.answer.headers.get("Content-Type", "").startswith(("text/", "application/json", "image/svg")):
            body = b""
        return f"{self.answer.headers} {body.decode('utf-8', 'replace')}"

    @property
    def seen(self) -> bool:
        """Whether the page was shown."""
        return self.status == 200


#: What a GET may write: sessions and rate limits, by name (HOUSE §3).
MAY_WRITE = ("django_session", "core_attempt")


def visit(client: Client, path: str, *, method: str = "get", **words) -> Visit:
    """Visit `path`; whatever it wrote is undone afterwards."""
    wrote: list[str] = []

    def listen(execute, sql, params, many, context):
        if sql.lstrip().split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "DROP", "CREATE"):
            wrote.append(sql[:200])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(listen):
            answer = getattr(client, method)(path, **words)
        transaction.set_rollback(True)
    return Visit(path, answer.status_code, answer, [sql for sql in wrote if not any(name in sql for name in MAY_WRITE)])
