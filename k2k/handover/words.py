"""The words of this app: things, what is said of them, states."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from k2k.bodies import queries as bodies
from k2k.handover.models import Item

KINDS: dict[str, Promise] = {
    "bank_mandate": gettext_lazy("Bank mandate: who signs at the bank"),
    "cash": gettext_lazy("Cash, counted by both"),
    "cash_box_key": gettext_lazy("Key of the cash box"),
    "receipt_book": gettext_lazy("Receipt book"),
    "accounts": gettext_lazy("Books of account and bank statements"),
    "register": gettext_lazy("Register of members"),
    "minutes": gettext_lazy("Minute books"),
    "stamp": gettext_lazy("Stamp"),
    "letters": gettext_lazy("Letters and forms"),
    "passwords": gettext_lazy("Passwords of shared telephones, mail and pages"),
    "keys": gettext_lazy("Keys"),
    "documents": gettext_lazy("Other papers"),
    "device": gettext_lazy("Telephone or tablet"),
    "cases": gettext_lazy("Open cases, told to who follows"),
}
SAYS: dict[str, Promise] = {
    "handed": gettext_lazy("Handed over"),
    "received": gettext_lazy("Received"),
    "refused": pgettext_lazy("handover", "Refused"),
    "missing": pgettext_lazy("handover", "Missing"),
    "": gettext_lazy("Nothing said yet"),
}
STATES: dict[str, tuple[str, Promise]] = {
    "open": ("work", gettext_lazy("Being handed over")),
    "signed": ("ok", gettext_lazy("Signed by both")),
    "closed": ("late", gettext_lazy("Closed without the outgoing signature")),
}


def thing(item: Item) -> str:
    """What an item is called."""
    return item.text or str(KINDS.get(item.kind, item.kind))


def lacking_words(post: str, item: Item) -> str:
    """What did not come over, by post; no name of a person."""
    given = {"post": bodies.post_title(post), "what": thing(item)}
    if item.incoming_says == "received":
        return _("The count of the outgoing %(post)s and the new one differ: %(what)s") % given
    return _("Not handed over by the outgoing %(post)s: %(what)s") % given


PARCELS: dict[str, tuple[str, Promise]] = {
    "waiting": ("new", pgettext_lazy("parcel", "Waiting")),
    "entered": ("confirmed", pgettext_lazy("parcel", "Entered")),
    "set_aside": ("rejected", pgettext_lazy("parcel", "Set aside")),
}
