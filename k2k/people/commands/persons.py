"""Writes about persons: who lives in a household, what they agreed to, what we keep, and the end of it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from k2k.core import clock, ids, notify, registry, trail
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused, command
from k2k.people import consents, identity, queries, wall
from k2k.people.commands.households import running
from k2k.people.messages import PinChanged, WrittenForYou
from k2k.people.models import Consent, Household, Identity, Person, Residency
from k2k.people.rules import CONSENT_WAYS, IDENTITY_PURPOSES, PURPOSES, is_weak_pin

LANGUAGES = dict(settings.LANGUAGES)
#: Invisible joiners that some scripts write with; every other invisible character is refused in a name.
JOINERS = {0x200C: None, 0x200D: None}


def _node(given: dict):
    return given["person"].node


def _living(ctx, person: Person) -> Household:
    """The person's household, which the actor may touch. Raises Denied, and Refused when nobody is there any more."""
    home = queries.home_of(person)
    if person.erased_at or home is None:
        raise Refused(_("This person is no longer here."))
    wall.keep(ctx.actor, ctx.verb, home)
    return home


def _oneself(ctx, person: Person) -> Household:
    """As _living; and who has a PIN decides alone, so another of the household may not do this for them."""
    home = _living(ctx, person)
    if ctx.actor.kind == "card" and person.pin_hash and ctx.actor.person_id != person.pk:
        raise Denied(ctx.verb, _("Enter your PIN first. Only you can do this."))
    return home


def _tell_home(ctx, home: Household) -> None:
    """Somebody wrote on the household's behalf: it hears of it and may object."""
    if ctx.behalf and ctx.behalf.household_id:
        notify.send(WrittenForYou, [f"household:{home.pk}"], subject=home.ref, at=ctx.at, what=ctx.verb)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 80 or not name.translate(JOINERS).isprintable():
        raise Refused(_("Write the name you want to be called by."), field="preferred_name")
    return name


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise Refused(_("Choose one of the languages."), field="language")
    return code


@command("people.add_person", at_node=lambda given: given["household"].node)
def add_person(
    ctx, *, household: Household, preferred_name: str, language: str = "ms", consent_how: str = "screen"
) -> Person:
    """Keep somebody's name and language, with the consent they just gave in the way `consent_how`.

    Raises Refused for an ended household, an empty name or an unknown language.
    """
    wall.keep(ctx.actor, ctx.verb, household)
    running(household, ctx.at)
    person = Person.objects.create(
        code=ids.unused_code(Person),
        node=household.node,
        preferred_name=_name(preferred_name),
        language=_language(language),
        created_at=ctx.at,
    )
    Residency.objects.create(person=person, household=household, since=clock.today(ctx.at))
    ctx.private(name=person.preferred_name)
    give_consent(ctx.actor, person=person, purpose="household", how=consent_how, at=ctx.at)
    _tell_home(ctx, household)
    return person


@command("people.move_person", at_node=lambda given: given["household"].node)
def move_person(ctx, *, person: Person, household: Household) -> Person:
    """A person goes to live in another household; the mobiliser works at both. Raises Denied and Refused."""
    former = _living(ctx, person)
    wall.keep(ctx.actor, ctx.verb, household)
    running(household, ctx.at)
    if former.pk == household.pk:
        raise Refused(_("This person lives here already."))
    day = clock.today(ctx.at)
    stay = Residency.objects.get(person=person, until=None)
    stay.until = max(day, stay.since)
    stay.save(update_fields=["until"])
    Residency.objects.create(person=person, household=household, since=stay.until)
    person.node = household.node
    person.save(update_fields=["node"])
    ctx.detail(household=household.pk, former=former.pk)
    return person


@command("people.correct_person", at_node=_node)
def correct_person(ctx, *, person: Person, preferred_name: str, language: str) -> Person:
    """Mend the name somebody is called by, or the language they read. Raises Refused and Denied."""
    home = _oneself(ctx, person)
    person.preferred_name, person.language = _name(preferred_name), _language(language)
    person.save(update_fields=["preferred_name", "language"])
    ctx.private(name=person.preferred_name)
    _tell_home(ctx, home)
    return person


@command("people.give_consent", at_node=_node)
def give_consent(ctx, *, person: Person, purpose: str, how: str) -> Consent:
    """The person agrees to one purpose, in the words of today; agreeing to the same words again changes nothing.

    Raises Refused for a purpose or a way that is not one of ours.
    """
    home = _oneself(ctx, person)
    if purpose not in PURPOSES or how not in CONSENT_WAYS:
        raise Refused(_("Choose what you agree to, and how."))
    version = consents.TEXTS[purpose].version
    former = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()
    ctx.detail(purpose=purpose, how=how, version=version)
    if former and former.text_version == version:
        return former
    if former:
        former.withdrawn_at = ctx.at
        former.save(update_fields=["withdrawn_at"])
    consent = Consent.objects.create(person=person, purpose=purpose, text_version=version, how=how, given_at=ctx.at)
    ctx.announce("people.consent_given", consent=consent)
    _tell_home(ctx, home)
    return consent


