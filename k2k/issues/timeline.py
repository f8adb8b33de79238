"""An issue's story in lines: what happened, when, by which post of which body, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from k2k.bodies.queries import post_title
from k2k.core.actors import Actor
from k2k.issues import rules
from k2k.issues.models import Issue, Step

#: Kind of step: its sentence and the mark of its state.
SAID: dict[str, tuple[Promise, str]] = {
    "reported": (gettext_lazy("Reported by a neighbour"), "new"),
    "recorded": (gettext_lazy("Reported at the office"), "new"),
    "imported": (gettext_lazy("Taken over from another list"), "new"),
    "accepted": (gettext_lazy("Accepted"), "accepted"),
    "promised": (gettext_lazy("A date was promised"), "promise"),
    "slipped": (gettext_lazy("The date was moved"), "late"),
    "handed_over": (gettext_lazy("Handed over to another body"), "accepted"),
    "link_sent": (gettext_lazy("A link was made for somebody without an account"), "accepted"),
    "started": (gettext_lazy("The work has begun"), "started"),
    "comment": (gettext_lazy("A word from the office"), "accepted"),
    "claimed": (gettext_lazy("Said to be done"), "claimed"),
    "yes": (gettext_lazy("A home says it is fixed"), "joined"),
    "confirmed": (gettext_lazy("Confirmed by neighbours"), "confirmed"),
    "reopened": (gettext_lazy("A neighbour says not yet: reopened"), "reopened"),
    "rejected": (gettext_lazy("Cannot be done"), "rejected"),
    "taken_back": (gettext_lazy("The last step was taken back: the report waits again"), "new"),
    "merged": (gettext_lazy("Joined with another report"), "rejected"),
    "unmerged": (gettext_lazy("Parted from the other report"), "new"),
    "joined": (gettext_lazy("Another report of the same fault was joined"), "joined"),
    "parted": (gettext_lazy("A joined report was parted again"), "rejected"),
    "outside": (gettext_lazy("The number of another system was written down"), "accepted"),
    "outside_status": (gettext_lazy("The other system says"), "accepted"),
    "photo_cleared": (gettext_lazy("The photograph may be shown"), "accepted"),
    "moved_first": (gettext_lazy("Put before the others"), "late"),
    "moved_later": (gettext_lazy("Put after the others"), "accepted"),
    "moved_back": (gettext_lazy("In its place by the formula again"), "accepted"),
    "made_safe": (gettext_lazy("Nobody is in danger any more"), "confirmed"),
    "escalated": (gettext_lazy("Danger: the posts on call were told"), "late"),
    "photo_blurred": (gettext_lazy("The photograph is shown, with parts blurred"), "accepted"),
    "photo_kept": (gettext_lazy("The photograph is not shown"), "accepted"),
    "photo_appealed": (gettext_lazy("The sender asks once more to show the photograph"), "new"),
    "contact_read": (gettext_lazy("The sealed contact was read"), "accepted"),
    "contact_erased": (gettext_lazy("The sealed contact was erased"), "accepted"),
}


@dataclass(frozen=True)
class Line:
    """One line. `body` and `post` say who, never a person; `at` is None for what is still to come."""

    what: str
    sentence: str
    state: str
    at: datetime | None
    body: object = None
    post: str = ""
    text: str = ""
    lang: str = ""
    due: datetime | None = None
    due_kind: str = ""

    @property
    def is_next(self) -> bool:
        """Whether it has not happened yet."""
        return self.at is None


def lines(issue: Issue, viewer: Actor) -> list[Line]:
    """What happened, oldest first, then what comes next. One query, two for those who see what is not public."""
    steps = issue.steps.select_related("body").order_by("at", "id")
    if not viewer.may("issues.accept", issue.node):
        steps = steps.filter(public=True)
    told = [_line(step) for step in steps]
    following = next_line(issue)
    return told + ([following] if following else [])


def _line(step: Step) -> Line:
    sentence, state = SAID[step.what]
    return Line(
        what=step.what,
        sentence=_counted(step) or str(sentence),
        state=state,
        at=step.at,
        body=None if step.what == "handed_over" else step.body,
        post=post_title(step.post),
        text=step.text,
        lang=step.lang,
        due=step.due,
        due_kind=step.due_kind,
    )


def _counted(step: Step) -> str:
    if step.what == "handed_over" and step.body:
        return _("Handed over to %(body)s") % {"body": step.body.name}
    if step.what == "escalated" and step.count:
        return ngettext(
            "Danger: the next posts were told after %(n)s hour", "Danger: the next posts were told after %(n)s hours",
            step.count,
        ) % {"n": step.count}  # fmt: skip
    if step.what == "yes" and step.count:
        return ngettext("%(n)s home says it is fixed", "%(n)s homes say it is fixed", step.count) % {"n": step.count}
    if step.what == "confirmed":
        return ngettext("Confirmed by %(n)s home", "Confirmed by %(n)s homes", step.count) % {"n": step.count}
    return ""


def next_line(issue: Issue) -> Line | None:
    """What comes next and who is asked; None where nothing does."""
    sentence = _next(issue)
    return (
        Line("next", sentence, issue.state, None, issue.body, due=issue.due, due_kind=issue.due_kind)
        if sentence
        else None
    )


def _next(issue: Issue) -> str:
    if issue.state == "new":
        return _("Next: the office says who will do it, and by when")
    if issue.state == "accepted":
        return _("Next: the work begins")
    if issue.state == "started":
        return _("Next: it is said to be done")
    if issue.state == "claimed":
        missing = max(rules.households_needed(issue.at_home) - issue.yes_households, 1)
        if issue.at_home:
            return _("Next: the home it is in says whether it is fixed")
        return ngettext(
            "Next: %(n)s more home says that it is fixed", "Next: %(n)s more homes say that it is fixed", missing
        ) % {"n": missing}
    return ""
