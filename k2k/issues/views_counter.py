"""Reports at the counter and by telephone, written down for somebody who has no phone or no wish to use one."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core import ids, limits, pages
from k2k.core.commands import Refused, TooOften
from k2k.core.nodes import Node
from k2k.issues import choosing, commands, names, page, queries
from k2k.issues.forms_office import CounterForm
from k2k.issues.models import Issue
from k2k.people import queries as people
from k2k.places import queries as places

#: So many card codes may be tried at one desk in an hour.
CARDS_AN_HOUR = 40


@pages.read_write
def counter(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the place, write down what was said, print the slip."""
    site = _desk_of(request, code)
    typed = request.POST.get("di") if request.method == "POST" else request.GET.get("di", "")
    node = _place(request, site, typed or "") if typed else site
    context = {"site_node": site, "typed": typed or "", "unknown": bool(typed) and node is None}
    node = node or site
    if request.method == "POST":
        return _record(request, node, context)
    form = None if node.kind == "site" else CounterForm(place=node, initial={"lang": get_language()})
    return _page(request, node, form, context, 422 if context["unknown"] else 200)


def _desk_of(request: HttpRequest, code: str) -> Node:
    site = places.by_code(code)
    if site is None or site.kind != "site" or not request.actor.may("issues.record_for", site):
        raise Http404
    request.site = site
    return site


def _place(request: HttpRequest, site: Node, typed: str) -> Node | None:
    """What a code or a home's number means in this site; homes are found by those who may see them only."""
    found = places.by_code(typed)
    if found is None or found.site_id != site.pk:
        found = places.units(site).filter(name__iexact="".join(typed.split())).first()
    if found is not None and found.kind == "unit" and not request.actor.may("issues.see_private", found):
        return None
    return found


def _page(request: HttpRequest, node: Node, form: CounterForm | None, context: dict, status: int) -> HttpResponse:
    context |= {"node": node, "form": form, "below": choosing.below(node)}
    if form is not None:
        context["icons"] = {each.slug: each.icon for each in names.choices(node)}
        context["known"] = page.known(request.actor, list(queries.open_at(node)[: page.SHOWN]), request.at)
    return render(request, "issues/counter.html", context, status=status)


def _record(request: HttpRequest, node: Node, context: dict) -> HttpResponse:
    form = CounterForm(request.POST, request.FILES, place=node)
    done, issue = pages.attempt(form, lambda: _write_down(request, node, form))
    if not done:
        return _page(request, node, form, context, 422)
    return pages.go("issues:print_secret", issue.secret)


def _write_down(request: HttpRequest, node: Node, form: CounterForm) -> Issue:
    given = form.cleaned_data
    choice = names.choice(node, given["fault"])
    return commands.record_for(
        request.actor,
        node=node,
        category=choice.category,
        fault=choice.fault,
        said={given["danger"]: "yes"} if given["danger"] else {},
        text=given["text"],
        lang=given["lang"],
        channel=given["channel"],
        photo=given["photo"],
        household=_household(request, node, given["card"]),
        client_id=pages.client_id(request),
    )


def _household(request: HttpRequest, node: Node, code: str):
    """The home whose card was shown; None without one. Raises Refused beside `card`."""
    if not code.strip():
        return None
    tries = limits.hit("issues.counter_card", request.actor.key, CARDS_AN_HOUR, timedelta(hours=1), request.at)
    if not tries:
        sentence = _("Many codes were tried here. Go on in %(n)s minutes, or without a card.")
        raise TooOften(sentence % {"n": tries.minutes}, tries.retry_after, "card")
    try:
        card = people.card_by_code(ids.clean_code(code))
    except ValueError:
        card = None
    if card is None or card.revoked_at or card.household.until or card.household.site_id != node.site_id:
        raise Refused(_("No valid card of this perumahan has this code. Look at it again, or go on without."), "card")
    return card.household
