"""The minutes: read and printed, written, published, corrected, signed, noted upon."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import queries as bodies
from k2k.core import pages
from k2k.groups import queries as groups
from k2k.meetings import canonical, commands, forms, queries, rules, words
from k2k.meetings.models import Meeting
from k2k.meetings.page import form_page, must_hold, run, the_meeting


def _readable(request: HttpRequest, code: str, meeting: str, *states: str) -> Meeting:
    """The meeting whose minutes the viewer may read: drafts only the committee. Raises Http404."""
    found = the_meeting(request, code, meeting, *(states or rules.HELD))
    if found.state == "closed" and not groups.holds_post(request.actor, found.group, request.at):
        raise Http404
    return found


@require_safe
def minutes(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """The minutes on A4: posts and numbers, never a name; signed ones with their mark."""
    return _page(request, _readable(request, code, meeting))


def _page(request: HttpRequest, found: Meeting, form=None) -> HttpResponse:
    signed = queries.minutes_of(found)
    runs = groups.holds_post(request.actor, found.group, request.at)
    context = {
        "meeting": found,
        "group": found.group,
        "title": words.kind(found),
        "facts": [*canonical.facts(found), *canonical.posts_there(found)],
        "items": [
            (item, [canonical.motion_lines(motion) for motion in item.motions.all()]) for item in queries.agenda(found)
        ],
        "signed": signed,
        "signatures": [(bodies.post_title(row.post), row.at) for row in signed.signatures.all()] if signed else [],
        "corrections": [(row, words.CORRECTIONS[row.state]) for row in found.corrections.select_related("item")],
        "notes": [(row, words.title(row.by_meeting)) for row in queries.notes_of(found)],
        "until": queries.corrections_until(found),
        "over": (until := queries.corrections_until(found)) is not None and request.at >= until,
        "runs": runs,
        "writes": runs and signed is None and found.state in ("closed", "published"),
        "corrects": queries.may_correct(request.actor, found, request.at),
        "form": form,
    }
    return render(request, "meetings/minutes.html", context, status=422 if form is not None and form.errors else 200)


def _back(meeting: Meeting) -> tuple[str, str]:
    return words.url(meeting, "minutes"), _("Minutes")


def write(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """What the minutes say of one item."""
    found = run(request, code, meeting, "write", "open", "closed", "published")
    item = found.items.filter(position=number).first()
    if item is None:
        raise Http404
    done = words.url(found, "minutes" if found.state in rules.HELD else "show")
    return form_page(
        request, forms.WriteForm(pages.posted(request), initial={"said": item.said}),
        lambda actor, **said: commands.write(actor, meeting=found, item=item, **said), (done, _("Written down.")),
        back=(done, words.kind(found)), title=f"{item.position}. {item.title}",
    )  # fmt: skip


def _press(request: HttpRequest, found: Meeting, call, said: str) -> HttpResponse:
    form = forms.EmptyForm(request.POST)
    done, _made = pages.attempt(
        form, lambda: call(request.actor, meeting=found, client_id=pages.client_id(request))
    )  # fmt: skip
    if not done:
        return _page(request, found, form)
    messages.success(request, said)
    return pages.go(words.url(found, "minutes"))


@require_POST
def publish(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Let everybody read them."""
    found = run(request, code, meeting, "publish", "closed")
    return _press(request, found, commands.publish, _("Published. Those who were there have 7 days to correct it."))


@require_POST
def sign(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Sign them as they stand."""
    found = run(request, code, meeting, "sign", "published")
    return _press(request, found, commands.sign, _("Signed. Nothing in these minutes changes any more."))


def correct(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Somebody who was there says what the minutes should say."""
    found = the_meeting(request, code, meeting, "published")
    if not queries.may_correct(request.actor, found, request.at):
        raise Http404
    return form_page(
        request, forms.CorrectForm(pages.posted(request), items=found.items.all()),
        lambda actor, **said: commands.correct(actor, meeting=found, **said),
        (words.url(found, "minutes"), _("Sent. The committee answers before it signs.")),
        back=_back(found), title=_("Correct the minutes"), action=_("Send"),
        intro=_("Your home is not named. The words and the answer stand beside the minutes."),
    )  # fmt: skip


def answer(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """The secretary accepts a correction or notes it."""
    found = run(request, code, meeting, "answer", "published")
    correction = found.corrections.filter(pk=number).first()
    if correction is None:
        raise Http404
    return form_page(
        request, forms.AnswerForm(pages.posted(request)),
        lambda actor, **said: commands.answer(actor, correction=correction, **said),
        (words.url(found, "minutes"), _("Answered.")),
        back=_back(found), title=_("Answer a correction"), intro=correction.text,
    )  # fmt: skip


def note(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """A later meeting says what is wrong in signed minutes."""
    found = the_meeting(request, code, meeting, "signed")
    must_hold(request, found.group, "note")
    form = forms.NoteForm(pages.posted(request), meetings=queries.later(found))
    return form_page(
        request, form, lambda actor, **said: commands.note(actor, meeting=found, **said),
        (words.url(found, "minutes"), _("Noted beside the minutes. They stay as they were signed.")),
        back=_back(found), title=_("Note what is wrong"),
    )  # fmt: skip
