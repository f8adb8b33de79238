"""Reads about bodies that others use: who is responsible, who sits at the desk, who speaks for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from k2k.bodies.matrix import Named, Row, matrix
from k2k.bodies.models import Appointment, Body, Jurisdiction, Notice, Post, Responsibility, Seat, running
from k2k.bodies.rules import POST_ROLES
from k2k.bodies.words import duty_word, everything_else, kind_title, post_title
from k2k.core import clock, ids, nodes
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.places import queries as places

__all__ = [
    "Named",
    "Row",
    "associations_of",
    "bodies_of",
    "by_code",
    "by_typed_code",
    "choices_for",
    "desk",
    "duties_of",
    "duty_word",
    "everything_else",
    "help_line",
    "holding",
    "kind_title",
    "may_take_down",
    "matrix",
    "may_record",
    "may_sit_at",
    "named_at",
    "notice_by_code",
    "notices",
    "offices_at",
    "office_of",
    "post_of",
    "post_title",
    "own_bodies",
    "posts",
    "programme",
    "remember_help_line",
    "responsible",
    "responsible_among",
    "seats",
    "seats_of",
    "speaks_for",
    "term_in",
    "terms_ending",
    "terms_of",
    "with_help_line",
    "working_at",
    "works_at",
]


def _day(at: date | datetime) -> date:
    return clock.today(at) if isinstance(at, datetime) else at


def by_code(code: str) -> Body | None:
    """The body with this public code. One query."""
    return Body.objects.select_related("node", "site").filter(code=code).first()


def by_typed_code(text: str) -> Body | None:
    """The same, however the code was typed."""
    try:
        return by_code(ids.clean_code(text))
    except ValueError:
        return None


def responsible(node: Node, noun: str, duty: str, at: date | datetime) -> Body | None:
    """Who owns, manages or maintains this kind of thing here on that day. One query.

    The nearest node upwards that names anybody decides; there the exact kind comes before "" (everything else).
    """
    cells = Responsibility.objects.filter(running(_day(at)), node__below__descendant=node, duty=duty)
    nearest = (
        cells.filter(noun__in=(noun, ""))
        .annotate(depth=F("node__below__depth"))
        .annotate(exact=Case(When(noun=noun, then=Value(0)), default=Value(1)))
        .order_by("depth", "exact", "id")
        .select_related("body", "body__node")
    )
    found = nearest.first()
    return found.body if found else None


def responsible_among(nodes: Iterable[Node], duty: str, at: date | datetime) -> dict[int, Body]:
    """The same for many places of one perumahan at once, by the place's id. One query."""
    wanted = list(nodes)
    above = {pk for node in wanted for pk in _chain(node)}
    held = Responsibility.objects.filter(running(_day(at)), node_id__in=above, duty=duty).select_related("body")
    named = {(cell.node_id, cell.noun): cell.body for cell in held.order_by("-id")}
    found = {}
    for node in wanted:
        ways = ((place, noun) for place in _chain(node) for noun in (node.noun, ""))
        if way := next((way for way in ways if way in named), None):
            found[node.pk] = named[way]
    return found


def _chain(node: Node) -> list[int]:
    """Ids of the place and what lies above it within its perumahan, the nearest first."""
    ids = (node.pk, node.parent_id, node.floor_id, node.block_id, node.site_id)
    return list(dict.fromkeys(pk for pk in ids if pk))


def seats(site: Node, on: date | datetime) -> QuerySet[Seat]:
    """Who sits at the site's desk on that day, the first to sit first, each with its body."""
    rows = Seat.objects.filter(running(_day(on)), node=site)
    return rows.select_related("body", "body__node").order_by("since", "id")


def desk(site: Node, on: date | datetime) -> list[Body]:
    """The bodies at the site's desk on that day, contested ones included. One query."""
    return list(dict.fromkeys(seat.body for seat in seats(site, on)))


def office_of(site: Node, on: date | datetime) -> Body | None:
    """The office of the site on that day; of several, one that is not disputed, the longest there. One query."""
    day = _day(on)
    offices = [seat.body for seat in seats(site, day).filter(kind="office")]
    return next((body for body in offices if not body.contested(day)), offices[0] if offices else None)


def seats_of(body: Body, on: date | datetime) -> QuerySet[Seat]:
    """Where the body sits on that day, and as what."""
    return Seat.objects.filter(running(_day(on)), body=body).select_related("node").order_by("node__name", "id")


def works_at(body: Body, on: date | datetime) -> QuerySet[Jurisdiction]:
    """Where the body works on that day."""
    rows = Jurisdiction.objects.filter(running(_day(on)), body=body)
    return rows.select_related("node", "node__block", "node__floor", "node__site").order_by("node__name", "id")


@dataclass(frozen=True)
class Duty:
    """What a body answers for: a kind of thing, where, and as what."""

    what: str
    place: str
    duty: str


