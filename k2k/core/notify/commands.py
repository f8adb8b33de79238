"""Telling a phone that there is news, and no longer."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused, command
from k2k.core.notify import push
from k2k.core.notify.models import PushPhone


def recipient(actor: Actor) -> str:
    """Whose inbox the phone of this actor tells of: the home's, or the account's; "" for everybody else."""
    if actor.household_id:
        return f"household:{actor.household_id}"
    return actor.key if actor.kind == "account" else ""


@command("notify.tell_phone", once=False)
def tell_phone(ctx, *, address: str, p256dh: str, auth: str) -> PushPhone:
    """This phone wants to say when there is news; saying so again renews it for 90 days, a sixth phone ends the first.

    Raises Denied for who has no inbox, Refused for an address that is no push service of ours or for wrong keys.
    """
    whose = recipient(ctx.actor)
    if not whose:
        raise Denied(ctx.verb)
    if not push.is_known(address) or not push.are_keys(p256dh, auth):
        raise Refused(_("This browser cannot be told by K2K."), field="address")
    push.forget_device(ctx.actor.device)
    phone, _is_new = PushPhone.objects.update_or_create(
        address_hash=push.address_hash(address),
        defaults={
            "recipient": whose,
            "device_hash": push.device_hash(ctx.actor.device),
            "sealed": push.seal(address, p256dh, auth),
            "language": get_language() or "ms",
            "made_at": ctx.at,
            "expires_at": ctx.at + push.LASTS,
        },
    )
    kept = PushPhone.objects.filter(recipient=whose).order_by("-made_at", "-pk").values_list("pk", flat=True)
    PushPhone.objects.filter(pk__in=list(kept)[push.MOST :]).delete()
    return phone


@command("notify.forget_phone")
def forget_phone(ctx, *, phone: int) -> None:
    """One of my phones is told nothing more; one that was forgotten before stays so. Raises Denied for another's."""
    found = PushPhone.objects.filter(pk=phone).first()
    if found and found.recipient != recipient(ctx.actor):
        raise Denied(ctx.verb)
    if found:
        ctx.detail(phone=found.pk)
        found.delete()
