"""What the committee does before and around a meeting: plan, agenda, call, move, cancel, open, second call, close."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from k2k.core import clock, pages
from k2k.groups import queries as groups
from k2k.meetings import commands, forms, queries, rules, words
from k2k.meetings.models import Meeting
from k2k.meetings.page import form_page, given, must_hold, run, the_group
from k2k.places import queries as places

LANGUAGES = {"ms", "en", "zh-hans", "ta"}


def _back(meeting: Meeting) -> tuple[str, str]:
    return words.url(meeting), words.kind(meeting)


def _plan_form(request: HttpRequest, group, **more) -> forms.PlanForm:
    spots = {node.code: node for node in places.spots(group.site)}
    blocks = {node.code: node for node in places.blocks(group.site)}
    names = {code: places.label(node) for code, node in (spots | blocks).items()}
    return forms.PlanForm(pages.posted(request), spots=spots, blocks=blocks, names=names, **more)


def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft; its agenda is there already."""
    group = the_group(request, code)
    must_hold(request, group, "plan")
    form = _plan_form(request, group, initial={"kind": "committee"})
    lang = get_language() or "ms"
    done, made = pages.attempt(
        form,
        lambda: commands.plan(
            request.actor, group=group, lang=lang if lang in LANGUAGES else "ms",
            client_id=pages.client_id(request), **form.given(),
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("A draft. Look at the agenda, then call the meeting."))
        return pages.go("meetings:show", group.code, made.code)
    context = {
        "form": form, "title": _("Plan a meeting"), "action": _("Make the draft"),
        "back_url": reverse("meetings:list", args=[group.code]), "back_label": _("Meetings"),
    }  # fmt: skip
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


def _refused(request: HttpRequest, meeting: Meeting, form) -> HttpResponse:
    context = {"meeting": meeting, "group": meeting.group, "items": list(meeting.items.all()), "form": form}
    return render(request, "meetings/agenda.html", context, status=422 if form.errors else 200)


def agenda(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """The agenda of a draft, to add to and to take from."""
    found = run(request, code, meeting, "add_item", "draft")
    return _refused(request, found, forms.ItemForm())


@require_POST
def add_item(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """One thing more on the agenda."""
    found = run(request, code, meeting, "add_item", "draft")
    form = forms.ItemForm(request.POST)
    done, _item = pages.attempt(
        form,
        lambda: commands.add_item(request.actor, meeting=found, client_id=pages.client_id(request), **given(form)),
    )
    return pages.go(words.url(found, "agenda")) if done else _refused(request, found, form)


@require_POST
def drop_item(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """One thing less on the agenda."""
    found = run(request, code, meeting, "drop_item", "draft")
    item = found.items.filter(position=number).first()
    if item is None:
        raise Http404
    form = forms.EmptyForm(request.POST)
    done, _meeting = pages.attempt(
        form,
        lambda: commands.drop_item(request.actor, meeting=found, item=item, client_id=pages.client_id(request)),
    )
    return pages.go(words.url(found, "agenda")) if done else _refused(request, found, form)


def call(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Send the notice."""
    found = run(request, code, meeting, "call", "draft")
    return form_page(
        request, forms.EmptyForm(pages.posted(request)), _of(commands.call, found),
        (words.url(found, "notice"), _("Called. Print the notice and send it on.")),
        back=_back(found), title=_("Call this meeting"), action=_("Call it"),
        intro=_("Members' homes are told. Its kind and its agenda stay from now on."),
    )  # fmt: skip


def _of(command, meeting: Meeting):
    return lambda actor, **words_: command(actor, meeting=meeting, **words_)


def move(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Another day, time or place."""
    found = run(request, code, meeting, "move", "called")
    here = clock.local(found.starts_at)
    form = forms.MoveForm(
        pages.posted(request), initial={"day": here.date(), "hour": here.time(), "place": found.place}
    )
    return form_page(
        request, form, _of(commands.move, found), (words.url(found), _("Moved. Members are told.")),
        back=_back(found), title=_("Move this meeting"), action=_("Move it"),
    )  # fmt: skip


def cancel(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """It does not take place."""
    found = run(request, code, meeting, "cancel", "draft", "called")
    return form_page(
        request, forms.ReasonForm(pages.posted(request)), _of(commands.cancel, found),
        (reverse("meetings:list", args=[found.group.code]), _("Cancelled.")),
        back=_back(found), title=_("Cancel this meeting"), action=_("Cancel it"),
    )  # fmt: skip


def open_meeting(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Begin: those who come are entered from now on."""
    found = run(request, code, meeting, "open", "called")
    voters, committee, needed = queries.expected(found, request.at)
    return form_page(
        request, forms.EmptyForm(pages.posted(request)), _of(commands.open_meeting, found),
        (words.url(found), _("It is open. Enter who is here.")),
        back=_back(found), title=_("Open this meeting"), action=_("Open it"),
        intro=words.quorum(needed, voters, committee),
    )  # fmt: skip


def second_call(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Too few came: go on, or come again."""
    found = run(request, code, meeting, "second_call", "open")
    values = groups.values(found.group, clock.today(found.called_at or request.at))
    same_day = values["second_call"] != "other_day"
    intro = {
        "same_day": _("After the wait those who are here go on. What the constitution names cannot be decided."),
        "other_day": _("The meeting comes again on another day; those who come then are enough."),
        "none": _("The constitution knows no second call for this meeting. Close it and call another."),
    }[values["second_call"] if found.kind in rules.GENERAL else "none"]
    return form_page(
        request, forms.SecondCallForm(pages.posted(request), same_day=same_day), _of(commands.second_call, found),
        (words.url(found), _("The second call is made.")),
        back=_back(found), title=_("Second call"), action=_("Make the second call"), intro=intro,
    )  # fmt: skip


def close(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """End it."""
    found = run(request, code, meeting, "close", "open")
    return form_page(
        request, forms.EmptyForm(pages.posted(request)), _of(commands.close, found),
        (words.url(found, "minutes"), _("Closed. The minutes have the facts already; write the rest.")),
        back=_back(found), title=_("Close this meeting"), action=_("Close it"),
        intro=_("Who comes after this no longer counts."),
    )  # fmt: skip
