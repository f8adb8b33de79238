"""Groups: their kinds, the rules each kind begins with and where those are written, how one becomes a member.

Pure. A default is a starting point with its source named; the group's own constitution stands above it, and the group
writes what that says with the decision it comes from. A committee secretary can read here what holds until then.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import NamedTuple

#: Kinds of group. "residents": an association under the Registrar of Societies; "krt": Kawasan Rukun Tetangga;
#: "jmb": joint management body or management corporation; "informal": neighbours without registration.
KINDS = ("residents", "krt", "jmb", "women", "youth", "informal")

#: Where a kind's first rules come from. Shown beside each rule until the group writes its own.
ROS = "Akta Pertubuhan 1966 (Akta 335); contoh perlembagaan Pendaftar Pertubuhan"
STRATA = "Akta Pengurusan Strata 2013 (Akta 757), Jadual Kedua"
KRT = "Akta Rukun Tetangga 2012 (Akta 751)"
YOUTH = "Akta Pertubuhan Belia dan Pembangunan Belia 2007 (Akta 668)"
OURS = "K2K"


class Approvers(NamedTuple):
    """The posts that approve, one of them or `all_of` them; or the meeting whose minutes do."""

    posts: tuple[str, ...]
    all_of: bool = False
    meeting: str = ""


class Rule(NamedTuple):
    """One rule of a constitution: what values it takes. `most` bounds a number; `choices` name the others."""

    least: int = 0
    most: int = 0
    choices: Collection[str] = ()


#: Who approves something: which posts, and whether all of them must. A meeting approves by its minutes, no post alone.
APPROVERS: dict[str, Approvers] = {
    "treasurer": Approvers(("treasurer",)),
    "chair": Approvers(("chair",)),
    "secretary": Approvers(("secretary",)),
    "chair_or_secretary": Approvers(("chair", "secretary")),
    "chair_and_treasurer": Approvers(("chair", "treasurer"), all_of=True),
    "committee_meeting": Approvers((), meeting="committee"),
    "general_meeting": Approvers((), meeting="general"),
}
#: What is approved, and which rule says by whom; spending of more than RM `spend_limit` has its own.
APPROVED = {
    "spending": "approve_spending", "contract": "approve_contract", "minutes": "approve_minutes",
    "appointment": "approve_appointment",
}  # fmt: skip

#: Everything a constitution can set here. Numbers are whole; shares are per cent of those who may vote.
RULES: dict[str, Rule] = {
    # who comes: so many per cent of members, or so many times the committee, whichever is fewer (0: does not count)
    "quorum_percent": Rule(0, 100),
    "quorum_committees": Rule(0, 5),
    "quorum_members": Rule(0, 1000),
    "committee_quorum_percent": Rule(1, 100),
    "wait_minutes": Rule(0, 120),
    # how long before
    "agm_notice_days": Rule(1, 60),
    "egm_notice_days": Rule(1, 60),
    "committee_notice_days": Rule(0, 30),
    "agm_every_months": Rule(1, 36),
    # when too few come
    "second_call": Rule(choices=("same_day", "other_day", "none")),
    "second_call_within_days": Rule(0, 60),
    "second_call_cannot": Rule(choices=("amend", "amend_and_remove", "nothing")),
    # who votes
    "vote": Rule(choices=("person", "household")),
    "proxies": Rule(choices=("no", "one")),
    "vote_after_days": Rule(0, 365),
    "election_method": Rule(choices=("approval", "scottish-stv", "phragmen")),
    "term_months": Rule(1, 60),
    "objection_days": Rule(1, 60),
    # who approves what
    "spend_limit": Rule(0, 1_000_000),
    "approve_spending": Rule(choices=APPROVERS),
    "approve_spending_over": Rule(choices=APPROVERS),
    "approve_contract": Rule(choices=APPROVERS),
    "approve_minutes": Rule(choices=APPROVERS),
    "approve_appointment": Rule(choices=APPROVERS),
    # how one comes in
    "member_objection_days": Rule(1, 60),
    "youngest": Rule(0, 21),
}


#: How a constitution is read: its rules by what they are about.
SECTIONS: dict[str, tuple[str, ...]] = {
    "quorum": (
        "quorum_percent", "quorum_committees", "quorum_members", "committee_quorum_percent", "wait_minutes",
        "second_call", "second_call_within_days", "second_call_cannot",
    ),
    "notice": ("agm_notice_days", "egm_notice_days", "committee_notice_days", "agm_every_months"),
    "votes": ("vote", "proxies", "vote_after_days", "youngest", "election_method", "term_months", "objection_days"),
    "approvals": (
        "spend_limit", "approve_spending", "approve_spending_over", "approve_contract", "approve_minutes",
        "approve_appointment",
    ),
    "members": ("member_objection_days",),
}  # fmt: skip


#: What the rule `proxies` means: for how many others one voter can vote at most.
PROXIES = {"no": 0, "one": 1}


class Default(NamedTuple):
    """The value a kind begins with, and where it is written."""

    value: str
    source: str


_EVERY: dict[str, Default] = {
    "quorum_percent": Default("50", ROS),
    "quorum_committees": Default("2", ROS),
    "quorum_members": Default("0", ROS),
    "committee_quorum_percent": Default("50", ROS),
    "wait_minutes": Default("30", ROS),
    "agm_notice_days": Default("15", ROS),
    "egm_notice_days": Default("15", ROS),
    "committee_notice_days": Default("7", ROS),
    "agm_every_months": Default("12", ROS),
    "second_call": Default("other_day", ROS),
    "second_call_within_days": Default("30", ROS),
    "second_call_cannot": Default("amend", ROS),
    "vote": Default("person", ROS),
    "proxies": Default("no", ROS),
    "vote_after_days": Default("30", OURS),
    "election_method": Default("approval", OURS),
    "term_months": Default("24", OURS),
    "objection_days": Default("14", OURS),
    "spend_limit": Default("500", OURS),
    "approve_spending": Default("chair_and_treasurer", OURS),
    "approve_spending_over": Default("committee_meeting", OURS),
    "approve_contract": Default("committee_meeting", OURS),
    "approve_minutes": Default("committee_meeting", OURS),
    "approve_appointment": Default("committee_meeting", OURS),
    "member_objection_days": Default("7", OURS),
    "youngest": Default("18", ROS),
}
_STRATA = {
    "quorum_committees": Default("0", STRATA),
    "quorum_percent": Default("50", STRATA),
    "agm_notice_days": Default("14", STRATA),
    "egm_notice_days": Default("14", STRATA),
    "agm_every_months": Default("15", STRATA),
    "second_call": Default("same_day", STRATA),
    "second_call_within_days": Default("0", STRATA),
    "second_call_cannot": Default("nothing", STRATA),
    "vote": Default("household", STRATA),
    "proxies": Default("one", STRATA),
    "term_months": Default("15", STRATA),
}
_SMALL = {
    "quorum_percent": Default("30", OURS),
    "agm_notice_days": Default("7", OURS),
    "egm_notice_days": Default("7", OURS),
    "committee_notice_days": Default("2", OURS),
    "second_call": Default("same_day", OURS),
    "second_call_within_days": Default("0", OURS),
}
DEFAULTS: dict[str, dict[str, Default]] = {
    "residents": _EVERY,
    "krt": _EVERY | {"term_months": Default("36", KRT), "committee_notice_days": Default("7", KRT)},
    "jmb": _EVERY | _STRATA,
    "women": _EVERY | _SMALL,
    "youth": _EVERY | {"youngest": Default("15", YOUTH), "term_months": Default("24", YOUTH)},
    "informal": _EVERY | _SMALL | {"youngest": Default("0", OURS)},
}

#: What a group of this kind owes somebody else each year; the calendar of the group counts it.
DUTIES: dict[str, tuple[str, ...]] = {
    "residents": ("agm", "annual_return"),
    "krt": ("krt_meetings", "krt_activities"),
    "jmb": ("agm",),
    "women": ("agm",),
    "youth": ("agm",),
    "informal": (),
}
KRT_MEETINGS, KRT_ACTIVITIES = 6, 12
#: The committee is asked so long before something is due.
REMINDED_BEFORE = timedelta(days=30)

#: How somebody shows that they live here. "neighbours": two homes and one of the committee say so.
SHOWINGS = ("card", "letter", "office_list", "neighbours")
NEIGHBOURS, COMMITTEE_VOUCHES = 2, 1
#: A letter's code is good for so many days; a wrong one may be typed so often an hour from one card.
LETTER_DAYS, LETTER_TRIES = 30, 10
#: What people say of themselves, if they wish, so that posts and speakers can be compared with members.
SAYS = ("woman", "man")
AGES = ("under_18", "youth", "adult", "elder")

#: From each state where a membership can go. asked: residence not shown yet; open: shown, objections are heard;
#: disputed: somebody objected, the committee decides and says why; what is over stays over, one asks anew.
MOVES: dict[str, set[str]] = {
    "asked": {"open", "withdrawn"},
    "open": {"disputed", "member", "withdrawn"},
    "disputed": {"member", "refused", "withdrawn"},
    "member": {"ended"},
    "refused": set(),
    "withdrawn": set(),
    "ended": set(),
}
RUNNING = ("asked", "open", "disputed", "member")
OBJECTIONS = ("not_here", "twice", "too_young", "other")
ENDINGS = ("left", "moved", "died", "removed")
#: Fewer members than this are not counted in public.
SHOWN_FROM = 5
APPLICANTS_SHOWN, MEMBERS_A_PAGE, TODO_SHOWN = 50, 50, 5
REASON_LENGTH, SOURCE_LENGTH, NAME_LENGTH = 300, 160, 80

VERBS = {
    "groups.create": {"officer", "operator"},
    "groups.set_rule": {"committee"},
    "groups.join": {"resident"},
    "groups.enter": {"committee", "mobiliser"},
    "groups.send_letter": {"committee", "mobiliser"},
    "groups.show_letter": {"resident", "committee"},
    "groups.vouch": {"resident", "committee"},
    "groups.confirm_residence": {"office"},
    "groups.object": {"resident"},
    "groups.decide": {"committee"},
    "groups.admit": {"system"},
    "groups.withdraw": {"resident"},
    "groups.leave": {"resident"},
    "groups.end_membership": {"committee"},
    "groups.link_account": {"officer", "operator"},
}


def quorum(rules: Mapping[str, str], voters: int, committee: int) -> int:
    """How many must be there: the fewest of what the constitution names; at least one where anybody may vote.

    A share is rounded up: half of 25 is 13 (contoh perlembagaan: "sekurang-kurangnya satu perdua").
    """
    named = [
        -(-voters * int(rules["quorum_percent"]) // 100) if int(rules["quorum_percent"]) else None,
        committee * int(rules["quorum_committees"]) if int(rules["quorum_committees"]) and committee else None,
        int(rules["quorum_members"]) or None,
    ]
    wanted = [number for number in named if number is not None]
    return max(1, min(wanted)) if wanted else 1


def committee_quorum(rules: Mapping[str, str], committee: int) -> int:
    """How many of the committee must be there, rounded up."""
    return max(1, -(-committee * int(rules["committee_quorum_percent"]) // 100))


def approval_rule(what: str, amount: int, limit_rm: int) -> str:
    """Which rule says who approves `what`; `amount` in sen decides for spending. Raises KeyError for anything else."""
    over = what == "spending" and amount > limit_rm * 100
    return "approve_spending_over" if over else APPROVED[what]


def accepts(name: str, value: str) -> bool:
    """Whether `value` is one that the rule `name` can take."""
    rule = RULES.get(name)
    if rule is None:
        return False
    if rule.choices:
        return value in rule.choices
    return value.isascii() and value.isdigit() and rule.least <= int(value) <= rule.most
