"""What a neighbour sees: the ballots of a site, one ballot and its box, the paper, the receipt."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from k2k.ballots import commands, forms, queries, roll, shown, words
from k2k.ballots.models import Ballot
from k2k.ballots.rules import MARKS
from k2k.core import ids, pages
from k2k.people import queries as people
from k2k.places import queries as places

#: A vote was given already, on this line of the roll.
VOTED = MARKS[1:]


def found(request: HttpRequest, code: str, *states: str, verb: str = "") -> Ballot:
    """The ballot of this address for this actor; the page then stands in its site. Raises Http404."""
    ballot = queries.ballot(request.actor, code, request.at, *states, verb=verb)
    request.site = ballot.site
    return ballot


@require_safe
def site(request: HttpRequest, code: str) -> HttpResponse:
    """Every ballot of a perumahan, the newest first."""
    node = places.by_code(code)
    if node is None or node.kind != "site":
        raise Http404
    request.site = node
    rows = [(each, *words.STATES[each.state]) for each in queries.at_site(node, request.actor, request.at)]
    return render(request, "ballots/site.html", {"site": node, "rows": rows})


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One ballot: what and until when; while it is open how full the box is; once counted, the result."""
    ballot = found(request, code)
    own = list(queries.lines(request.actor, ballot))
    open_now = ballot.state == "open" and request.at < ballot.closes_at
    voted, entitled = queries.turnout(ballot)
    result = shown.result(ballot) if ballot.state == "counted" else []
    context = {
        "ballot": ballot,
        "state": words.STATES[ballot.state],
        "contests": [(each, *words.METHODS[each.method]) for each in ballot.contests.order_by("number")],
        "voted": voted,
        "entitled": entitled,
        "open_now": open_now,
        "may_vote": open_now and any(line.mark == "" for line in own),
        "has_voted": bool(own) and all(line.mark in VOTED for line in own),
        "may_object": ballot.state in ("open", "closed") and any(x.mark == "helped" and not x.objected for x in own),
        "objections": ballot.roll.filter(objected=True).count(),
        "result": result,
        "by_machine": [each.contest.number for each in result if each.rounds][:1],
        "teller": queries.teller(request.actor, ballot),
        "may_run": request.actor.may("ballots.close", ballot.node) and queries.runs(request.actor, ballot, request.at),
        "may_help": ballot.state == "open" and roll.may_read(request.actor, ballot, request.at),
        "reads_roll": roll.may_read(request.actor, ballot, request.at),
        "may_name": bool(own) and ballot.state == "draft" and ballot.proxies,
        "held": [pair for line in own for pair in roll.held(ballot, line.who)] if open_now else [],
    }
    return render(request, "ballots/show.html", context)


@never_cache
def vote(request: HttpRequest, code: str, proxy: int = 0) -> HttpResponse:
    """The paper, looked at again, then the envelope falls; with `proxy` for who named this voter.

    The receipt is the answer itself, so that no address, session or log holds its code.
    """
    ballot = found(request, code, "open", verb="ballots.cast")
    if not queries.lines(request.actor, ballot).exists():
        raise Http404
    if ballot.unit == "person" and (gate := people.pin_required(request)):
        return gate
    line = queries.line(request.actor, ballot)
    giver = queries.giver(ballot, line, proxy)
    line = ballot.roll.filter(who=giver).first() if giver else line
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if line is None or (line.mark and step != "cast") or request.at >= ballot.closes_at:
        return pages.go("ballots:show", code)
    form = forms.Paper(request.POST or None, ballot=ballot, initial={"slip": ids.new_code(15)})
    context = {"ballot": ballot, "form": form, "giver": people.called([giver]).get(giver, "")}
    if step == "cast" and pages.attempt(form, lambda: _cast(request, ballot, form, giver))[0]:
        slip = ids.clean_code(form.cleaned_data["slip"])
        return render(
            request, "ballots/voted.html", context | {"slip": slip, "digest": queries.digest_of(ballot, slip)}
        )
    if step == "review" and form.is_valid():
        return render(request, "ballots/review.html", context)
    return render(request, "ballots/vote.html", context, status=422 if form.errors else 200)


def _cast(request: HttpRequest, ballot: Ballot, form: forms.Paper, giver: str) -> Ballot:
    slip = form.cleaned_data["slip"]
    return commands.cast_vote(request.actor, ballot=ballot, vote=form.vote(), slip=slip, giver=giver)


@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether an envelope with this receipt code is in the box. The code comes by POST, so no address holds it."""
    ballot = found(request, code, "open", "closed", "counted")
    form = forms.SlipForm(pages.posted(request))
    context = {"ballot": ballot, "form": form, "asked": form.is_valid()}
    if form.is_valid():
        context["digest"] = queries.digest_of(ballot, form.cleaned_data["slip"])
    return render(request, "ballots/check.html", context)


@require_POST
def object_to_help(request: HttpRequest, code: str) -> HttpResponse:
    """A home says that nobody asked for help."""
    ballot = found(request, code, "open", "closed", verb="ballots.object")
    if not queries.lines(request.actor, ballot).filter(mark="helped").exists():
        raise Http404
    commands.object_to_help(request.actor, ballot=ballot)
    messages.success(request, _("Your objection stands on this page."))
    return pages.go("ballots:show", code)
