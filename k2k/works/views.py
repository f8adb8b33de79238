"""The orders of a site, one order, and each verb on it: fetch and authorise, form, command."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from k2k.activities import queries as activities
from k2k.bodies import queries as bodies
from k2k.core import cells, clock, pages
from k2k.core.nodes import Node
from k2k.issues import queries as issues
from k2k.places import queries as places
from k2k.works import commands, export, forms, page, panel, queries
from k2k.works.models import Care, Inspection

CHIPS = {"open": lazy("Going on"), "quoted": lazy("Waits for approval"), "done": lazy("Done"), "": lazy("All")}
#: So many open reports are offered for one order.
OFFERED = 60


def site_of(request: HttpRequest, code: str, verb: str = "") -> Node:
    """The site of an address. Http404 where there is none, or no right to `verb` there."""
    node = places.by_code(code)
    if node is None or node.kind != "site" or (verb and not request.actor.may(verb, node)):
        raise Http404
    request.site = node
    return node


@require_safe
def orders(request: HttpRequest, code: str) -> HttpResponse:
    """The orders of a site, the newest first; by state and by body."""
    site = site_of(request, code)
    state, body = request.GET.get("state", "open"), request.GET.get("body", "")[:16]
    number = request.GET.get("p", "1")
    start = (int(number) - 1 if number.isdecimal() and 0 < int(number) < 1000 else 0) * queries.PER_PAGE
    rows = list(
        queries.narrowed(queries.rows_of(request.actor, site), state, body)[start : start + queries.PER_PAGE + 1]
    )
    context = {
        "rows": [page.row(one) for one in rows[: queries.PER_PAGE]],
        "chips": list(CHIPS.items()),
        "state": state,
        "body": body,
        "bodies": bodies.named_at(site, request.at) if request.actor.holds({"office"}, site) else [],
        "next": start // queries.PER_PAGE + 2 if len(rows) > queries.PER_PAGE else 0,
        "office": request.actor.may("works.draft", site),
    }
    return render(request, "works/list.html", context)


@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """All orders of a site as a workbook."""
    site = site_of(request, code, "works.draft")
    response = HttpResponse(export.workbook(queries.rows_of(request.actor, site)), content_type=cells.XLSX)
    response["Content-Disposition"] = f'attachment; filename="kerja-{clock.today(request.at).isoformat()}.xlsx"'
    return response


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """What goes on, on A4, one sheet for each body."""
    site = site_of(request, code, "works.draft")
    rows = queries.narrowed(queries.rows_of(request.actor, site), "open", request.GET.get("body", "")[:16])
    ordered = sorted(rows, key=lambda one: (one.body.name, one.body_id, one.made_at))
    sheets = [
        (body, [{**page.row(one), "reports": page.reports(request.actor, one, request.at)} for one in of_body])
        for body, of_body in groupby(ordered, key=lambda one: one.body)
    ]
    return render(request, "works/paper.html", {"sheets_of": sheets})


@pages.read_write
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """One order for several open reports."""
    site = site_of(request, code, "works.draft")
    asked = request.GET.getlist("aduan")[:OFFERED]
    offered = [(issue, issues.title(issue)) for issue in queries.offered(request.actor, site, asked, OFFERED)]
    form = forms.DraftForm(
        request.POST or None,
        issues=offered,
        activities=activities.coming(site, request.at, kind="gotong_royong"),
        bodies=bodies.choices_for(site, request.at),
        initial={"issues": asked},
    )
    done, order = pages.attempt(
        form,
        lambda: commands.draft(
            request.actor, site=site, **form.given(), lang=get_language() or "ms", client_id=pages.client_id(request)
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("The order is written. Next: its price."))
        return pages.go("works:show", order.code)
    return render(request, "works/draft.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One order: what, who, how far, before and after, its story."""
    return render(request, "works/show.html", page.context(request, queries.get(request.actor, code)))


@require_POST
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Each verb of the office on an order."""
    order = queries.get(request.actor, code, f"works.{verb}")
    one = panel.SECTIONS[verb]
    form = panel.form_for(verb, order, request.at, request.POST, request.FILES)
    done, _made = pages.attempt(
        form, lambda: one.command(request.actor, order=order, client_id=pages.client_id(request), **form.given())
    )
    if not done:
        fresh = queries.get(request.actor, code)
        return render(request, "works/show.html", page.context(request, fresh, (verb, form)), status=422)
    messages.success(request, str(one.said))
    return pages.go("works:show", order.code)


@require_POST
@never_cache
def send_link(request: HttpRequest, code: str) -> HttpResponse:
    """A link for the body of the order; shown in the answer itself, kept nowhere."""
    order = queries.get(request.actor, code, "works.send_link")
    form = forms.EmptyForm(request.POST)
    done, link = pages.attempt(form, lambda: commands.send_link(request.actor, order=order))
    if not done:
        return render(request, "works/show.html", page.context(request, order, ("send_link", form)), status=422)
    request.site = order.site
    response = render(request, "works/link_made.html", page.link_made(order, link))
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response


def _later(request: HttpRequest, code: str, number: int, verb: str, kind: Any) -> tuple[Any, Any]:
    order = queries.get(request.actor, code, f"works.{verb}")
    found = kind.objects.filter(order=order, pk=number).select_related("order", "order__site").first()
    if found is None:
        raise Http404
    return order, found


@require_POST
def record_inspection(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was found together."""
    order, found = _later(request, code, number, "record_inspection", Inspection)
    form = forms.ResultForm(request.POST)
    client_id = pages.client_id(request)
    done, _made = pages.attempt(
        form, lambda: commands.record_inspection(request.actor, inspection=found, client_id=client_id, **form.given())
    )
    if not done:
        return render(request, "works/show.html", page.context(request, order, ("", form)), status=422)
    messages.success(request, _("Written down. Everybody reads it."))
    return pages.go("works:show", order.code)


@require_POST
def care_done(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This round of looking after it is done."""
    order, found = _later(request, code, number, "care_done", Care)
    form = forms.EmptyForm(request.POST)
    client_id = pages.client_id(request)
    done, _made = pages.attempt(form, lambda: commands.care_done(request.actor, care=found, client_id=client_id))
    if not done:
        return render(request, "works/show.html", page.context(request, order, ("", form)), status=422)
    messages.success(request, _("Written down. The next date stands on the board."))
    return pages.go("works:show", order.code)
