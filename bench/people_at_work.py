"""Who uses a filled installation: clerks signed in at their desks, neighbours signed in by card, and what they ask.

Import it once Django is set up.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

from django.urls import reverse

from bench.hits import Ask, Line
from k2k.core import actors, clock
from k2k.core.accounts.models import Account
from k2k.core.nodes import Node
from k2k.core.testing import browser
from k2k.issues import rules
from k2k.issues.models import Issue
from k2k.people import queries as people
from k2k.people.models import Card

#: A card may report so often within the hour; then the next neighbour takes the phone.
REPORTS_A_CARD = rules.PER_HOUR["report"]
STATES = ("accepted", "started", "late", "unconfirmed", "confirmed")
CATEGORIES = ("light", "leak", "waste", "cleaning", "lift")
TOKEN = b'name="csrfmiddlewaretoken" value="'


def _cookie(actor: actors.Actor) -> str:
    client = browser(actor, lang="ms")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


@dataclass
class Clerk:
    """Somebody of an office, signed in, with the reports of that desk."""

    site: Node
    actor: actors.Actor
    cookie: str
    codes: list[str]
    common: list[str]
    turns: "cycle[int]" = field(default_factory=lambda: cycle(range(10_000)))

    def list(self) -> Ask:
        """Twenty reports of the desk, the newest first."""
        return Ask(reverse("desk:list", args=[self.site.code, "all"]), self.cookie)

    def filtered(self) -> Ask:
        """Twenty reports in one state and of one kind."""
        turn = next(self.turns)
        state, category = STATES[turn % len(STATES)], CATEGORIES[turn % 3]
        return Ask(f"{self.list().path}?state={state}&category={category}", self.cookie)

    def detail(self) -> Ask:
        """One report with everything that happened and can be done."""
        return Ask(reverse("issues:show", args=[random.choice(self.codes)]), self.cookie)


def clerks(many: int) -> list[Clerk]:
    """One clerk for each site, as far as there are sites, then once more."""
    found, now = [], clock.now()
    sites = list(Node.objects.filter(kind="site").order_by("pk")[:many])
    for number in range(many):
        site = sites[number % len(sites)]
        held = Account.objects.filter(grants__role="office", grants__node=site).first()
        assert held is not None
        actor = actors.for_account(held, now)
        codes = Issue.objects.filter(site=site).exclude(state="merged").order_by("-reported_at")
        both = [list(rows.values_list("code", flat=True)[:400]) for rows in (codes, codes.filter(at_home=False))]
        found.append(Clerk(site, actor, _cookie(actor), *both))
    return found


@dataclass
class Neighbour:
    """A home with its card, signed in on a phone with a line of its own, at a common place."""

    cookie: str
    source: str
    place: Node
    token: str = ""
    left: int = REPORTS_A_CARD

    def form(self) -> Ask:
        """The page on which something is reported."""
        path = reverse("issues:report_here", args=[self.place.code])
        return Ask(f"{path}?fault=cleaning&lain=1", self.cookie, source=self.source)

    async def open(self, line: Line) -> None:
        """Read the form once, for its token."""
        answer = await line.ask(self.form())
        page = _plain(answer.body, answer.head)
        self.token = page.split(TOKEN, 1)[1].split(b'"', 1)[0].decode()
        for cookie in (x for x in answer.head.split("\r\n") if x.lower().startswith("set-cookie:")):
            self.cookie += "; " + cookie.split(":", 1)[1].split(";", 1)[0].strip()

    def report(self) -> Ask:
        """Send the form, each time with an id of its own."""
        self.left -= 1
        path = reverse("issues:report_here", args=[self.place.code])
        sent = {"csrfmiddlewaretoken": self.token, "client_id": str(uuid.uuid4()), "fault": "cleaning"}
        sent |= {"channel": "qr", "text": "Lantai licin dan kotor", "identity": "card"}
        return Ask(path, self.cookie, sent, self.source)

    def tap(self, code: str) -> Ask:
        """ "Saya juga" at somebody's report."""
        path = reverse("issues:tap", args=[code])
        sent = {"csrfmiddlewaretoken": self.token, "client_id": str(uuid.uuid4())}
        return Ask(path, self.cookie, sent, self.source)


def _plain(body: bytes, head: str) -> bytes:
    import gzip

    return gzip.decompress(body) if "content-encoding: gzip" in head.lower() else body


def neighbours(many: int | None = None) -> Iterator[Neighbour]:
    """Homes taken by chance (None: all), each on an address of its own, which is the machine's: 127.x.y.z."""
    now = clock.now()
    cards = Card.objects.select_related("household__node__block")
    places: dict[int, list[Node]] = {}
    for pk in list(cards.filter(revoked_at=None).order_by("?").values_list("pk", flat=True)[:many]):
        card = cards.get(pk=pk)
        site = card.household.site_id
        if site not in places:
            places[site] = list(Node.objects.filter(site_id=site, noun__in=("corridor", "lobby")))
        actor = people.card_actor(card, now)
        assert actor is not None
        line = f"127.{1 + pk // 62500}.{pk // 250 % 250}.{1 + pk % 250}"
        yield Neighbour(_cookie(actor), line, random.choice(places[site]))
