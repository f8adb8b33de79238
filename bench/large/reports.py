"""The reports of one perumahan over two years: each with its taps, dates, answers, timeline, inbox, words to find."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils import translation

from bench.large.estates import Estate
from bench.large.pour import Numbers, code, pour
from k2k.commitments.models import Commitment, Slip
from k2k.core import search
from k2k.core.nodes import Node
from k2k.core.notify.models import InboxItem
from k2k.core.receipts import KEPT, Receipt
from k2k.core.search import SearchEntry
from k2k.core.trail import Entry
from k2k.issues import names, priority, rules
from k2k.issues.models import Answer, Issue, Step, Tap

DAYS = 730
#: A sentence is one of each: people seldom write the same, and some write nothing.
WHAT = (
    "Lampu tidak menyala", "Air bertakung dan licin", "Sampah tidak diangkat", "Bunyi kuat", "Pintu tidak boleh tutup",
    "Besi pemegang longgar", "Bau busuk dari longkang", "Lif berhenti tiba-tiba", "Siling bocor", "Cat tertanggal",
)  # fmt: skip
SINCE = ("sejak malam tadi", "sudah tiga hari", "setiap kali hujan", "sejak Isnin", "dua minggu lebih", "waktu malam")
MORE = ("Tolong tengok segera.", "Ramai warga emas di sini.", "Anak saya jatuh semalam.", "Sudah lapor dahulu.", "")
HOUR = timedelta(hours=1)
#: Of what has had its time, so many of a hundred end so; the rest stays with the last step that it reached.
ENDS = (("confirmed", 72), ("claimed", 8), ("rejected", 6), ("merged", 2), ("started", 4), ("accepted", 5), ("new", 3))
LASTING = [end for end, share in ENDS for _n in range(share)]


@dataclass
class Sheaf:
    """The rows of one perumahan, by table, and its lines for the trail."""

    estate: Estate
    now: datetime
    numbers: Numbers
    rows: dict[type[Model], list[dict]] = field(default_factory=lambda: defaultdict(list))
    lines: list[tuple[Entry, datetime]] = field(default_factory=list)

    def put(self, model: type[Model], **row: Any) -> dict:
        """One more row."""
        row["id"] = self.numbers.new(model)
        self.rows[model].append(row)
        return row

    def tell(self, verb: str, subject: str, actor: str, node: Node, at: datetime, **detail: Any) -> None:
        """One more line of the trail."""
        self.lines.append((Entry(verb, subject, actor, "", node, at, detail, {}), at))

    def write(self) -> int:
        """Everything into the database; answers how many rows. What others point to comes first.

        No report begins as confirmed: it becomes so once its answers are there, and the guard counts them.
        """
        order = (Issue, Tap, Answer, Commitment, Slip, Step, InboxItem, SearchEntry, Receipt)
        written = sum(pour(model, self.rows[model]) for model in order)
        confirmed = Issue.objects.filter(site=self.estate.site, state="claimed", confirmed_at__isnull=False)
        confirmed.update(state="confirmed")
        return written


def reports(estate: Estate, many: int, now: datetime, numbers: Numbers) -> Sheaf:
    """`many` reports of the last two years, the oldest first."""
    sheaf = Sheaf(estate, now, numbers)
    span = timedelta(days=DAYS) / many
    moments = sorted(now - span * n - span * estate.dice.random() for n in range(many))
    for moment in moments:
        _Case(sheaf, moment.replace(microsecond=0)).run()
    sheaf.lines.sort(key=lambda line: line[1])
    return sheaf


class _Case:
    """One report from its first tap to its end."""

    def __init__(self, sheaf: Sheaf, at: datetime):
        self.sheaf, self.estate, self.dice, self.at = sheaf, sheaf.estate, sheaf.estate.dice, at
        self.at_home = self.dice.random() < 0.12
        self.node = self.dice.choice(self.estate.units if self.at_home else self.estate.common)
        chosen = self.dice.choice(_choices(self.node.noun or self.node.kind, self.node.noun))
        self.category, self.fault = chosen
        self.end = self.dice.choice(LASTING)
        self.home = self.dice.choice(self.estate.homes)
        self.identity = self.dice.choices(("card", "open", "anonymous", "clerk"), (60, 25, 5, 10))[0]
        if self.at_home:
            self.identity = "card"
        self.reporter = self.home if self.identity == "card" else None
        self.body = self.estate.contractor if self.node.noun == "lift" else self.estate.office
        self.by = self.estate.technician if self.node.noun == "lift" else self.estate.clerk
        self.homes: list[int] = []

    def run(self) -> None:
        """Everything that happened to it until now, in order."""
        self.row = self.sheaf.put(
            Issue, node_id=self.node.pk, site_id=self.estate.site.pk, category=self.category, fault=self.fault,
            channel="counter" if self.identity == "clerk" else "qr", identity=self.identity, at_home=self.at_home,
            text=self._words(), reporter_id=self.reporter, reported_at=self.at, occurred_at=self.at,
            follow_hash="" if self.reporter else f"1:{self.dice.randbytes(32).hex()}", state="new",
        )  # fmt: skip
        self.row["code"] = code(self.row["id"])
        self.ref = f"issues.issue:{self.row['id']}"
        self._reported()
        moment = self.at
        for step, wait in self._way():
            moment += wait
            if moment >= self.sheaf.now:
                break
            step(moment)
        self._weigh()
        self._find()

    def _words(self) -> str:
        if self.dice.random() < 0.3:
            return ""
        choice = self.dice.choice
        return f"{choice(WHAT)} {choice(SINCE)}, dekat {choice(self.estate.units).name}. {choice(MORE)}".strip()

    def _way(self) -> list[tuple[Callable[[datetime], None], timedelta]]:
        soon, work = HOUR * self.dice.expovariate(1 / 20), HOUR * self.dice.expovariate(1 / 60)
        steps = [(self._accepted, soon + HOUR), (self._started, work / 3), (self._claimed, work + HOUR)]
        steps.append((self._confirmed, HOUR * self.dice.uniform(2, 70)))
        if self.end == "rejected":
            return [(self._rejected, soon + HOUR)]
        if self.end == "merged":
            return [(self._merged, soon + HOUR)]
        return steps[: ("new", "accepted", "started", "claimed", "confirmed").index(self.end)]

    def _reported(self) -> None:
        what = "recorded" if self.identity == "clerk" else "reported"
        actor = self.estate.clerk if what == "recorded" else f"card:{self.home}" if self.reporter else "anon"
        verb = "issues.record_for" if what == "recorded" else "issues.report"
        self.sheaf.tell(verb, self.ref, actor, self.node, self.at, category=self.category, danger="",
                        channel=self.row["channel"], at_home=self.at_home)  # fmt: skip
        self._step(what, self.at)
        device = "" if self.reporter else f"1:{self.dice.randbytes(32).hex()}"
        self._tap(self.at, self.reporter, device)
        self._inbox("issues.reported", [self.estate.clerk], self.at)
        if self.reporter is None:
            self.row["without_card"] = 1
        more = 0 if self.at_home else min(int(self.dice.expovariate(0.7)), len(self.estate.homes) // 2)
        for home in self.dice.sample(self.estate.homes, more):
            after = self.at + HOUR * self.dice.random()
            if home != self.reporter and after < self.sheaf.now:
                self._tap(after, home)
                self.sheaf.tell("issues.tap", self.ref, f"card:{home}", self.node, after)
        self.row["households"] = len(self.homes)
        if self.sheaf.now - self.at < KEPT:
            self.sheaf.put(Receipt, actor=actor, verb=verb, client_id=UUID(bytes=self.dice.randbytes(16)), at=self.at,
                           fingerprint=self.dice.randbytes(32).hex(), answer_model="issues.Issue",
                           answer_id=self.row["id"])  # fmt: skip

    def _tap(self, at: datetime, home: int | None, device: str = "") -> None:
        self.sheaf.put(Tap, issue_id=self.row["id"], household_id=home, device=device, at=at)
        if home:
            self.homes.append(home)

    def _step(self, what: str, at: datetime, body: bool = False, **words: Any) -> None:
        staff = {"body_id": self.body.pk, "post": "technician" if self.node.noun == "lift" else "clerk"} if body else {}
        self.sheaf.put(Step, issue_id=self.row["id"], what=what, at=at, **staff, **words)

    def _inbox(self, message: str, to: list[str], at: datetime) -> None:
        for key in to:
            read = at + HOUR if self.dice.random() < 0.8 and at + HOUR < self.sheaf.now else None
            self.sheaf.put(InboxItem, recipient=key, message=message, subject=self.ref, args="{}", at=at, read_at=read)

    def _neighbours(self) -> list[str]:
        return [f"household:{pk}" for pk in dict.fromkeys(self.homes)]

    def _accepted(self, at: datetime) -> None:
        due = at + timedelta(days=rules.TARGET_DAYS[self.category])
        promised = self.dice.random() < 0.3
        kind = "promise" if promised else "target"
        self.date = self.sheaf.put(
            Commitment, node_id=self.estate.site.pk if self.at_home else self.node.pk, site_id=self.estate.site.pk,
            source=self.ref, body_id=self.body.pk, kind=kind, what=self._title(), made_at=at, first_due=due, due=due,
            promised_at=at if promised else None, target_due=None if promised else due, private=self.at_home,
        )  # fmt: skip
        self.date["code"] = code(self.date["id"])
        self.row |= {"state": "accepted", "accepted_at": at, "body_id": self.body.pk, "due": due, "due_kind": kind}
        self._step("accepted", at, body=True, due=due, due_kind=kind)
        self._tell_date(kind, at, body=self.body.pk, source=self.ref, due=due.isoformat())
        self.sheaf.tell("issues.accept", self.ref, self.by, self.node, at, body=self.body.pk, kind=kind)
        self._inbox("issues.accepted", self._neighbours(), at)
        if promised and self.dice.random() < 0.3:
            self._slipped(at + HOUR)

    def _tell_date(self, verb: str, at: datetime, **detail: Any) -> None:
        about = f"commitments.commitment:{self.date['id']}"
        self.sheaf.tell(f"commitments.{verb}", about, self.by, self.node, at, **detail)

    def _slipped(self, at: datetime) -> None:
        old, new = self.date["due"], self.date["due"] + timedelta(days=5)
        self.sheaf.put(Slip, commitment_id=self.date["id"], old_due=old, new_due=new, reason="Alat ganti lewat", at=at)
        self.date["due"] = self.row["due"] = new
        self._step("slipped", at, body=True, text="Alat ganti lewat", due=new, due_kind="promise")
        self._tell_date("slip", at, new_due=new.isoformat())

    def _started(self, at: datetime) -> None:
        self.row |= {"state": "started", "started_at": at}
        self._step("started", at, body=True)
        self.sheaf.tell("issues.start", self.ref, self.by, self.node, at)

    def _claimed(self, at: datetime) -> None:
        self.row |= {"state": "claimed", "claimed_at": at}
        if self.sheaf.now - at > rules.UNCONFIRMED_AFTER:
            self.row["asked_again_at"] = at + rules.UNCONFIRMED_AFTER
        self.date |= {"proof": "claimed", "claimed_at": at, "proof_at": at}
        self._step("claimed", at, body=True)
        self._tell_date("claim", at)
        self.sheaf.tell("issues.claim", self.ref, self.by, self.node, at)
        self._inbox("issues.claimed", self._neighbours(), at)

    def _confirmed(self, at: datetime) -> None:
        needed = rules.households_needed(self.at_home)
        homes = [self.home] if self.at_home else self.dice.sample(self.estate.homes, needed)
        said = {"answer": "yes", "counts": True, "round": 0}
        for count, home in enumerate(homes, 1):
            self.sheaf.put(Answer, issue_id=self.row["id"], household_id=home, at=at, **said)
            self._step("yes", at, count=count)
            self.sheaf.tell("issues.answer", self.ref, f"card:{home}", self.node, at, **said)
        self.row |= {"confirmed_at": at, "closed_at": at, "yes_households": needed}
        self.date |= {"proof": "confirmed", "proof_at": at}
        self._step("confirmed", at, count=needed)
        self._tell_date("confirm", at)
        self._inbox("issues.confirmed", self._neighbours(), at)

    def _rejected(self, at: datetime) -> None:
        self.row |= {"state": "rejected", "closed_at": at, "reject_reason": "Bukan kerja kita"}
        self._step("rejected", at, body=True, text="Bukan kerja kita")
        self.sheaf.tell("issues.reject", self.ref, self.by, self.node, at)

    def _merged(self, at: datetime) -> None:
        into = next((row for row in reversed(self.sheaf.rows[Issue][:-1]) if row["state"] != "merged"), None)
        if into:
            self.row |= {"state": "merged", "closed_at": at, "merged_into_id": into["id"]}
            self._step("merged", at, body=True)
            self.sheaf.tell("issues.merge", self.ref, self.by, self.node, at, into=into["id"])

    def _weigh(self) -> None:
        if self.row["state"] in rules.OPEN and "confirmed_at" not in self.row:
            days = (self.sheaf.now - self.at) // timedelta(days=1)
            homes, others = self.row.get("households", 0), self.row.get("without_card", 0)
            self.row["priority"] = priority.points(
                priority.Facts(self.category, homes=homes, without_card=others, days=days)
            )

    def _title(self) -> str:
        return "Pembaikan di dalam rumah" if self.at_home else _said(self.node, self.category, self.fault)[0][:160]

    def _find(self) -> None:
        title, said, searched = _said(self.node, self.category, self.fault)
        number, row = self.row["code"], self.row
        place = {
            "node_id": self.node.pk, "site_id": self.estate.site.pk, "title": f"{number} · {title}"[:200],
            "url": f"/aduan/{number}/", "updated_at": self.at, "lang": "ms",
        }  # fmt: skip
        folded = f"{number.lower().replace('-', ' ')} {searched} {number.lower().replace('-', '')}"
        self.sheaf.put(SearchEntry, ref=self.ref, text=folded, public=not self.at_home, **place)
        if not row["text"]:
            return
        words = f"{folded} {search.normalise(row['text'])}"
        self.sheaf.put(SearchEntry, ref=f"{self.ref}:text", text=words, public=False, **place)


@cache
def _choices(kind: str, noun: str) -> list[tuple[str, str]]:
    """What can be reported at such a place, the most frequent more often."""
    faults = rules.FAULTS.get(noun, ())
    found = [(rules.CATEGORY_OF[noun], fault) for fault in faults if fault not in rules.EMERGENCY_FAULTS]
    found = found or [(slug, "") for slug in rules.OFFERED.get(kind, rules.OFFERED[""]) if slug != "gas"]
    return [each for place, each in enumerate(found) for _n in range(len(found) - place)]


@dataclass(frozen=True)
class _Named:
    node: Node
    category: str
    fault: str


@lru_cache(maxsize=20_000)
def _said(node: Node, category: str, fault: str) -> tuple[str, str, str]:
    """A report's title, what it is called in every language, and both as they are searched."""
    about, said = _Named(node, category, fault), []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(f"{names.category_label(category)} {names.what(about)} {names.place(node)}")
    with translation.override("ms"):
        title = names.title(about)
    words = " ".join(dict.fromkeys(said))
    return title, words, search.normalise(f"{title} {words}")