def duties_of(body: Body, on: date | datetime) -> list[Duty]:
    """What the body is responsible for on that day. One query."""
    rows = Responsibility.objects.filter(running(_day(on)), body=body)
    words_ = places.nouns()
    cells = rows.select_related("node", "node__site", "node__block", "node__floor").order_by("node__site", "noun", "id")
    return [
        Duty(words_.get(cell.noun, cell.noun) or everything_else(), places.full(cell.node), duty_word(cell.duty))
        for cell in cells
    ]


def working_at(site: Node, on: date | datetime) -> QuerySet[Body]:
    """The bodies that sit at the site or work anywhere in it (or above it) on that day."""
    day = _day(on)
    seated = Seat.objects.filter(running(day), node=site).values("body_id")
    above = Jurisdiction.objects.filter(running(day), node__below__descendant=site).values("body_id")
    within = Jurisdiction.objects.filter(running(day), node__site=site).values("body_id")
    either = Q(pk__in=seated) | Q(pk__in=above) | Q(pk__in=within)
    return Body.objects.filter(either, Q(ended_on=None) | Q(ended_on__gt=day)).order_by("name", "id")


def named_at(site: Node, on: date | datetime, also: Iterable[int] = ()) -> QuerySet[Body]:
    """The bodies that sit or work at the site or are named in its matrix on that day, joined or not, by name.

    `also` adds bodies by their ids.
    """
    day = _day(on)
    named = Responsibility.objects.filter(running(day), node__site=site).values("body_id")
    above = Responsibility.objects.filter(running(day), node__below__descendant=site).values("body_id")
    here = working_at(site, day).values("pk")
    found = Q(pk__in=here) | Q(pk__in=named) | Q(pk__in=above) | Q(pk__in=list(also))
    return Body.objects.filter(found).order_by("name", "id")


def help_line(site: Node) -> dict[str, str] | None:
    """The office's name, telephone and hours for the foot of a page; asked once for each site object."""
    kept = vars(site)
    if "_help_line" not in kept:
        office = office_of(site, clock.now())
        words = {"name": office.name, "phone": office.phone, "hours": office.hours} if office else None
        kept["_help_line"] = words if words and words["phone"] else None
    return kept["_help_line"]


def with_help_line(rows: QuerySet, site: str, at: datetime) -> QuerySet:
    """Rows with `help_words` of the office of the site in field `site`, so that a page asks for both at once."""
    day = clock.today(at)
    offices = Seat.objects.filter(running(day), node=OuterRef(site), kind="office")
    disputed = Case(When(body__contested_since__lte=day, then=Value(1)), default=Value(0))
    words = JSONObject(name=F("body__name"), phone=F("body__phone"), hours=F("body__hours"))
    nearest = offices.order_by(disputed, "since", "id").annotate(words=words).values("words")[:1]
    return rows.annotate(help_words=Subquery(nearest))


def remember_help_line(site: Node, words: dict[str, str] | None) -> None:
    """Keep what `with_help_line` found with the site, for the foot of the page."""
    vars(site)["_help_line"] = words if words and words["phone"] else None


def offices_at(sites: Iterable[int], on: date | datetime) -> set[int]:
    """The ids of those sites at which an office sits on that day. One query."""
    rows = Seat.objects.filter(running(_day(on)), node__in=list(sites), kind="office")
    return set(rows.values_list("node_id", flat=True))


def may_take_down(actor: Actor, notice: Notice, at: datetime) -> bool:
    """Whether the actor may take the notice down: who speaks for its body, or the operator."""
    if notice.withdrawn_at is not None or not actor.may("bodies.withdraw_notice", notice.node):
        return False
    return actor.holds({"operator"}, notice.node) or speaks_for(actor, notice.body, at)


def choices_for(site: Node, on: date | datetime | None = None) -> list[Body]:
    """Bodies that can promise at the site: they sit or work there, have joined and are not disputed. One query."""
    day = _day(on or clock.now())
    joined = working_at(site, day).filter(joined_on__lte=day)
    return list(joined.filter(Q(contested_since=None) | Q(contested_since__gt=day)))


def speaks_for(actor: Actor, body: Body, at: datetime) -> bool:
    """Whether the actor's word binds the body at `at`: it holds a running post there and the body is not disputed.

    A signed link made for the body speaks for it too; the house itself speaks for nobody but may always record.
    """
    if actor.is_system:
        return True
    if body.contested(clock.today(at)):
        return False
    if actor.link is not None:
        return getattr(actor.link, "subject", "") == body.ref
    return actor.account is not None and _held(actor, at).filter(post__body=body).exists()


def may_record(actor: Actor, body: Body | None, node: Node, at: datetime) -> bool:
    """Whether the actor may write down what `body` does at `node`: who speaks for it, or the office of the place."""
    if actor.is_system or actor.holds({"office"}, node):
        return True
    return body is not None and speaks_for(actor, body, at)


