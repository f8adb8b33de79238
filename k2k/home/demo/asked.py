"""Questions to the office of the example: one waits 23 working days, one was answered and does not answer yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.questions import commands as questions

if TYPE_CHECKING:
    from k2k.home.demo.build import World
    from k2k.questions.models import Question

#: How long the oldest question waits, in working days.
WAITS = 23


@dataclass(frozen=True)
class Told:
    """A question that was answered: how many days ago, by which body, how long it took, what who asked thinks of it."""

    days: int
    text: str
    answer: str
    category: str = "other"
    body: str = "office"
    took: int = 3
    says: str = "yes"


ANSWERED = (
    Told(96, "Bila cat tangga Blok A akan disiapkan?", "Cat siap pada 15 haribulan. Tangga ditutup sehari.", "repairs"),
    Told(71, "Kenapa sampah hari Sabtu tidak diangkut?", "Lori tidak masuk hari Sabtu. Tong ditambah.", "cleaning"),
    Told(
        58, "Bila mesyuarat penduduk yang seterusnya?", "Ahad minggu kedua bulan hadapan, 9 pagi, di dewan.", "rules",
        body="association", took=1,
    ),
    Told(
        40, "Berapa petak motosikal untuk Blok C, dan siapa yang dapat?", "Mohon di kaunter.", "parking",
        took=6, says="no",
    ),
    Told(26, "Bolehkah sewa dibayar di telefon?", "Boleh, dengan kod QR pada bil sewa.", "money"),
)  # fmt: skip


def tell(world: "World") -> None:
    """Nine questions of which seven are answered, one refused as a repeat, one that names somebody."""
    for number, told in enumerate(ANSWERED):
        _answered(world, told, world.card_in("ABC"[number % 3], skip=number))
    _asked_on(world)
    oldest = _oldest(world)
    _without_a_card(world)
    _not_published(world, oldest)


def _ask(world: "World", by: Actor, at: datetime, text: str, body: str = "office", **given) -> "Question":
    return questions.ask(by, site=world.site, body=world.bodies[body], text=text, at=at, **given)


def _speaker(world: "World", body: str) -> Actor:
    return world.actors["clerk" if body == "office" else "secretary"]


def _answered(world: "World", told: Told, by: Actor) -> "Question":
    at = world.now - timedelta(days=told.days)
    one = _ask(world, by, at, told.text, told.body, category=told.category)
    done = at + timedelta(days=told.took)
    questions.answer(_speaker(world, told.body), question=one, text=told.answer, at=done)
    if told.says:
        questions.mark(by, question=one, says=told.says, at=done + timedelta(hours=5))
    return one


def _asked_on(world: "World") -> None:
    """Puan Noraini asked, was answered, asked on, and is to say whether that is an answer."""
    noraini = world.actors["resident"]
    text = "Siapa yang pegang kunci bilik pam Blok B?"
    told = Told(19, text, "Kunci ada di pejabat dan pada pengawal.", "safety", says="no")
    one = _answered(world, told, noraini)
    at = world.now - timedelta(days=13)
    more = questions.follow_up(noraini, question=one, text="Dan pada waktu malam?", at=at)
    done = world.now - timedelta(days=6)
    questions.answer(world.actors["clerk"], question=more, text="Pengawal di pondok, hingga 12 malam.", at=done)
    text = "Pengawal di pondok, sepanjang malam."
    questions.correct(world.actors["clerk"], question=more, text=text, at=done + timedelta(days=1))


def _oldest(world: "World") -> "Question":
    today, state = clock.today(world.now), world.example.state
    day = today
    while clock.working_days_between(day, today, state) < WAITS:
        day -= timedelta(days=1)
    at = clock.start_of_day(day) + timedelta(hours=9, minutes=10)
    text = "Bila lif 2 Blok B akan diganti, bukan dibaiki lagi?"
    one = _ask(world, world.card_in("B", skip=1), at, text, category="repairs")
    for number in range(5):
        asked = at + timedelta(days=number + 1)
        questions.want_to_know(world.card_in("B", skip=number + 2), question=one, at=asked)
    for number in range(2):
        phone = Actor.anonymous(device=f"{number + 1:032x}")
        questions.want_to_know(phone, question=one, at=at + timedelta(days=3 + number))
    return one


def _without_a_card(world: "World") -> None:
    phone = Actor.anonymous(device=f"{7:032x}")
    text = "Bolehkah lampu taman dipasang lebih awal?"
    _ask(world, phone, world.now - timedelta(days=1, hours=3), text, category="safety")


def _not_published(world: "World", oldest: "Question") -> None:
    """One repeats the oldest, one names somebody; each with its reason."""
    secretary, at = world.actors["secretary"], world.now - timedelta(days=8)
    phone = Actor.anonymous(device=f"{8:032x}")
    same = _ask(world, phone, at, "Lif 2 Blok B bila mahu tukar?", category="repairs")
    questions.refuse(secretary, question=same, reason="repeat", repeats=oldest, at=at + timedelta(hours=4))
    by = world.card_in("C", skip=3)
    named = _ask(world, by, at, "Kenapa Encik Zul dapat dua petak kereta?", category="parking")
    questions.refuse(secretary, question=named, reason="person", at=at + timedelta(hours=4))
