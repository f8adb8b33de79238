"""What the pages show of activities and stories, for whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from k2k.activities import forms, names, queries, rules
from k2k.activities.models import Activity, Story
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.notify import whatsapp_link
from k2k.groups import queries as groups
from k2k.places import queries as places

#: So many days ahead the calendar shows the public holidays of the state.
HOLIDAYS_AHEAD = 45


@dataclass(frozen=True)
class Row:
    """One activity in a list."""

    one: Activity
    at: datetime
    kind: str
    where: str
    state: str
    words: str
    thanks: str


def row(one: Activity, at: datetime) -> Row:
    """An activity as a row; of what is over, its line of thanks. No statement beside what was fetched along."""
    slug, words = names.status(one, at)
    written = getattr(one, "written", [])
    thanks = names.thanks(written[0]) if written else ""
    return Row(one, one.next_at(at), str(names.KINDS[one.kind]), names.place(one), slug, words, thanks)


def site_of(request: HttpRequest, code: str) -> Node:
    """The site of this address. Raises Http404."""
    node = places.by_code(code)
    if node is None or node.kind != "site":
        raise Http404
    request.site = node
    return node


def holidays(site: Node, at: datetime) -> list[tuple[date, str]]:
    """The state's public holidays that are near, so that days of culture are seen. One statement."""
    state, today = places.site_of(site).state, clock.today(at)
    days = (today + timedelta(days=n) for n in range(HOLIDAYS_AHEAD))
    return [(day, name) for day in days if (name := clock.holiday(day, state))]


def number_of(text: str) -> int:
    """The number of a page in an address; 1 for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def calendar_page(request: HttpRequest, site: Node, group=None) -> HttpResponse:
    """What comes and what was, of a site or of one group."""
    kind, page = request.GET.get("jenis", ""), number_of(request.GET.get("page", "1"))
    kind = kind if kind in rules.KINDS else ""
    runs = group is not None and groups.may_run(request.actor, group, request.at)
    past, more = queries.past(site, request.at, group, kind, page=page)
    context = {
        "group": group,
        "runs": runs,
        "kind": kind,
        "kinds": [("", None), *names.KINDS.items()],
        "coming": [
            row(one, request.at) for one in queries.coming(site, request.at, group, kind, runs=runs)
        ] if page == 1 else [],
        "past": [row(one, request.at) for one in past],
        "groups": [] if group else groups.at_site(site, clock.today(request.at))[:30],
        "holidays": holidays(site, request.at),
        "page_number": page,
        "newer_url": f"?jenis={kind}&page={page - 1}" if page > 1 else "",
        "older_url": f"?jenis={kind}&page={page + 1}" if more else "",
        "webcal": f"{settings.URL}{reverse('activities:calendar_ics', args=[site.code])}",
    }  # fmt: skip
    return render(request, "activities/calendar.html", context)


def facts(one: Activity, at: datetime) -> dict[str, Any]:
    """When, where, for whom, and what to leave alone: for its page and its poster. No statement."""
    leave_alone = rules.LEAVE_ALONE if one.kind == "gotong_royong" else ()
    return {
        "one": one,
        "next_at": one.next_at(at),
        "kind": names.KINDS[one.kind],
        "where": names.place(one),
        "invited": names.invited(one),
        "leave_alone": [names.LEAVE_ALONE[each] for each in leave_alone],
    }


def activity_page(
    request: HttpRequest, one: Activity, tried: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    """One activity: when, where, who comes, what not to touch, who came, and what one may do."""
    request.site, tried = one.site, tried or {}
    comers = queries.comers(one, request.actor)
    slug, words = names.status(one, request.at)
    written = list(one.turnouts.order_by("-id")) if one.state == "over" else []
    text, url = names.share(one), f"{settings.URL}{names.url(one)}"
    context = {
        **facts(one, request.at),
        "state": slug,
        "words": words,
        "comers": comers,
        "turnout": written[0] if written else None,
        "thanks": names.thanks(written[0]) if written else "",
        "former": [(each, names.numbers(each)) for each in written[1:]],
        "of_invited": names.of_invited(one, written[0].homes if written else comers.homes),
        "can": _can(request.actor, one, request.at),
        "come_form": tried.get("sign_up") or forms.ComeForm(initial=_persons(comers)),
        "refused_form": next((form for form in tried.values() if form.errors), None),
        "share": {"text": text, "url": url, "whatsapp": whatsapp_link(f"{text} {url}")},
        **_roll(request.actor, one),
    }
    return render(request, "activities/show.html", context, status=status)


def _persons(comers: queries.Coming) -> dict[str, int]:
    return {"persons": comers.own.persons} if comers.own else {}


def _roll(actor: Actor, one: Activity) -> dict[str, Any]:
    if not one.has_roll:
        return {}
    return {
        "numbers": queries.roll_numbers(one),
        "own_pupils": [(each, names.CONSENTS[each.pupil.consent_how]) for each in queries.own_pupils(actor, one)],
    }


def _can(actor: Actor, one: Activity, at: datetime) -> dict[str, bool]:
    """What the viewer may do to the activity as it stands."""
    runs = groups.may_run(actor, one.group, at)
    reads = runs and groups.may_read_members(actor, one.group, at)
    open_, begun = one.state == "announced" and one.last_at > at, one.ends_at <= at
    invited = open_ and queries.is_invited(actor, one)
    return {
        "run": runs,
        "announce": runs and one.state == "planned",
        "change": runs and one.state in ("planned", "announced") and not begun,
        "cancel": runs and one.state in ("planned", "announced"),
        "turnout": reads and one.state == "announced" and begun and not one.has_roll,
        "correct": reads and one.state == "over" and not one.has_roll,
        "come": invited and not one.has_roll,
        "enrol": invited and one.has_roll and actor.kind == "card",
        "roll": reads and one.has_roll and one.state in ("announced", "over"),
        "close": runs and one.has_roll and one.state == "announced",
    }


@dataclass(frozen=True)
class Told:
    """A story with who tells it and how it stands."""

    one: Story
    kind: str
    teller: str
    state: str
    words: str
    reason: str


def told(story: Story) -> Told:
    """A story for a page. No statement beside what was fetched along."""
    slug, words = names.STORY_STATES[story.state]
    reason = str(names.STORY_REASONS.get(story.refused_because, ""))
    return Told(story, str(names.STORY_KINDS[story.kind]), names.teller(story), slug, str(words), reason)
