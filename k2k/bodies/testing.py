"""Makers for tests of this app and of those above: bodies at a desk with people in their posts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from k2k.bodies import commands
from k2k.bodies.models import Body, Post
from k2k.core import actors, clock, grants, nodes
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM, Actor
from k2k.core.nodes import Node

LONG_AGO = date(2020, 1, 1)


@dataclass
class Cast:
    """A body with one person in a post; `clerk` is that person whatever the post, `posts` has every post by kind."""

    body: Body
    clerk: Actor
    posts: dict[str, Post] = field(default_factory=dict)


def make_account(name: str, role: str = "", node: Node | None = None, at: datetime | None = None) -> Actor:
    """Somebody with an account and, given a role, that role at `node` (the programme by default), without a post."""
    account = Account.objects.create_user(username=_free_name(name), display_name=name)
    since = at or clock.start_of_day(LONG_AGO)
    if role:
        grants.give(account, role, node or nodes.root(), since=since, source="testing")
    return actors.for_account(account, clock.now())


def _free_name(name: str) -> str:
    wanted, number = name.lower().replace(" ", "."), 1
    while Account.objects.filter(username=wanted).exists():
        number += 1
        wanted = f"{wanted.rstrip('0123456789')}{number}"
    return wanted


def make_officer(name: str = "Pegawai Program") -> Actor:
    """A programme officer, for the whole programme."""
    return make_account(name, "officer")


def make_operator(name: str = "Pengendali") -> Actor:
    """An operator, for the whole programme."""
    return make_account(name, "operator")


def _body(
    node: Node, name: str, kind: str, post: str, seat: str, joined_on: date | None, since: date, at: datetime | None
) -> Cast:
    start = at or clock.start_of_day(since)
    body = commands.create_body(
        SYSTEM, name=name, kind=kind, node=node, phone="03-0000 0123", joined_on=joined_on, at=start
    )
    if seat:
        commands.seat(SYSTEM, body=body, node=node, kind=seat, since=since, at=start)
    else:
        commands.give_jurisdiction(SYSTEM, body=body, node=node, since=since, at=start)
    made = commands.create_post(SYSTEM, body=body, kind=post, at=start)
    holder = Account.objects.create_user(username=_free_name(f"{post} {node.pk}"), display_name=f"{post} {name}")
    commands.appoint(SYSTEM, post=made, account=holder, since=start, at=start)
    return Cast(body=body, clerk=actors.for_account(holder, clock.now()), posts={post: made})


def make_office(
    site: Node, name: str = "Pejabat Ujian", *, joined_on: date | None = LONG_AGO, since=LONG_AGO, at=None
) -> Cast:
    """A management office at the site's desk, with a clerk."""
    return _body(site, name, "office", "clerk", "office", joined_on, since, at)


def make_association(
    site: Node, name: str = "Persatuan Ujian", *, joined_on: date | None = LONG_AGO, since=LONG_AGO, at=None
) -> Cast:
    """A residents' association at the site's desk, with a secretary."""
    return _body(site, name, "association", "secretary", "association", joined_on, since, at)


def make_contractor(
    site: Node, name: str = "Kontraktor Ujian", *, joined_on: date | None = LONG_AGO, since=LONG_AGO, at=None
) -> Cast:
    """A contractor that works at the site, with a technician."""
    return _body(site, name, "contractor", "technician", "", joined_on, since, at)


def make_owner(
    site: Node, name: str = "Pemilik Ujian", *, joined_on: date | None = LONG_AGO, since=LONG_AGO, at=None
) -> Cast:
    """The owner at the site's desk, with an officer; `joined_on=None` for one that has not joined."""
    return _body(site, name, "owner", "owner_officer", "owner", joined_on, since, at)
