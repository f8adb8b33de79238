"""The example's role cards: choose somebody, begin with their work."""

from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from k2k.core.accounts.models import Account
from k2k.core.middleware import is_demo
from k2k.core.pages import go
from k2k.home.demo import cast
from k2k.home.demo.places import EXAMPLES
from k2k.issues import queries as issues
from k2k.people import commands as people
from k2k.people import queries as people_queries
from k2k.places import queries as places

if TYPE_CHECKING:
    from k2k.places.models import Site


def roles(request: HttpRequest) -> HttpResponse:
    """The role cards, and how far the example is built."""
    if not is_demo():
        raise Http404
    ready = {site.node.name for site in places.examples()}
    building = [example.name for example in EXAMPLES if example.name not in ready]
    shown = [role for role in cast.CAST if _site_name(role) in ready]
    return render(
        request, "home/demo.html", {"roles": shown, "building": building, "ready": len(ready), "of": len(EXAMPLES)}
    )


def _site_name(role: cast.Role) -> str:
    return next(example.name for example in EXAMPLES if example.key == role.example)


@require_POST
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Become one of the cast, in the example only."""
    role = cast.role(slug)
    if role is None or not is_demo():
        raise Http404
    site = places.examples().filter(node__name=_site_name(role)).first()
    if site is None:
        raise Http404
    if role.post:
        account = Account.objects.filter(username=f"{cast.ACCOUNT}{role.slug}", is_demo=True, is_active=True).first()
        if account is None:
            raise Http404
        login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    elif role.slug != "guest":
        _as_resident(request, role, site)
    return go(_first_page(request, role, site))


def _as_resident(request: HttpRequest, role: cast.Role, site: "Site") -> None:
    """The card of the home in which this person lives; a visitor may have renamed, moved or stopped it."""
    card = people_queries.example_card(site.node, role.name)
    if card is None:
        raise Http404
    people.enter(request, card)


#: Where each role begins, where that is not the page of the perumahan.
FIRST_PAGE = {
    "clerk": "desk:show",
    "contractor": "desk:show",
    "secretary": "commitments:board",
    "treasurer": "bodies:matrix",
    "mobiliser": "people:door",
}


def _first_page(request: HttpRequest, role: cast.Role, site: "Site") -> str:
    if role.slug == "programme":
        return reverse("home:programme")
    if role.slug == "resident":
        asked = issues.rows_of(request.actor, site.node).filter(state="claimed", node__noun="lift", yes_households=1)
        waiting = asked.order_by("-claimed_at").first()
        if waiting:
            return reverse("issues:show", args=[waiting.code])
    return reverse(FIRST_PAGE.get(role.slug, "home:site"), args=[site.node.code])
