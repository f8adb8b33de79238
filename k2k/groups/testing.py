"""Makers for tests of this app and of those above: a group with a committee and members, told by commands."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.core import actors, clock
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM, Actor
from k2k.core.nodes import Node
from k2k.groups import commands
from k2k.groups.models import Group, Membership
from k2k.people import testing as people_testing
from k2k.people.models import Person
from k2k.places import testing as places_testing

NAMES = ("Puan Noraini", "Encik Kumar", "Puan Lee", "Encik Zul", "Puan Devi", "Encik Tan", "Puan Halimah", "Encik Raju")


@dataclass
class Made:
    """A group at a site; `posts` are actors by post, `homes` card actors (without a PIN), `members` the same with."""

    site: Node
    group: Group
    at: datetime
    posts: dict[str, Actor] = field(default_factory=dict)
    homes: list[Actor] = field(default_factory=list)
    members: list[Actor] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)

    @property
    def secretary(self) -> Actor:
        """Who writes for the group."""
        return self.posts["secretary"]


def make_group(
    members: int = 4, *, kind: str = "residents", at: datetime | None = None, days_old: int = 120,
    name: str = "Persatuan Ujian", site: Node | None = None, others: int = 1,
) -> Made:  # fmt: skip
    """A group with chair, secretary and treasurer, and so many members of so many homes; `others` belong not."""
    now = at or clock.now()
    then = now - timedelta(days=days_old)
    if site is None:
        site = places_testing.make_site(units=max(3, (members + others + 3) // 4)).site
    cast = bodies_testing.make_association(site, name)
    group = commands.create(SYSTEM, body=cast.body, kind=kind, at=then)
    made = Made(site, group, now, {"secretary": cast.clerk})
    for post in ("chair", "treasurer"):
        made.posts[post] = give_post(group, post)
    units = Node.objects.filter(site=site, kind="unit").order_by("id")
    for number, unit in enumerate(units[: members + others]):
        household, card, _code = people_testing.make_household(unit, at=now, days_old=days_old + 20)
        made.homes.append(card)
        if number < members:
            person = people_testing.make_person(card, household, NAMES[number % len(NAMES)])
            add_member(made, card, person)
    return made


def give_post(group: Group, post: str, name: str = "") -> Actor:
    """Somebody with an account holds that post in the group, since long ago."""
    since = clock.start_of_day(bodies_testing.LONG_AGO)
    row = bodies.create_post(SYSTEM, body=group.body, kind=post, title=name, at=since)
    holder = Account.objects.create_user(f"{post}{group.pk}{name}", display_name=name or post)
    bodies.appoint(SYSTEM, post=row, account=holder, since=since, at=since)
    return actors.for_account(holder, clock.now())


def add_member(made: Made, card: Actor, person: Person, days_old: int = 100) -> Membership:
    """The person joined so many days ago, and nobody objected."""
    then = made.at - timedelta(days=days_old)
    actor = people_testing.bound(card, person)
    asked = commands.join(actor, group=made.group, at=then - timedelta(days=8))
    membership = commands.admit(SYSTEM, membership=asked, at=then)
    made.members.append(actor)
    made.memberships.append(membership)
    return membership
