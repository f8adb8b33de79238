"""The yearly return on screen and on paper: what is owed, the pack in the Registrar's order, figures, filed."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.core import clock, pages
from k2k.groups import queries as groups
from k2k.returns import commands, forms, pack, queries, rules, words

if TYPE_CHECKING:
    from k2k.groups.models import Group


def _group(request: HttpRequest, code: str) -> "Group":
    """A group that owes returns; Http404 for others."""
    group = groups.group(code)
    if not queries.owes(group):
        raise Http404
    request.site = group.site
    return group


def _run(request: HttpRequest, code: str, year: int) -> "tuple[Group, queries.Owed]":
    """The same for who acts for the group, and the return of that year. Names stand in it: no landlord reads it."""
    group = _group(request, code)
    if not groups.may_read_members(request.actor, group, request.at):
        raise Http404
    return group, queries.one(group, year, request.at)


@require_safe
def list_(request: HttpRequest, code: str) -> HttpResponse:
    """Every return the group owes or filed lately. Everybody may see whether a society keeps the law."""
    group, today = _group(request, code), clock.today(request.at)
    rows = [(each, *words.status(each, today)) for each in queries.owed(group, request.at)]
    runs = groups.may_read_members(request.actor, group, request.at)
    context = {"group": group, "rows": rows, "runs": runs, "source": rules.SOURCE, "days": rules.DAYS}
    return render(request, "returns/list.html", context)


def _page(request: HttpRequest, group: "Group", owed: queries.Owed, form: Form | None = None) -> HttpResponse:
    sections = pack.pack(group, owed, request.at)
    context = {
        "group": group, "owed": owed, "status": words.status(owed, clock.today(request.at)), "sections": sections,
        "missing": pack.missing(sections), "form": form or forms.FiledForm(), "source": rules.SOURCE,
        "refused": form is not None,
    }  # fmt: skip
    return render(request, "returns/show.html", context, status=422 if form is not None else 200)


@require_safe
def show(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The pack of one year, and what is missing in it."""
    return _page(request, *_run(request, code, year))


@pages.read_write
def write(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The figures and answers of the year."""
    group, owed = _run(request, code, year)
    form = forms.FiguresForm(request.POST or None, row=owed.row)
    if request.method == "POST":
        done, _row = pages.attempt(
            form,
            lambda: commands.write(
                request.actor, group=group, year=year, **form.cleaned_data, client_id=pages.client_id(request)
            ),
        )
        if done:
            messages.success(request, _("Written down."))
            return pages.go("returns:show", group.code, year)
    context = {"group": group, "owed": owed, "form": form}
    return render(request, "returns/write.html", context, status=422 if form.errors else 200)


@require_POST
def file(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """It was sent to the Registrar."""
    group, owed = _run(request, code, year)
    form = forms.FiledForm(request.POST)
    done, _row = pages.attempt(
        form,
        lambda: commands.file(
            request.actor, group=group, year=year, **form.cleaned_data, client_id=pages.client_id(request)
        ),
    )
    if not done:
        return _page(request, group, owed, form)
    messages.success(request, _("Filed. It stands as it is now."))
    return pages.go("returns:show", group.code, year)
