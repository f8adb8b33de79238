"""The public file of a ballot, from which anybody recounts: JSON, CSV, BLT."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from k2k.ballots import queries
from k2k.ballots.views import found
from k2k.core import cells


@require_safe
def tally_json(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that is public: the list of envelopes, and after the count every pile and every round."""
    ballot = found(request, code, "closed", "counted")
    response = JsonResponse(queries.tally_file(ballot), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="undi-{ballot.code}.json"'
    return response


@require_safe
def tally_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The piles as a table: contest, papers, the names in order."""
    ballot = found(request, code, "counted")
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["contest", "method", "papers", "choice"])
    for contest in queries.counted(ballot):
        names = {option.number: option.name for option in contest.options.all()}
        for papers, choice in contest.outcome.piles:
            said = [contest.title, contest.method, papers, " > ".join(names[number] for number in choice)]
            table.writerow([cells.safe(each) for each in said])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="undi-{ballot.code}.csv"'
    return response


@require_safe
def tally_blt(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One contest as BLT, which other programs count too."""
    ballot = found(request, code, "counted")
    contest = next((each for each in queries.counted(ballot) if each.number == number), None)
    if contest is None:
        raise Http404
    response = HttpResponse(queries.blt_file(contest), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="undi-{ballot.code}-{number}.blt"'
    return response
