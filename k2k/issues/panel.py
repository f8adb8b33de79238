"""The office's side of a report: one small form a verb, only those that this actor can use now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from k2k.core.actors import Actor
from k2k.issues import forms_office as forms
from k2k.issues import queries
from k2k.issues.models import Issue


@dataclass(frozen=True)
class Section:
    """How one verb is offered: its heading, its form, the word on its button, what is said beside it."""

    verb: str
    title: Promise
    form: type[forms.OfficeForm]
    button: Promise
    note: Promise | str = ""
    icon: str = "check"
    grave: bool = False


#: In the order in which a report passes through them.
SECTIONS = (
    Section("accept", _("Accept"), forms.AcceptForm, _("Accept"), icon="check"),
    Section(
        "promise_date", _("Promise a date"), forms.PromiseForm, _("Promise"),
        _("The target counted from the rule becomes your promise. Everybody can read it."), "promise",
    ),
    Section(
        "start", _("The work begins"), forms.EmptyForm, _("The work has begun"),
        _("Neighbours see that somebody is at it."), "tools",
    ),
    Section(
        "claim", _("It is done"), forms.ClaimForm, _("Say that it is done"),
        _("A claim until two homes confirm it."), "check",
    ),
    Section("slip", _("Move the date"), forms.SlipForm, _("Move the date"), icon="calendar"),
    Section(
        "hand_over", _("Hand over to another body"), forms.HandOverForm, _("Hand over"),
        _("The date of the body that has it now ends, and a target begins for the other one. What was late stays "
          "broken."), "people",
    ),
    Section(
        "send_link", _("A link for somebody without an account"), forms.EmptyForm, _("Make the link"),
        _("Whoever has it can promise the date, begin, and say that it is done, for this report alone, for 14 days. "
          "A new link ends the former one."), "lock",
    ),
    Section(
        "make_safe", _("Nobody is in danger any more"), forms.ReasonForm, _("It is safe now"),
        _("The repair itself goes on. Say what was done."), "shield",
    ),
    Section(
        "prioritise", _("Decide where it stands"), forms.PrioritiseForm, _("Decide"),
        _("Your decision and its reason stand beside the points. Everybody reads them."), "list",
    ),
    Section("comment", _("Tell the neighbours"), forms.CommentForm, _("Tell"), icon="megaphone"),
    Section(
        "clear_photo", _("Publish the photo"), forms.EmptyForm, _("Publish the photo"),
        _("No face, no name, no inside of a home in it? Then everybody may see it. It cannot be taken back. "
          "Leave it, and neighbours do not see it."), "camera",
    ),
    Section(
        "keep_photo", _("Do not show the photo"), forms.KeepPhotoForm, _("Do not show it"),
        _("Its sender reads the reason and may ask once more; then somebody else decides."), "lock",
    ),
    Section(
        "merge", _("Join with another report"), forms.MergeForm, _("Join"),
        _("The neighbours of this one are counted there."), "people",
    ),
    Section(
        "unmerge", _("Part the reports again"), forms.EmptyForm, _("Part them"),
        _("This report is new again, with its own neighbours."), "undo",
    ),
    Section(
        "outside_status", _("What the other system says"), forms.OutsideStatusForm, _("Save"),
        _("It stands beside our own status and does not change it."), "list",
    ),
    Section(
        "read_contact", _("Open the sealed contact"), forms.EmptyForm, _("Open it"),
        _("Every opening is written down, without what it says."), "lock",
    ),
    Section("reject", _("Cannot be done"), forms.ReasonForm, _("Say no"), icon="cross", grave=True),
)  # fmt: skip
#: What the holder of a link can do, for its one report.
BY_LINK = ("promise_date", "start", "claim", "slip")
BY_VERB = {section.verb: section for section in SECTIONS}


@dataclass
class Shown:
    """A section on the page, with its form."""

    section: Section
    form: forms.OfficeForm
    url: str
    open: bool = field(default=False)


def form_for(verb: str, issue: Issue, actor: Actor, at: datetime, *posted: Any) -> forms.OfficeForm:
    """The form of one verb, filled with what was posted."""
    return BY_VERB[verb].form(*posted, issue=issue, actor=actor, at=at, verb=verb)


def sections(
    issue: Issue, actor: Actor, can: queries.Can, at: datetime, bound: forms.OfficeForm | None = None, verb: str = ""
) -> list[Shown]:
    """What the actor can do now; the first step of the loop open, or the one that was refused."""
    if not (actor.is_staff or actor.kind == "link"):
        return []
    known = [section for section in SECTIONS if actor.link is None or section.verb in BY_LINK]
    offered = [section for section in known if _is_offered(section.verb, issue, actor, can)]
    if verb and verb not in [section.verb for section in offered]:
        offered.insert(0, BY_VERB[verb])
    shown = []
    for section in offered:
        form = bound if section.verb == verb and bound else form_for(section.verb, issue, actor, at)
        url = reverse(f"issues:{section.verb}", args=[issue.code])
        shown.append(Shown(section, form, url, open=section.verb == (verb or _next(issue, can))))
    return shown


def _is_offered(verb: str, issue: Issue, actor: Actor, can: queries.Can) -> bool:
    if verb == "outside_status":
        return bool(issue.outside_number) and actor.may("issues.record_outside_status", issue.node)
    if verb in ("clear_photo", "keep_photo"):
        photos = [photo for photo in (issue.photo, issue.done_photo) if photo and not photo.erased_at]
        return can.clear_photo and not issue.at_home and not all(photo.cleared for photo in photos)
    return bool(getattr(can, verb))


def _next(issue: Issue, can: queries.Can) -> str:
    """The verb with which this actor brings the report one step further."""
    if issue.state == "accepted":
        return "promise_date" if can.promise_date else "start"
    return {"new": "accept", "started": "claim"}.get(issue.state, "")
