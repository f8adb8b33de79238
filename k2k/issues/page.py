"""What the page of a report shows, and to whom."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.commitments import queries as commitments
from k2k.core import clock, registry
from k2k.core.actors import Actor
from k2k.core.files import photos
from k2k.core.notify.messages import whatsapp_link
from k2k.core.ui import formats
from k2k.issues import danger, names, priority, queries, ranking, rules, sealing
from k2k.issues.changes import is_of_home
from k2k.issues.commands.pictures import last_word
from k2k.issues.models import Answer, Issue, Tap
from k2k.issues.story import story
from k2k.places import queries as places
from k2k.safety import queries as safety

#: So many open reports of one spot stand before the question; the others are in the list.
SHOWN = 3
#: So many neighbours are drawn as windows; beyond, the number alone is said.
DRAWN = 24
#: So many words of neighbours who said "not yet" stand on the page.
NOT_YET_SHOWN = 6


@dataclass(frozen=True)
class Known:
    """An open report of the same spot, as a neighbour meets it before reporting."""

    issue: Issue
    what: str
    state: str
    tapped: bool
    waiting_days: int

    @property
    def neighbours(self) -> int:
        """Homes by card and neighbours without one."""
        return self.issue.households + self.issue.without_card

    @property
    def windows(self) -> int:
        """How many windows are lit in the picture."""
        return min(self.issue.households, DRAWN)

    @property
    def you(self) -> int:
        """The window that waits for this viewer."""
        return 0 if self.tapped else 1

    @property
    def picture(self) -> str:
        """The windows in words."""
        said = ngettext("%(n)s neighbour has reported it.", "%(n)s neighbours have reported it.", self.neighbours)
        yours = _("Your window is lit.") if self.tapped else _("Your window is not lit yet.")
        return f"{said % {'n': self.neighbours}} {yours}"


def known(viewer: Actor, found: list[Issue], at: datetime) -> list[Known]:
    """The open reports with what the viewer has already said to them. One query."""
    tapped = _tapped(viewer, found)
    return [
        Known(issue, names.what(issue), queries.status(issue, at), issue.pk in tapped, queries.waiting_days(issue, at))
        for issue in found
    ]


def _tapped(viewer: Actor, found: list[Issue]) -> set[int]:
    who = asker(viewer)
    if not who or not found:
        return set()
    return set(Tap.objects.filter(issue__in=found, ended_at=None, **who).values_list("issue_id", flat=True))


def asker(viewer: Actor) -> dict | None:
    """By what this viewer's taps and answers are found; None for a browser without a mark."""
    if viewer.household_id:
        return {"household_id": viewer.household_id}
    return {"household": None, "device": sealing.device_hash(viewer.device)} if viewer.device else None


def answer_of(viewer: Actor, issue: Issue) -> Answer | None:
    """What this viewer last said to "is it fixed?"; of an earlier round too, so that a reopening can be explained."""
    who = asker(viewer) if issue.claimed_at else None
    return issue.answers.filter(**who).order_by("-round", "-at").first() if who else None


@dataclass(frozen=True)
class Picture:
    """A photograph as this viewer meets it: before or after, its address, or that it still waits."""

    caption: str
    at: datetime | None
    url: str
    cleared: bool
    thumb: str = ""
    slug: str = ""
    kept: Any = ""
    appealed: bool = False
    may_appeal: bool = False


def pictures(viewer: Actor, issue: Issue) -> list[Picture]:
    """The photographs before and after; without an address where the viewer may not see them yet."""
    shown = []
    for slug, photo, caption, at in (
        ("before", issue.photo, _("Before"), issue.occurred_at),
        ("after", issue.done_photo, _("After"), issue.claimed_at),
    ):
        if photo is None or photo.erased_at:
            continue
        if photo.node_id == issue.node_id:
            photo.node = issue.node
        url = photo.url if photos.may_see(viewer, photo) else ""
        last = last_word(photo) if not photo.cleared else None
        shown.append(Picture(caption, at, url, photo.cleared, slug=slug, **_kept(slug, last)))
    return shown


def _kept(slug: str, last) -> dict[str, Any]:
    """Why a photograph is not shown, and whether its sender may still ask."""
    if last is None or last.action != "keep":
        return {}
    asked = last.is_appealed
    may = slug == "before" and not asked and last.answers_id is None
    return {"kept": names.KEEP_REASONS[last.reason], "appealed": asked, "may_appeal": may}


@dataclass(frozen=True)
class Dated:
    """A target or promise of this report as it is shown: its state in words, its first date where it slipped."""

    row: Any
    state: str
    words: str
    mark: str

    @property
    def first(self) -> datetime | None:
        """The first date, where another stands now."""
        return self.row.first_due if self.row.first_due != self.row.due else None


def dates(issue: Issue, at: datetime) -> list[Dated]:
    """Every target and promise of this report, the running one first. Two queries."""
    return [_dated(row, at) for row in commitments.for_source(issue.ref)]


