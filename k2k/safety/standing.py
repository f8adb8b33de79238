"""Who may open a letter, by what its writer is known again, and the sealing of its words."""

from datetime import datetime

from k2k.bodies import queries as bodies
from k2k.core import ids, nodes, sealing
from k2k.core.actors import Actor
from k2k.safety import rules
from k2k.safety.models import Letter

PURPOSE = "k2k safety letter 1"


def seal(text: str) -> str:
    """Seal the words of a letter."""
    return sealing.seal(text, PURPOSE)


def follow_hash(secret: str) -> str:
    """The hash under which a letter is found by its link. Raises ValueError for what is no secret."""
    return sealing.follow_hash(secret, "letter")


def person_hash(actor: Actor) -> str:
    """The keyed hash of the person whose PIN was just given; "" for a card alone."""
    return hash_of(actor.person_id) if actor.person_id else ""


def hash_of(person_id: int) -> str:
    """The keyed hash under which a person's letters stand."""
    return ids.keyed_hash("letter-person", str(person_id))


def may_read(actor: Actor, letter: Letter, at: datetime) -> bool:
    """Whether it was written to this actor: the programme's lead, or the manager of the site's office."""
    if letter.to == "lead":
        return is_lead(actor)
    return letter.site is not None and is_manager(actor, letter.site, at)


def is_lead(actor: Actor) -> bool:
    """Whether the actor is the safeguarding lead of the programme; one of an association at the site is not."""
    return actor.account is not None and actor.holds(rules.LEAD_ROLES, nodes.root())


def is_manager(actor: Actor, site, at: datetime) -> bool:
    """Whether the actor is the manager of the office of the site."""
    return actor.holds({"office"}, site) and bodies.post_of(actor, site, at)[1] == rules.MANAGER_POST


def said(letter: Letter) -> list[tuple[str, str, datetime]]:
    """Who of the two wrote what, when. What cannot be opened with this key is left empty."""
    found = []
    for word in letter.words.order_by("at", "id"):
        try:
            words = sealing.unseal(word.sealed, PURPOSE) if word.sealed else ""
        except ValueError:
            words = ""
        found.append((word.by, words, word.at))
    return found
