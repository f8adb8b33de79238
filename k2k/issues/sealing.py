"""What is kept of those who do not want to be known: a hash of their link, a contact sealed for one post."""

from uuid import UUID

from k2k.core import ids, sealing
from k2k.core.sealing import SECRET_LENGTH, Words, hidden_id  # noqa: F401  (offered to the commands)

CONTACT = "k2k issues contact 1"


def new_secret(client_id: UUID | None) -> str:
    """The secret of a report's follow-up link."""
    return sealing.new_secret(client_id, "follow-link")


def follow_hash(secret: str) -> str:
    """The hash under which an issue is found by its link's secret. Raises ValueError for what is no secret."""
    return sealing.follow_hash(secret, "follow")


def device_hash(device: str) -> str:
    """The keyed hash of a phone's random mark; "" where there is none."""
    return ids.keyed_hash("issue-device", device) if device else ""


def seal(text: str) -> str:
    """Seal a contact."""
    return sealing.seal(text, CONTACT)


def unseal(sealed: str) -> str:
    """Open a sealed contact. Raises ValueError when the key is not the one that sealed it."""
    return sealing.unseal(sealed, CONTACT)