def _dated(row, at: datetime) -> Dated:
    state = commitments.status(row, at)
    mark = {"late": "late", "broken": "late", "done_late": "late", "kept": "ok"}.get(state, "")
    return Dated(row, state, _time_words(row, at), mark or ("target" if row.kind == "target" else ""))


def _time_words(row, at: datetime) -> str:
    """ "Late by 5 days", "Done 1 hour early", "Done 2 days late"; "" where the state's own word says enough."""
    language = get_language() or "ms"
    time = commitments.time_state(row, at)
    if time == "late":
        late = commitments.days_late(row, at)
        return ngettext("Late by %(n)s day", "Late by %(n)s days", late) % {"n": late} if late else ""
    if time == "done_on_time":
        return _("Said to be done %(time)s early") % {"time": formats.age(row.due - row.claimed_at, language)}
    if time == "done_late":
        days = commitments.days_late(row, at)
        late_by = timedelta(days=days) if days else row.claimed_at - row.due
        return _("Said to be done %(time)s late") % {"time": formats.age(late_by, language)}
    return ""


def status_words(issue: Issue, state: str, at: datetime) -> str:
    """The status said more exactly: who nobody is, and how late; "" where the plain word does."""
    if state == "new" and (days := queries.waiting_days(issue, at)):
        return ngettext("Nobody has accepted it yet, %(n)s day", "Nobody has accepted it yet, %(n)s days", days) % {
            "n": days
        }
    if state == "late" and issue.due:
        days = commitments.days_past(issue.due, at)
        return ngettext("Late by %(n)s day", "Late by %(n)s days", days) % {"n": days} if days else ""
    return ""


def share(issue: Issue) -> dict[str, str]:
    """The text to pass on and the address that opens WhatsApp with it."""
    url = settings.URL + reverse("issues:show", args=[issue.code])
    text = _("%(title)s. Number %(code)s. See who promised what, and say “me too”:") % {
        "title": names.title(issue),
        "code": issue.code,
    }
    return {"text": text, "url": url, "whatsapp": "https://wa.me/?text=" + quote(f"{text} {url}")}


def link_made(request: HttpRequest, issue: Issue, link) -> dict:
    """A link that was just made, with the words to send it on; shown once."""
    request.site = issue.site
    url = settings.URL + link.path
    day = formats.day(clock.local(link.expires_at), get_language() or "ms", "year")
    text = _(
        "%(title)s. Number %(code)s. With this link you promise the date, begin, and say that it is done. It lasts "
        "until %(day)s:"
    ) % {"title": names.title(issue), "code": issue.code, "day": day}
    return {
        "issue": issue,
        "link_url": url,
        "until": day,
        "whatsapp": whatsapp_link(f"{text} {url}"),
    }


def may_read_words(viewer: Actor, issue: Issue, has_secret: bool) -> bool:
    """Whether the reporter's own sentence is shown: to the reporter and to those who see to it, never to neighbours."""
    if has_secret or (viewer.household_id and viewer.household_id == issue.reporter_id):
        return True
    staff = viewer.is_staff or viewer.kind == "link"
    return staff and (viewer.may("issues.start", issue.node) or viewer.may("issues.read_contact", issue.node))


def not_yet(viewer: Actor, issue: Issue, at: datetime) -> list[Answer]:
    """What neighbours wrote with "Belum", newest first, for those who see to it; never who wrote it. One query."""
    if issue.claimed_at is None or not (viewer.is_staff or viewer.kind == "link"):
        return []
    office = {"office"} if issue.at_home else {"office", "committee"}
    if not viewer.holds(office, issue.node) and not (issue.body and bodies.speaks_for(viewer, issue.body, at)):
        return []
    return list(issue.answers.filter(answer="no").exclude(text="").order_by("-at", "-id")[:NOT_YET_SHOWN])


def responsible(issue: Issue, at: datetime):
    """Whom the matrix names for this place while nobody has accepted the report. At most two queries."""
    if issue.state != "new":
        return None
    for duty in ("maintains", "manages", "owns"):
        found = bodies.responsible(issue.node, issue.node.noun, duty, at)
        if found:
            return found
    return None


def work(request: HttpRequest, issue: Issue, holder: Actor) -> dict:
    """What the holder of a signed link reads of its report: the words while there is something to do, never who wrote.

    Photographs are asked for by the browser itself, so only those that it may see are shown.
    """
    at, request.site = request.at, issue.site
    state, at_work = queries.status(issue, at), issue.state in rules.OPEN
    return {
        "issue": issue,
        "what": names.what(issue),
        "state": state,
        "state_words": status_words(issue, state, at),
        "pictures": [picture for picture in pictures(request.actor, issue) if picture.url],
        "reads_words": at_work and may_read_words(holder, issue, has_secret=False),
        "not_yet": not_yet(holder, issue, at) if at_work else [],
        "dates": [each for each in dates(issue, at) if each.row.withdrawn_at is None],
        "lines": story(issue, holder, at),
    }


