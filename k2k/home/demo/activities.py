"""What the association does together: a gotong-royong with thanks, a class with its roll, a festival, two stories."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from k2k.activities import commands as activities
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.people import queries as people_queries

if TYPE_CHECKING:
    from k2k.home.demo.build import World

#: First names and age bands of the class; each is a child of another home.
PUPILS = (
    ("Aina", "7_12"),
    ("Darshan", "7_12"),
    ("Mei Xin", "7_12"),
    ("Hakim", "13_15"),
    ("Kavitha", "7_12"),
    ("Danish", "under_7"),
    ("Jia Wei", "13_15"),
)
#: Kind, words, and the name the teller chose to be shown by.
STORIES = (
    (
        "history",
        "Masa kami pindah ke sini pada tahun 1998, belum ada lampu di jalan masuk. Tiga keluarga di tingkat kami "
        "bergilir menunggu anak-anak pulang mengaji. Sampai sekarang kami berkongsi juadah setiap petang Ramadan.",
        "Keluarga di tingkat 4",
    ),
    (
        "thanks",
        "Terima kasih kepada jiran yang menolong angkat barang emak saya naik sembilan tingkat semasa lif rosak.",
        "",
    ),
)


def tell(world: "World") -> None:
    """The group of the association, and what it held, holds and plans."""
    group = world.groups["association"]
    homes = [world.actors["resident"], *(card for card in world.cards if card.key != world.actors["resident"].key)]
    _cleaning(world, group, homes)
    _class(world, group, homes)
    _festival(world, group, homes)
    _stories(world, homes)


def _morning(world: "World", days: int, hour: int) -> datetime:
    """A whole hour so many days from now."""
    return clock.start_of_day(clock.today(world.now) + timedelta(days=days)) + timedelta(hours=hour)


def _announced(world: "World", group, starts_at: datetime, hours: int, days_before: int, **words):
    secretary, then = world.actors["secretary"], starts_at - timedelta(days=days_before)
    one = activities.plan(
        secretary, group=group, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), at=then, **words
    )
    return activities.announce(secretary, activity=one, at=then + timedelta(hours=2))


def _come(world: "World", one, homes: list[Actor], at: datetime) -> None:
    for number, card in enumerate(homes):
        activities.sign_up(card, activity=one, persons=1 + number % 3, at=at + timedelta(hours=number))


def _cleaning(world: "World", group, homes: list[Actor]) -> None:
    """Held three weeks ago: fourteen homes came, and some without a card."""
    starts_at, secretary = _morning(world, -21, 8), world.actors["secretary"]
    one = _announced(
        world, group, starts_at, 3, 12, kind="gotong_royong", title="Gotong-royong lobi dan taman",
        place="Lobi Blok A hingga taman permainan", bring="Sarung tangan, penyapu, botol air",
    )  # fmt: skip
    _come(world, one, homes[:16], starts_at - timedelta(days=8))
    came = {card.household_id: 1 + number % 3 for number, card in enumerate(homes[:14])}
    hours = {"started_at": starts_at, "ended_at": starts_at + timedelta(hours=2)}
    activities.write_turnout(
        secretary, activity=one, **hours, homes=came, without_card=5, at=starts_at + timedelta(hours=5)
    )


def _class(world: "World", group, homes: list[Actor]) -> None:
    """Mathematics every week, five of twelve times held; one child by card, the others on paper; one consent ended."""
    starts_at, secretary = _morning(world, -30, 20), world.actors["secretary"]
    one = _announced(
        world, group, starts_at, 2, 9, kind="class", title="Kelas Matematik percuma", weeks=12, places=20,
        place="Bilik mesyuarat persatuan", bring="Buku latihan dan pensel",
    )  # fmt: skip
    at, pupils = starts_at - timedelta(days=2), []
    for (name, age), card in zip(PUPILS, homes, strict=False):
        words = {"activity": one, "first_name": name, "age": age, "agreed": True, "at": at}
        guardian = _guardian(card) if card.key == world.actors["resident"].key else None
        if guardian:
            pupils.append(activities.enrol(guardian, **words))
        else:
            home = people_queries.household_of(card)
            pupils.append(activities.enrol_on_paper(secretary, household=home, **words))
    for week in range(5):
        day = starts_at + timedelta(weeks=week)
        there = [pupil.code for number, pupil in enumerate(pupils) if (number + week) % 4]
        if day < world.now:
            activities.tick(secretary, activity=one, on=clock.today(day), came=there, at=day + timedelta(hours=2))
    activities.withdraw_pupil(secretary, pupil=pupils[-1], at=world.now - timedelta(hours=5))


def _guardian(card: Actor) -> Actor | None:
    """The card while the PIN of somebody of its home holds."""
    living = people_queries.living_in(card.household_id or 0)
    found = people_queries.valid_card(card.household_id or 0, clock.now())
    return people_queries.card_actor(found, clock.now(), person_id=living[0]) if living and found else None


def _festival(world: "World", group, homes: list[Actor]) -> None:
    """Open house of every culture, in three weeks, with places."""
    starts_at = _morning(world, 19, 18)
    one = _announced(
        world, group, starts_at, 4, 23, kind="festival", title="Malam pelbagai budaya", places=120,
        place="Dewan serbaguna", bring="Satu hidangan untuk dikongsi",
    )  # fmt: skip
    _come(world, one, homes[2:11], world.now - timedelta(days=3))


def _stories(world: "World", homes: list[Actor]) -> None:
    """Two stories that everybody reads."""
    for number, (kind, text, shown_as) in enumerate(STORIES):
        at = world.now - timedelta(days=25 - 9 * number)
        told = activities.tell(
            homes[3 + number], site=world.site, kind=kind, text=text, shown_as=shown_as, at=at
        )  # fmt: skip
        activities.publish_story(world.actors["secretary"], story=told, at=at + timedelta(hours=6))
