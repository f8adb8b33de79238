"""Safety in the example: a lift with somebody inside, a post's own decision, a private need, a sealed letter."""

from datetime import timedelta
from typing import TYPE_CHECKING

from k2k.core import nodes, sealing
from k2k.core.actors import Actor
from k2k.issues import commands as issues
from k2k.people import commands as people
from k2k.people import queries as people_queries
from k2k.safety import commands as safety

if TYPE_CHECKING:
    from k2k.home.demo.build import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def tell(world: "World") -> None:
    """What happened within the last month."""
    _trapped(world)
    _before_the_others(world)
    _needs(world)
    _letter(world)


def _lift(world: "World", block: str):
    return next(lift for lift in world.places["lift"] if lift.block and lift.block.name == block)


def _trapped(world: "World") -> None:
    """Somebody was inside for half an hour: told at once, taken on, freed, repaired."""
    clerk, at = world.actors["clerk"], world.now - 12 * DAY
    lift, by = _lift(world, "A"), world.card_in("A")
    sent = {"node": lift, "category": "lift", "fault": "stuck", "text": "Dua orang di dalam, tingkat 7."}
    issue = issues.report(by, **sent, at=at)
    issues.accept(clerk, issue=issue, at=at + HOUR / 4)
    issues.make_safe(clerk, issue=issue, reason="Bomba sudah keluarkan kedua-duanya.", at=at + HOUR / 2)
    issues.start(clerk, issue=issue, at=at + HOUR)
    issues.claim(clerk, issue=issue, text="Geganti pintu ditukar.", at=at + 20 * HOUR)


def _before_the_others(world: "World") -> None:
    """The secretary puts a railing before the others and says why."""
    at, by = world.now - 3 * DAY, world.card_in("C")
    place = next(each for each in world.places["corridor"] if each.block and each.block.name == "C")
    issue = issues.report(by, node=place, category="railing", text="Goyang dekat tadika.", at=at)
    reason = "Kanak-kanak tadika lalu di sini setiap pagi."
    issues.prioritise(world.actors["secretary"], issue=issue, move="first", reason=reason, at=at + 2 * HOUR)


def _needs(world: "World") -> None:
    """A home says in private that somebody goes to dialysis."""
    card, at = world.card_in("B", skip=2), world.now - 20 * DAY
    home = people_queries.household_of(card)
    if home is None:
        return
    person = people.add_person(card, household=home, preferred_name="Pak Long", language="ms", at=at)
    bound = Actor(**{**_plain(card), "person_id": person.pk})
    safety.set_needs(bound, household=home, kinds=["dialysis"], at=at)


def _plain(card: Actor) -> dict:
    return {"kind": card.kind, "key": card.key, "grants": card.grants, "household_id": card.household_id}


def _letter(world: "World") -> None:
    """Somebody wrote in confidence and was answered; nobody here knows who."""
    lead = _lead(world)
    at = world.now - 9 * DAY
    letter = safety.write(
        Actor.anonymous(), text="Saya perlu bercakap dengan seseorang. Siang sahaja.", about="violence", at=at
    )
    answer = "Terima kasih kerana menulis. Isnin, 11 pagi, di klinik kesihatan? Saya pakai tudung biru."
    safety.reply(lead, letter=letter, text=sealing.Words(answer), at=at + 4 * HOUR)


def _lead(world: "World") -> Actor:
    """The safeguarding lead of the programme; made where the example has none yet."""
    from k2k.home.demo.build import _appoint, _programme

    found = world.actors.get("safeguard")
    if found and found.holds({"safeguard"}, nodes.root()):
        return found
    return _appoint(world, _programme(world), "safeguarding_lead", "contoh-perlindungan", "Ketua perlindungan")
