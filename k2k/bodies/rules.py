"""Bodies: the kinds, where they sit, their posts and the rights that follow from a post."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

#: Kinds of body that can promise. A party or a person in elected office is none of them.
BODY_KINDS = ("association", "office", "owner", "agency", "contractor", "funder", "programme")
#: What a body can be responsible for, at a place and for a kind of thing.
DUTIES = ("maintains", "manages", "owns")
#: As what a body sits at a site's desk, and which kinds of body may.
SEATS = ("office", "association", "owner")
SEAT_KINDS = {
    "office": {"office", "agency", "owner"},
    "association": {"association"},
    "owner": {"owner", "agency"},
}

#: Post kind and the role it gives wherever the body sits or works.
POST_ROLES = {
    "clerk": "office",
    "manager": "office",
    "chair": "committee",
    "secretary": "committee",
    "treasurer": "committee",
    "committee_member": "committee",
    "owner_officer": "owner",
    "technician": "contractor",
    "mobiliser": "mobiliser",
    "programme_officer": "officer",
    "safeguarding_lead": "safeguard",
    "data_protection_officer": "dpo",
    "operator": "operator",
}
#: Which posts a kind of body can have, so that no contractor appoints an operator. Posts that read about persons are
#: never in a body that owns or manages: those would see who lives there and who reported in confidence.
POSTS_OF = {
    "association": {"chair", "secretary", "treasurer", "committee_member", "safeguarding_lead"},
    "office": {"clerk", "manager", "technician"},
    "owner": {"owner_officer", "clerk", "manager"},
    "agency": {"owner_officer", "clerk", "manager", "technician"},
    "contractor": {"technician"},
    "funder": set(),
    "programme": {
        "operator",
        "programme_officer",
        "mobiliser",
        "safeguarding_lead",
        "data_protection_officer",
    },
}
#: Posts that one person holds at a time.
SINGLE_POSTS = {"manager", "chair", "secretary", "treasurer", "safeguarding_lead", "data_protection_officer"}
#: A role that sits at the desk follows a seat of this kind; without a seat, a jurisdiction of a body of that kind.
SEAT_OF_ROLE = {"office": "office", "committee": "association", "owner": "owner"}

#: Languages a notice can be written in.
NOTICE_LANGUAGES = ("ms", "en", "zh-hans", "ta")
#: A notice stays up at most this long; what is still true is published again.
NOTICE_LASTS = timedelta(days=366)
TITLE_LENGTH, TEXT_LENGTH = 120, 4000

VERBS = {
    "bodies.create_body": {"operator", "officer"},
    "bodies.join": {"operator", "officer"},
    "bodies.record_first_meeting": {"operator", "officer", "office", "committee"},
    "bodies.give_jurisdiction": {"operator", "officer"},
    "bodies.end_jurisdiction": {"operator", "officer"},
    "bodies.seat": {"operator", "officer"},
    "bodies.unseat": {"operator", "officer"},
    "bodies.contest": {"operator", "officer"},
    "bodies.settle": {"operator", "officer"},
    "bodies.create_post": {"operator", "officer"},
    "bodies.appoint": {"operator", "officer"},
    "bodies.end_appointment": {"operator", "officer"},
    "bodies.assign_responsibility": {"operator", "officer", "office"},
    "bodies.end_responsibility": {"operator", "officer", "office"},
    "bodies.publish_notice": {"office", "committee", "operator"},
    "bodies.withdraw_notice": {"office", "committee", "operator"},
}


class Cell(NamedTuple):
    """One dated cell of the responsibility matrix, without its tables: who (`body`), where, for what."""

    node: int
    noun: str
    duty: str
    body: int
    since: date
    until: date | None


def runs(since: date, until: date | None, day: date) -> bool:
    """Whether a half-open interval of days holds on `day`."""
    return since <= day and (until is None or day < until)


def responsible(cells: Iterable[Cell], chain: list[int], noun: str, duty: str, day: date) -> Cell | None:
    """The cell that answers for `noun` at a place on `day`.

    `chain` is the place and its ancestors, nearest first. The nearest place that names anybody decides; there the
    exact kind of thing comes before "" (everything else).
    """
    held = [c for c in cells if c.duty == duty and c.noun in (noun, "") and runs(c.since, c.until, day)]
    for node in chain:
        here = {c.noun: c for c in held if c.node == node}
        if here:
            return here.get(noun) or here[""]
    return None


def seat_role_fits(role: str, body_kind: str, seat_kind: str | None) -> bool:
    """Whether a post's `role` holds where its body has this seat; None for a jurisdiction without a seat.

    A role of the desk (office, committee, owner) follows the seat of that name. A body that only works somewhere
    gives a desk role there when that is its own kind; every other role holds wherever the body sits or works.
    """
    wanted = SEAT_OF_ROLE.get(role)
    if wanted is None:
        return True
    return seat_kind == wanted if seat_kind else body_kind == wanted
