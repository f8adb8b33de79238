"""The words of groups: kinds, rules, states, as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from k2k.groups.models import Membership

KINDS: dict[str, Promise] = {
    "residents": gettext_lazy("Residents' association"),
    "krt": gettext_lazy("Rukun Tetangga"),
    "jmb": gettext_lazy("Joint management body"),
    "women": gettext_lazy("Women's group"),
    "youth": gettext_lazy("Youth group"),
    "informal": gettext_lazy("Group of neighbours"),
}
SECTIONS: dict[str, Promise] = {
    "quorum": gettext_lazy("How many must come"),
    "notice": gettext_lazy("How long before"),
    "votes": gettext_lazy("Votes and posts"),
    "approvals": gettext_lazy("Who may approve what"),
    "members": gettext_lazy("New members"),
}
#: What each rule is about, as a question a member would ask.
RULES: dict[str, Promise] = {
    "quorum_percent": gettext_lazy("Quorum: so many per cent of those who may vote (0: does not count)"),
    "quorum_committees": gettext_lazy("Quorum: or so many times the committee, whichever is fewer (0: does not count)"),
    "quorum_members": gettext_lazy("Quorum: or so many members, whichever is fewer (0: does not count)"),
    "committee_quorum_percent": gettext_lazy("Quorum of the committee, per cent"),
    "wait_minutes": gettext_lazy("How many minutes the meeting waits for a quorum"),
    "agm_notice_days": gettext_lazy("Days of notice for the annual general meeting"),
    "egm_notice_days": gettext_lazy("Days of notice for an extraordinary general meeting"),
    "committee_notice_days": gettext_lazy("Days of notice for the committee"),
    "agm_every_months": gettext_lazy("Months from one annual general meeting to the next"),
    "second_call": gettext_lazy("When too few came"),
    "second_call_within_days": gettext_lazy("Days within which the second call is held"),
    "second_call_cannot": gettext_lazy("What a second call cannot decide"),
    "vote": gettext_lazy("Who has one vote"),
    "proxies": gettext_lazy("Whether one may vote for another"),
    "vote_after_days": gettext_lazy("Days one must have belonged before a vote is called"),
    "election_method": gettext_lazy("How votes for persons are counted"),
    "term_months": gettext_lazy("Months of a term"),
    "objection_days": gettext_lazy("Days in which a result can be objected to"),
    "spend_limit": gettext_lazy("Up to how many ringgit is spending small"),
    "approve_spending": gettext_lazy("Who approves small spending"),
    "approve_spending_over": gettext_lazy("Who approves spending above that"),
    "approve_contract": gettext_lazy("Who approves a contract"),
    "approve_minutes": gettext_lazy("Who approves minutes"),
    "approve_appointment": gettext_lazy("Who approves that somebody is appointed"),
    "member_objection_days": gettext_lazy("Days in which members can object to somebody new"),
    "youngest": gettext_lazy("From what age one may vote"),
}
VALUES: dict[str, Promise] = {
    "same_day": gettext_lazy("a second call on the same day, after the wait"),
    "other_day": gettext_lazy("a second call on another day"),
    "none": pgettext_lazy("second call", "no second call"),
    "amend": gettext_lazy("changes of the constitution"),
    "amend_and_remove": gettext_lazy("changes of the constitution, and removals"),
    "nothing": gettext_lazy("it can decide everything"),
    "person": gettext_lazy("each person"),
    "household": gettext_lazy("each home"),
    "no": pgettext_lazy("proxy", "no"),
    "one": gettext_lazy("for one other, in writing"),
    "treasurer": gettext_lazy("the treasurer"),
    "chair": gettext_lazy("the chair"),
    "secretary": gettext_lazy("the secretary"),
    "chair_or_secretary": gettext_lazy("the chair or the secretary"),
    "chair_and_treasurer": gettext_lazy("the chair and the treasurer, both"),
    "committee_meeting": gettext_lazy("a meeting of the committee"),
    "general_meeting": gettext_lazy("a general meeting"),
    "approval": gettext_lazy("tick whom you want; the most ticks win"),
    "scottish-stv": gettext_lazy("rank them: 1, 2, 3 (Scottish STV)"),
    "phragmen": gettext_lazy("tick whom you want; seats are shared among groups of voters (Phragmén)"),
}
STATES: dict[str, tuple[str, Promise]] = {
    "asked": ("new", gettext_lazy("Must show that they live here")),
    "open": ("claimed", gettext_lazy("Members can object")),
    "disputed": ("disputed", gettext_lazy("Somebody objects")),
    "member": ("joined", pgettext_lazy("membership", "Member")),
    "refused": ("rejected", gettext_lazy("Not admitted")),
    "withdrawn": ("withdrawn", gettext_lazy("Taken back")),
    "ended": ("withdrawn", pgettext_lazy("membership", "Ended")),
}
SHOWINGS: dict[str, Promise] = {
    "card": gettext_lazy("the card of the home"),
    "letter": gettext_lazy("a letter to the home"),
    "office_list": gettext_lazy("the office's list"),
    "neighbours": gettext_lazy("two neighbours and the committee"),
}
OBJECTIONS: dict[str, Promise] = {
    "not_here": gettext_lazy("They do not live here"),
    "twice": gettext_lazy("They are on the register already"),
    "too_young": gettext_lazy("They are too young to vote"),
    "other": gettext_lazy("Something else; tell the committee"),
}
ENDINGS: dict[str, Promise] = {
    "left": gettext_lazy("Left"),
    "moved": gettext_lazy("Moved away"),
    "died": gettext_lazy("Died"),
    "removed": gettext_lazy("Removed by a meeting"),
}
SAYS: dict[str, Promise] = {
    "": gettext_lazy("I would rather not say"),
    "woman": gettext_lazy("Woman"),
    "man": gettext_lazy("Man"),
}
AGES: dict[str, Promise] = {
    "": gettext_lazy("I would rather not say"),
    "under_18": gettext_lazy("Under 18"),
    "youth": gettext_lazy("18 to 30"),
    "adult": gettext_lazy("31 to 59"),
    "elder": gettext_lazy("60 or older"),
}


def value(name: str, said: str) -> str:
    """What a rule's value says: a number as it is, a choice in words."""
    return str(VALUES.get(said, said))


def holder(membership: Membership) -> str:
    """Whom a membership is of: the person by the name they want, or the home; somebody erased has no name."""
    if membership.person is None:
        return membership.household.node.name
    return membership.person.preferred_name or _("Somebody whose name was erased")


def status(membership: Membership) -> tuple[str, str]:
    """The slug of the mark and the words of a membership's state."""
    slug, words = STATES[membership.state]
    return slug, str(words)
