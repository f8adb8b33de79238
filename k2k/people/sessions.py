"""What a household card leaves in the session of a phone: the card, who holds the phone, whose PIN was just given."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from k2k.core.notify import push
from k2k.people.models import Card, Person
from k2k.people.rules import BOUND_MINUTES


def enter(request: HttpRequest, card: Card) -> None:
    """Sign in with a card: whatever the session held before is gone and its key is new."""
    request.session.flush()
    push.forget_device(request.device, keep=f"household:{card.household_id}")
    request.session["card"] = card.pk


def choose(request: HttpRequest, person: Person | None) -> None:
    """Say who of the household holds the phone; nothing is bound by it, and a PIN given before is forgotten."""
    request.session.pop("person", None)
    request.session.pop("chosen", None)
    if person:
        request.session["chosen"] = person.pk


def bind(request: HttpRequest, person: Person) -> None:
    """The person's PIN was right: what follows within 15 minutes binds them."""
    until = request.at + timedelta(minutes=BOUND_MINUTES)
    request.session["chosen"] = person.pk
    request.session["person"] = {"id": person.pk, "until": until.isoformat()}
    request.session.cycle_key()


def bound_id(request: HttpRequest) -> int | None:
    """The person whose PIN was given within the last 15 minutes."""
    bound = request.session.get("person")
    if not bound or datetime.fromisoformat(bound["until"]) <= request.at:
        return None
    return bound["id"]


def help_household(request: HttpRequest, card: Card) -> None:
    """A mobiliser was shown this card at the door: for 15 minutes they may write down what the household says."""
    until = request.at + timedelta(minutes=BOUND_MINUTES)
    request.session["helping"] = {"card": card.pk, "until": until.isoformat()}


def helped_card(request: HttpRequest) -> int | None:
    """The card a mobiliser was shown within the last 15 minutes."""
    helping = request.session.get("helping")
    if not helping or datetime.fromisoformat(helping["until"]) <= request.at:
        return None
    return helping["card"]


def show_other(request: HttpRequest, card: Card) -> None:
    """The mobiliser was shown the card of a second home, for as long as the first one is at hand."""
    request.session["helping"] = request.session["helping"] | {"other": card.pk}


def other_card(request: HttpRequest) -> int | None:
    """The second card that was shown, while the first one is at hand."""
    return request.session["helping"].get("other") if helped_card(request) else None
