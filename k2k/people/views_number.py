"""The home's page for text messages: the words of the consent, one number, and the way to stop."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from k2k.core import limits, pages
from k2k.core.commands import TooOften
from k2k.core.notify import sms
from k2k.people import commands, consents, hands, numbers, rules
from k2k.people.forms import NumberForm
from k2k.people.models import HomeNumber


@never_cache
def keep(request: HttpRequest) -> HttpResponse:
    """Say yes to text messages, or change the number. Where no gateway is set only a number kept before is shown."""
    hand = hands.needed(request)
    kept = HomeNumber.objects.filter(household=hand.home, ended_at=None).first()
    if not sms.is_on() and (kept is None or request.method == "POST"):
        raise Http404
    request.site = hand.home.site
    form = NumberForm(pages.posted(request))
    if request.method == "POST":
        done, _kept = pages.attempt(form, lambda: _keep(request, hand, form.cleaned_data["number"]))
        if done:
            return pages.go("people:keep_number")
    context = {"form": form, "on": sms.is_on(), "text": consents.SMS, "free": consents.FREE, "hand": hand}
    return render(request, "people/number.html", context | {"masked": numbers.masked(kept) if kept else ""})


def _keep(request: HttpRequest, hand: hands.Hand, number: str) -> HomeNumber:
    """Each try may make a stranger's phone ring, so they are counted."""
    if not limits.hit("people.number", str(hand.home.pk), rules.NUMBERS_A_DAY, sms.DAY, request.at):
        raise TooOften(_("Too often for today. Try again tomorrow."), sms.DAY)
    return commands.keep_number(hand.actor, household=hand.home, number=number, how=hand.how, behalf=hand.behalf)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Stop: the number is erased. Also where the channel is off by now."""
    hand = hands.needed(request)
    commands.drop_number(hand.actor, household=hand.home, behalf=hand.behalf, client_id=pages.client_id(request))
    return pages.go("people:mine")
