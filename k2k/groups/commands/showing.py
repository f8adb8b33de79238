"""How somebody without a card shows that they live here: a letter to the home, the office's list, or neighbours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from k2k.core import ids, limits
from k2k.core.commands import Context, Denied, Refused, TooOften, command
from k2k.groups import queries, rules
from k2k.groups.commands.allowed import locked, must_be_oneself, must_run
from k2k.groups.commands.joining import show
from k2k.groups.models import Group, Letter, Membership, Vouch

if TYPE_CHECKING:
    from k2k.people.models import Household

_at_group: dict[str, Any] = {"at_node": lambda given: given["group"].node}
_there: dict[str, Any] = {"at_node": lambda given: given["membership"].group.node}


class SentLetter(NamedTuple):
    """A letter just made, and the code to print on it: it is never readable again."""

    letter: Letter
    code: str

    @property
    def ref(self) -> str:
        """Soft reference of the letter."""
        return self.letter.ref


def _must_be_asked(membership: Membership) -> Membership:
    membership = locked(membership)
    if membership.state != "asked":
        raise Refused(_("That they live here is shown already, or this is over."))
    return membership


@command("groups.send_letter", once=False, **_at_group)
def send_letter(ctx: Context, *, group: Group, household: Household) -> SentLetter:
    """Print a code to put into the letter box of a home: who types it, or brings the letter, lives there."""
    if not ctx.actor.holds({"mobiliser"}, group.node):
        must_run(ctx, group)
    if household.site_id != group.site_id or household.until is not None:
        raise Refused(_("Choose a home of this perumahan."), field="unit")
    code = ids.new_code(8)
    made = Letter.objects.create(
        group=group,
        household=household,
        code_hash=ids.keyed_hash("letter", code),
        sent_at=ctx.at,
        expires_at=ctx.at + timedelta(days=rules.LETTER_DAYS),
    )
    ctx.detail(group=group.pk)
    return SentLetter(made, code)


@command("groups.show_letter", once=False, **_there)
def show_letter(ctx: Context, *, membership: Membership, code: str) -> Membership:
    """The code of the letter that lay in the home's box, typed by the person or by the committee for them.

    Raises Refused, TooOften and Denied.
    """
    if ctx.actor.kind == "card":
        must_be_oneself(ctx, membership)
    else:
        must_run(ctx, membership.group)
    membership = _must_be_asked(membership)
    allowed = limits.hit("groups.letter", membership.code, rules.LETTER_TRIES, timedelta(hours=1), ctx.at)
    if not allowed:
        raise TooOften(
            _("Too many codes that do not fit. Try again later."), timedelta(minutes=allowed.minutes), "code"
        )
    try:
        typed = ids.keyed_hash("letter", ids.clean_code(code))
    except ValueError:
        typed = ""
    fitting = Letter.objects.filter(
        group=membership.group, household=membership.household, code_hash=typed, used_at=None, expires_at__gt=ctx.at
    )
    if not fitting.update(used_at=ctx.at):
        raise Refused(_("This code does not fit. Look at the letter again; after 30 days ask for a new one."), "code")
    return show(ctx, membership, "letter")


@command("groups.vouch", **_there)
def vouch(ctx: Context, *, membership: Membership) -> Vouch:
    """A neighbour's home that belongs, or one of the committee, says that they live here. Raises Refused and Denied.

    Two homes and one of the committee are enough. Nobody vouches for their own home.
    """
    membership = _must_be_asked(membership)
    as_committee = ctx.actor.kind == "account"
    if as_committee:
        must_run(ctx, membership.group)
        by = ctx.actor.key
    else:
        if ctx.actor.household_id is None or not queries.is_members_home(ctx.actor, membership.group):
            raise Denied(ctx.verb)
        by = f"household:{ctx.actor.household_id}"
    if by == f"household:{membership.household_id}":
        raise Refused(_("Somebody of another home must say it."))
    made, _new = Vouch.objects.get_or_create(
        membership=membership, by=by, defaults={"as_committee": as_committee, "at": ctx.at}
    )
    ctx.detail(group=membership.group_id, committee=as_committee)
    words = list(membership.vouches.values_list("as_committee", flat=True))
    if words.count(False) >= rules.NEIGHBOURS and words.count(True) >= rules.COMMITTEE_VOUCHES:
        show(ctx, membership, "neighbours")
    return made


@command("groups.confirm_residence", **_there)
def confirm_residence(ctx: Context, *, membership: Membership) -> Membership:
    """The office says that its list names this home as lived in; it learns no name. Raises Refused."""
    return show(ctx, _must_be_asked(membership), "office_list")
