"""What safety keeps about a person: letters under their PIN and what their home said it needs."""

from datetime import datetime
from typing import Any

from k2k.people import queries as people
from k2k.safety import jobs, standing
from k2k.safety.models import Letter, Need


def export(person, at: datetime) -> dict[str, Any]:
    """The letters with their words, and the needs of the home in which they live now."""
    letters = Letter.objects.filter(person_hash=standing.hash_of(person.pk), erased_at=None).order_by("last_at", "id")
    homes = [home for home, end in people.homes_of(person).items() if end is None]
    needs = Need.objects.filter(household__in=homes, until=None).order_by("since", "id")
    return {
        "letters": [
            {
                "opened_on": letter.opened_on.isoformat(),
                "to": letter.to,
                "words": [{"by": by, "text": words, "at": moment.isoformat()} for by, words, moment in
                          standing.said(letter)],
            }
            for letter in letters
        ],
        "home_needs": [{"kind": need.kind, "since": need.since.isoformat()} for need in needs],
    }  # fmt: skip


def erase(person, at: datetime) -> None:
    """Empty the letters; take back the needs of homes in which nobody else lives."""
    own = Letter.objects.filter(person_hash=standing.hash_of(person.pk))
    jobs.erase(list(own.values_list("pk", flat=True)), at)
    residency = person._meta.get_field("residencies").related_model
    others = residency.objects.filter(until=None, person__erased_at=None).exclude(person=person).values("household_id")
    rows = Need.objects.filter(household__in=list(people.homes_of(person)), until=None)
    rows.exclude(household__in=others).update(kind="", until=at)
