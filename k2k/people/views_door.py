"""The mobiliser's pages: blocks, floors, doors; a household, its card, and what it says at the door."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from k2k.core import pages
from k2k.core.commands import Refused
from k2k.core.nodes import Node
from k2k.people import commands, hands, queries, sessions, slips, tries
from k2k.people.forms import CodeForm, ReprintForm
from k2k.people.models import Household
from k2k.places import queries as places


def start(request: HttpRequest) -> HttpResponse:
    """The perumahan in which this mobiliser works; one is opened at once."""
    found = queries.mobilised_sites(request.actor)
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("people:door", found[0].code)
    return render(request, "people/sites.html", {"sites": found})


def _place(request: HttpRequest, code: str, *kinds: str) -> Node:
    found = places.by_code(code)
    if found is None or found.kind not in (kinds or ("site", "block", "floor", "unit")):
        raise Http404
    request.site = found.site
    return found


def door(request: HttpRequest, code: str) -> HttpResponse:
    """A site's blocks, a block's floors, a floor's doors, or one door, by the code of the place."""
    place = _place(request, code)
    if place.kind in ("site", "block"):
        rows = queries.progress(request.actor, place, request.at)
        return render(request, "people/progress.html", {"place": place, "rows": rows})
    shown = queries.doors(request.actor, place, request.at)
    if place.kind == "floor":
        return render(request, "people/floor.html", _floor(place, shown))
    return render(request, "people/unit.html", _unit(place, shown[0], CodeForm()))


def _unit(place: Node, shown: queries.Door, form: CodeForm) -> dict:
    return {"place": place, "above": _above(place), "door": shown, "form": form, "reprint": ReprintForm()}


def _floor(place: Node, shown: list[queries.Door]) -> dict:
    return {
        "place": place,
        "label": places.label(place),
        "above": _above(place),
        "doors": shown,
        "done": sum(each.has_card for each in shown),
        "left": sum(not each.has_card for each in shown),
        "next_door": next((each for each in shown if not each.has_card), None),
        "printable": sum(each.state == "household" for each in shown),
    }


def _above(place: Node) -> dict[str, str]:
    return {"code": place.parent.code, "label": places.label(place.parent)}


@require_POST
def create(request: HttpRequest, code: str) -> HttpResponse:
    """Open a household at this door."""
    unit = _place(request, code, "unit")
    queries.doors(request.actor, unit, request.at)
    try:
        commands.create_household(request.actor, unit=unit, client_id=pages.client_id(request))
    except Refused as refusal:
        return render(request, "core/refused.html", {"reason": refusal.sentence}, status=409)
    return pages.go("people:door", unit.code)


@require_POST
@never_cache
def print_cards(request: HttpRequest, code: str) -> HttpResponse:
    """Print the first cards of a floor's households, or the card of one home anew. The codes are shown here, once."""
    place = _place(request, code, "floor", "unit")
    shown = queries.doors(request.actor, place, request.at)
    homes = _to_print(request, place, shown)
    sent = pages.client_id(request) or uuid.uuid4()
    made, seen = [], 0
    for home, reason in homes:
        issued = commands.issue_card(
            request.actor, household=home, reason=reason, client_id=uuid.uuid5(sent, home.code)
        )
        if issued is None:
            seen += 1
        else:
            made.append(slips.slip(home, issued.code))
    context = {"place": place, "label": places.label(place), "sheets": slips.sheets(made), "slips": made, "seen": seen}
    return render(request, "people/slips.html", context)


def _to_print(request: HttpRequest, place: Node, shown: list[queries.Door]) -> list[tuple[Household, str]]:
    again = request.POST.get("reason", "")
    wanted = [each for each in shown if each.household and (place.kind == "unit" or not each.has_card)]
    if place.kind == "unit" and wanted and wanted[0].has_card and not ReprintForm(request.POST).is_valid():
        raise Http404
    homes = Household.objects.select_related("node__block", "site").filter(code__in=[e.household for e in wanted])
    first = {each.household for each in wanted if not each.has_card}
    return [(home, "first" if home.code in first and not again else again or "first") for home in homes.order_by("pk")]


def end(request: HttpRequest, code: str) -> HttpResponse:
    """The household of this door has moved out: ask once more, then end it and its card."""
    unit = _place(request, code, "unit")
    shown = queries.doors(request.actor, unit, request.at)[0]
    if not shown.household:
        raise Http404
    if request.method == "POST":
        home = queries.household(request.actor, shown.household, "people.end_household")
        commands.end_household(request.actor, household=home, client_id=pages.client_id(request))
        return pages.go("people:door", unit.code)
    return render(request, "people/end.html", {"place": unit})


@require_POST
def help_home(request: HttpRequest, code: str) -> HttpResponse:
    """The household shows its card: for 15 minutes the mobiliser may write down what its people say."""
    unit = _place(request, code, "unit")
    shown = queries.doors(request.actor, unit, request.at)[0]
    form = CodeForm(request.POST)
    if form.is_valid():
        tried = tries.look_up(request, form.cleaned_data["code"])
        if tried.card and tried.card.household.code == shown.household:
            sessions.help_household(request, tried.card)
            return pages.go("people:mine")
        form.add_error("code", tried.sentence or _("This is the card of another home."))
    return render(request, "people/unit.html", _unit(unit, shown, form))


@require_POST
def done_helping(request: HttpRequest) -> HttpResponse:
    """The mobiliser gives the card back."""
    hand = hands.needed(request)
    request.session.pop("helping", None)
    return pages.go(reverse("people:door", args=[hand.home.node.code]))


@require_POST
def clear_pin(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody forgot their PIN, and is there with the household's card."""
    hand = hands.needed(request)
    commands.clear_pin(request.actor, person=hand.person(code), behalf=hand.behalf)
    return pages.go("people:person", code)
