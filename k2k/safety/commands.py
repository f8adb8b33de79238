"""Every write about safety: sealed letters and their answers, what a home needs, lines that were checked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from k2k.core import clock, ids, limits, nodes, sealing
from k2k.core.actors import Actor
from k2k.core.commands import Context, Denied, Refused, TooOften, command
from k2k.core.nodes import Node
from k2k.safety import rules, standing
from k2k.safety.models import Letter, LineCheck, Need, Word

if TYPE_CHECKING:
    from k2k.people.models import Household

LANGUAGES = ("ms", "en", "zh-hans", "ta")


def write(
    actor: Actor, *, text: str, about: str = "other", to: str = "lead", site: Node | None = None,
    under_pin: bool = False, lang: str = "ms", at: datetime | None = None, client_id: UUID | None = None,
) -> Letter:  # fmt: skip
    """Write in confidence to the safeguarding lead, or about people to the office's manager. Anybody may.

    The actor is left outside: no card, account or phone reaches the command, the trail or any row. `under_pin` keeps
    a keyed hash of the person whose PIN was given, never of the home. The answer carries `.secret` once.
    Raises Refused.
    """
    now = at or clock.now()
    if not limits.hit("safety.write", "all", rules.IN_ALL, timedelta(hours=1), now):
        raise TooOften(_("Very much came in. Telephone, or try again in an hour."), timedelta(hours=1))
    person = standing.person_hash(actor) if under_pin else ""
    if under_pin and not person:
        raise Refused(_("Give your PIN first: it is kept under you, not under the home's card."))
    secret = sealing.new_secret(client_id, "letter-link")
    letter = _write(
        Actor.anonymous(), words=sealing.Words(text.strip()), about=about, to=to, site=site, lang=lang, person=person,
        follow=standing.follow_hash(secret), at=now, client_id=sealing.hidden_id(client_id),
    )  # fmt: skip
    letter.secret = secret
    return letter


@command("safety.write")
def _write(
    ctx: Context, *, words: sealing.Words, about: str, to: str, site: Node | None, lang: str, person: str, follow: str
) -> Letter:
    if about not in rules.ABOUT or to not in rules.TO:
        raise Refused(_("This form is not complete. Please start again."))
    if to == "manager" and (site is None or about not in rules.MANAGER_GETS):
        raise Refused(_("This goes to the safeguarding lead only."), field="to")
    letter = Letter.objects.create(
        code=ids.unused_code(Letter),
        to=to,
        about=about,
        site=site,
        follow_hash=follow,
        person_hash=person,
        lang=lang if lang in LANGUAGES else "ms",
        opened_on=clock.today(ctx.at),
        last_at=_hour(ctx.at),
        unread=1,
    )
    _say(letter, "writer", words, ctx.at)
    ctx.announce("safety.written", letter=letter)
    return letter


def _hour(at: datetime) -> datetime:
    """The hour that has begun: the minute would say who was out of the room."""
    return at.replace(minute=0, second=0, microsecond=0)


def _say(letter: Letter, by: str, words: sealing.Words, at: datetime) -> Word:
    if not words:
        raise Refused(_("Write a few words."), field="text")
    if len(words.text) > rules.TEXT_LENGTH:
        raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": rules.TEXT_LENGTH}, field="text")
    return Word.objects.create(letter=letter, by=by, sealed=standing.seal(words.text), at=_hour(at))


def add(letter: Letter, *, text: str, at: datetime | None = None, client_id: UUID | None = None) -> Letter:
    """The writer, known by the secret or the PIN, writes on. Nobody acts by name. Raises Refused."""
    return _add(
        Actor.anonymous(), letter=letter, words=sealing.Words(text.strip()), at=at,
        client_id=sealing.hidden_id(client_id),
    )  # fmt: skip


@command("safety.add")
def _add(ctx: Context, *, letter: Letter, words: sealing.Words) -> Letter:
    letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
    if letter.erased_at:
        raise Refused(_("This letter was erased. Write a new one."))
    _say(letter, "writer", words, ctx.at)
    letter.state, letter.closed_at = "open", None
    letter.last_at, letter.unread = _hour(ctx.at), letter.unread + 1
    letter.save(update_fields=["state", "closed_at", "last_at", "unread"])
    ctx.announce("safety.written", letter=letter)
    return letter


def _readers(ctx: Context, letter: Letter) -> None:
    """Raises Denied for everybody but the one to whom it was written."""
    if not standing.may_read(ctx.actor, letter, ctx.at):
        raise Denied(ctx.verb)


@command("safety.read", at_node=lambda given: given["letter"].site or nodes.root())
def read(ctx: Context, *, letter: Letter) -> Letter:
    """Open the letter; what it says is `standing.said` of the answer. Each reading is a line in the trail."""
    _readers(ctx, letter)
    Letter.objects.filter(pk=letter.pk).update(unread=0)
    ctx.detail(letter=letter.pk)
    return letter


@command("safety.reply", at_node=lambda given: given["letter"].site or nodes.root())
def reply(ctx: Context, *, letter: Letter, text: sealing.Words) -> Letter:
    """Answer the writer, who finds it under the secret link or the PIN. Raises Refused and Denied."""
    letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
    _readers(ctx, letter)
    if letter.erased_at:
        raise Refused(_("This letter was erased."))
    _say(letter, "reader", text, ctx.at)
    letter.state, letter.closed_at, letter.unread = "open", None, 0
    letter.last_at = _hour(ctx.at)
    letter.save(update_fields=["state", "closed_at", "last_at", "unread"])
    ctx.detail(letter=letter.pk)
    return letter


@command("safety.close", at_node=lambda given: given["letter"].site or nodes.root())
def close(ctx: Context, *, letter: Letter) -> Letter:
    """Nothing more is to be done; its words are erased 90 days later. The writer may open it again by writing."""
    letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
    _readers(ctx, letter)
    if letter.state == "closed":
        raise Refused(_("This letter is closed already."))
    letter.state, letter.closed_at = "closed", ctx.at
    letter.save(update_fields=["state", "closed_at"])
    ctx.detail(letter=letter.pk)
    return letter


@command("safety.set_needs", at_node=lambda given: given["household"].node)
def set_needs(ctx: Context, *, household: Household, kinds: list[str]) -> list[Need]:
    """Say what the home needs, under a person's PIN; what is left out is taken back and forgotten. Raises Refused."""
    if ctx.actor.household_id != household.pk or not ctx.actor.person_id:
        raise Denied(ctx.verb, _("Give your PIN first."))
    wanted = set(kinds)
    if not wanted <= set(rules.NEEDS):
        raise Refused(_("Choose from the list."), field="kinds")
    running = Need.objects.filter(household=household, until=None)
    running.exclude(kind__in=wanted).update(until=ctx.at, kind="")
    known = set(running.values_list("kind", flat=True))
    Need.objects.bulk_create(
        [
            Need(household=household, kind=kind, text_version=rules.CONSENT_VERSION, since=ctx.at)
            for kind in rules.NEEDS
            if kind in wanted - known
        ]
    )
    return list(Need.objects.filter(household=household, until=None))


@command("safety.check_line", at_node=lambda given: nodes.root())
def check_line(ctx: Context, *, slug: str, number: str, whatsapp: str = "") -> LineCheck:
    """Write down that a line was checked today, with its number as it is. Raises Refused."""
    if slug not in {line[0] for line in rules.LINES}:
        raise Refused(_("Choose from the list."), field="slug")
    number, whatsapp = " ".join(number.split()), "".join(whatsapp.split()).lstrip("+")
    if not 3 <= sum(letter.isdigit() for letter in number) <= 15 or len(number) > 24:
        raise Refused(_("Write the telephone number in digits."), field="number")
    if whatsapp and not (whatsapp.isascii() and whatsapp.isdigit() and len(whatsapp) <= 15):
        raise Refused(_("Write the number with its country, in digits only."), field="whatsapp")
    day = clock.today(ctx.at)
    ctx.detail(line=slug)
    return LineCheck.objects.create(slug=slug, number=number, whatsapp=whatsapp, checked_on=day, at=ctx.at)
