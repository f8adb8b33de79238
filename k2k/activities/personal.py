"""What activities keep about a person, and how it is emptied. Most of it belongs to a home, not to one person."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from k2k.activities.commands.stories import empty
from k2k.activities.models import Came, Pupil, SignUp, Story
from k2k.people import queries as people


def _while_they_lived_there(rows: QuerySet, person, moment: str) -> QuerySet:
    own = Q(pk=None)
    for home, end in people.homes_of(person).items():
        own |= Q(household_id=home, **({f"{moment}__lt": end} if end else {}))
    return rows.filter(own).order_by(moment, "id")


def export(person, at: datetime) -> dict[str, Any]:
    """What the person's homes signed up for and gave, the children they entered, the stories they told."""
    sign_ups = _while_they_lived_there(SignUp.objects.select_related("activity"), person, "at")
    came = _while_they_lived_there(Came.objects.select_related("turnout__activity"), person, "turnout__started_at")
    pupils = _while_they_lived_there(Pupil.objects.select_related("activity"), person, "consented_at")
    told = _while_they_lived_there(Story.objects.all(), person, "told_at")
    return {
        "sign_ups": [
            {
                "activity": one.activity.code,
                "persons": one.persons,
                "at": _iso(one.at),
                "taken_back": _iso(one.ended_at),
            }
            for one in sign_ups
        ],
        "came": [
            {"activity": one.turnout.activity.code, "persons": one.persons, "at": _iso(one.turnout.started_at)}
            for one in came
        ],
        "pupils": [_child(one) for one in pupils],
        "stories": [
            {
                "code": one.code,
                "text": one.text,
                "shown_as": one.shown_as,
                "state": one.state,
                "told_at": _iso(one.told_at),
            }
            for one in told
        ],
    }  # fmt: skip


def _child(one: Pupil) -> dict[str, Any]:
    """A child on a roll, with the consent and how often it was there."""
    return {
        "activity": one.activity.code,
        "first_name": one.first_name,
        "age": one.age,
        "consent": one.consent_how,
        "text_version": one.text_version,
        "consented_at": _iso(one.consented_at),
        "withdrawn_at": _iso(one.withdrawn_at),
        "there": one.presences.filter(came=True).count(),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def erase(person, at: datetime) -> None:
    """End the consents the person gave, and empty what homes told in which nobody else lives; counts stay."""
    residency = person._meta.get_field("residencies").related_model
    others = residency.objects.filter(household_id=OuterRef("household_id"), until=None, person__erased_at=None)
    alone = ~Exists(others.exclude(person=person))
    own_home = _while_they_lived_there(Pupil.objects.all(), person, "consented_at").filter(alone)
    running = Pupil.objects.filter(withdrawn_at=None)
    for pupil in running.filter(Q(guardian=person) | Q(pk__in=own_home.order_by().values("pk"))):
        pupil.first_name, pupil.age, pupil.withdrawn_at = "", "", at
        pupil.save(update_fields=["first_name", "age", "withdrawn_at"])
    for story in _while_they_lived_there(Story.objects.all(), person, "told_at").filter(alone):
        if story.state != "withdrawn":
            empty(story, at)
    coming = _while_they_lived_there(SignUp.objects.filter(activity__last_at__gt=at, ended_at=None), person, "at")
    coming.filter(alone).order_by().update(ended_at=at)
