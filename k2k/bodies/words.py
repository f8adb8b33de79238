"""The words for kinds of body, posts, seats and duties, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

BODY_KINDS: dict[str, Promise] = {
    "association": _("Residents' association"),
    "office": _("Management office"),
    "owner": _("Owner"),
    "agency": _("Agency"),
    "contractor": _("Contractor"),
    "funder": _("Funder"),
    "programme": _("Programme"),
}
POSTS: dict[str, Promise] = {
    "clerk": _("Office clerk"),
    "manager": _("Office manager"),
    "chair": _("Chair"),
    "secretary": _("Secretary"),
    "treasurer": _("Treasurer"),
    "committee_member": _("Committee member"),
    "owner_officer": _("Owner's officer"),
    "technician": _("Technician"),
    "mobiliser": _("Mobiliser"),
    "programme_officer": _("Programme officer"),
    "safeguarding_lead": _("Safeguarding officer"),
    "data_protection_officer": _("Data protection officer"),
    "operator": _("System operator"),
}
SEATS: dict[str, Promise] = {
    "office": pgettext_lazy("seat", "Management office"),
    "association": pgettext_lazy("seat", "Residents' association"),
    "owner": pgettext_lazy("seat", "Owner"),
}
#: Columns of the responsibility matrix.
DUTIES: dict[str, Promise] = {
    "maintains": _("Repairs it"),
    "manages": _("Manages it"),
    "owns": _("Owns it"),
}


def duty_word(duty: str) -> str:
    """The column of the responsibility matrix, in the active language."""
    return str(DUTIES[duty])


def everything_else() -> str:
    """The line of the matrix for what no other line names."""
    return gettext("Everything else")


def post_title(kind: str) -> str:
    """What a post is called in public, in the active language; "" for no post."""
    return str(POSTS.get(kind, ""))


def kind_title(kind: str) -> str:
    """What a kind of body is called, in the active language."""
    return str(BODY_KINDS[kind])
