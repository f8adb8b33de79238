"""The stories one should meet: a lift that keeps failing, a promise broken twice, a repair that neighbours reopened."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.home.demo import (
    activities,
    asked,
    assets,
    desk,
    elections,
    groups,
    handovers,
    homes,
    meetings,
    returns,
    safety,
    votes,
    works,
    year,
)
from k2k.issues import commands as issues

if TYPE_CHECKING:
    from k2k.home.demo.build import World


def tell(world: "World") -> None:
    """The stories of this site, then what came in since yesterday."""
    if world.example.key == "kenanga":
        _lift_that_keeps_failing(world)
        _promise_broken_twice(world)
        _reopened_by_neighbours(world)
        _late_ones(world)
        _claims_nobody_answered(world)
        _quiet_ways(world)
        _for_the_technician(world)
        asked.tell(world)
        groups.tell(world)
        elections.tell(world)
        meetings.tell(world)
        returns.tell(world)
        handovers.tell(world)
        activities.tell(world)
        votes.tell(world)
        works.tell(world)
        assets.tell(world)
        safety.tell(world)
        desk.tell(world)
        homes.tell(world)
    if not world.example.joined:
        _nobody_accepts(world)
    _since_yesterday(world)


def _place(world: "World", noun: str, block: str = "", name: str = "", floor: str = "") -> Node:
    for node in world.places[noun]:
        in_block = not block or (node.block and node.block.name == block)
        on_floor = not floor or (node.floor and node.floor.name == floor)
        if in_block and on_floor and name in ("", node.name):
            return node
    raise LookupError(noun)


def _due(world: "World", day: datetime) -> datetime:
    """The close of that day's office hours."""
    return clock.due_at(clock.today(day))


def _lift_that_keeps_failing(world: "World") -> None:
    lift = _place(world, "lift", "B", "2")
    for days in (330, 246, 161, 74, 33):
        at = world.now - timedelta(days=days)
        issue = year.report(world, lift, "lift", "Lif 2 rosak lagi.", at, fault="not_working")
        year.taps(world, issue, 6, at + timedelta(hours=1))
        speaker = year.take_on(world, issue, _due(world, at + timedelta(days=4)), at + timedelta(hours=3))
        issues.start(speaker, issue=issue, at=at + timedelta(days=1))
        done = at + timedelta(days=2 if days > 200 else 6)
        issues.claim(speaker, issue=issue, text="Papan litar ditukar.", at=done)
        year.confirm(world, issue, done + timedelta(hours=5))
    _wait_for_noraini(world, lift)


def _wait_for_noraini(world: "World", lift: Node) -> None:
    """Today's question: the technician says done, one home says yes, Puan Noraini is asked."""
    noraini = world.actors["resident"]
    at = world.now - timedelta(days=3)
    first = world.card_in("B", skip=1)
    issue = year.report(world, lift, "lift", "Pintu terbuka sedikit, lampu mati.", at, by=first, fault="door")
    issues.tap(noraini, issue=issue, at=at + timedelta(minutes=40))
    for skip in (2, 3):
        issues.tap(world.card_in("B", skip), issue=issue, at=at + timedelta(minutes=60 + skip))
    speaker = year.take_on(world, issue, _due(world, world.now - timedelta(days=1)), at + timedelta(hours=1))
    issues.start(speaker, issue=issue, at=at + timedelta(hours=7))
    issues.claim(speaker, issue=issue, text="Panel dan pintu sudah diganti.", at=world.now - timedelta(days=1, hours=6))
    issues.answer(first, issue=issue, answer="yes", at=world.now - timedelta(hours=3))


def _promise_broken_twice(world: "World") -> None:
    pump = _place(world, "pump", "C")
    at = world.now - timedelta(days=76)
    issue = year.report(world, pump, "water", "Air tidak sampai ke tingkat 9 ke atas.", at)
    year.taps(world, issue, 12, at + timedelta(hours=2))
    speaker = year.take_on(world, issue, _due(world, at + timedelta(days=10)), at + timedelta(days=1))
    issues.slip(
        speaker,
        issue=issue,
        new_due=_due(world, at + timedelta(days=24)),
        reason="Pam baharu belum sampai daripada pembekal.",
        at=at + timedelta(days=9),
    )
    issues.slip(
        speaker,
        issue=issue,
        new_due=_due(world, at + timedelta(days=38)),
        reason="Sebut harga belum diluluskan oleh pemilik.",
        at=at + timedelta(days=23),
    )


