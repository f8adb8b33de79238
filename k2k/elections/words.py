"""The words of this app: states, seats, ways of counting, reasons."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from k2k.bodies import queries as bodies
from k2k.elections.models import Seat

#: State: class of its mark, its word.
STATES: dict[str, tuple[str, Promise]] = {
    "called": ("target", pgettext_lazy("election", "Called")),
    "nominating": ("work", gettext_lazy("Nominations are open")),
    "objecting": ("work", gettext_lazy("Objections are heard")),
    "listed": ("seen", gettext_lazy("The list stands")),
    "voting": ("work", gettext_lazy("The vote is open")),
    "counted": ("done", gettext_lazy("Counted, can be objected to")),
    "settled": ("ok", pgettext_lazy("election", "It holds")),
    "cancelled": ("gone", pgettext_lazy("election", "Cancelled")),
}
RESERVED: dict[str, Promise] = {
    "": gettext_lazy("Everybody"),
    "women": gettext_lazy("Women"),
    "youth": gettext_lazy("Youth"),
    "block": gettext_lazy("One block"),
}
#: A way of counting, in one sentence.
METHODS: dict[str, Promise] = {
    "approval": gettext_lazy(
        "Most named: mark everybody you agree with; whoever is on most papers wins. A neighbour recounts it by hand."
    ),
    "scottish-stv": gettext_lazy(
        "In your order (STV): what your first choice does not need goes on to your next, so that sides share the seats."
    ),
    "phragmen": gettext_lazy(
        "Shared seats (Phragmén): mark everybody you agree with; seats are shared so that each side gets its part."
    ),
}
TO_CANDIDATE: dict[str, Promise] = {
    "not_member": gettext_lazy("Is no member here"),
    "not_reserved": gettext_lazy("This seat is kept for others"),
    "not_agreed": gettext_lazy("Did not agree, or a signature is false"),
    "other": gettext_lazy("Something else in the constitution"),
}
TO_RESULT: dict[str, Promise] = {
    "roll": gettext_lazy("The roll was wrong"),
    "count": gettext_lazy("The count was wrong"),
    "secrecy": gettext_lazy("The vote was not secret"),
    "pressure": gettext_lazy("Voters were bought or pressed"),
    "other": gettext_lazy("Something else in the constitution"),
}


def seat_title(seat: Seat) -> str:
    """What a seat is called: the post, and for whom it is kept."""
    post = bodies.post_title(seat.post)
    if seat.reserved == "block" and seat.block is not None:
        return _("%(post)s, seat of block %(block)s") % {"post": post, "block": seat.block.name}
    if seat.reserved == "women":
        return _("%(post)s, seat for women") % {"post": post}
    if seat.reserved == "youth":
        return _("%(post)s, seat for youth") % {"post": post}
    return post
