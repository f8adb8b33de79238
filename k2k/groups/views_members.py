"""Joining, and one membership: its own page, objecting, vouching, deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from k2k.core import pages
from k2k.core.commands import Refused
from k2k.groups import commands, forms, names, queries, rules
from k2k.groups.models import Group, Membership
from k2k.groups.page import membership_page
from k2k.groups.views import group_for, site_for
from k2k.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Callable

    from k2k.people.models import Household

#: What is said when it was done.
SAID: dict[str, Promise] = {
    "show_letter": lazy("That they live here is shown. Members can object for some days now."),
    "vouch": lazy("Thank you. It is written down."),
    "object_to": lazy("Written down. The committee decides and says why; nobody is told who objected."),
    "decide": lazy("Decided. The applicant reads why."),
    "withdraw": lazy("Taken back."),
    "leave": lazy("You have left."),
    "end_membership": lazy("Written down."),
}


@pages.read_write
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to belong: what one says of oneself, all of it optional."""
    group = group_for(request, code)
    if request.actor.kind != "card" or not request.actor.may("groups.join", group.node):
        raise Http404
    if gate := people.pin_required(request):
        return gate
    home = people.household_of(request.actor)
    others = people.persons(request.actor, home).exclude(pk=request.actor.person_id) if home else []
    form = forms.JoinForm(request.POST or None, persons=others)
    done, made = pages.attempt(
        form, lambda: commands.join(request.actor, group=group, **form.given(), client_id=pages.client_id(request))
    )
    if done:
        messages.success(request, _("You asked to belong. If nobody objects, you are a member."))
        return pages.go("groups:membership", made.code)
    back = reverse("groups:group", args=[group.code])
    context = {"form": form, "title": _("Join %(group)s") % {"group": group.name}, "action": _("Join")}
    context |= {"back_url": back, "back_label": group.name, "intro": _(
        "Your card shows that you live here. Members see your name and block for some days and can object."
    )}  # fmt: skip
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


@require_safe
def membership(request: HttpRequest, code: str) -> HttpResponse:
    """One membership, for its home, for members while it is open, for who runs the group."""
    return membership_page(request, queries.membership(request.actor, code, request.at))


def _do(request: HttpRequest, code: str, form: Form, call: Callable[..., Any], verb: str = "") -> HttpResponse:
    one, doing = queries.membership(request.actor, code, request.at), call.__name__
    if not request.actor.may(verb or f"groups.{doing}", one.group.node):
        raise Http404
    keys = {} if doing == "show_letter" else {"client_id": pages.client_id(request)}
    done, _made = pages.attempt(form, lambda: call(request.actor, membership=one, **form.cleaned_data, **keys))
    if not done:
        return membership_page(request, queries.membership(request.actor, code, request.at), {doing: form}, 422)
    messages.success(request, str(SAID[doing]))
    stays = request.actor.household_id == one.household_id or doing in ("vouch", "object_to")
    return pages.go("groups:membership", one.code) if stays or one.state != "member" else pages.go(
        "groups:members", one.group.code
    )  # fmt: skip


@require_POST
def show_letter(request: HttpRequest, code: str) -> HttpResponse:
    """The code of the letter."""
    return _do(request, code, forms.CodeForm(request.POST), commands.show_letter)


@require_POST
def vouch(request: HttpRequest, code: str) -> HttpResponse:
    """They live here: I know them."""
    return _do(request, code, forms.EmptyForm(request.POST), commands.vouch)


@require_POST
def object_to(request: HttpRequest, code: str) -> HttpResponse:
    """A member's home objects."""
    return _do(request, code, forms.ObjectForm(request.POST), commands.object_to, "groups.object")


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """The committee decides about objections."""
    return _do(request, code, forms.DecideForm(request.POST), commands.decide)


