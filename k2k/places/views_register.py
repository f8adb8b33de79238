"""A site's register: upload, look at what is doubtful and what would change, confirm; and take it out again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from k2k.core import cells, clock, pages
from k2k.places import commands, forms, imports, queries, words
from k2k.places.models import RegisterDraft
from k2k.places.register import doubts, export
from k2k.places.register.plan import Plan
from k2k.places.views_manage import place_for

#: How many names a list on the page shows before it says how many more there are.
SHOWN, DOUBTS_SHOWN = 120, 300


@pages.read_write
def read_register(request: HttpRequest, code: str) -> HttpResponse:
    """Send a register; it is read, nothing changes yet."""
    site = place_for(request, code, "places.read_register")
    if site.kind != "site":
        raise Http404
    form = forms.RegisterForm(*pages.sent(request))
    done, draft = pages.attempt(
        form,
        lambda: commands.read_register(
            request.actor, site_node=site, **form.cleaned_data, client_id=pages.client_id(request)
        ),
    )
    if done:
        return pages.go("places:import_register", draft.code)
    return render(request, "places/register.html", {"form": form, "node": site}, status=422 if form.errors else 200)


@pages.read_write
def import_register(request: HttpRequest, code: str) -> HttpResponse:
    """What the register would change, with each doubtful row; confirming writes it."""
    draft = queries.draft_by_code(code)
    if draft is None or not request.actor.may("places.import_register", draft.node):
        raise Http404
    request.site = draft.node
    form = forms.ConfirmForm(*pages.sent(request)[:1])
    done, _draft = pages.attempt(
        form,
        lambda: commands.import_register(
            request.actor, draft=draft, **form.cleaned_data, client_id=pages.client_id(request)
        ),
    )
    if done:
        return pages.go("places:import_register", draft.code)
    context = {"draft": draft, "node": draft.node, "form": form, **_found(draft)}
    if draft.confirmed_at is None:
        plan = imports.planned(draft, request.at)
        context.update(plan=_lists(plan), seen=imports.mark(plan), new_blocks=bool(plan.blocks))
    return render(request, "places/draft.html", context, status=422 if form.errors else 200)


def _found(draft: RegisterDraft) -> dict:
    rows = doubts.worded(draft.findings["doubts"][:DOUBTS_SHOWN])
    return {
        "findings": draft.findings,
        "doubts": rows,
        "more_doubts": max(0, len(draft.findings["doubts"]) - DOUBTS_SHOWN),
        "done": draft.findings.get("done"),
    }


def _lists(plan: Plan) -> dict:
    """The plan for the page: counts whole, lists cut."""
    return {
        "nothing": plan.changes_nothing,
        "counts": plan.summary(),
        "blocks": plan.blocks[:SHOWN],
        "floors": [f"{block} · {floor}" for block, floor in plan.floors[:SHOWN]],
        "units": [home.number for home in plan.homes[:SHOWN]],
        "changes": [
            (change.number, words.TENURES[change.before], words.TENURES[change.after], change.since)
            for change in plan.changes[:SHOWN]
        ],
        "elsewhere": plan.elsewhere[:SHOWN],
        "kept_tenures": plan.kept_tenures[:SHOWN],
        "missing": plan.missing[:SHOWN],
        "first_tenures": [home.number for _unit, home in plan.first_tenures[:SHOWN]],
    }


@require_safe
def register_export(request: HttpRequest, code: str) -> HttpResponse:
    """The register as it stands, as a workbook that can be sent back in."""
    site = place_for(request, code, "places.read_register")
    if site.kind != "site":
        raise Http404
    today = clock.today(request.at)
    response = HttpResponse(export.workbook(site, today), content_type=cells.XLSX)
    name = f"{slugify(site.name) or 'register'}-{today.isoformat()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