@command("people.withdraw_consent", at_node=_node)
def withdraw_consent(ctx, *, person: Person, purpose: str) -> Consent:
    """The person takes their agreement back, as easily as it was given; identity digits of the purpose go with it.

    Taking back "household" erases the person: without it no name is kept. Raises Refused where nothing was agreed.
    """
    home = _oneself(ctx, person)
    consent = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()
    if consent is None:
        raise Refused(_("You have not agreed to this."))
    consent.withdrawn_at = ctx.at
    consent.save(update_fields=["withdrawn_at"])
    ctx.detail(purpose=purpose)
    ctx.announce("people.consent_withdrawn", consent=consent)
    _tell_home(ctx, home)
    Identity.objects.filter(person=person, purpose=purpose).delete()
    if purpose == "household":
        erase_person(SYSTEM, person=person, at=ctx.at)
    return consent


@command("people.set_pin", at_node=_node)
def set_pin(ctx, *, person: Person, pin: str) -> Person:
    """Give a person six digits for what binds; the household is told that a PIN was set. Call it without client_id.

    Changing a PIN needs the former one (the person is bound). Raises Refused for a weak PIN, Denied for somebody else.
    """
    home = _oneself(ctx, person)
    if len(pin) != 6 or not (pin.isascii() and pin.isdigit()):
        raise Refused(_("A PIN has 6 digits."), field="pin")
    if is_weak_pin(pin):
        raise Refused(_("This PIN is too easy to guess. Choose another."), field="pin")
    person.pin_hash, person.pin_set_at = make_password(_peppered(person, pin)), ctx.at
    person.save(update_fields=["pin_hash", "pin_set_at"])
    _tell_pin(home, person, ctx.at, cleared=False)
    return person


@command("people.clear_pin", at_node=_node)
def clear_pin(ctx, *, person: Person) -> Person:
    """Forget a PIN that its person has forgotten; the household is told. Raises Refused where there is none."""
    home = _living(ctx, person)
    if not person.pin_hash:
        raise Refused(_("There is no PIN yet."))
    person.pin_hash, person.pin_set_at = "", None
    person.save(update_fields=["pin_hash", "pin_set_at"])
    _tell_pin(home, person, ctx.at, cleared=True)
    return person


def _tell_pin(home: Household, person: Person, at: datetime, *, cleared: bool) -> None:
    notify.send(PinChanged, [f"household:{home.pk}"], subject=person.ref, at=at, cleared=cleared)


def _peppered(person: Person, pin: str) -> str:
    """Six digits are soon tried out by whoever has the database; not without the key, which lies elsewhere."""
    return ids.keyed_hash("pin", f"{person.pk}:{pin}")


def pin_fits(person: Person, pin: str) -> bool:
    """Whether this is the person's PIN. Try it behind a rate limit only."""
    return bool(person.pin_hash) and check_password(_peppered(person, pin), person.pin_hash)


@command("people.record_identity", at_node=_node)
def record_identity(ctx, *, person: Person, purpose: str, number: str, expires_on: date) -> Identity:
    """Keep an identity number as keyed hash and last four digits, until the purpose ends. Call it without client_id.

    Raises Refused where no purpose needs it or was agreed to, for a number that cannot be one, a day that is past or
    more than two years away, and for a number already used for the purpose.
    """
    _living(ctx, person)
    day = clock.today(ctx.at)
    if purpose not in IDENTITY_PURPOSES:
        raise Refused(_("No identity number is needed for this, so none is kept."))
    if not Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists():
        raise Refused(_("Ask first: this person has not agreed to it."))
    if not day < expires_on <= day + timedelta(days=731):
        raise Refused(_("Choose a day within two years; then the number is deleted."), field="expires_on")
    try:
        digits = identity.normalise(number)
    except ValueError as error:
        raise Refused(str(error), field="number") from None
    try:
        with transaction.atomic():
            Identity.objects.filter(person=person, purpose=purpose).delete()
            row = Identity.objects.create(
                person=person,
                purpose=purpose,
                number_hash=ids.keyed_hash("ic", f"{purpose}:{digits}"),
                last_four=digits[-4:],
                recorded_at=ctx.at,
                expires_on=expires_on,
            )
    except IntegrityError:
        raise Refused(_("This number has been recorded before. Check it with the person."), field="number") from None
    ctx.detail(purpose=purpose)
    return row


@command("people.export_person", at_node=_node)
def export_person(ctx, *, person: Person) -> dict:
    """Everything kept about a person, from every app, as plain data for a JSON file."""
    if ctx.actor.kind == "card":
        _oneself(ctx, person)
    ctx.detail(person=person.pk)
    return {each.app: each.export(person, ctx.at) for each in registry.items("personal")}


@command("people.erase_person", at_node=_node)
def erase_person(ctx, *, person: Person) -> Person:
    """Empty everything kept about a person, in every app, and leave a nameless tombstone; the trail still verifies."""
    if ctx.actor.kind == "card":
        _oneself(ctx, person)
    if person.erased_at:
        raise Refused(_("This person was erased before."))
    for each in registry.items("personal"):
        each.erase(person, ctx.at)
    trail.erase([person.ref], ctx.at)
    ctx.announce("people.person_erased", person=person)
    return person
