"""Share cards of public pages: one picture with the page's sentence, drawn when asked for, kept by its content."""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from k2k.bodies import queries as bodies
from k2k.core.actors import Actor
from k2k.core.ui import card, words
from k2k.figures import queries
from k2k.figures import words as sentences
from k2k.issues import queries as issues
from k2k.places import queries as places

#: Others may keep a card this long, in seconds.
KEPT = 3600


def _answer(request: HttpRequest, sentence: str, place: str) -> HttpResponse:
    """The card, or 304 where the asker has it already."""
    tongue = translation.get_language() or "ms"
    print_ = hashlib.sha256(f"{card.VERSION}|{tongue}|{sentence}|{place}".encode()).hexdigest()[:24]
    found = get_conditional_response(request, etag=f'"{print_}"')
    if found is None:
        found = HttpResponse(card.draw(sentence, place), content_type="image/png")
        found["ETag"] = f'"{print_}"'
    found["Cache-Control"] = f"public, max-age={KEPT}"
    return found


def _tongue(request: HttpRequest) -> str:
    """The language in the address, for who asks has no cookie; Malay where no letters for it are on this machine."""
    asked = request.GET.get("bahasa", "")
    known = asked if asked in dict(settings.LANGUAGES) else "ms"
    return known if card.can_write(known) else "ms"


@require_safe
def site(request: HttpRequest, code: str) -> HttpResponse:
    """The card of a perumahan and of its numbers."""
    node = places.by_code(code)
    if node is None or node.kind != "site":
        raise Http404
    with translation.override(_tongue(request)):
        found = queries.site_numbers(node, queries.period("", request.at), request.at)
        return _answer(request, sentences.of_site(found), node.name)


@require_safe
def block(request: HttpRequest, code: str) -> HttpResponse:
    """The card of a block: what is open in common."""
    node = places.by_code(code)
    if node is None or node.kind != "block":
        raise Http404
    counted = issues.open_by_block(node, request.at)
    with translation.override(_tongue(request)):
        said = ngettext("%(n)s open report, %(late)s late.", "%(n)s open reports, %(late)s late.", counted["open"])
        given = {"n": sentences.n(counted["open"]), "late": sentences.n(counted["late"])}
        sentence = said % given if counted["open"] else _("Nothing broken is known here.")
        return _answer(request, sentence, places.full(node))


@require_safe
def issue(request: HttpRequest, code: str) -> HttpResponse:
    """The card of a report that everybody may see; of any other there is none, whoever asks."""
    one = issues.get(Actor.anonymous(), code)
    with translation.override(_tongue(request)):
        state = words.status(issues.status(one, request.at))[1]
        return _answer(request, f"{issues.what(one)}: {state}.", places.full(one.node))


@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    """The card of a body."""
    one = bodies.by_code(code)
    if one is None:
        raise Http404
    with translation.override(_tongue(request)):
        found = queries.body_numbers(one, queries.period("", request.at), request.at)
        return _answer(request, sentences.of_body(found, one.name, one.kind), one.name)
