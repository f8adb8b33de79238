"""Every write about handing over: a list opens, each side says its word, each signs alone, what lacks is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from k2k.commitments import commands as commitments
from k2k.core import clock, ids, money, nodes, sealing
from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.sealing import Words
from k2k.handover import queries, rules
from k2k.handover.models import Handover, Item, Parcel
from k2k.handover.words import lacking_words

if TYPE_CHECKING:
    from k2k.bodies.models import Appointment

_there: dict[str, Any] = {"at_node": lambda given: given["handover"].node}


def _locked(handover: Handover) -> Handover:
    """The list as it stands, held until the command is done. Raises Refused when it is over."""
    handover.refresh_from_db(from_queryset=Handover.objects.select_for_update())
    if handover.state != "open":
        raise Refused(_("This handover is over. It stays as it is."))
    return handover


def _side(ctx: Context, handover: Handover) -> str:
    """For whom the actor speaks; nobody speaks for another. Raises Denied."""
    side = queries.side(ctx.actor, handover)
    if not side:
        raise Denied(ctx.verb)
    return side


def _unsigned(handover: Handover, side: str) -> None:
    if getattr(handover, f"{side}_signed_at"):
        raise Refused(_("You have signed. What you said stays."))


@command("handover.open", at_node=lambda given: given["appointment"].post.body.node)
def open_handover(ctx: Context, *, appointment: Appointment, source: str = "", incoming=None) -> Handover:
    """Open the list of a term that ended or soon will: what goes with its post, and the body's running promises.

    Raises Refused for a post without a list, and for a term whose list is there.
    """
    post, body = appointment.post, appointment.post.body
    if post.kind not in rules.LISTS or appointment.until is None:
        raise Refused(_("Nothing is handed over with this post."))
    if Handover.objects.filter(appointment=appointment).exists():
        raise Refused(_("This list is open already."))
    made = Handover.objects.create(
        code=ids.unused_code(Handover), body=body, node=body.node, site=body.site, appointment=appointment,
        post=post.kind, outgoing=appointment.account, incoming=incoming, source=source, opened_at=ctx.at,
        due_on=rules.due_on(clock.today(appointment.until)),
    )  # fmt: skip
    rows = [Item(kind=kind) for kind in rules.LISTS[post.kind]]
    running = queries.running_promises(body)[: rules.MOST_ACTIONS]
    rows += [Item(kind=rules.ACTION, text=one.what, about=one.ref) for one in running]
    for number, row in enumerate(rows, 1):
        row.handover, row.number = made, number
    Item.objects.bulk_create(rows)
    ctx.detail(post=post.pk, items=len(rows))
    return made


@command("handover.name_incoming", **_there)
def name_incoming(ctx: Context, *, handover: Handover, account) -> Handover:
    """Somebody follows in the post. By the house, when it hears so. Raises Refused."""
    _locked(handover)
    if handover.incoming_id or account.pk == handover.outgoing_id:
        raise Refused(_("Who follows is known already."))
    handover.incoming = account
    handover.save(update_fields=["incoming"])
    return handover


@command("handover.add_item", **_there)
def add_item(ctx: Context, *, handover: Handover, text: str) -> Item:
    """One side adds a thing that the list forgot, until it has signed. Raises Refused and Denied."""
    _locked(handover)
    _unsigned(handover, _side(ctx, handover))
    text = " ".join((text or "").split())
    if not text or len(text) > rules.TEXT_LENGTH or not text.isprintable():
        raise Refused(_("Write it in a few words."), field="text")
    if handover.items.filter(kind=rules.EXTRA).count() >= rules.MOST_EXTRA:
        raise Refused(_("Enough things were added. Put several into one line."), field="text")
    number = handover.items.order_by("-number").values_list("number", flat=True).first() or 0
    return Item.objects.create(handover=handover, number=number + 1, kind=rules.EXTRA, text=text)


@command("handover.mark", **_there)
def mark(ctx: Context, *, handover: Handover, says: dict[int, str], sen: dict[int, int] | None = None) -> Handover:
    """One side says of each thing (by number) whether it was handed over or received, and what it counted.

    Neither side writes in the other's column. Raises Refused and Denied.
    """
    _locked(handover)
    side = _side(ctx, handover)
    _unsigned(handover, side)
    items = {item.number: item for item in handover.items.all()}
    counted = sen or {}
    if not set(says) | set(counted) <= set(items):
        raise Refused(_("Choose from this list."))
    for number, word in says.items():
        if word not in rules.SAYS[side]:
            raise Refused(_("Choose one of the answers."), field=f"says_{number}")
        setattr(items[number], f"{side}_says", word)
    for number, amount in counted.items():
        if items[number].kind not in rules.CASH or type(amount) is not int or not 0 <= amount <= money.LARGEST:
            raise Refused(_("Only money is counted, in whole sen."), field=f"sen_{number}")
        setattr(items[number], f"{side}_sen", amount)
    for number in sorted(set(says) | set(counted)):
        items[number].save(update_fields=[f"{side}_says", f"{side}_sen"])
    ctx.detail(side=side, marked=len(says))
    return handover


def _sign(ctx: Context, handover: Handover, side: str) -> None:
    """Put one signature; what this side said can never change afterwards. Raises Refused while a word is missing."""
    for item in handover.items.all():
        if not getattr(item, f"{side}_says"):
            raise Refused(_("Say something of every thing on the list first."))
        if item.kind in rules.CASH and getattr(item, f"{side}_sen") is None:
            raise Refused(_("Count the money first, in ringgit and sen; write 0 where there is none."))
    setattr(handover, f"{side}_signed_at", ctx.at)


@command("handover.sign", **_there)
def sign(ctx: Context, *, handover: Handover) -> Handover:
    """One side signs its own column. When both have, what did not come over is asked for. Raises Refused and Denied."""
    _locked(handover)
    side = _side(ctx, handover)
    _unsigned(handover, side)
    _sign(ctx, handover, side)
    if handover.outgoing_signed_at and handover.incoming_signed_at:
        _close(ctx, handover, "signed")
    else:
        handover.save(update_fields=[f"{side}_signed_at"])
    ctx.detail(side=side)
    return handover


@command("handover.close_unsigned", **_there)
def close_unsigned(ctx: Context, *, handover: Handover) -> Handover:
    """The outgoing has not signed by the day: the incoming closes the list with their own word. Raises Refused, Denied.

    What was not handed over is named in public, by post, and becomes a date of the body.
    """
    _locked(handover)
    if _side(ctx, handover) != "incoming":
        raise Denied(ctx.verb)
    if handover.outgoing_signed_at:
        raise Refused(_("The outgoing side has signed. Sign it too."))
    if not handover.is_late(ctx.at):
        raise Refused(_("There is still time to hand over together."))
    if not handover.incoming_signed_at:
        _sign(ctx, handover, "incoming")
    _close(ctx, handover, "closed")
    return handover


def _close(ctx: Context, handover: Handover, state: str) -> None:
    handover.state, handover.closed_at = state, ctx.at
    handover.save(update_fields=["state", "closed_at", "outgoing_signed_at", "incoming_signed_at"])
    lacking = [item for item in handover.items.order_by("number") if item.is_lacking]
    if handover.site_id:
        for item in lacking:
            with translation.override("ms"):
                what = lacking_words(handover.post, item)
            commitments.target(
                SYSTEM, source=item.ref, node=handover.node, body=handover.body, what=what,
                due=clock.due_at(clock.today(ctx.at + rules.ASKED_AGAIN)), at=ctx.at,
            )  # fmt: skip
    ctx.detail(lacking=len(lacking))
    ctx.announce("handover.closed", handover=handover)


@command("handover.hand_in", at_node=lambda given: nodes.root())
def hand_in(ctx: Context, *, parcel: Words, writer: str = "") -> Parcel:
    """Take what a phone had not sent when its writer's access ended, sealed, without any effect. Raises Refused."""
    if not queries.is_parcel(parcel.text):
        raise Refused(_("This is not what a phone has kept."))
    return Parcel.objects.create(
        code=ids.unused_code(Parcel), node=nodes.root(), sealed=sealing.seal(parcel.text, queries.PURPOSE),
        writer=writer if writer.isalnum() and len(writer) == rules.WRITER_LENGTH else "", received_at=ctx.at,
    )  # fmt: skip