def associations_of(actor: Actor, site: Node, at: datetime) -> list[Body]:
    """The associations of a site for which the actor's word binds at `at`; rivals can be two. One query."""
    if actor.account is None:
        return []
    posts = [kind for kind, role in POST_ROLES.items() if role == "committee"]
    held = _held(actor, at).filter(post__kind__in=posts, post__body__site=site).select_related("post__body")
    found = {term.post.body_id: term.post.body for term in held.order_by("id")}
    return [body for body in found.values() if not body.contested(clock.today(at))]


def _held(actor: Actor, at: datetime) -> QuerySet[Appointment]:
    terms = Appointment.objects.filter(account=actor.account, since__lte=at)
    return terms.filter(Q(until=None) | Q(until__gt=at))


def post_of(actor: Actor, site: Node, at: datetime | None = None) -> tuple[Body | None, str]:
    """The body and the post kind in which the actor works at the site; (None, "") for everybody else.

    Shown in public instead of a name. At most two queries.
    """
    at = at or clock.now()
    if actor.link is not None:
        return _body_of_link(actor.link), ""
    if actor.account is None:
        return None, ""
    here = working_at(site, at).values("pk")
    at_home = Q(post__body__in=here) | Q(post__body__node__below__descendant=site)
    terms = _held(actor, at).filter(at_home).select_related("post", "post__body").order_by("since", "id").distinct()
    term = terms.first()
    return (term.post.body, term.post.kind) if term else (None, "")


def _body_of_link(link) -> Body | None:
    kind, _colon, pk = getattr(link, "subject", "").partition(":")
    return Body.objects.filter(pk=pk).first() if kind == "bodies.body" else None


def bodies_of(actor: Actor, at: datetime) -> list[Body]:
    """The bodies in which the actor holds a post at `at`. One query, none for those without an account."""
    return list(own_bodies(actor, at).order_by("name", "id"))


def own_bodies(actor: Actor, at: datetime) -> QuerySet[Body]:
    """The same as rows, for a condition inside another query."""
    if actor.account is None:
        return Body.objects.none()
    return Body.objects.filter(posts__appointments__in=_held(actor, at)).distinct()


def programme() -> Body | None:
    """The body of the programme itself."""
    return Body.objects.filter(node=nodes.root(), kind="programme").order_by("id").first()


def posts(body: Body) -> QuerySet[Post]:
    """The posts of the body that still exist; never who holds them."""
    return Post.objects.filter(body=body, ended_on=None).order_by("id")


def terms_of(body: Body, at: datetime) -> list[tuple[Post, list[Appointment]]]:
    """Each post with the terms that run at `at` or begin later, for those who appoint. Two queries."""
    lasting = Appointment.objects.filter(Q(until=None) | Q(until__gt=at)).select_related("account").order_by("since")
    found = posts(body).prefetch_related(Prefetch("appointments", lasting, to_attr="terms"))
    return [(post, post.terms) for post in found]


def holding(body: Body, at: datetime) -> QuerySet[Appointment]:
    """The terms of the body's posts that run at `at`, with post and account."""
    rows = Appointment.objects.filter(post__body=body, since__lte=at).filter(Q(until=None) | Q(until__gt=at))
    return rows.select_related("post", "account").order_by("post_id", "id")


def terms_ending(first: datetime, last: datetime) -> QuerySet[Appointment]:
    """The terms that end from `first` to `last`, with their posts, bodies and accounts."""
    rows = Appointment.objects.filter(until__gte=first, until__lte=last)
    return rows.select_related("post__body__node", "post__body__site", "account")


def term_in(body: Body, pk: str) -> Appointment | None:
    """One term of one of the body's posts."""
    rows = Appointment.objects.select_related("post", "post__body", "post__body__node", "account")
    return rows.filter(post__body=body, pk=pk).first() if pk.isascii() and pk.isdigit() else None


def may_sit_at(site: Node, on: date | datetime) -> QuerySet[Body]:
    """Bodies that can be given a seat or work at the site: those at home there, in the programme, or known there."""
    at_home = Q(site=site) | Q(site=None)
    known = Q(pk__in=named_at(site, on).order_by().values("pk"))
    not_ended = Q(ended_on=None) | Q(ended_on__gt=_day(on))
    return Body.objects.filter(at_home | known, not_ended).exclude(kind="programme").order_by("name", "id")


def notice_by_code(code: str) -> Notice | None:
    """The notice with this code. One query."""
    return Notice.objects.select_related("body", "site", "node", "node__block", "node__floor").filter(code=code).first()


def notices(site: Node, at: datetime) -> QuerySet[Notice]:
    """The notices that are up at the site, or above it for all sites, newest first."""
    day = clock.today(at)
    up = Notice.objects.filter(at__lte=at, until__gt=day).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    above = Q(site=site) | Q(node__kind="programme")
    return up.filter(above).select_related("body", "node", "node__block", "node__floor").order_by("-at", "-id")