def back(issue: Issue) -> tuple[str, str]:
    """Where one came from: the block's page, else the site's: (address, name)."""
    for place, name in ((issue.node.block, "home:block"), (issue.site, "home:site")):
        if place is not None:
            try:
                return reverse(name, args=[place.code]), places.short(place)
            except NoReverseMatch:
                continue
    return reverse("issues:report_start", args=[issue.site.code]), places.short(issue.site)


def addresses(issue: Issue, secret: str = "") -> dict[str, str]:
    """Where this reader finds the report again and its slip: under the secret of the link, or under its number."""
    show, slip = ("follow", "print_secret") if secret else ("show", "print")
    args = [secret or issue.code]
    return {"here": reverse(f"issues:{show}", args=args), "print_url": reverse(f"issues:{slip}", args=args)}


def context(request: HttpRequest, issue: Issue, secret: str = "", on_paper: bool = False) -> dict:
    """Everything that issues/show.html needs, the office's forms apart."""
    viewer, at = request.actor, request.at
    request.site = issue.site
    state = queries.status(issue, at)
    all_dates = dates(issue, at)
    back_url, back_label = back(issue)
    lines = story(issue, viewer, at, on_paper)
    return {
        "issue": issue,
        "what": names.what(issue),
        "state": state,
        "state_words": status_words(issue, state, at),
        "neighbours": issue.households + issue.without_card,
        "windows": min(issue.households, DRAWN),
        "pictures": pictures(viewer, issue),
        "dates": [each for each in all_dates if each.row.withdrawn_at is None],
        "earlier_dates": [each for each in all_dates if each.row.withdrawn_at is not None],
        "lines": lines,
        "reject_lang": next((told.line.lang for told in reversed(lines) if told.line.what == "rejected"), ""),
        "reads_words": may_read_words(viewer, issue, bool(secret)),
        "is_sender": bool(secret) or bool(viewer.household_id and viewer.household_id == issue.reporter_id),
        "not_yet": not_yet(viewer, issue, at),
        "responsible": responsible(issue, at),
        "outside_name": names.OUTSIDE_SYSTEMS.get(issue.outside_system, ""),
        "share": share(issue),
        "secret": secret,
        **addresses(issue, secret),
        "parts": [part for tell in registry.items("issue_part") if (part := tell(issue, viewer, at))],
        "back_url": back_url,
        "back_label": back_label,
        "ended": issue.state in rules.ENDED,
        "danger": names.DANGERS.get(issue.danger, "") if issue.state in rules.OPEN else "",
        "site_detail": places.site_of(issue.site),
        "points": points(viewer, issue, at),
        **_asked(viewer, issue, at),
    }


def points(viewer: Actor, issue: Issue, at: datetime) -> list[tuple[Any, Any, int]]:
    """Each component that counts, what it is, and its points, for those who see to it. At most two queries."""
    if issue.source or issue.state not in rules.OPEN or not viewer.holds({"office", "committee"}, issue.node):
        return []
    found = ranking.components(issue, at)
    return [(*names.COMPONENTS[name], found[name]) for name in priority.COMPONENTS if found[name]]


def formula() -> dict:
    """The published formula: its numbers, what is asked, and the ladder."""
    kinds: dict[int, list[Any]] = {}
    for slug, each in priority.KIND.items():
        kinds.setdefault(each, []).append(names.category_label(slug))
    return {
        "p": {word: getattr(priority, word) for word in dir(priority) if word.isupper()},
        "kinds": [(each, [str(label) for label in kinds[each]]) for each in sorted(kinds, reverse=True)],
        "first": priority.MOVES["first"],
        "later": -priority.MOVES["later"],
        "asked": [names.ASKED[slug] for slug in danger.DANGERS],
        "ladder": [(rung.hours, _told(rung)) for rung in danger.LADDER],
    }


def _told(rung: danger.Rung) -> list[str]:
    return [str(names.ROLES[role]) for role in sorted(rung.roles)]


def _asked(viewer: Actor, issue: Issue, at: datetime) -> dict:
    can = queries.can(viewer, issue, at)
    only_looks = issue.at_home and not is_of_home(viewer, issue) and not can.see_private
    if only_looks:
        can = replace(can, tap=False, untap=False, answer=False)
    given = answer_of(viewer, issue)
    open_again = issue.claimed_at is not None and at < issue.claimed_at + rules.REOPENS_FOR
    return {
        "can": can,
        "help_lines": safety.lines() if can.answer else [],
        "only_looks": only_looks,
        "given": given,
        "given_now": given if given and given.round == issue.round else None,
        "given_why": names.WHY_NOT.get(given.why_not, "") if given else "",
        "why_not": names.WHY_NOT.get(can.why_not, ""),
        "still_needed": max(rules.households_needed(issue.at_home) - issue.yes_households, 0),
        "may_reopen": issue.state == "confirmed" and open_again and can.say_no and not can.why_not,
    }
