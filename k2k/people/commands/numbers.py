"""Text messages to one phone of a home: agreed to, changed, taken back."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core import notify
from k2k.core.commands import Context, Refused, command
from k2k.core.nodes import Node
from k2k.people import consents, numbers, wall
from k2k.people.commands.households import running
from k2k.people.messages import NumberKept
from k2k.people.models import HomeNumber, Household
from k2k.people.rules import CONSENT_WAYS


def _home(given: dict) -> Node:
    return given["household"].node


@command("people.keep_number", at_node=_home, once=False)
def keep_number(ctx: Context, *, household: Household, number: str, how: str = "screen") -> HomeNumber:
    """The home agrees to text messages to this phone; a number before it is forgotten, and the home is told.

    Nothing tries whether the phone is theirs. Raises Refused for what is no Malaysian mobile number.
    """
    wall.keep(ctx.actor, ctx.verb, household)
    running(household, ctx.at)
    if how not in CONSENT_WAYS:
        raise Refused(_("Choose what you agree to, and how."))
    try:
        called = numbers.normalise(number)
    except ValueError:
        raise Refused(_("Write a Malaysian mobile number, such as 012-345 6789."), field="number") from None
    numbers.forget([household.pk], ctx.at)
    kept = HomeNumber.objects.create(
        household=household,
        sealed=numbers.seal(called),
        hint=called[-2:],
        language=get_language() or "ms",
        text_version=consents.SMS.version,
        how=how,
        given_at=ctx.at,
    )
    ctx.detail(version=kept.text_version, how=how)
    notify.send(NumberKept, [f"household:{household.pk}"], subject=kept.ref, at=ctx.at)
    return kept


@command("people.drop_number", at_node=_home)
def drop_number(ctx: Context, *, household: Household) -> Household:
    """The home takes it back: the number is erased at once. Raises Refused where there is none."""
    wall.keep(ctx.actor, ctx.verb, household)
    if not numbers.forget([household.pk], ctx.at):
        raise Refused(_("No number of this home is kept."))
    return household
