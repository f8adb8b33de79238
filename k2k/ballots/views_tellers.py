"""What tellers do: keep a key, type the papers each alone, open the box together."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from k2k.ballots import commands, forms, queries
from k2k.ballots.models import Ballot, Teller
from k2k.ballots.views import found
from k2k.ballots.views_run import form_page
from k2k.core import pages


def _as_teller(request: HttpRequest, code: str, state: str) -> tuple[Ballot, Teller]:
    """The ballot and its teller. Raises Http404 for everybody else."""
    ballot = found(request, code, state)
    teller = queries.teller(request.actor, ballot)
    if teller is None:
        raise Http404
    return ballot, teller


@never_cache
def keep_key(request: HttpRequest, code: str) -> HttpResponse:
    """A teller chooses the passphrase with which, beside another's, the box is opened."""
    ballot, teller = _as_teller(request, code, "draft")
    form = forms.KeyForm(pages.posted(request))

    def keep() -> Ballot:
        return commands.keep_key(request.actor, ballot=ballot, passphrase=form.cleaned_data["passphrase"])

    if pages.attempt(form, keep)[0]:
        messages.success(request, _("Your passphrase is set. Keep it in mind until the count."))
        return pages.go("ballots:show", code)
    context = {"ballot": ballot, "form": form, "again": bool(teller.public)}
    return render(request, "ballots/keep_key.html", context, status=422 if form.errors else 200)


@never_cache
def type_lots(request: HttpRequest, code: str) -> HttpResponse:
    """A teller types the lots as they came out of the bowl, without seeing what another typed."""
    ballot, _teller = _as_teller(request, code, "draft")
    form = forms.LotsForm(pages.posted(request), ballot=ballot)

    def type_them() -> None:
        with transaction.atomic():
            for number, lots in form.given().items():
                commands.type_lots(request.actor, ballot=ballot, contest=number, lots=lots)

    return form_page(
        request, ballot, form, type_them, _("Your reading is kept. The other teller types the same lots now."),
        title=_("Type the lots"), action=_("That is what I read"),
        intro=_(
            "One slip for each name, drawn out of a bowl before everybody. Type the numbers in that order, alone. "
            "Another teller types them too. Only if both agree can the committee open the vote."
        ),
    )  # fmt: skip


@never_cache
def type_papers(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One teller types the papers of a contest, without seeing what another typed."""
    ballot, _teller = _as_teller(request, code, "closed")
    contest = ballot.contests.filter(number=number).prefetch_related("options").first()
    if contest is None:
        raise Http404
    form = forms.PilesForm(pages.posted(request), contest=contest)

    def type_them() -> Ballot:
        return commands.type_papers(request.actor, ballot=ballot, contest=number, piles=form.given())

    if pages.attempt(form, type_them)[0]:
        messages.success(request, _("Your reading is kept. The other teller types the same papers now."))
        return pages.go("ballots:count", code)
    context = {"ballot": ballot, "contest": contest, "form": form}
    return render(request, "ballots/type_papers.html", context, status=422 if form.errors else 200)


@never_cache
def count(request: HttpRequest, code: str) -> HttpResponse:
    """What the papers still lack, and the box: opened by two, counted, and everything that could tell destroyed."""
    ballot, teller = _as_teller(request, code, "closed")
    tellers = list(ballot.tellers.order_by("number"))
    posted = pages.posted(request)
    form = forms.OpenBoxForm(posted, tellers=tellers, mine=teller.number)

    def open_it() -> Ballot:
        return commands.count_votes(request.actor, ballot=ballot, passphrases=form.given())

    if pages.attempt(form, open_it)[0]:
        messages.success(request, _("Counted. The envelopes and the key are destroyed."))
        return pages.go("ballots:show", code)
    context = {"ballot": ballot, "form": form, "teller": teller, "papers": queries.typed(ballot)}
    return render(request, "ballots/count.html", context, status=422 if form.errors else 200)
