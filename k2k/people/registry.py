"""What people offer the house."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from k2k.core import guards, registry
from k2k.core.notify import Recipient
from k2k.core.personal import Personal
from k2k.core.retention import Retention
from k2k.people import messages, numbers, personal, queries, rules
from k2k.people.models import Card, HomeChange, HomeNumber, Household, Person

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("actor", queries.actor_in_session)
registry.add("personal", Personal("people", personal.export, personal.erase))
for message in messages.ALL:
    registry.put("message", message.slug, message)


def _cards(pks: Iterable[int]) -> dict[int, Card]:
    return Card.objects.in_bulk(list(pks))


def _homes(pks: Iterable[int]) -> dict[int, Household]:
    return Household.objects.select_related("node").in_bulk(list(pks))


def _persons(pks: Iterable[int]) -> dict[int, Person]:
    return Person.objects.in_bulk(list(pks))


def _numbers(pks: Iterable[int]) -> dict[int, HomeNumber]:
    return HomeNumber.objects.in_bulk(list(pks))


def _changes(pks: Iterable[int]) -> dict[int, HomeChange]:
    return HomeChange.objects.in_bulk(list(pks))


registry.put("load", "people.card", _cards)
registry.put("load", "people.homechange", _changes)
registry.put("load", "people.homenumber", _numbers)
registry.put("load", "people.household", _homes)
registry.put("load", "people.person", _persons)


def _household(key: str) -> Recipient | None:
    """A household reads in the language of the person who has lived there longest."""
    kind, _colon, pk = key.partition(":")
    if kind != "household":
        return None
    first = (
        Person.objects.filter(residencies__household_id=pk, residencies__until=None, erased_at=None)
        .order_by("residencies__since", "pk")
        .first()
    )
    return Recipient(first.language if first else "ms")


registry.add("recipients", _household)
registry.put("inbox_url", "household", lambda: reverse("people:mine"))
registry.add("texted", numbers.texted)
registry.add("text_to", numbers.text_to)
registry.add("silenced", queries.without_notices)
registry.put("consent_purpose", "household", "people keeps a name and a language")
registry.put("consent_purpose", "notices", "core.notify leaves out what is not necessary where it was taken back")
registry.add(
    "guards",
    *guards.no_delete("people_household"),
    *guards.immutable("people_household", "code", "node_id", "site_id", "since"),
    *guards.no_delete("people_homechange"),
    *guards.immutable(
        "people_homechange", "code", "kind", "household_id", "unit_id", "persons", "asked_by", "asked_at", "due_at"
    ),
    guards.Guard(
        "people_homechange_settled",
        "people_homechange",
        "UPDATE",
        "a change of homes is settled once",
        "OLD.\"state\" <> 'waiting'",
    ),
    *guards.no_delete("people_homenumber"),
    *guards.immutable("people_homenumber", "household_id", "text_version", "how", "given_at", "language"),
    guards.Guard(
        "people_homenumber_only_emptied",
        "people_homenumber",
        "UPDATE",
        "a number is only ever erased",
        'NEW."sealed" <> \'\' OR NEW."ended_at" IS NULL',
    ),
    *guards.no_delete("people_person"),
    *guards.no_delete("people_residency"),
    *guards.no_delete("people_card"),
    *guards.immutable("people_card", "household_id", "code_hash", "issued_at"),
    *guards.no_delete("people_consent"),
    *guards.immutable("people_consent", "person_id", "purpose", "text_version", "given_at"),
)

registry.add(
    "retention",
    Retention(
        "people.Household",
        _("Which home takes part, without a name"),
        _("As long as the perumahan is in K2K"),
        _("No personal data: it names a home and nobody in it"),
    ),
    Retention(
        "people.HomeNumber",
        _("To send words about reports to one phone of a home; sealed, with its last two digits"),
        _("Until it is stopped, the card ends or somebody of the home is erased; then emptied at once"),
        _("Consent"),
    ),
    Retention(
        "people.HomeChange",
        _("Which homes became one or two, so that nobody counts twice"),
        _("As long as the perumahan is in K2K"),
        _("No personal data: it names homes, and people by number only"),
    ),
    Retention(
        "people.Person",
        _("To call somebody by the name and in the language they chose"),
        _("Until they take their consent back; then the row is emptied at once"),
        _("Consent"),
    ),
    Retention(
        "people.Residency",
        _("Who lives in which household, so that nobody counts twice"),
        _("Without a name once the person is erased"),
        _("Consent"),
    ),
    Retention(
        "people.Card",
        _("To let a home sign in; a keyed hash, never the code"),
        _("As long as the perumahan is in K2K, to prove which card held when"),
        _("No personal data: it names a home and nobody in it"),
    ),
    Retention(
        "people.Consent",
        _("To prove who agreed to which words and when they took it back"),
        _("As long as the perumahan is in K2K; without a name once the person is erased"),
        _("Duty to keep a record of consent (Personal Data Protection Regulations 2013)"),
    ),
    Retention(
        "people.Identity",
        _("To give an aid once to one person; keyed hash and last four digits"),
        _("Until the day named when it was written, two years at most"),
        _("Consent"),
    ),
)
