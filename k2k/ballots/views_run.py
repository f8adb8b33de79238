"""What the committee does with a ballot: open it, hand out papers, help before a witness, close it, give it up."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from k2k.ballots import commands, forms, roll, words
from k2k.ballots.models import Ballot
from k2k.ballots.views import found
from k2k.core import ids, pages


def form_page(
    request: HttpRequest, ballot: Ballot, form: Form, call: Callable, said: str, **shown: str
) -> HttpResponse:
    """A page with one form; then the ballot's page, where `said` is said."""
    if pages.attempt(form, call)[0]:
        messages.success(request, said)
        return pages.go("ballots:show", ballot.code)
    back = {"back_url": reverse("ballots:show", args=[ballot.code]), "back_label": ballot.title}
    return render(request, "core/form.html", {"form": form, **back, **shown}, status=422 if form.errors else 200)


def _readable(request: HttpRequest, ballot: Ballot) -> Ballot:
    """The ballot, for who reads names on its roll. Raises Http404."""
    if not roll.may_read(request.actor, ballot, request.at):
        raise Http404
    return ballot


@require_safe
@never_cache
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The roll on paper: who stands on it, who has voted, who votes for whom; never how."""
    ballot = _readable(request, found(request, code, "draft", "open", "closed"))
    rows = [(name, words.MARKS[mark], proxy) for name, mark, proxy in roll.sheet(ballot)]
    return render(request, "ballots/roll.html", {"ballot": ballot, "rows": rows})


def open_ballot(request: HttpRequest, code: str) -> HttpResponse:
    """Open the vote, with the lots that the tellers typed or the machine's."""
    ballot = found(request, code, "draft", verb="ballots.open")
    form = Form(pages.posted(request))

    def begin() -> Ballot:
        return commands.open_ballot(request.actor, ballot=ballot, client_id=pages.client_id(request))

    return form_page(
        request, ballot, form, begin, _("The vote is open."),
        title=_("Open the vote"), action=_("Open it"),
        intro=_(
            "From now on the roll, the questions and the tellers no longer change. Ties go by the lots that two "
            "tellers typed alike; where they typed none, the machine draws."
        ),
    )  # fmt: skip


def hand_paper(request: HttpRequest, code: str) -> HttpResponse:
    """A home gets a paper: its line is marked, so that nobody votes twice."""
    ballot = found(request, code, "open", verb="ballots.hand_paper")
    form: Form = forms.LineForm(pages.posted(request), site=ballot.site, at=request.at)
    if ballot.unit == "person":
        form = forms.RollLineForm(pages.posted(request), waiting=roll.choices(_readable(request, ballot), waiting=True))

    def hand() -> Ballot:
        who = form.cleaned_data["home"]
        return commands.hand_paper(request.actor, ballot=ballot, who=who, client_id=pages.client_id(request))

    return form_page(
        request, ballot, form, hand, _("Hand out one paper now. The line is marked."),
        title=_("Hand out a paper"), action=_("Mark the line"),
        intro=_("Who takes a paper no longer votes on the screen."),
    )  # fmt: skip


@never_cache
def help_vote(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody who asked is helped to vote, before a neighbour; all three are named and the home is told."""
    ballot = _readable(request, found(request, code, "open", verb="ballots.help"))
    paper = forms.Paper(pages.posted(request), ballot=ballot, initial={"slip": ids.new_code(15)})
    form: Form = forms.HelpForm(pages.posted(request), site=ballot.site, at=request.at)
    if ballot.unit == "person":
        everybody, waiting = roll.choices(ballot), roll.choices(ballot, waiting=True)
        form = forms.RollHelpForm(pages.posted(request), waiting=waiting, everybody=everybody)

    def write() -> Ballot:
        data = form.cleaned_data
        return commands.help_vote(
            request.actor, ballot=ballot, who=data["home"], helper=data["helper"], witness=data["witness"],
            vote=paper.vote(), slip=paper.cleaned_data["slip"],
        )  # fmt: skip

    if paper.is_valid() and pages.attempt(form, write)[0]:
        messages.success(request, _("The vote is in the box. The home is told."))
        return pages.go("ballots:show", code)
    wrong = paper.errors or form.errors
    return render(
        request, "ballots/help.html", {"ballot": ballot, "form": form, "paper": paper}, status=422 if wrong else 200
    )


def close(request: HttpRequest, code: str) -> HttpResponse:
    """End the vote: the list of envelopes is published."""
    ballot = found(request, code, "open", verb="ballots.close")
    form = Form(pages.posted(request))

    def end() -> Ballot:
        return commands.close(request.actor, ballot=ballot, client_id=pages.client_id(request))

    return form_page(
        request, ballot, form, end, _("The vote is closed."),
        title=_("Close the vote"), action=_("Close it"),
        intro=_("Nobody votes after this. The list of envelopes is published, then two tellers open the box."),
    )  # fmt: skip


def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give a ballot up, with a public reason; its envelopes are destroyed unopened."""
    ballot = found(request, code, "draft", "open", "closed", verb="ballots.cancel")
    form = forms.ReasonForm(pages.posted(request))

    def end() -> Ballot:
        reason = form.cleaned_data["reason"]
        return commands.cancel(request.actor, ballot=ballot, reason=reason, client_id=pages.client_id(request))

    return form_page(
        request, ballot, form, end, _("The ballot is cancelled."),
        title=_("Cancel this ballot"), action=_("Cancel it"),
        intro=_("Every envelope is destroyed unopened. This cannot be taken back."),
    )  # fmt: skip
