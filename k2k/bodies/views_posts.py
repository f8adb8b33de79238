"""Posts of a body and who holds them: for the programme alone; public pages name the post, never the person."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import commands, forms, queries, words
from k2k.bodies.views import body_for, form_page
from k2k.core import pages
from k2k.core.commands import Refused


@require_safe
def posts(request: HttpRequest, code: str) -> HttpResponse:
    """The posts, who holds each and until when."""
    body = body_for(request, code, "bodies.appoint")
    rows = [
        {"post": post, "title": words.post_title(post.kind), "terms": terms}
        for post, terms in queries.terms_of(body, request.at)
    ]
    return render(request, "bodies/posts.html", {"body": body, "rows": rows})


def _form(
    request: HttpRequest, code: str, verb: str, make: Callable[..., Form], command: Callable, **words_
) -> HttpResponse:
    body = body_for(request, code, f"bodies.{verb}")
    form = make(request.POST or None, body)
    done = reverse("bodies:posts", args=[body.code])

    def call():
        given = form.given() if hasattr(form, "given") else {"body": body, **form.cleaned_data}
        return command(request.actor, **given, client_id=pages.client_id(request))

    return form_page(request, form, call, done, said=_("Written down."), back=(done, body.name), **words_)


@pages.read_write
def create_post(request: HttpRequest, code: str) -> HttpResponse:
    """Make a post."""

    def make(data, body):
        return forms.PostForm(data, body=body)

    return _form(request, code, "create_post", make, commands.create_post, title=_("New post"))


@pages.read_write
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Give somebody a post for a term."""

    def make(data, body):
        return forms.TermForm(data, posts=list(queries.posts(body)), at=request.at, initial=request.GET.dict())

    intro = _("The rights of the post begin and end with the term.")
    return _form(request, code, "appoint", make, commands.appoint, title=_("Who holds the post?"), intro=intro)


@require_POST
def end_appointment(request: HttpRequest, code: str) -> HttpResponse:
    """End a term now."""
    body = body_for(request, code, "bodies.end_appointment")
    term = queries.term_in(body, request.POST.get("term", ""))
    if term is None:
        raise Http404
    try:
        commands.end_appointment(request.actor, appointment=term, client_id=pages.client_id(request))
        messages.success(request, _("The term has ended, and its rights with it."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return pages.go("bodies:posts", body.code)
