"""The shared desk: its lists with the open case beside them, one press a report, many at once, and back again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import queries as bodies
from k2k.core import cells, pages
from k2k.core.commands import Denied
from k2k.core.nodes import Node
from k2k.desk import doing, outside, page, queries
from k2k.desk.forms import FilterForm, ManyForm
from k2k.places import queries as places

DESK_ROLES = {"office", "committee", "contractor", "owner"}
#: So many rows leave in a workbook.
MOST_OUT = 5000


def site_of(request: HttpRequest, code: str, verb: str = "") -> Node:
    """The site whose desk this is, for who sits or works there. Raises Denied."""
    detail = bodies.with_help_line(places.with_code(code), "pk", request.at).first()
    if detail is None or not request.actor.holds(DESK_ROLES, detail.node):
        raise Denied("desk.show")
    if verb and not request.actor.may(verb, detail.node):
        raise Denied(verb)
    bodies.remember_help_line(detail.node, detail.help_words)
    request.site = detail.node
    return detail.node


@require_safe
def show(request: HttpRequest, code: str, which: str = "") -> HttpResponse:
    """Pagi ini: what came in, what is due, what is late; the chosen one beside the list."""
    site = site_of(request, code)
    lists = queries.lists(request.actor, site, request.at)
    which = which or queries.begins_with(request.actor, site)
    if which not in {each.slug for each in lists}:
        raise Http404
    form = FilterForm(request.GET)
    filters = form.filters()
    ordered, keys = queries.rows(request.actor, site, which, filters, request.at)
    found, more = queries.page(ordered, keys, request.GET.get("page", ""))
    rows = queries.shown(request.actor, site, found, request.at)
    words = {"which": which, "lists": lists, "rows": rows, "form": form, "filters": filters}
    words |= page.frame(request, site, lists, more)
    words["picked"] = page.picked(request.actor, site, rows, request.GET.get("pick", ""), request.at)
    return render(request, "desk/show.html", words)


@require_POST
def act(request: HttpRequest, code: str) -> HttpResponse:
    """One press: accept, join, refuse with a ready answer, say what one's body thinks, or take it back."""
    site = site_of(request, code)
    name, given = page.pressed(request, site)
    if name not in doing.DOINGS:
        raise Http404
    chosen = queries.chosen(request.actor, site, given.pop("codes"), merged=name == "undo")
    if not chosen:
        raise Http404
    outcome = doing.DOINGS[name](request.actor, chosen, pages.client_id(request), request.at, **given)
    return _told(request, site, outcome)


def _told(request: HttpRequest, site: Node, outcome: doing.Outcome) -> HttpResponse:
    """Say what was done and what was not; the way back stands in the address for a while."""
    for complaint in outcome.complaints:
        messages.warning(request, complaint)
    if outcome.done:
        messages.success(request, outcome.sentence)
    back = page.without(pages.back_to(request, reverse("desk:show", args=[site.code])), "done", "pick")
    if outcome.undo and outcome.done:
        glue = "&" if "?" in back else "?"
        back += glue + urlencode({"done": ",".join(one.code for one in outcome.done)})
    return pages.go(back)


def many(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen reports once more, how many they are, and what to do with all of them."""
    site = site_of(request, code, "issues.accept")
    codes = request.POST.getlist("code") if request.method == "POST" else request.GET.getlist("code")
    chosen = queries.chosen(request.actor, site, codes)
    if not chosen:
        return pages.go(reverse("desk:show", args=[site.code]))
    sent = pages.posted(request)
    form = ManyForm(sent, site=site, chosen=chosen, at=request.at, initial={"do": request.GET.get("do", "accept")})
    if sent is not None and form.is_valid():
        data = form.cleaned_data
        given = {"body": form.bodies.get(data["body"]), "into": form.chosen.get(data["into"]), "words": data["words"]}
        run = doing.DOINGS[data["do"]]
        return _told(request, site, run(request.actor, chosen, pages.client_id(request), request.at, **given))
    rows = queries.shown(request.actor, site, chosen, request.at)
    words = {"form": form, "rows": rows, "site": site, "new": sum(one.state == "new" for one in chosen)}
    return render(request, "desk/many.html", words, status=422 if form.errors else 200)


@require_safe
def work(request: HttpRequest, code: str) -> HttpResponse:
    """The work that each body has in hand, a sheet of paper a body."""
    site = site_of(request, code, "issues.accept")
    found = queries.in_hand_of(request.actor, site, request.GET.get("body", "")[:16].replace("\x00", ""))
    return render(request, "desk/work.html", {"sheets": page.sheets(found, request.at), "site": site})


@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """A list as it is narrowed, as a workbook with a column for the outside number."""
    site = site_of(request, code, "issues.accept")
    which = request.GET.get("which", "all")
    if which not in queries.LISTS:
        raise Http404
    filters = FilterForm(request.GET).filters()
    ordered, _keys = queries.rows(request.actor, site, which, filters, request.at)
    response = HttpResponse(outside.workbook(list(ordered[:MOST_OUT]), request.at), content_type=cells.XLSX)
    response["Content-Disposition"] = f'attachment; filename="k2k-{site.code}-{request.at:%Y-%m-%d}.xlsx"'
    return response
