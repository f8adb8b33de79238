"""Reads about groups: their rules on a day, their members, who may vote, who acts for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.groups import names, rules
from k2k.groups.models import Group, Membership, Setting
from k2k.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from k2k.bodies.models import Appointment
    from k2k.people.models import Household


class Said(NamedTuple):
    """What holds of one rule on a day: its value, where that is written, since when; `own` if the group wrote it."""

    value: str
    source: str
    since: date | None
    own: bool


def by_code(code: str) -> Group | None:
    """The group whose body has this code. One query."""
    rows = Group.objects.select_related("body", "node", "site", "body__site")
    return rows.filter(body__code=code.replace("\x00", "")[:16]).first()


def group(code: str) -> Group:
    """The same; Http404 where there is none. Everybody may see that a group is here."""
    found = by_code(code)
    if found is None:
        raise Http404
    return found


def at_site(site: Node, day: date) -> QuerySet[Group]:
    """The groups of a site that have not ended, by name; rivals stand side by side."""
    rows = Group.objects.filter(site=site).filter(Q(body__ended_on=None) | Q(body__ended_on__gt=day))
    return rows.select_related("body", "node").order_by("body__name", "id")


def constitution(group: Group, day: date) -> dict[str, Said]:
    """Every rule as it holds on `day`: the group's own words, else its kind's default with its source. One query."""
    said = {
        name: Said(default.value, default.source, None, False) for name, default in rules.DEFAULTS[group.kind].items()
    }
    for row in Setting.objects.filter(group=group, since__lte=day).order_by("since", "id"):
        said[row.name] = Said(row.value, row.source, row.since, True)
    return said


def values(group: Group, day: date) -> dict[str, str]:
    """The same, the values alone, as `rules.quorum` takes them."""
    return {name: said.value for name, said in constitution(group, day).items()}


def rule(group: Group, name: str, day: date) -> str:
    """What one rule says on `day`. One query."""
    own = Setting.objects.filter(group=group, name=name, since__lte=day).order_by("-since", "-id").first()
    return own.value if own else rules.DEFAULTS[group.kind][name].value


def kind_title(group: Group) -> str:
    """The words for its kind."""
    return str(names.KINDS[group.kind])


def rule_title(name: str) -> str:
    """The words for a rule of a constitution."""
    return str(names.RULES[name])


def written_between(group: Group, since: date, until: date) -> QuerySet[Setting]:
    """What the group wrote into its constitution that holds from a day between `since` and before `until`."""
    return Setting.objects.filter(group=group, since__gte=since, since__lt=until).order_by("since", "id")


def proxies(group: Group, day: date) -> int:
    """For how many others one voter can vote at most, as the rules of the group say on `day`. One query."""
    return rules.PROXIES[rule(group, "proxies", day)]


class Approval(NamedTuple):
    """Who approves a thing: posts, one or all of them, or a meeting; and where that is written."""

    posts: tuple[str, ...]
    all_of: bool
    meeting: str
    source: str


def approval(group: Group, what: str, amount: int, at: datetime) -> Approval:
    """Who approves `what` ("spending", "contract", "minutes", "appointment") of `amount` sen. One query."""
    said = constitution(group, clock.today(at))
    found = said[rules.approval_rule(what, amount, int(said["spend_limit"].value))]
    return Approval(*rules.APPROVERS[found.value], found.source)


def may_approve(actor: Actor, group: Group, what: str, amount: int, at: datetime) -> bool:
    """Whether the actor's word counts towards approving it; where `all_of` is said, the others' words are needed too.

    Nobody alone approves what a meeting approves, nor anything of a group that is disputed or of which they hold no
    running post. Two queries more than `approval`.
    """
    posts = approval(group, what, amount, at).posts
    if not posts or actor.account is None or not may_run(actor, group, at):
        return False
    return committee(group, at).filter(account=actor.account, post__kind__in=posts).exists()


def members(group: Group, at: datetime) -> QuerySet[Membership]:
    """Who belongs at `at`, whenever it is asked: ended since or not."""
    lasting = Q(ended_at=None) | Q(ended_at__gt=at)
    rows = Membership.objects.filter(group=group, since__lte=at, state__in=("member", "ended")).filter(lasting)
    return rows.select_related("person", "household__node__block").order_by("id")


def voters(group: Group, at: datetime, called_at: datetime) -> list[str]:
    """The roll: members at `at` who belonged so many days before the vote was called; no child. At most two queries.

    `called_at` is when the vote became known: who asks to belong after that, to tip it, has no vote in it.
    """
    days = int(rule(group, "vote_after_days", clock.today(called_at)))
    early = members(group, at).filter(since__lte=called_at - timedelta(days=days)).exclude(age="under_18")
    return [row.voter for row in early]


def committee(group: Group, at: datetime) -> QuerySet[Appointment]:
    """The terms of the group's posts that run at `at`, with account and post."""
    return bodies.holding(group.body, at)


def holds_post(actor: Actor, group: Group, at: datetime) -> bool:
    """Whether the actor holds a post in the group, disputed or not."""
    return actor.account is not None and committee(group, at).filter(account=actor.account).exists()


def may_run(actor: Actor, group: Group, at: datetime) -> bool:
    """Whether the actor acts for the group: it holds a post there, and nobody disputes who speaks for it."""
    return bodies.speaks_for(actor, group.body, at)


