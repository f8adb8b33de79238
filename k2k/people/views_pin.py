"""The PIN page: who of the household is it, and are they sure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from k2k.core import pages
from k2k.people import hands, pin
from k2k.people.forms import PinForm


@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Choose yourself and type your PIN; then go on to `next`."""
    hand = hands.needed(request)
    request.site = hand.home.site
    persons = list(hand.persons())
    wanted = request.GET.get("person") or request.POST.get("person") or ""
    chosen = next((each.code for each in persons if each.pk == request.session.get("chosen")), "")
    with_pin = [each for each in persons if each.pin_hash]
    form = PinForm(pages.posted(request), persons=with_pin, initial={"person": wanted or chosen})
    if request.method == "POST" and form.is_valid():
        sentence = pin.attempt(request, hand.person(form.cleaned_data["person"]), form.cleaned_data["pin"])
        if not sentence:
            return pages.go(pages.back_to(request, reverse("people:mine")))
        form.add_error("pin", sentence)
    context = {
        "form": form,
        "with_pin": with_pin,
        "without_pin": [each for each in persons if not each.pin_hash],
        "next": pages.back_to(request, ""),
    }
    return render(request, "people/pin.html", context)
