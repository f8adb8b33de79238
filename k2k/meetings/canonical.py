"""The minutes word for word, as they are signed: facts from the record, words of the secretary, posts, never a name."""

from django.utils import translation
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.meetings import queries, words
from k2k.meetings.models import AgendaItem, Meeting, Motion


def text(meeting: Meeting) -> str:
    """The same meeting always gives the same text, in the language of the meeting."""
    with translation.override(meeting.lang):
        parts = [*_head(meeting), *(line for item in queries.agenda(meeting) for line in _item(meeting, item))]
        parts += _corrections(meeting)
    return "\n".join(parts) + "\n"


def facts(meeting: Meeting) -> list[str]:
    """When, where, and how many were there, in the active language."""
    language = translation.get_language() or "ms"
    said = [
        words.moment(meeting.starts_at),
        words.place(meeting),
        _("%(here)s counted, %(needed)s needed.") % {"here": meeting.present_n, "needed": meeting.quorum_n},
    ]
    if meeting.second:
        said.append(_("It went on after a second call."))
    if not meeting.quorate:
        said.append(_("Too few came: nothing could be decided."))
    if meeting.opened_at and meeting.closed_at:
        hours = [words.formats.hour(clock.local(at), language) for at in (meeting.opened_at, meeting.closed_at)]
        said.append(_("Opened %(opened)s, closed %(closed)s.") % dict(zip(("opened", "closed"), hours, strict=True)))
    return said


def _head(meeting: Meeting) -> list[str]:
    title = _("Minutes: %(group)s, %(title)s (%(code)s)") % {
        "group": meeting.group.name, "title": words.title(meeting), "code": meeting.code,
    }  # fmt: skip
    return [title, *facts(meeting), *posts_there(meeting)]


def posts_there(meeting: Meeting) -> list[str]:
    """Which posts were there, of a committee meeting."""
    if meeting.kind != "committee":
        return []
    terms = [row.appointment for row in queries.present(meeting)]
    titles = [bodies.post_title(term.post.kind) for term in terms if term]
    return [_("There: %(posts)s") % {"posts": ", ".join(titles)}] if titles else []


def _item(meeting: Meeting, item: AgendaItem) -> list[str]:
    found = ["", f"{item.position}. {item.title}"]
    if item.said:
        found.append(item.said)
    for motion in item.motions.all():
        found += motion_lines(motion)
    return found


def motion_lines(motion: Motion) -> list[str]:
    """A motion, how it went, and what was promised, in the active language and without a name."""
    state = str(words.MOTION_STATES[motion.state][1])
    found = [_("Motion %(n)s: %(text)s") % {"n": motion.number, "text": motion.text}]
    if numbers := words.result(motion):
        found.append(f"{state}: {numbers}. {words.METHODS[motion.method]}.")
    else:
        found.append(f"{state}.")
    if hasattr(motion, "decision"):
        found.append(promise_line(motion))
    return found


def promise_line(motion: Motion) -> str:
    """What was promised, by which post, by when it was first promised."""
    promised, post = motion.decision.commitment, motion.decision.post
    day = words.formats.day(clock.local(promised.first_due).date(), translation.get_language() or "ms", "year")
    return _("Promised: %(what)s. %(post)s, by %(day)s (%(code)s).") % {
        "what": promised.what, "post": post.title or bodies.post_title(post.kind), "day": day, "code": promised.code,
    }  # fmt: skip


def _corrections(meeting: Meeting) -> list[str]:
    rows = list(meeting.corrections.select_related("item").order_by("id"))
    if not rows:
        return []
    found = ["", _("Corrections")]
    for row in rows:
        about = row.item.position if row.item else "–"
        found.append(f"- {about}: {words.CORRECTIONS[row.state]}. {row.answer}")
    return found
