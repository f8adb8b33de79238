"""What the desk's pages are made of: rail, sentence, the case beside the list, what a button says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.core.actors import Actor
from k2k.core.files import photos
from k2k.core.nodes import Node
from k2k.desk import queries, rules, words
from k2k.desk.queries import Row
from k2k.desk.twins import Twin, twins
from k2k.issues import queries as issues

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.issues.models import Issue


@dataclass(frozen=True)
class Link:
    """An entry of the rail."""

    url: str
    word: str


@dataclass
class Picked:
    """The case beside the list: the reporter's words for those who see to it, twins, what can be pressed."""

    row: Row
    photo: str
    words: str
    twins: list[Twin] = field(default_factory=list)
    may_view: bool = False
    following: str = ""
    before: str = ""

    @property
    def issue(self) -> Issue:
        """The report."""
        return self.row.issue

    @property
    def twin(self) -> Twin | None:
        """The likeliest report that is open: the one that a press joins it with."""
        return next((twin for twin in self.twins if twin.closed_at is None), None)


def picked(viewer: Actor, site: Node, rows: list[Row], code: str, at: datetime) -> Picked | None:
    """The chosen row, else the first; None where the list is empty. At most one statement."""
    index = next((n for n, row in enumerate(rows) if row.issue.code == code), 0)
    if not rows:
        return None
    row = rows[index]
    issue = row.issue
    able = viewer.may("issues.merge", issue.node)
    return Picked(
        row,
        _photo(viewer, issue),
        issue.text if viewer.may("issues.start", issue.node) else "",
        twins(site, issue, at) if able and issue.state in ("new", *issues.IN_HAND) else [],
        viewer.may("desk.record_view", issue.node) and issue.state in issues.OPEN,
        rows[index + 1].issue.code if index + 1 < len(rows) else "",
        rows[index - 1].issue.code if index else "",
    )


def _photo(viewer: Actor, issue: Issue) -> str:
    """The address of the report's photograph, for those who may see it."""
    if issue.photo is None:
        return ""
    issue.photo.node = issue.node
    return issue.photo.thumb_url if photos.may_see(viewer, issue.photo) else ""


def frame(request: HttpRequest, site: Node, lists: list[queries.List], more: str) -> dict[str, Any]:
    """What stands around a list: where the rail leads, how the morning stands, the next page, the way back."""
    here = without(request.get_full_path(), "page")
    glue = "&" if "?" in here else "?"
    codes = [code for code in request.GET.get("done", "").split(",") if code and len(code) <= 16 and code.isprintable()]
    return {
        "links": links(request.actor, site),
        "may_record": request.actor.may("issues.record_for", site),
        "may_accept": request.actor.may("issues.accept", site),
        "may_order": request.actor.may("works.draft", site),
        "older_url": f"{here}{glue}{urlencode({'page': more})}" if more else "",
        "done": codes[: rules.AT_ONCE],
        "stances": words.STANCES.items(),
        "refusals": rules.REFUSALS.items(),
        "stay": without(request.get_full_path(), "done"),
        "query": urlencode([(key, value) for key, value in request.GET.items() if key not in ("page", "pick", "done")]),
        **sentence(lists),
    }


def without(address: str, *names: str) -> str:
    """The address without these parameters."""
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in names]
    return parts.path + (f"?{urlencode(kept)}" if kept else "")


def pressed(request: HttpRequest, site: Node) -> tuple[str, dict[str, Any]]:
    """Which button was pressed and with what: each names its doing, its value says on which report."""
    sent = request.POST
    name = sent.get("do", "")
    given: dict[str, Any] = {"codes": sent.getlist("code")}
    if one := sent.get("accept"):
        return "accept", {"codes": [one]}
    if name == "merge":
        into = queries.chosen(request.actor, site, [sent.get("into", "")])
        return ("merge", given | {"into": into[0]}) if into else ("", given)
    if name == "refuse":
        given["words"] = sent.get("answer", "") or sent.get("reason", "")
    if name == "view":
        given["stance"] = sent.get("stance", "")
    return ("" if name == "hand_over" else name), given


def links(viewer: Actor, site: Node) -> list[Link]:
    """Where else the desk leads, as far as the viewer's post goes."""
    found = []
    if viewer.may("issues.accept", site):
        found += [
            Link(reverse("desk:work", args=[site.code]), _("Work sheets, one a body")),
            Link(reverse("desk:read_back", args=[site.code]), _("Outside numbers from Excel")),
        ]
    found += [
        Link(reverse("commitments:board", args=[site.code]), _("Promise board")),
        Link(reverse("bodies:matrix", args=[site.code]), _("Who is responsible")),
    ]
    if viewer.may("places.read_register", site):
        found += [
            Link(reverse("places:manage", args=[site.code]), _("List of places")),
            Link(reverse("places:label_sheet", args=[site.code]), _("QR labels")),
            Link(reverse("places:register", args=[site.code]), _("Excel in and out")),
        ]
    return found


def sentence(shown: list[queries.List]) -> dict[str, Any]:
    """How the morning stands for this viewer, in a sentence and as windows: the rail's own numbers."""
    counts = {each.slug: each.count or 0 for each in shown}
    if "mine" in counts:
        said = ngettext("%(n)s report was handed to us.", "%(n)s reports were handed to us.", counts["mine"])
        return {"hand": counts["mine"], "new": 0, "sentence": said % {"n": counts["mine"]}}
    new = ngettext("%(n)s report waits to be accepted.", "%(n)s reports wait to be accepted.", counts["morning"])
    late = ngettext("%(n)s is late.", "%(n)s are late.", counts["late"])
    said = f"{new % {'n': counts['morning']}} {late % {'n': counts['late']}}"
    return {"hand": counts["late"], "new": counts["morning"], "sentence": said}


@dataclass
class Sheet:
    """The work of one body on paper."""

    body: Body
    rows: list[Row]


def sheets(found: list[Issue], at: datetime) -> list[Sheet]:
    """Reports in hand, a sheet a body, in the order in which they came."""
    made: dict[int, Sheet] = {}
    for issue in found:
        if issue.body:
            made.setdefault(issue.body.pk, Sheet(issue.body, [])).rows.append(Row(issue, at))
    return list(made.values())