def _reopened_by_neighbours(world: "World") -> None:
    corridor = _place(world, "corridor", "B", floor="12")
    at = world.now - timedelta(days=16)
    reporter = world.card_in("B", skip=4)
    issue = year.report(world, corridor, "leak", "Air menitis depan pintu lif.", at, by=reporter)
    year.taps(world, issue, 3, at + timedelta(hours=2))
    speaker = year.take_on(world, issue, _due(world, at + timedelta(days=5)), at + timedelta(hours=5))
    issues.claim(speaker, issue=issue, text="Paip ditampal.", at=at + timedelta(days=4))
    issues.answer(reporter, issue=issue, answer="no", why_not="Masih menitis.", at=at + timedelta(days=5))
    issue.refresh_from_db()
    issues.slip(
        speaker,
        issue=issue,
        new_due=_due(world, world.now + timedelta(days=3)),
        reason="Tampalan tidak tahan, paip perlu ditukar.",
        at=world.now - timedelta(days=9),
    )


def _late_ones(world: "World") -> None:
    for noun, category, block, floor, days in (
        ("corridor", "railing", "A", "9", 12),
        ("stairwell", "light", "C", "", 9),
        ("corridor", "light", "B", "7", 8),
    ):
        at = world.now - timedelta(days=days)
        issue = year.report(world, _place(world, noun, block, floor=floor), category, "", at)
        year.taps(world, issue, 4, at + timedelta(hours=2))
        year.take_on(world, issue, _due(world, at + timedelta(days=3)), at + timedelta(hours=4))


def _claims_nobody_answered(world: "World") -> None:
    for noun, category, block, days in (("lobby", "door", "A", 9), ("bin_room", "waste", "C", 7)):
        at = world.now - timedelta(days=days)
        issue = year.report(world, _place(world, noun, block), category, "", at)
        speaker = year.take_on(world, issue, _due(world, at + timedelta(days=3)), at + timedelta(hours=4))
        issues.claim(speaker, issue=issue, at=at + timedelta(days=2))


def _quiet_ways(world: "World") -> None:
    """A fault inside a home, a report without a name, one at the counter, one with an outside number."""
    clerk, noraini = world.actors["clerk"], world.actors["resident"]
    home = Node.objects.get(pk=dict(noraini.grants)["household"])
    at = world.now - timedelta(days=5)
    issues.report(noraini, node=home, category="leak", text="Siling dapur bocor.", at_home=True, identity="card", at=at)
    issues.report(
        Actor.anonymous(), node=_place(world, "parking"), category="safety", identity="anonymous",
        text="Lampu tempat letak kereta dipecahkan setiap malam.", at=world.now - timedelta(days=4),
    )  # fmt: skip
    issues.record_for(
        clerk, node=_place(world, "lobby", "B"), category="light", text="Dilapor di kaunter.", channel="counter",
        at=world.now - timedelta(days=3),
    )  # fmt: skip
    drain = year.report(world, _place(world, "playground"), "playground", "Papan gelongsor retak.", at)
    issues.record_outside_number(noraini, issue=drain, system="adukl", number="ADU-2219-44", at=at + timedelta(hours=3))


def _for_the_technician(world: "World") -> None:
    """A lift that Encik Ganesan is repairing now."""
    at = world.now - timedelta(days=1, hours=8)
    issue = year.report(world, _place(world, "lift", "A", "1"), "lift", "Bunyi kuat di tingkat 8.", at, fault="noise")
    year.taps(world, issue, 3, at + timedelta(hours=1))
    year.take_on(world, issue, _due(world, world.now + timedelta(days=1)), at + timedelta(hours=2))
    issues.start(world.actors["contractor"], issue=issue, at=world.now - timedelta(hours=2))


def _nobody_accepts(world: "World") -> None:
    for days, noun, category in ((6, "lift", "lift"), (19, "corridor", "leak"), (41, "pump", "water")):
        at = world.now - timedelta(days=days)
        issue = year.report(world, world.places[noun][1 % len(world.places[noun])], category, "", at)
        year.taps(world, issue, 9, at + timedelta(hours=2))


def _since_yesterday(world: "World") -> None:
    """What the desk finds this morning; in a site without an office it simply waits."""
    fresh = (
        ("stairwell", "light", "Sudah dua malam gelap. Mak saya hampir jatuh.", 14),
        ("corridor", "waste", "Sampah pukal di koridor.", 11),
        ("lobby", "light", "Lampu lobi berkelip.", 15),
        ("pump", "water", "Tekanan air rendah.", 9),
        ("corridor", "railing", "Pagar koridor longgar.", 2),
        ("parking", "drain", "Longkang tersumbat.", 16),
        ("lift", "lift", "Pintu tidak tutup rapat.", 1),
        ("lobby", "door", "Cermin tingkap pecah.", 17),
    )
    for noun, category, text, hours in fresh[: 8 if world.example.key == "kenanga" else 3]:
        at = world.now - timedelta(hours=hours)
        issue = year.report(world, world.rng.choice(world.places[noun]), category, text, at)
        year.taps(world, issue, world.rng.randint(0, 4), at + timedelta(minutes=4))
