"""Stories of the place: a page of pictures and words, telling one, reading before publishing, taking back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.activities import commands, forms, names, queries, rules
from k2k.activities.models import Story
from k2k.activities.page import number_of, site_of, told
from k2k.activities.standing import is_teller
from k2k.core import limits, pages
from k2k.core.commands import TooOften
from k2k.core.files import photos as files


@require_safe
def stories(request: HttpRequest, code: str) -> HttpResponse:
    """The stories everybody reads, pictures first; for who publishes, what waits; for a home, its own."""
    site, kind = site_of(request, code), request.GET.get("jenis", "")
    kind, page = kind if kind in rules.STORY_KINDS else "", number_of(request.GET.get("page", "1"))
    found, more = queries.stories(site, kind, page)
    context = {
        "stories": [told(one) for one in found],
        "waiting": [told(one) for one in queries.waiting_stories(request.actor, site)],
        "own": [told(one) for one in queries.own_stories(request.actor, site)],
        "kind": kind,
        "kinds": [("", None), *names.STORY_KINDS.items()],
        "newer_url": f"?jenis={kind}&page={page - 1}" if page > 1 else "",
        "older_url": f"?jenis={kind}&page={page + 1}" if more else "",
    }
    return render(request, "activities/stories.html", context)


@pages.read_write
def tell(request: HttpRequest, code: str) -> HttpResponse:
    """Tell a story, by a home's card."""
    site = site_of(request, code)
    if request.actor.kind != "card":
        return redirect(f"{reverse('people:card')}?{urlencode({'next': request.path})}")
    if not request.actor.may("activities.tell", site):
        raise Http404
    form = forms.StoryForm(request.POST or None, request.FILES or None)

    def run() -> Story:
        allowed = limits.hit("activities.tell", request.actor.key, rules.STORIES_A_DAY, timedelta(days=1), request.at)
        if not allowed:
            raise TooOften(_("That is a lot for one day. Please try again later."), allowed.retry_after)
        sent = {"lang": get_language() or "ms", "client_id": pages.client_id(request)}
        return commands.tell(request.actor, site=site, **form.given(), **sent)

    done, one = pages.attempt(form, run)
    if done:
        messages.success(request, _("Sent. It is read before everybody sees it."))
        return pages.go("activities:story", one.code)
    return render(request, "activities/tell.html", {"form": form}, status=422 if form.errors else 200)


def _page(request: HttpRequest, one: Story, form: forms.RefuseForm | None = None, status: int = 200) -> HttpResponse:
    request.site = one.site
    moderates = request.actor.holds(rules.STORY_MODERATORS, one.site)
    context = {
        "told": told(one),
        "one": one,
        "own": is_teller(request.actor, one),
        "can_publish": moderates and "published" in rules.STORY_MOVES[one.state],
        "can_refuse": moderates and "refused" in rules.STORY_MOVES[one.state],
        "refuse_form": form or forms.RefuseForm(),
    }
    return render(request, "activities/story.html", context, status=status)


@require_safe
def story(request: HttpRequest, code: str) -> HttpResponse:
    """One story."""
    return _page(request, queries.story(request.actor, code))


@require_safe
def held_photo(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A picture that waits, for its teller and who publishes; never kept by a browser."""
    one: Any = queries.story(request.actor, code)
    found = next((each.photo for each in one.shown if each.number == number), None)
    if found is None:
        raise Http404
    try:
        content = files.open_photo(found)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(content, content_type=found.mime)
    response["Cache-Control"], response["X-Content-Type-Options"] = "private, no-store", "nosniff"
    return response


@require_POST
def publish_story(request: HttpRequest, code: str) -> HttpResponse:
    """Show it to everybody."""
    one, form = queries.story(request.actor, code, "activities.publish_story"), forms.EmptyForm(request.POST)
    done, _one = pages.attempt(
        form, lambda: commands.publish_story(request.actor, story=one, client_id=pages.client_id(request))
    )
    messages.info(request, _("Everybody can read it now.") if done else _("This story has moved on. Look at it again."))
    return pages.go("activities:story", one.code)


@require_POST
def refuse_story(request: HttpRequest, code: str) -> HttpResponse:
    """Do not show it, and why."""
    one = queries.story(request.actor, code, "activities.refuse_story")
    form = forms.RefuseForm(request.POST)
    done, _one = pages.attempt(
        form,
        lambda: commands.refuse_story(
            request.actor, story=one, client_id=pages.client_id(request), **form.cleaned_data
        ),
    )  # fmt: skip
    if not done:
        return _page(request, one, form, status=422)
    messages.success(request, _("Written down. Who told it is told why."))
    return pages.go("activities:stories", one.site.code)


@require_POST
def withdraw_story(request: HttpRequest, code: str) -> HttpResponse:
    """The teller takes it back."""
    one = queries.story(request.actor, code, "activities.withdraw_story")
    if not is_teller(request.actor, one):
        raise Http404
    commands.withdraw_story(request.actor, story=one, client_id=pages.client_id(request))
    messages.success(request, _("Taken back. Words and pictures are deleted."))
    return pages.go("activities:stories", one.site.code)
