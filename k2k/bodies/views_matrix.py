"""Who is responsible for what: public on every day, changed by the office and the programme."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from k2k.bodies import commands, forms, queries, words
from k2k.bodies.views import form_page, site_for
from k2k.core import clock, pages
from k2k.core.nodes import Node
from k2k.places import queries as places


@require_safe
def matrix(request: HttpRequest, code: str) -> HttpResponse:
    """Who owns, manages and repairs each kind of thing here, on any day."""
    site, today = site_for(request, code), clock.today(request.at)
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        day = today
    context = {
        "rows": queries.matrix(site, day),
        "duties": list(words.DUTIES.values()),
        "day": day,
        "today": today,
        "may_change": request.actor.may("bodies.assign_responsibility", site),
    }
    return render(request, "bodies/matrix.html", context)


def _chosen_block(request: HttpRequest, site: Node) -> Node | None:
    """The block whose floors and things the form offers: the one chosen above it, else that of the place sent."""
    code = request.GET.get("blok") or request.POST.get("node") or request.GET.get("node", "")
    node = places.by_code(code) if code else None
    return node.block if node is not None and node.site_id == site.pk else None


def _form(request: HttpRequest, code: str, verb: str, kind: type[forms.CellForm], command, title: str) -> HttpResponse:
    site, day = site_for(request, code, verb), clock.today(request.at)
    known, block = list(queries.named_at(site, day)), _chosen_block(request, site)
    first = {"node": block.code} if block else {}
    form = kind(request.POST or None, site=site, bodies=known, day=day, block=block, initial=first | request.GET.dict())
    done = reverse("bodies:matrix", args=[site.code])

    def call():
        return command(request.actor, **form.given(), client_id=pages.client_id(request))

    said = _("Written down. What held before stays readable by its date.")
    words_ = {"title": title, "blocks": places.blocks(site), "chosen": block}
    back = (done, _("Who is responsible"))
    return form_page(request, form, call, done, said=said, back=back, template="bodies/cell.html", **words_)


@pages.read_write
def assign_responsibility(request: HttpRequest, code: str) -> HttpResponse:
    """Name a body for a kind of thing, from a day on."""
    title = _("Who is responsible from now on?")
    return _form(
        request, code, "bodies.assign_responsibility", forms.CellForm, commands.assign_responsibility, title
    )  # fmt: skip


@pages.read_write
def end_responsibility(request: HttpRequest, code: str) -> HttpResponse:
    """From a day on nobody is named."""
    title = _("Nobody is responsible any more")
    return _form(request, code, "bodies.end_responsibility", forms.EmptyCellForm, commands.end_responsibility, title)
