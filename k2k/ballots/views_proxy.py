"""Who votes for whom: named by the voter under their PIN, or typed from a signed form, until the vote opens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from k2k.ballots import commands, forms, queries, roll
from k2k.ballots.models import Ballot
from k2k.ballots.views import found
from k2k.ballots.views_run import form_page
from k2k.core import pages
from k2k.people import queries as people


def _draft(request: HttpRequest, code: str) -> Ballot:
    ballot = found(request, code, "draft", verb="ballots.name_proxy")
    if not ballot.proxies:
        raise Http404
    return ballot


@never_cache
def name_proxy(request: HttpRequest, code: str) -> HttpResponse:
    """A voter names another to vote for them, or takes it back."""
    ballot = _draft(request, code)
    if not queries.lines(request.actor, ballot).exists():
        raise Http404
    if gate := people.pin_required(request):
        return gate
    own = queries.line(request.actor, ballot)
    if own is None:
        raise Http404
    now = ballot.named_proxies.filter(giver=own.who).first()
    lines = [pair for pair in roll.choices(ballot) if pair[0] != own.who]
    form = forms.ProxyForm(
        pages.posted(request), lines=lines, on_paper=False, initial={"holder": now.holder if now else ""}
    )  # fmt: skip

    def name() -> Ballot:
        return commands.name_proxy(
            request.actor, ballot=ballot, **form.cleaned_data, client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, ballot, form, name, _("Written down."), title=_("Name a proxy"), action=_("Write it down"),
        intro=_("Who you name votes for you, as they see fit. If you vote first, your own vote counts."),
    )  # fmt: skip


@never_cache
def type_proxy(request: HttpRequest, code: str) -> HttpResponse:
    """Who runs the ballot types a signed form."""
    ballot = _draft(request, code)
    if not (queries.runs(request.actor, ballot, request.at) and roll.may_read(request.actor, ballot, request.at)):
        raise Http404
    form = forms.ProxyForm(pages.posted(request), lines=roll.choices(ballot), on_paper=True)

    def name() -> Ballot:
        return commands.name_proxy(
            request.actor, ballot=ballot, **form.cleaned_data, client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, ballot, form, name, _("Written down."), title=_("Type a signed proxy form"),
        action=_("Write it down"), intro=_("The form stays with the minutes. The voter can still vote first."),
    )  # fmt: skip
