"""What activities put on pages of the apps around: tiles, a group's links, duties and health, what is asked of whom."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.activities import names, queries, rules
from k2k.activities.models import Activity, Story
from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.todo import Todo
from k2k.core.ui import formats
from k2k.groups import queries as groups
from k2k.groups.slots import Due, Evidence, Part

if TYPE_CHECKING:
    from k2k.groups.models import Group

#: So many of each kind stand on a page of what is asked.
MOST = 5


def calendar_tile(site: Node, at: datetime) -> dict:
    """The calendar on the front of a perumahan. No statement."""
    return {
        "icon": "calendar",
        "title": _("Activities"),
        "text": _("What is on, and thanks to who came"),
        "url": reverse("activities:calendar", args=[site.code]),
        "order": 34,
    }


def stories_tile(site: Node, at: datetime) -> dict:
    """The stories on the front of a perumahan. No statement."""
    return {
        "icon": "book",
        "title": _("Stories"),
        "text": _("The place, told by who lives here"),
        "url": reverse("activities:stories", args=[site.code]),
        "order": 36,
    }


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To a committee: turnouts to write, and stories to read. A guardian is asked nothing."""
    if actor.account is None:
        return []
    return _turnouts(actor, at) + _stories(actor)


def _turnouts(actor: Actor, at: datetime) -> list[Todo]:
    if not actor.nodes_for(rules.VERBS["activities.write_turnout"]):
        return []
    rows = Activity.objects.filter(group__body__in=bodies.bodies_of(actor, at), state="announced", last_at__lte=at)
    rows = rows.select_related("group__body").order_by("last_at", "id")
    return [Todo(_("Write who came: %(title)s") % {"title": one.title}, names.url(one), one.ref) for one in rows[:MOST]]


def _stories(actor: Actor) -> list[Todo]:
    held = actor.nodes_for(rules.STORY_MODERATORS)
    if not held:
        return []
    inside = NodePath.objects.filter(ancestor_id__in=held).values("descendant_id")
    rows = Story.objects.filter(state="held", site_id__in=inside).order_by("told_at", "id")
    return [Todo(_("A story waits: publish it, or say why not."), names.story_url(one), one.ref) for one in rows[:MOST]]


def part(group: "Group", viewer: Actor, at: datetime) -> Part:
    """The next activity of the group, else the last thanks. At most two queries."""
    url = reverse("activities:group", args=[group.code])
    rows = Activity.objects.filter(group=group, state="announced", last_at__gt=at).order_by("starts_at", "id")
    if following := rows.first():
        day = formats.day(clock.local(following.next_at(at)), get_language() or "ms")
        return Part("calendar", _("Activities"), f"{following.title}, {day}", url, 40)
    last = Activity.objects.filter(group=group, state="over", weeks=1).order_by("-starts_at", "-id").first()
    written = queries.turnout(last) if last else None
    return Part("calendar", _("Activities"), names.thanks(written) if written else _("None is announced."), url, 40)


def due(group: "Group", at: datetime) -> list[Due]:
    """A Rukun Tetangga holds so many activities a year: counted from January. One query for it, none for others."""
    if "krt_activities" not in groups.rules.DUTIES[group.kind]:
        return []
    wanted, today = groups.rules.KRT_ACTIVITIES, clock.today(at)
    first, after = date(today.year, 1, 1), date(today.year + 1, 1, 1)
    found = list(queries.held(group, first, after).order_by("starts_at", "id").values_list("starts_at", flat=True))
    lacking = wanted - len(found)
    words = {"n": len(found), "of": wanted}
    return [
        Due(
            _("%(n)s of %(of)s activities this year") % words,
            groups.rules.KRT,
            None,
            clock.today(found[wanted - 1]) if lacking <= 0 else None,
            ngettext("%(n)s activity more", "%(n)s activities more", lacking) % {"n": lacking} if lacking > 0 else "",
            reverse("activities:group", args=[group.code]),
        )
    ]


def in_return(group: "Group", since: date, until: date) -> list[tuple[date, str]]:
    """The days and titles of what was held in a time, for the return to the Registrar. One query."""
    rows = queries.held(group, since, until).order_by("starts_at", "id").values_list("starts_at", "title")
    return [(clock.today(starts_at), title) for starts_at, title in rows]


def health(group: "Group", since: date, until: date) -> list[Evidence]:
    """Held of announced, the volunteers' hours, and from how many blocks somebody came. Five queries."""
    url = reverse("activities:group", args=[group.code])
    begun = Q(starts_at__gte=clock.start_of_day(since), starts_at__lt=clock.start_of_day(until))
    announced = Activity.objects.filter(begun, group=group, announced_at__isnull=False)
    held_ids = set(queries.held(group, since, until).values_list("pk", flat=True))
    all_ids = set(announced.values_list("pk", flat=True)) | held_ids
    minutes = sum(each.minutes for each in queries.turnouts(group, since, until))
    there, blocks = queries.blocks_there(group, since, until)
    return [
        Evidence(_("Activities held, of those announced"), len(held_ids), len(all_ids), url),
        Evidence(_("Hours that neighbours gave"), minutes // 60, None, url),
        Evidence(_("Blocks from which somebody came"), there, blocks, url),
    ]


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of an activity that was announced."""
    found = Activity.objects.filter(pk=pk, announced_at__isnull=False).first()
    return (found.title, names.url(found)) if found else None


def story_ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """First words and page of a published story."""
    found = Story.objects.filter(pk=pk, state="published").first()
    return (names.story_title(found), names.story_url(found)) if found else None


def _load(model) -> Callable[[Iterable[int]], dict]:
    return lambda pks: model.objects.in_bulk(list(pks))


LOADS = {"activities.activity": _load(Activity), "activities.story": _load(Story)}
