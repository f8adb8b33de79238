"""What ballots keep about a person: that they could vote and did, never what. A home's line is the home's."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from k2k.ballots.jobs import forget
from k2k.ballots.models import Proxy, Teller, Voter


def export(person, at: datetime) -> dict[str, Any]:
    """On which rolls the person stands, whether they voted, and where they helped, witnessed or hold a key."""
    lines = Voter.objects.select_related("ballot").order_by("ballot_id", "pk")
    return {
        "rolls": [
            {
                "ballot": line.ballot.code,
                "title": line.ballot.title,
                "voted": bool(line.mark),
                "help": line.helper != "",
            }
            for line in lines.filter(who=person.ref)
        ],
        "witnessed": list(lines.filter(witness=person.ref).values_list("ballot__code", flat=True)),
        "proxy_of_others": list(Proxy.objects.filter(holder=person.ref).values_list("ballot__code", flat=True)),
        "proxy_named": list(Proxy.objects.filter(giver=person.ref).values_list("ballot__code", flat=True)),
        "teller": list(Teller.objects.filter(holder=person.ref).values_list("ballot__code", flat=True)),
    }


def erase(person, at: datetime) -> None:
    """Take the person from every roll that is over. While a ballot runs its roll is frozen: the line then points to
    an emptied row, as a witness's does, and goes with the others a year after the count."""
    over = Proxy.objects.filter(ballot__state__in=("counted", "cancelled"))
    over.filter(Q(giver=person.ref) | Q(holder=person.ref)).delete()
    for line in Voter.objects.filter(ballot__state__in=("counted", "cancelled"), who=person.ref):
        forget(line)
