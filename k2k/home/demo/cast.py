"""The role cards: who one can be in the example, and one thing to try as each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What the sign-in names of the example's accounts begin with.
ACCOUNT = "contoh-"


@dataclass(frozen=True)
class Role:
    """One card: `slug` names the drawing too; `post` is the post held, "" for residents and guests."""

    slug: str
    name: str
    who: Promise
    task: Promise
    example: str = "kenanga"
    body: str = ""
    post: str = ""


CAST = (
    Role("resident", "Puan Noraini", _("Resident, Block B"), _("Say whether the lift is fixed")),
    Role(
        "clerk", "Puan Salmah", _("Office clerk"), _("Go through this morning's reports"),
        body="office", post="clerk",
    ),
    Role(
        "secretary", "Puan Lee Siew Fong", _("Association secretary"), _("See which promises are late"),
        body="association", post="secretary",
    ),
    Role(
        "treasurer", "Encik Kumar", _("Association treasurer"), _("See who is responsible for the lifts"),
        body="association", post="treasurer",
    ),
    Role(
        "mobiliser", "Cik Aminah", _("Community mobiliser"), _("Give a home on floor 7 its card"),
        body="programme", post="mobiliser",
    ),
    Role(
        "contractor", "Encik Ganesan", _("Lift technician"), _("Say that a repair is done"),
        body="lift", post="technician",
    ),
    Role(
        "programme", "Encik Jelani", _("Programme officer"), _("Compare the perumahan"),
        body="programme", post="programme_officer",
    ),
    Role("stranger", "Puan Devi", _("Resident of Desa Rambai"), _("See what neighbours elsewhere can see"), "rambai"),
    Role("guest", "Tetamu", _("Without a name"), _("See what is going on here")),
)  # fmt: skip


def role(slug: str) -> Role | None:
    """The role card of that slug."""
    return next((each for each in CAST if each.slug == slug), None)