@command("handover.open_parcel", at_node=lambda given: given["parcel"].node)
def open_parcel(ctx: Context, *, parcel: Parcel) -> dict[str, Any]:
    """What is in a parcel, for the lead; each reading is a line in the trail. Raises Refused once it is erased."""
    if parcel.erased_at:
        raise Refused(_("What was in it is erased."))
    try:
        return queries.contents(parcel)
    except ValueError:
        raise Refused(_("It was sealed under another key and cannot be opened here.")) from None


@command("handover.decide_parcel", at_node=lambda given: given["parcel"].node)
def decide_parcel(ctx: Context, *, parcel: Parcel, state: str, reason: str = "") -> Parcel:
    """The lead has entered what counts, or sets it aside and says why. Raises Refused."""
    parcel.refresh_from_db(from_queryset=Parcel.objects.select_for_update())
    if state not in rules.PARCEL_MOVES[parcel.state]:
        raise Refused(_("This was decided already."))
    reason = " ".join(reason.split())
    if state == "set_aside" and not reason:
        raise Refused(_("Say why."), field="reason")
    parcel.state, parcel.reason, parcel.decided_at = state, reason[: rules.REASON_LENGTH], ctx.at
    parcel.save(update_fields=["state", "reason", "decided_at"])
    ctx.detail(state=state)
    return parcel
