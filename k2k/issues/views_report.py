"""A neighbour reports: choose the place, see what is known there, say what is wrong, get a number."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from k2k.core import ids, limits, pages
from k2k.core.commands import TooOften
from k2k.core.nodes import Node
from k2k.issues import ahead, choosing, commands, names, page, queries, rules
from k2k.issues.forms import CodeForm, ReportForm
from k2k.issues.models import Issue
from k2k.places import queries as places
from k2k.safety import queries as safety


def place_or_404(request: HttpRequest, code: str) -> Node:
    """The place of a label. Homes are for their own card; the programme is no place."""
    node = places.by_code(code)
    if node is None or node.site_id is None:
        raise Http404
    if node.kind == "unit" and ("household", node.pk) not in request.actor.grants:
        raise Http404
    request.site = node.site
    return node


@require_safe
def report_start(request: HttpRequest, code: str) -> HttpResponse:
    """Block, then floor, then spot or thing; or the code on a label."""
    node = place_or_404(request, code)
    if node.kind not in ("site", "block", "floor") or node.closed_on:
        return redirect("issues:report_here", node.code)
    form = CodeForm(request.GET if "kod" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = places.by_code(form.cleaned_data["kod"])
        if found is not None and found.kind != "programme":
            return redirect("issues:report_here", found.code)
        form.add_error("kod", _wrong_code(form.cleaned_data["kod"]))
    context = {
        "node": node,
        "place": names.place(node),
        "parent": names.place(node.parent) if node.kind in ("block", "floor") else "",
        "form": form,
        "below": choosing.below(node),
        "own": choosing.own(request.actor, node),
    }
    return render(request, "issues/report_start.html", context, status=422 if form.errors else 200)


def _wrong_code(typed: str) -> str:
    try:
        ids.clean_code(typed)
    except ValueError as error:
        return str(error)
    return _("No place has this code. Look at the label again, or choose the place below.")


@pages.read_write
def report_here(request: HttpRequest, code: str) -> HttpResponse:
    """What the label opens: telephone first, what is known here, then one tap on what is wrong."""
    node = place_or_404(request, code)
    slug = request.POST.get("fault") if request.method == "POST" else request.GET.get("fault", "")
    choice = names.choice(node, slug or "")
    if request.method == "POST":
        if choice is None:
            messages.error(request, _("Choose what is wrong."))
            return pages.go("issues:report_here", node.code)
        return _send(request, node, choice)
    if choice is None:
        return render(request, "issues/report_here.html", _known_here(request, node))
    same = queries.open_at(node).filter(category=choice.category, fault=choice.fault)[:1]
    if same and "lain" not in request.GET:
        return render(request, "issues/report_same.html", {"choice": choice, **_about(request, node, list(same))})
    initial = {"channel": "web" if request.GET.get("dari") == "web" else "qr"}
    form = ReportForm(place=node, choice=choice, actor=request.actor, initial=initial)
    return _form_page(request, node, choice, form)


def _known_here(request: HttpRequest, node: Node) -> dict:
    open_here = list(queries.open_at(node)[: page.SHOWN + 1])
    context = _about(request, node, open_here[: page.SHOWN])
    context["more"] = len(open_here) > page.SHOWN
    context["choices"] = names.choices(node)
    context["from_web"] = request.GET.get("dari") == "web"
    return context


def _about(request: HttpRequest, node: Node, found: list[Issue]) -> dict:
    site = places.site_of(node)
    return {
        "node": node,
        "place": names.place(node),
        "is_lift": node.noun == "lift",
        "site_detail": site,
        "known": page.known(request.actor, found, request.at),
    }


def _form_page(request: HttpRequest, node: Node, choice: names.Choice, form: ReportForm, status: int = 200):
    context = {"choice": choice, "form": form, "help_lines": safety.lines(), **_about(request, node, [])}
    return render(request, "issues/report_form.html", context, status=status)


def _send(request: HttpRequest, node: Node, choice: names.Choice) -> HttpResponse:
    form = ReportForm(request.POST, request.FILES, place=node, choice=choice, actor=request.actor)
    done, issue = pages.attempt(form, lambda: _report(request, node, form))
    if not done:
        return _form_page(request, node, choice, form, status=422)
    if issue.secret:
        return pages.go("issues:received_secret", issue.secret)
    return pages.go("issues:received", issue.code)


def _report(request: HttpRequest, node: Node, form: ReportForm) -> Issue:
    given = form.given()
    _hold_address(request, given["identity"])
    if given["at_home"]:
        node = choosing.home(request.actor, node, form.cleaned_data.get("node", ""))
    return commands.report(
        request.actor,
        node=node,
        lang=get_language() or "ms",
        claimed_at=request.POST.get("occurred_at"),
        client_id=pages.client_id(request),
        **given,
    )


def _hold_address(request: HttpRequest, identity: str) -> None:
    """Raises TooOften when too much came from one line: of a hidden sender its address is all there is to count by.

    A home's card is counted by itself alone, so that no flood on the line of a whole block keeps its homes out.
    """
    if identity in rules.HIDDEN:  # counted by the hour, so that the count does not say at which moment
        hour = request.at.replace(minute=0, second=0, microsecond=0)
        allowed = limits.hit_address("issues.anonymous", request, hour, rules.ANONYMOUS_PER_ADDRESS)
    elif request.actor.kind != "anonymous":
        return
    else:
        allowed = limits.hit_address("issues.report", request, request.at)
    if not allowed:
        sentence = _("Very many reports came from this line. Please try again in %(minutes)s minutes.")
        raise TooOften(sentence % {"minutes": allowed.minutes}, allowed.retry_after)


@require_safe
@never_cache
def received(request: HttpRequest, code: str) -> HttpResponse:
    """The number and what happens next, for who can see the report anyway."""
    return _received(request, queries.get(request.actor, code))


@require_safe
@never_cache
def received_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """The same for who reported without a card, with the link that only they have."""
    return private(_received(request, queries.follow(secret), ids.clean_code(secret)))


def private(response: HttpResponse) -> HttpResponse:
    """The address of this page is a secret: no other site and no store may learn it.

    Not "no-referrer": with it a browser sends the forms of this page as if from nowhere, and Django refuses them.
    """
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response


def _received(request: HttpRequest, issue: Issue, secret: str = "") -> HttpResponse:
    request.site = issue.site
    addresses = page.addresses(issue, secret)
    context = {
        "issue": issue,
        "what": names.what(issue),
        "tapped": "juga" in request.GET,
        "place_in_row": issue.households + issue.without_card,
        "steps": ahead.steps(issue, request.at),
        "danger": names.DANGERS.get(issue.danger, ""),
        "site_detail": places.site_of(issue.site),
        "secret_url": settings.URL + addresses["here"] if secret else "",
        "share": page.share(issue),
        **addresses,
    }
    return render(request, "issues/received.html", context)