def _bound(request: HttpRequest, code: str, call: Callable[..., Any]) -> HttpResponse:
    one = queries.membership(request.actor, code, request.at)
    if request.actor.household_id != one.household_id:
        raise Http404
    return people.pin_required(request, one.person) or _do(request, code, forms.EmptyForm(request.POST), call)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take back that one asked, under one's PIN."""
    return _bound(request, code, commands.withdraw)


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Leave the group, under one's PIN."""
    return _bound(request, code, commands.leave)


@require_POST
def end_membership(request: HttpRequest, code: str) -> HttpResponse:
    """A member moved, died, or was removed by a meeting."""
    return _do(request, code, forms.EndForm(request.POST), commands.end_membership)


@require_safe
def members(request: HttpRequest, code: str) -> HttpResponse:
    """The register, for who runs the group: who asked, and who belongs."""
    group = group_for(request, code, run=True)
    words = request.GET.get("q", "")[:60]
    page = Paginator(queries.register(group, words), rules.MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "words": words,
        "page": page,
        "rows": [(one, names.holder(one)) for one in page],
        "applicants": [(one, names.holder(one), names.status(one)) for one in queries.applicants(group)],
    }
    return render(request, "groups/members.html", context)


def _home(group: Group, typed: str, request: HttpRequest) -> Household:
    found = queries.home_called(group, typed, request.at)
    if found is None:
        raise Refused(
            _("No home is known behind this door. Ask the mobiliser to visit it first."), field="unit"
        )  # fmt: skip
    return found


def _form_page(request: HttpRequest, group: Group, form: Form, title: str, action: str, intro: str) -> HttpResponse:
    back = reverse("groups:members", args=[group.code])
    context = {"form": form, "title": title, "action": action, "intro": intro, "back_url": back}
    context["back_label"] = _("Members")
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


@pages.read_write
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Type a form signed on paper."""
    group = group_for(request, code, run=True)
    form = forms.EnterForm(request.POST or None)

    def call() -> Membership:
        given = dict(form.cleaned_data)
        home = _home(group, given.pop("unit"), request)
        return commands.enter(request.actor, group=group, household=home, **given, client_id=pages.client_id(request))

    done, made = pages.attempt(form, call)
    if done:
        messages.success(request, _("Entered. Now show that they live here: a letter, the office's list, neighbours."))
        return pages.go("groups:membership", made.code)
    intro = _("For somebody who signed on paper and agreed to be known by this name.")
    return _form_page(request, group, form, _("Enter a paper form"), _("Enter"), intro)


@pages.read_write
def send_letter(request: HttpRequest, code: str) -> HttpResponse:
    """Print a letter with a code for the box of one home; the answer to the press is the letter itself."""
    group = group_for(request, code, run=True)
    form = forms.UnitForm(request.POST or None)
    done, sent = pages.attempt(
        form,
        lambda: commands.send_letter(
            request.actor, group=group, household=_home(group, form.cleaned_data["unit"], request)
        ),
    )
    if done:
        return render(request, "groups/letter.html", {"group": group, "sent": sent, "node": sent.letter.household.node})
    intro = _("Put it into the letter box yourself. Who brings it back, or types its code, lives there.")
    return _form_page(request, group, form, _("A letter to a home"), _("Make the letter"), intro)


@require_safe
def office_list(request: HttpRequest, code: str) -> HttpResponse:
    """The doors that the office may find on its list; it reads no name."""
    node = site_for(request, code, "groups.confirm_residence")
    rows = list(queries.asked_of_office(node)[: rules.APPLICANTS_SHOWN])
    return render(request, "groups/office_list.html", {"rows": rows})


@require_POST
def confirm_residence(request: HttpRequest, code: str) -> HttpResponse:
    """The office's list names this home as lived in."""
    one = queries.asked_by_code(request.actor, code)
    key, form = pages.client_id(request), forms.EmptyForm(request.POST)
    pages.attempt(form, lambda: commands.confirm_residence(request.actor, membership=one, client_id=key))
    for sentence in form.non_field_errors():
        messages.error(request, str(sentence))
    return pages.go("groups:office_list", one.group.site.code)
