"""Who is told that a letter came; inside the command's transaction."""

from k2k.bodies import queries as bodies
from k2k.core import grants, nodes, notify
from k2k.core.events import on
from k2k.safety import messages, rules
from k2k.safety.models import Letter


def readers(letter: Letter, at) -> list[str]:
    """Inboxes of those who may open it."""
    if letter.to == "lead":
        return [f"account:{pk}" for pk in grants.holders(rules.LEAD_ROLES, nodes.root(), at)]
    office = bodies.office_of(letter.site, at) if letter.site else None
    terms = bodies.holding(office, at).filter(post__kind=rules.MANAGER_POST) if office else []
    return [f"account:{term.account_id}" for term in terms]


@on("safety.written")
def _written(*, at, actor, letter) -> None:
    notify.send(messages.Written, readers(letter, at), subject=letter.ref, at=at)