def may_read_members(actor: Actor, group: Group, at: datetime) -> bool:
    """Who reads names of members: who acts for the group, and no landlord, whatever else they hold."""
    return may_run(actor, group, at) and not people.is_landlord(actor, group.node)


def own(actor: Actor, group: Group) -> Membership | None:
    """The running membership of the person whose PIN holds, wherever they live, or of the home where homes count."""
    if actor.household_id is None:
        return None
    mine = Q(person_id=actor.person_id or 0) | Q(person=None, household_id=actor.household_id)
    return Membership.objects.filter(mine, group=group, state__in=rules.RUNNING).select_related("person").first()


def of_home(actor: Actor, group: Group) -> QuerySet[Membership]:
    """The running memberships of the card's home in the group: those who live there see each other's."""
    return memberships_of(actor).filter(group=group).select_related("household__node")


def is_members_home(actor: Actor, group: Group) -> bool:
    """Whether somebody of the card's home belongs to the group."""
    if actor.household_id is None:
        return False
    return Membership.objects.filter(group=group, household_id=actor.household_id, state="member").exists()


def is_own(actor: Actor, membership: Membership) -> bool:
    """Whether the membership is the actor's own, or of the actor's own home."""
    if actor.household_id is not None:
        return actor.household_id == membership.household_id
    if actor.account is None:
        return False
    mine = membership_of_account(membership.group, actor.account)
    return mine is not None and mine.household_id == membership.household_id


def membership_of_account(group: Group, account) -> Membership | None:
    """Which member an account is, where that is known."""
    return Membership.objects.filter(group=group, account=account, state="member").first()


def memberships_of(actor: Actor) -> QuerySet[Membership]:
    """The running memberships of the card's home, with their groups."""
    rows = Membership.objects.filter(household_id=actor.household_id or 0, state__in=rules.RUNNING)
    return rows.select_related("group__body", "group__site", "person").order_by("id")


def keys_of(membership: Membership, unit: str) -> list[str]:
    """Under which keys a member stands on a roll of persons or of homes, and the account where it is known."""
    home = f"people.household:{membership.household_id}"
    person = f"people.person:{membership.person_id}" if membership.person_id else ""
    account = f"account:{membership.account_id}" if membership.account_id else ""
    return [key for key in (home if unit == "household" else person, account) if key]


def by_voter(group: Group, refs: Iterable[str]) -> dict[str, Membership]:
    """The members behind lines of a roll, by their reference. One query."""
    persons = [int(ref.rpartition(":")[2]) for ref in refs if ref.startswith("people.person:")]
    homes = [int(ref.rpartition(":")[2]) for ref in refs if ref.startswith("people.household:")]
    found = Q(person_id__in=persons) | Q(person=None, household_id__in=homes)
    rows = Membership.objects.filter(found, group=group, state="member").select_related("person", "household__node")
    return {row.voter: row for row in rows}


def home_called(group: Group, typed: str, at: datetime) -> Household | None:
    """The household that lives behind a door of the site, by the number on it; None where a mobiliser has not been."""
    wanted = typed.strip()
    if not wanted.isprintable():
        return None
    unit = Node.objects.filter(site=group.site, kind="unit", name__iexact=wanted, closed_on=None).first()
    return people.running_at(unit, at) if unit else None


def membership(viewer: Actor, code: str, at: datetime) -> Membership:
    """Fetch and authorise: one's own home's, any applicant for a home that belongs, all for who runs the group.

    Http404 for everybody else, the office included; the office comes by `asked_of_office`.
    """
    rows = Membership.objects.select_related(
        "group__body", "group__site", "group__node", "person", "household__node__block"
    )
    found = rows.filter(code=code.replace("\x00", "")[:16]).first()
    if found and (
        (viewer.household_id is not None and viewer.household_id == found.household_id)
        or may_read_members(viewer, found.group, at)
        or (found.state in ("asked", "open", "disputed") and is_members_home(viewer, found.group))
    ):
        return found
    raise Http404


def applicants(group: Group) -> QuerySet[Membership]:
    """Who asked and is not decided, the longest waiting first."""
    rows = Membership.objects.filter(group=group, state__in=("asked", "open", "disputed"))
    return rows.select_related("person", "household__node__block").order_by("asked_at", "id")


def asked_of_office(site: Node) -> QuerySet[Membership]:
    """Those whose home the office may find on its list: shown without their names."""
    rows = Membership.objects.filter(group__site=site, state="asked")
    return rows.select_related("group__body", "household__node").order_by("asked_at", "id")


def asked_by_code(actor: Actor, code: str) -> Membership:
    """One of these for the office of the place; Http404 for everybody else, and once it is shown."""
    rows = Membership.objects.select_related("group__site", "group__node", "household__node")
    found = rows.filter(code=code.replace("\x00", "")[:16]).first()
    if found is None or not actor.may("groups.confirm_residence", found.group.node):
        raise Http404
    return found


def register(group: Group, words: str) -> QuerySet[Membership]:
    """The members now, by name; `words` are looked for in name and door."""
    rows = Membership.objects.filter(group=group, state="member")
    for word in words.split()[:5]:
        rows = rows.filter(Q(person__preferred_name__icontains=word) | Q(household__node__name__icontains=word))
    return rows.select_related("person", "household__node__block").order_by("person__preferred_name", "id")
