"""What this app keeps about a person, and how it is emptied."""

from datetime import datetime
from typing import Any

from k2k.core import clock, trail
from k2k.core.notify import push
from k2k.people import numbers
from k2k.people.models import Consent, HomeNumber, Identity, Person, Residency


def export(person: Person, at: datetime) -> dict[str, Any]:
    """Name, language, where and since when, consents in their versions, identity digits, and what was done when."""
    return {
        "code": person.code,
        "preferred_name": person.preferred_name,
        "language": person.language,
        "kept_since": person.created_at.isoformat(),
        "pin_set_at": person.pin_set_at.isoformat() if person.pin_set_at else None,
        "homes": [
            {"home": stay.household.node.name, "since": stay.since.isoformat(), "until": _iso(stay.until)}
            for stay in person.residencies.select_related("household__node").order_by("since", "pk")
        ],
        "consents": [
            {
                "purpose": each.purpose,
                "text_version": each.text_version,
                "how": each.how,
                "given_at": _iso(each.given_at),
                "withdrawn_at": _iso(each.withdrawn_at),
            }
            for each in person.consents.order_by("given_at", "pk")
        ],
        "identity_numbers": [
            {"purpose": each.purpose, "last_four": each.last_four, "deleted_on": each.expires_on.isoformat()}
            for each in person.identities.order_by("pk")
        ],
        "phones_that_tell": [
            {"since": _iso(phone.made_at), "until": _iso(phone.expires_at)}
            for told in push.phones(_inboxes(person), at).values()
            for phone in told
        ],
        "text_messages": [
            {"to": numbers.masked(kept), "since": _iso(kept.given_at), "text_version": kept.text_version}
            for kept in HomeNumber.objects.filter(household__in=_homes(person), ended_at=None)
        ],
        "trail": [{"what": line.verb, "when": _iso(line.occurred_at)} for line in trail.history(person.ref)],
    }


def _homes(person: Person) -> list[int]:
    """The home where the person lives."""
    return list(person.residencies.filter(until=None).values_list("household_id", flat=True))


def _inboxes(person: Person) -> list[str]:
    """The inbox of the home where the person lives."""
    return [f"household:{pk}" for pk in _homes(person)]


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def erase(person: Person, at: datetime) -> None:
    """Empty the row and leave a tombstone; end the stay and the consents, drop identity digits."""
    push.forget(_inboxes(person))
    numbers.forget(_homes(person), at)
    Identity.objects.filter(person=person).delete()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=at)
    for stay in Residency.objects.filter(person=person, until=None):
        stay.until = max(clock.today(at), stay.since)
        stay.save(update_fields=["until"])
    person.preferred_name, person.pin_hash, person.pin_set_at = "", "", None
    person.language, person.erased_at = "ms", person.erased_at or at
    person.save(update_fields=["preferred_name", "pin_hash", "pin_set_at", "language", "erased_at"])
