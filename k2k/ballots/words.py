"""The words of this app: states, ways of counting, and what each round of a count says."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from k2k.core.templatetags.k2k import joined
from k2k.core.ui import formats

#: State: class of its mark, its word.
STATES: dict[str, tuple[str, Promise]] = {
    "draft": ("target", gettext_lazy("Being prepared")),
    "open": ("work", gettext_lazy("Open for votes")),
    "closed": ("done", gettext_lazy("Closed, not yet counted")),
    "counted": ("ok", gettext_lazy("Counted")),
    "cancelled": ("gone", gettext_lazy("Cancelled")),
}

#: How a line of the roll is marked, on the paper list of those who run the vote.
MARKS: dict[str, str | Promise] = {
    "": "",
    "screen": gettext_lazy("has voted"),
    "paper": gettext_lazy("has voted"),
    "helped": gettext_lazy("has voted, with help"),
    "proxy": gettext_lazy("has voted, by proxy"),
}

#: A way of counting: its name, how one votes.
METHODS: dict[str, tuple[Promise, Promise]] = {
    "yes-no": (gettext_lazy("Yes or no"), gettext_lazy("Choose yes, no, or leave it blank.")),
    "approval": (
        gettext_lazy("Most named"),
        gettext_lazy("Mark everybody you agree with. Whoever is named on most papers is elected."),
    ),
    "scottish-stv": (
        gettext_lazy("In your order (STV)"),
        gettext_lazy(
            "Put the names in your order. Your vote counts for your first; where it is not needed or cannot help, it "
            "goes on to your next. A later name never harms an earlier one."
        ),
    ),
    "phragmen": (
        gettext_lazy("Seats shared among groups (Phragmén)"),
        gettext_lazy("Mark everybody you agree with. Seats are shared so that each group gets its part."),
    ),
}


def round_said(method: str, what: str, who: str) -> str:
    """What happens in one round, in a sentence."""
    if method == "approval":
        return _("Each name on a paper counts one.")
    said = {
        "first": _("Each paper counts for the name it puts first."),
        "surplus": _(
            "%(who)s has more than a seat needs. What is over goes on, a part of each paper, to the next names."
        ),
        "exclude": _("%(who)s has the fewest and leaves the count. Those papers go on to their next names."),
        "last": _("As many names are left as seats: they are elected."),
        "elect": _("%(who)s gets this seat: those who named %(who)s carry the smallest share."),
    }
    return said[what] % {"who": who}


def tie_said(what: str, by: str, among: list[str], chosen: str, round_: int) -> str:
    """Who was equal, what had to be decided, and how it was."""
    names = {"names": joined(among), "who": chosen, "n": round_}
    if by == "lot":
        how = _("The lot drawn before the vote decided.")
    else:
        how = _("Round %(n)s, in which they last differed, decided.") % {"n": by.partition(":")[2]}
    said = {
        "surplus": _("Round %(n)s: %(names)s were equal. The votes over of %(who)s went on first."),
        "exclude": _("Round %(n)s: %(names)s were equal. %(who)s left the count."),
        "elect": _("Round %(n)s: %(names)s were equal. %(who)s got the seat."),
    }[what]
    return f"{said % names} {how}"


def papers(number: int) -> str:
    """So many papers."""
    return ngettext("%(n)s paper", "%(n)s papers", number) % {"n": formats.number(number)}
