"""A home says that it comes, with how many, or takes it back; a phone without a card is counted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.activities import queries, rules
from k2k.activities.models import SignUp
from k2k.activities.standing import locked, must_stand, who
from k2k.core.commands import Context, Refused, command

if TYPE_CHECKING:
    from k2k.activities.models import Activity

_there: dict[str, Any] = {"at_node": lambda given: given["activity"].site}


@command("activities.sign_up", **_there)
def sign_up(ctx: Context, *, activity: Activity, persons: int = 1) -> SignUp:
    """ "We come", once a home with how many; when it is full, in line by the server's time. Raises Refused.

    Fewer than before keep the home's place in line; more go to its end.
    """
    activity = locked(activity)
    _must_be_open(ctx, activity)
    one = who(ctx.actor)
    if not queries.is_invited(ctx.actor, activity):
        raise Refused(_("This one is for others: look who is invited."))
    if not ctx.actor.household_id:
        persons = 1
    most = min(rules.MOST_PERSONS, activity.places or rules.MOST_PERSONS)
    if not 1 <= persons <= most:
        raise Refused(_("Between 1 and %(n)s persons.") % {"n": most}, field="persons")
    found = activity.sign_ups.filter(ended_at=None, **one).first()
    if found and found.persons >= persons:
        return _fewer(ctx, activity, found, persons)
    if found:
        had = _having(activity)
        found.ended_at = ctx.at
        found.save(update_fields=["ended_at"])
    made = SignUp.objects.create(activity=activity, persons=persons, at=ctx.at, **one)
    if found:
        _tell_who_comes_in(ctx, activity, had, made)
    ctx.detail(activity=activity.pk, persons=persons, card=ctx.actor.household_id is not None)
    return made


def _must_be_open(ctx: Context, activity: Activity) -> None:
    must_stand(activity, "announced")
    if activity.has_roll:
        raise Refused(_("This is held every week: a child is entered on its roll."))
    if activity.ends_at <= ctx.at:
        raise Refused(_("This is over."))


def _having(activity: Activity) -> set[int | None]:
    return {each.row.household_id for each in queries.line(activity) if each.has_place}


def _fewer(ctx: Context, activity: Activity, found: SignUp, persons: int) -> SignUp:
    if found.persons != persons:
        had = _having(activity)
        found.persons = persons
        found.save(update_fields=["persons"])
        _tell_who_comes_in(ctx, activity, had, found)
    return found


def _tell_who_comes_in(ctx: Context, activity: Activity, had: set[int | None], by: SignUp) -> None:
    homes = sorted(pk for pk in _having(activity) - had if pk and pk != by.household_id)
    if homes:
        ctx.announce("activities.place_came_free", activity=activity, homes=homes)


@command("activities.take_back", **_there)
def take_back(ctx: Context, *, activity: Activity) -> SignUp:
    """We do not come after all; the next in line has the place. Raises Refused."""
    activity = locked(activity)
    _must_be_open(ctx, activity)
    found = activity.sign_ups.filter(ended_at=None, **who(ctx.actor)).first()
    if found is None:
        raise Refused(_("You are not on the list."))
    had = _having(activity)
    found.ended_at = ctx.at
    found.save(update_fields=["ended_at"])
    _tell_who_comes_in(ctx, activity, had, found)
    ctx.detail(activity=activity.pk)
    return found
