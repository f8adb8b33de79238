"""The page on which a phone is told of news, or no longer."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.core import pages
from k2k.core.commands import TooOften
from k2k.core.limits import hit
from k2k.core.notify import commands, push
from k2k.core.notify.models import PushPhone

TRIES, A_DAY = 20, timedelta(days=1)


class PhoneForm(forms.Form):
    """What the browser says of itself."""

    address = forms.CharField(max_length=push.LONGEST_ADDRESS)
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=60)


def _whose(request: HttpRequest) -> str:
    """The inbox of who asks. Raises Http404 for everybody without one."""
    whose = commands.recipient(request.actor)
    if not whose:
        raise Http404
    return whose


@require_safe
def phones(request: HttpRequest) -> HttpResponse:
    """Which phones say that there is news, each with its switch."""
    whose = _whose(request)
    known = push.phones([whose], request.at).get(whose, [])
    here = push.device_hash(request.device)
    context = {
        "phones": [(phone, phone.device_hash == here) for phone in known],
        "is_home": whose.startswith("household:"),
        "most": push.MOST,
    }
    return render(request, "core/phones.html", context)


@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    """Sent by the script after the button was pressed and the browser agreed."""
    if not hit("notify.tell_phone", _whose(request), TRIES, A_DAY, request.at):
        raise TooOften(_("Too often for today. Try again tomorrow."), A_DAY)
    form = PhoneForm(request.POST)
    done, _phone = pages.attempt(form, lambda: commands.tell_phone(request.actor, **form.cleaned_data))
    return HttpResponse(status=204 if done else 422)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Switch one phone off; it need not be the one in the hand."""
    _whose(request)
    pk = request.POST.get("phone", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        raise Http404
    commands.forget_phone(request.actor, phone=int(pk))
    return pages.go("core:phones")


def offer(request: HttpRequest, always: bool = False) -> dict:
    """What the offer on a page needs: nothing for who has no inbox, or where this phone tells already."""
    whose = commands.recipient(request.actor)
    if not whose:
        return {}
    here = PushPhone.objects.filter(recipient=whose, device_hash=push.device_hash(request.device)).first()
    if here and here.expires_at - request.at > push.LASTS - push.RENEW_FROM:
        return {}
    return {
        "push_key": push.public_key(),
        "renew": bool(here),
        "always": always,
        "is_home": bool(request.actor.household_id),
    }
