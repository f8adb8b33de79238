"""What groups put on pages of the apps above: the tile, what is asked of committee, members and office, the links."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.todo import Todo
from k2k.core.ui import formats
from k2k.groups import names, queries, rules, slots
from k2k.groups.models import Group, Membership


def tile(site: Node, at: datetime) -> dict:
    """The groups, on the front of a perumahan. No statement."""
    return {
        "icon": "people",
        "title": _("Groups"),
        "text": _("Associations and groups of neighbours: members, meetings, elections"),
        "url": reverse("groups:site", args=[site.code]),
        "order": 40,
    }


def interested(ballot, at: datetime) -> set[str]:
    """Those of a ballot's body who hold a post in it, and its tellers, as lines of a roll, where they are known."""
    if ballot.body_id is None:
        return set()
    accounts = set(bodies.holding(ballot.body, at).values_list("account_id", flat=True))
    tellers = ballot.tellers.filter(holder__startswith="account:").values_list("holder", flat=True)
    accounts |= {int(holder.rpartition(":")[2]) for holder in tellers}
    rows = Membership.objects.filter(group__body=ballot.body, account__in=accounts, state="member")
    known = {key for row in rows for key in queries.keys_of(row, ballot.unit)}
    return known | {f"account:{pk}" for pk in accounts}


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To the committee: who waits. To a home: who asks to belong beside them. To the office: doors to look up."""
    if actor.household_id:
        return _of_home(actor.household_id, at)
    return _of_committee(actor, at) + _dues(actor, at) + _of_office(actor) if actor.account else []


def _of_home(household_id: int, at: datetime) -> list[Todo]:
    groups = Membership.objects.filter(household_id=household_id, state="member").values("group_id")
    waiting = Q(memberships__state__in=("open", "disputed"), memberships__open_until__gt=at)
    rows = Group.objects.filter(pk__in=groups).annotate(n=Count("memberships", filter=waiting)).filter(n__gt=0)
    return [
        Todo(_asked(one.n) % {"group": one.name, "n": one.n}, reverse("groups:group", args=[one.code]), one.ref)
        for one in rows.select_related("body").order_by("id")
    ]


def _asked(n: int) -> str:
    return ngettext(
        "%(group)s: %(n)s neighbour asks to belong. You can object.",
        "%(group)s: %(n)s neighbours ask to belong. You can object.",
        n,
    )


def _of_committee(actor: Actor, at: datetime) -> list[Todo]:
    if not actor.nodes_for(rules.VERBS["groups.decide"]):
        return []
    rows = Membership.objects.filter(group__body__in=bodies.own_bodies(actor, at), state__in=("asked", "disputed"))
    return [
        Todo(
            (_("%(name)s asks to belong and must show that they live here.") if one.state == "asked" else
             _("A home objects to %(name)s. Decide, with your reason.")) % {"name": names.holder(one)},
            reverse("groups:membership", args=[one.code]),
            one.ref,
        )
        for one in rows.select_related("person", "household__node").order_by("asked_at")[: rules.TODO_SHOWN]
    ]  # fmt: skip


def _dues(actor: Actor, at: datetime) -> list[Todo]:
    """What the groups in which the actor holds a post owe soon, or owed already."""
    if not actor.nodes_for(rules.VERBS["groups.set_rule"]):
        return []
    groups = Group.objects.filter(body__in=bodies.own_bodies(actor, at)).select_related("body", "site", "node")
    soon = clock.today(at) + rules.REMINDED_BEFORE
    return [
        Todo(
            _("%(what)s: due by %(day)s") % {"what": due.what, "day": formats.day(due.due, get_language() or "ms")},
            due.url or reverse("groups:calendar", args=[group.code]),
            group.ref,
            clock.due_at(due.due),
        )
        for group in groups
        for due in slots.dues(group, at)
        if due.done_on is None and due.due is not None and due.due <= soon
    ]


def _of_office(actor: Actor) -> list[Todo]:
    places = actor.nodes_for(rules.VERBS["groups.confirm_residence"])
    if not places:
        return []
    inside = NodePath.objects.filter(ancestor_id__in=places).values("descendant_id")
    rows = Membership.objects.filter(group__site_id__in=inside, state="asked").values("group__site__code")
    return [
        Todo(
            ngettext("A group asks about %(n)s door", "A group asks about %(n)s doors", row["n"]) % {"n": row["n"]},
            reverse("groups:office_list", args=[row["group__site__code"]]),
        )
        for row in rows.annotate(n=Count("id")).order_by("group__site__code")
    ]


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a group; everybody may see it."""
    found = Group.objects.select_related("body").filter(pk=pk).first()
    return (found.name, reverse("groups:group", args=[found.code])) if found else None


def load(pks: Iterable[int]) -> dict[int, Group]:
    """The groups that messages are about."""
    return Group.objects.select_related("body", "site").in_bulk(list(pks))


def load_memberships(pks: Iterable[int]) -> dict[int, Membership]:
    """The memberships that messages are about."""
    return Membership.objects.select_related("group__body", "person", "household__node").in_bulk(list(pks))


def membership_ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Page of a membership, for those who may read it."""
    found = Membership.objects.select_related("group__body", "group__node", "person").filter(pk=pk).first()
    if found is None or not _reads(viewer, found):
        return None
    return names.holder(found), reverse("groups:membership", args=[found.code])


def _reads(viewer: Actor, one: Membership) -> bool:
    own = viewer.household_id is not None and viewer.household_id == one.household_id
    return own or queries.holds_post(viewer, one.group, one.asked_at)
