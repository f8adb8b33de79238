"""Two homes that become one, and one that becomes two: the mobiliser's pages at the door, with the cards shown."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from k2k.core import pages, registry
from k2k.people import commands, hands, queries, sessions, tries
from k2k.people.forms import CodeForm, PartForm
from k2k.people.models import HomeChange, Household


def _at_the_door(request: HttpRequest) -> hands.Hand:
    """The hand of a mobiliser to whom the card was shown. Raises Http404 for everybody else, the home included."""
    hand = hands.needed(request)
    if not hand.behalf:
        raise Http404
    request.site = hand.home.site
    return hand


def join(request: HttpRequest) -> HttpResponse:
    """Type the code on the card of the home in which all will live."""
    hand = _at_the_door(request)
    form = CodeForm(pages.posted(request))
    if request.method == "POST" and form.is_valid():
        tried = tries.look_up(request, form.cleaned_data["code"])
        if tried.card and tried.card.household_id != hand.home.pk:
            sessions.show_other(request, tried.card)
            return pages.go("people:check_join")
        form.add_error("code", tried.sentence or _("This is the card of the same home."))
    return render(request, "people/join.html", {"form": form, "hand": hand})


@never_cache
def check_join(request: HttpRequest) -> HttpResponse:
    """What will happen, before it is confirmed; the POST lets it begin to wait."""
    hand, into = _at_the_door(request), _other(request)
    if into is None:
        return redirect("people:join_homes")
    form = CodeForm({"code": "-"} if request.method == "POST" else None)
    if request.method == "POST":
        done, _change = pages.attempt(
            form,
            lambda: commands.join_homes(
                request.actor, household=hand.home, into=into, client_id=pages.client_id(request), behalf=hand.behalf
            ),
        )
        if done:
            return pages.go("people:mine")
    context = {
        "hand": hand,
        "into": into,
        "form": form,
        "names": [person.preferred_name for person in hand.persons()],
        "counted": [said for fn in registry.items("homes_join_shown") if (said := fn(hand.home, into))],
        "waits": commands.hindrance(hand.home, into, request.at),
    }
    return render(request, "people/check_join.html", context)


def _other(request: HttpRequest) -> Household | None:
    """The home whose card was shown second."""
    shown = sessions.other_card(request)
    return queries.home_of_card(shown, request.at) if shown else None


def part(request: HttpRequest) -> HttpResponse:
    """Who goes, and behind which door; the page says what will happen."""
    hand = _at_the_door(request)
    persons = list(hand.persons())
    form = PartForm(pages.posted(request), persons=persons)
    if request.method == "POST":
        done, _change = pages.attempt(form, lambda: _part(request, hand, form.cleaned_data))
        if done:
            return pages.go("people:mine")
    return render(request, "people/part.html", {"form": form, "hand": hand, "persons": persons})


def _part(request: HttpRequest, hand: hands.Hand, given: dict) -> HomeChange:
    return commands.part_home(
        request.actor,
        household=hand.home,
        persons=[hand.person(code) for code in given["persons"]],
        unit=queries.door_called(hand.home.site, given["door"]),
        client_id=pages.client_id(request),
        behalf=hand.behalf,
    )


@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """It does not happen. By a mobiliser at the door, or by one of the homes."""
    hand = hands.needed(request)
    change = get_object_or_404(queries.changes_of(hand.home), code=code)
    commands.stop_change(request.actor, change=change, client_id=pages.client_id(request), behalf=hand.behalf)
    return pages.go("people:mine")
