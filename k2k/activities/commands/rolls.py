"""The roll of a class: pupils by a guardian's consent, who was there on which day, and the end of the consent."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.activities import findable, queries, rules
from k2k.activities.models import Presence, Pupil, Session
from k2k.activities.standing import locked, must_read_homes, must_stand
from k2k.core import clock, ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.groups.commands.allowed import must_be_bound, must_run

if TYPE_CHECKING:
    from k2k.activities.models import Activity
    from k2k.people.models import Household

_there: dict[str, Any] = {"at_node": lambda given: given["activity"].group.node}
#: A father's name or a number: more than a first name.
MORE_THAN_A_FIRST_NAME = re.compile(r"\d|\b(bin|binti|a/l|a/p|s/o|d/o)\b|/", re.IGNORECASE)


@command("activities.enrol", **_there)
def enrol(ctx: Context, *, activity: Activity, first_name: str, age: str, agreed: bool = False) -> Pupil:
    """A guardian enters a child of their own home, under their PIN, and agrees. Raises Refused and Denied."""
    must_be_bound(ctx)
    if ctx.actor.household_id is None or ctx.actor.person_id is None:
        raise Denied(ctx.verb)
    if not queries.is_invited(ctx.actor, activity):
        raise Refused(_("This one is for others: look who is invited."))
    consent = {"guardian_id": ctx.actor.person_id, "consent_how": "card"}
    return _entered(ctx, activity, ctx.actor.household_id, first_name, age, agreed, consent)


@command("activities.enrol_on_paper", **_there)
def enrol_on_paper(
    ctx: Context, *, activity: Activity, household: Household, first_name: str, age: str, agreed: bool = False
) -> Pupil:
    """The committee types a consent that a guardian signed on paper, and keeps the paper. Raises Refused."""
    must_read_homes(ctx, activity.group)
    if household.site_id != activity.site_id or household.until is not None:
        raise Refused(_("Choose a home of this perumahan."), field="unit")
    return _entered(ctx, activity, household.pk, first_name, age, agreed, {"consent_how": "paper"})


def _entered(
    ctx: Context, activity: Activity, household_id: int, first_name: str, age: str, agreed: bool, consent: dict
) -> Pupil:
    activity, name = locked(activity), " ".join((first_name or "").split())
    must_stand(activity, "announced")
    if not activity.has_roll:
        raise Refused(_("Only what is held every week has a roll."))
    if not name or len(name) > rules.PUPIL_NAME_LENGTH or MORE_THAN_A_FIRST_NAME.search(name):
        raise Refused(_("The first name alone: no father's name, no number."), field="first_name")
    if age not in rules.PUPIL_AGES:
        raise Refused(_("Choose the age."), field="age")
    if not agreed:
        raise Refused(_("A child is entered only when a guardian agrees."), field="agreed")
    running = activity.pupils.filter(withdrawn_at=None)
    if running.filter(household_id=household_id, first_name__iexact=name).exists():
        raise Refused(_("This child is on the roll already."), field="first_name")
    if running.count() >= (activity.places or rules.MOST_PUPILS):
        raise Refused(_("The roll is full. Ask again when somebody leaves."))
    made = Pupil.objects.create(
        code=ids.unused_code(Pupil), activity=activity, household_id=household_id, first_name=name, age=age,
        consented_at=ctx.at, entered_by=ctx.actor.key, **consent,
    )  # fmt: skip
    ctx.detail(activity=activity.pk, how=made.consent_how)
    return made


@command("activities.withdraw_pupil", at_node=lambda given: given["pupil"].activity.group.node)
def withdraw_pupil(ctx: Context, *, pupil: Pupil) -> Pupil:
    """The consent ends: name and age go at once, what was counted stays. As easy as giving it. Raises Denied."""
    if ctx.actor.household_id != pupil.household_id and not ctx.actor.is_system:
        must_read_homes(ctx, pupil.activity.group)
    pupil = locked(pupil)
    if pupil.withdrawn_at is None:
        pupil.first_name = pupil.age = ""
        pupil.withdrawn_at = ctx.at
        pupil.save(update_fields=["first_name", "age", "withdrawn_at"])
    ctx.detail(activity=pupil.activity_id)
    return pupil


@command("activities.tick", **_there)
def tick(ctx: Context, *, activity: Activity, on: date, came: Collection[str]) -> Session:
    """Call the roll of one day: the codes of who was there; ticked anew it stands as ticked last. Raises Refused."""
    must_read_homes(ctx, activity.group)
    activity = locked(activity)
    must_stand(activity, "announced", "over")
    if not activity.has_roll:
        raise Refused(_("Only what is held every week has a roll."))
    if not clock.today(activity.starts_at) <= on <= min(clock.today(ctx.at), clock.today(activity.last_at)):
        raise Refused(_("Choose a day on which the class was held."), field="on")
    session, _new = Session.objects.get_or_create(activity=activity, on=on, defaults={"at": ctx.at})
    known = {each.pupil_id: each for each in session.presences.all()}
    for pupil in activity.pupils.filter(withdrawn_at=None).order_by("id"):
        there = pupil.code in came
        if pupil.pk not in known:
            Presence.objects.create(session=session, pupil=pupil, came=there)
        elif known[pupil.pk].came != there:
            known[pupil.pk].came = there
            known[pupil.pk].save(update_fields=["came"])
    ctx.detail(activity=activity.pk, on=on.isoformat(), came=session.presences.filter(came=True).count())
    return session


@command("activities.close_series", **_there)
def close_series(ctx: Context, *, activity: Activity) -> Activity:
    """The series is over; its roll says who came. Raises Refused."""
    must_run(ctx, activity.group)
    activity = locked(activity)
    must_stand(activity, "announced")
    if not activity.has_roll or not activity.sessions.exists():
        raise Refused(_("Call the roll of at least one day first."))
    activity.state, activity.over_at, activity.changed_at = "over", ctx.at, ctx.at
    activity.last_at = min(activity.last_at, max(ctx.at, activity.ends_at))
    activity.save(update_fields=["state", "over_at", "changed_at", "last_at"])
    findable.put(activity, ctx.at)
    return activity
