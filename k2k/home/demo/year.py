"""Twelve ordinary months of one perumahan: reports, dates, repairs, answers, told in the order of time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.issues import commands as issues

if TYPE_CHECKING:
    from k2k.home.demo.build import World
    from k2k.issues.models import Issue

#: What breaks, where, how often, and what somebody writes about it.
KINDS = (
    ("lift", "lift", 22, ("Lif berhenti di tingkat 5.", "Butang tidak berfungsi.", "", "Sudah dua hari begini.")),
    ("corridor", "light", 16, ("Koridor gelap waktu malam.", "", "Mentol berkelip.")),
    ("stairwell", "light", 10, ("Mak saya hampir jatuh di tangga.", "Tangga gelap.", "")),
    ("corridor", "leak", 10, ("Air menitis dari siling.", "Paip bocor depan tangga.", "")),
    ("bin_room", "waste", 10, ("Sampah belum diangkut tiga hari.", "", "Bau kuat.")),
    ("corridor", "railing", 5, ("Pagar longgar, ada budak kecil.", "")),
    ("lobby", "door", 5, ("Pintu lobi tidak boleh ditutup.", "")),
    ("lobby", "cleaning", 5, ("", "Lantai licin.")),
    ("pump", "water", 7, ("Tekanan air rendah waktu pagi.", "")),
    ("playground", "playground", 4, ("Buaian putus rantai.", "")),
    ("parking", "drain", 4, ("Longkang tersumbat, air naik bila hujan.",)),
    ("hall", "roof", 2, ("Atap dewan bocor.",)),
)
FAULTS = {"lift": ("not_working", "door", "noise"), "water": ("low_pressure", "not_working"), "railing": ("",)}


def tell(world: "World", say: Callable[[str], None]) -> None:
    """Tell the ordinary reports of every month, oldest first."""
    for month in range(12):
        first = world.start + timedelta(days=34 + month * 28)
        for _each in range(world.example.reports_a_month + world.rng.randint(-2, 2)):
            ordinary(world, first + timedelta(days=world.rng.randint(0, 27), minutes=world.rng.randint(420, 1320)))
        say(f"{world.example.name}: month {month + 1} of 12")


def ordinary(world: "World", at: datetime) -> None:
    """One report and what became of it."""
    if at > world.now - timedelta(days=14):
        return
    noun, category, _weight, texts = world.rng.choices(KINDS, [kind[2] for kind in KINDS])[0]
    node = world.rng.choice(world.places[noun])
    issue = report(world, node, category, world.rng.choice(texts), at)
    taps(world, issue, world.rng.randint(0, 6), at + timedelta(minutes=20))
    if world.example.joined:
        _office(world, issue, at)
    elif world.rng.random() < 0.3:
        outside = at + timedelta(days=2)
        issues.record_outside_number(
            world.rng.choice(world.cards), issue=issue, system="sispaa", number=f"SP-{issue.pk:05d}", at=outside
        )


def report(
    world: "World", node, category: str, text: str, at: datetime, by: Actor | None = None, fault: str = ""
) -> "Issue":
    """A report by a household card, or by a phone without one."""
    actor = by or (
        world.rng.choice(world.cards_at(at))
        if world.rng.random() < 0.7
        else Actor.anonymous(device=f"{world.rng.getrandbits(128):032x}")
    )
    faults = FAULTS.get(category, ("",)) if node.kind == "asset" else ("",)
    return issues.report(
        actor,
        node=node,
        category=category,
        fault=fault or world.rng.choice(faults),
        text=text,
        identity="card" if actor.kind == "card" else "open",
        channel="qr" if node.kind == "asset" else "web",
        at=at,
    )


def taps(world: "World", issue: "Issue", count: int, at: datetime) -> None:
    """So many other households, and now and then a phone without a card, say "saya juga"."""
    for n, card in enumerate(world.rng.sample(world.cards_at(at), count)):
        if card.household_id != issue.reporter_id:
            issues.tap(card, issue=issue, at=at + timedelta(minutes=37 * n))
    if world.rng.random() < 0.3:
        issues.tap(Actor.anonymous(device=f"{world.rng.getrandbits(128):032x}"), issue=issue, at=at)


def take_on(world: "World", issue: "Issue", due: datetime, at: datetime) -> Actor:
    """The clerk accepts, the body that maintains it names the date; returns who speaks for that body."""
    issues.accept(world.actors["clerk"], issue=issue, due=due, at=at)
    issue.refresh_from_db()
    speaker = world.speakers[issue.body_id]
    if issue.due_kind == "target":
        issues.promise_date(speaker, issue=issue, due=due, at=at + timedelta(minutes=45))
    return speaker


def _office(world: "World", issue: "Issue", at: datetime) -> None:
    clerk, rng = world.actors["clerk"], world.rng
    accepted = working(at + timedelta(hours=rng.randint(1, 30)), world.example.state)
    luck = rng.random()
    if luck < 0.04:
        issues.reject(clerk, issue=issue, reason="Bukan harta bersama. Sila hubungi jiran atau polis.", at=accepted)
        return
    days = rng.randint(1, 6)
    due = clock.due_at(clock.add_working_days(clock.today(accepted), days, world.example.state))
    speaker = take_on(world, issue, due, accepted)
    started = min(accepted + timedelta(hours=rng.randint(2, 20)), due - timedelta(hours=1))
    issues.start(speaker, issue=issue, at=started)
    if rng.random() < world.example.keeps_word:
        done = max(due - timedelta(hours=rng.randint(2, 20)), accepted + timedelta(hours=21))
        done = min(done, due)
    else:
        done = due + timedelta(days=rng.randint(1, 12), hours=2)
    issues.claim(speaker, issue=issue, at=done)
    recent = at > world.now - timedelta(days=60)
    if rng.random() < (0.8 if recent and issue.category != "lift" else 0.98):
        confirm(world, issue, done + timedelta(hours=rng.randint(3, 40)))


def confirm(world: "World", issue: "Issue", at: datetime, households: int = 2) -> None:
    """Households say "sudah elok": first who reported or tapped, then others of the site."""
    near = [card for card in world.cards_at(at) if card.household_id == issue.reporter_id]
    others = [card for card in world.rng.sample(world.cards_at(at), 6) if card not in near]
    for n, card in enumerate((near + others)[:households]):
        issues.answer(card, issue=issue, answer="yes", at=at + timedelta(hours=n))


def working(at: datetime, state: str) -> datetime:
    """The next moment at or after `at` in which an office works (8 to 17, local time)."""
    local = clock.local(at)
    day = local.date()
    if local.hour >= 16 or not clock.is_working_day(day, state):
        return clock.start_of_day(clock.add_working_days(day, 1, state)) + timedelta(hours=8, minutes=42)
    return at if local.hour >= 8 else clock.start_of_day(day) + timedelta(hours=8, minutes=25)
