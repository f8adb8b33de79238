"""What becomes of a photograph: the grid to blur it, keeping it, and asking once more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from k2k.core import ids, pages
from k2k.issues import commands, names, queries, rules
from k2k.issues.forms_office import BlurForm
from k2k.issues.models import Issue
from k2k.issues.views_office import _do


@require_POST
def keep_photo(request: HttpRequest, code: str) -> HttpResponse:
    """Do not show a photograph, and why."""
    return _do(request, code, "keep_photo", commands.keep_photo)


@never_cache
@pages.read_write
def blur_photo(request: HttpRequest, code: str, photo: str) -> HttpResponse:
    """The photograph under a grid: tick the parts that nobody may recognise, or draw over them."""
    issue = queries.get(request.actor, code, "issues.blur_photo")
    stored = {"before": issue.photo, "after": issue.done_photo}.get(photo)
    if stored is None or stored.cleared or stored.erased_at or issue.at_home:
        raise Http404
    request.site = issue.site
    sent = pages.posted(request)
    form = BlurForm(sent, issue=issue, actor=request.actor, at=request.at, verb="blur_photo")
    done, _issue = pages.attempt(
        form,
        lambda: commands.blur_photo(
            request.actor, issue=issue, which=photo, client_id=pages.client_id(request), **form.given()
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("Everybody can see the blurred photo now."))
        return pages.go("issues:show", issue.code)
    ticked = set(sent.getlist("cells")) if sent else set()
    rows = [[f"{row}-{column}" for column in range(rules.GRID_COLUMNS)] for row in range(rules.GRID_ROWS)]
    context = {"issue": issue, "photo": stored, "form": form, "what": names.what(issue), "rows": rows, "ticked": ticked}
    return render(request, "issues/blur.html", context, status=422 if form.errors else 200)


@require_POST
def appeal_photo(request: HttpRequest, code: str) -> HttpResponse:
    """The sender asks once more, by the card."""
    issue = queries.get(request.actor, code)
    commands.appeal_photo(request.actor, issue=issue, client_id=pages.client_id(request))
    return _asked(request, issue, "issues:show", issue.code)


@require_POST
def appeal_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """The same, by the secret link."""
    issue = queries.follow(secret)
    commands.appeal_photo(request.actor, issue=issue, secret=secret)
    return _asked(request, issue, "issues:follow", ids.clean_code(secret))


def _asked(request: HttpRequest, issue: Issue, page: str, word: str) -> HttpResponse:
    messages.success(request, _("Asked once more. Somebody else decides."))
    return pages.go(page, word)
