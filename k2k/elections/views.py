"""What everybody sees: the elections of a group, one election, its candidates, its result, the sheets to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from k2k.elections import page, queries, words
from k2k.elections.models import Election
from k2k.groups import queries as groups


def found(request: HttpRequest, code: str) -> Election:
    """The election of this address; the page then stands in its site. Raises Http404."""
    election = queries.election(code)
    request.site = election.site
    return election


@require_safe
def list_(request: HttpRequest, code: str) -> HttpResponse:
    """Every election of a group, the newest first."""
    group = groups.group(code)
    request.site = group.site
    rows = [(one, *words.STATES[queries.state(one, request.at)]) for one in queries.of_group(group)[:50]]
    may_call = request.actor.may("elections.call", group.node) and groups.may_run(request.actor, group, request.at)
    return render(request, "elections/list.html", {"group": group, "rows": rows, "may_call": may_call})


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One election: its steps with their days, its seats, what one may do."""
    election = found(request, code)
    actor, at = request.actor, request.at
    context = {
        "election": election,
        "group": election.group,
        "state": words.STATES[queries.state(election, at)],
        "steps": page.steps(election, at),
        "seats": [(seat, words.seat_title(seat), words.METHODS[seat.method]) for seat in queries.seats(election)],
        "may": page.may(actor, election, at),
        "own": queries.own_candidacies(actor, election),
        "tellers": election.tellers.filter(ended_at=None).count(),
        "objections": election.objections.count(),
        "elected": _to_invite(request, election),
    }
    return render(request, "elections/show.html", context)


def _to_invite(request: HttpRequest, election: Election) -> list:
    """Those elected whose account nobody has opened yet, for the programme."""
    if election.state != "settled" or not request.actor.holds({"officer", "operator"}, election.node):
        return []
    rows = election.candidates.filter(state="elected", membership__account__password__startswith="!")
    return list(rows.order_by("seat__number", "place"))


@require_safe
def candidates(request: HttpRequest, code: str) -> HttpResponse:
    """Who stands: names as agreed for the paper, in an order that nobody chose."""
    election = found(request, code)
    member = groups.is_members_home(request.actor, election.group)
    runs = groups.may_read_members(request.actor, election.group, request.at)
    state = queries.state(election, request.at)
    context = {
        "election": election,
        "seats": [(seat, words.seat_title(seat)) for seat in queries.seats(election)],
        "proposed": [(one, words.seat_title(one.seat)) for one in queries.proposed(election)] if member or runs else [],
        "listed": election.listed_at,
        "may_object": member and state in ("nominating", "objecting"),
        "may_second": member and state == "nominating",
        "objections": [
            (one, words.TO_CANDIDATE[one.reason]) for one in queries.objections(election) if one.candidate_id
        ],
    }
    return render(request, "elections/candidates.html", context)


@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Who has which seat and why, where to recount, who objects."""
    election = found(request, code)
    context = {
        "election": election,
        "state": words.STATES[election.state],
        "results": page.results(election) if election.counted_at else [],
        "objections": [
            (one, words.TO_RESULT[one.reason]) for one in queries.objections(election) if not one.candidate_id
        ],
        "may": page.may(request.actor, election, request.at),
    }
    return render(request, "elections/result.html", context)


@require_safe
def print_form(request: HttpRequest, code: str) -> HttpResponse:
    """A nomination form for paper, with the seats and the days of this election."""
    election = found(request, code)
    seats = [words.seat_title(seat) for seat in queries.seats(election)]
    return render(request, "elections/print_form.html", {"election": election, "seats": seats})


@require_safe
def print_candidates(request: HttpRequest, code: str) -> HttpResponse:
    """The list of candidates for the notice board."""
    election = found(request, code)
    with translation.override("ms"):
        seats = [(seat, words.seat_title(seat), words.METHODS[seat.method]) for seat in queries.seats(election)]
    return render(request, "elections/print_candidates.html", {"election": election, "seats": seats})
