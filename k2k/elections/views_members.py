"""What a member does under their PIN: propose, second, agree, withdraw, object, open the account of a post."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from k2k.core import pages
from k2k.elections import commands, forms, page, queries, rules, words
from k2k.elections.models import Candidate, Election
from k2k.elections.views import found
from k2k.groups import queries as groups
from k2k.people import queries as people


def form_page(
    request: HttpRequest, election: Election, form: Form, call: Callable, said: str, **words_
) -> HttpResponse:
    """A page with one form; then the election's page, or `next_`, where `said` is said."""
    where = words_.pop("where", "elections:show")
    if pages.attempt(form, call)[0]:
        messages.success(request, said)
        return pages.go(where, election.code)
    back = {"back_url": reverse("elections:show", args=[election.code]), "back_label": _("Election")}
    return render(request, "core/form.html", {"form": form, **back, **words_}, status=422 if form.errors else 200)


def _standing(request: HttpRequest, code: str, *states: str) -> Candidate:
    """A candidacy in one of `states`, for a home that belongs to the group. Raises Http404."""
    candidate = queries.candidate(code)
    request.site = candidate.election.site
    member = groups.is_members_home(request.actor, candidate.election.group)
    if candidate.state not in states or not member:
        raise Http404
    return candidate


def _own(request: HttpRequest, code: str, *states: str) -> Candidate:
    """The same, of the home itself."""
    candidate = _standing(request, code, *states)
    if candidate.membership.household_id != request.actor.household_id:
        raise Http404
    return candidate


@pages.read_write
def nominate(request: HttpRequest, code: str) -> HttpResponse:
    """A member proposes another."""
    election = found(request, code)
    if not page.may(request.actor, election, request.at)["nominate"]:
        raise Http404
    if gate := people.pin_required(request):
        return gate
    members = {"membership": queries.can_be_proposed(election)}
    form = forms.NominateForm(pages.posted(request), seats=queries.seats(election), members=members)

    def call() -> Candidate:
        return commands.nominate(
            request.actor, election=election, **form.given(), client_id=pages.client_id(request)
        )  # fmt: skip

    said = _("Proposed. Now a third member seconds it, and the candidate agrees.")
    return form_page(
        request, election, form, call, said, title=_("Propose somebody"), action=_("Propose"),
        intro=_("Another member must second it, and the candidate agrees under their own PIN."),
    )  # fmt: skip


@pages.read_write
def second(request: HttpRequest, code: str) -> HttpResponse:
    """A third member supports a nomination."""
    candidate = _standing(request, code, "proposed")
    if gate := people.pin_required(request):
        return gate
    form = Form(pages.posted(request))

    def call() -> Candidate:
        return commands.second(request.actor, candidate=candidate, client_id=pages.client_id(request))

    member = queries.name_of(candidate.membership)
    return form_page(
        request, candidate.election, form, call, _("Seconded."), where="elections:candidates",
        title=_("Second %(who)s?") % {"who": member}, action=_("Second"), intro=words.seat_title(candidate.seat),
    )  # fmt: skip


@pages.read_write
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """The candidate agrees."""
    candidate = _own(request, code, "proposed")
    if gate := people.pin_required(request, candidate.membership.person):
        return gate
    form = forms.ConsentForm(pages.posted(request), initial={"name": queries.name_of(candidate.membership)})

    def call() -> Candidate:
        return commands.consent(
            request.actor, candidate=candidate, **form.cleaned_data, client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, candidate.election, form, call, _("You have agreed. Once it is seconded, you stand."),
        where="elections:candidates", title=words.seat_title(candidate.seat), action=_("I agree to stand"),
        intro=_("Name and words are public and stand on the paper. You can withdraw until the list stands."),
    )  # fmt: skip


@pages.read_write
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The candidate withdraws."""
    candidate = _own(request, code, "proposed", "standing")
    if gate := people.pin_required(request, candidate.membership.person):
        return gate
    form = Form(pages.posted(request))

    def call() -> Candidate:
        return commands.withdraw_candidacy(request.actor, candidate=candidate, client_id=pages.client_id(request))

    return form_page(
        request, candidate.election, form, call, _("You no longer stand."), title=_("Withdraw?"),
        action=_("I do not stand"), intro=words.seat_title(candidate.seat),
    )  # fmt: skip


@pages.read_write
def object_(request: HttpRequest, code: str) -> HttpResponse:
    """A member's home objects to a candidate."""
    candidate = _standing(request, code, "standing")
    form = forms.ObjectForm(pages.posted(request), reasons=words.TO_CANDIDATE)

    def call():
        return commands.object_to_candidate(
            request.actor, candidate=candidate, **form.cleaned_data, client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, candidate.election, form, call, _("Your objection is written down."), where="elections:candidates",
        title=_("Object to %(who)s") % {"who": candidate.name}, action=_("Object"),
        intro=_("Two who do not stand decide, and say why. Nobody reads which home objected."),
    )  # fmt: skip


@pages.read_write
def object_to_result(request: HttpRequest, code: str) -> HttpResponse:
    """A member's home objects to the result."""
    election = found(request, code)
    if not page.may(request.actor, election, request.at)["object_to_result"]:
        raise Http404
    form = forms.ObjectForm(pages.posted(request), reasons=words.TO_RESULT)

    def call():
        return commands.object_to_result(
            request.actor, election=election, **form.cleaned_data, client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, election, form, call, _("Your objection is written down."), where="elections:result",
        title=_("Object to the result"), action=_("Object"),
        intro=_("Two tellers decide, and say why. Nobody reads which home objected."),
    )  # fmt: skip


@require_POST
@never_cache
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """The way into the account of a post: for who was elected, or by the programme, which hands the link over."""
    candidate = queries.candidate(code)
    request.site = candidate.election.site
    officer = request.actor.holds({"officer", "operator"}, candidate.election.node)
    own = request.actor.household_id == candidate.membership.household_id
    if candidate.state not in rules.ON_LIST or not (officer or own):
        raise Http404
    if not officer and (gate := people.pin_required(request, candidate.membership.person)):
        return gate
    form = Form(request.POST)
    done, link = pages.attempt(form, lambda: commands.invite(request.actor, candidate=candidate))
    if not done:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
        return pages.go("elections:show", candidate.election.code)
    if not officer:
        return pages.go(link.path)
    context = {"candidate": candidate, "election": candidate.election, "path": request.build_absolute_uri(link.path)}
    return render(request, "elections/invited.html", context)
