"""What is kept of those who do not want to be known: a hash of their link, a contact sealed for one post."""

import base64
import hashlib
from dataclasses import dataclass
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from k2k.core import ids

#: 15 characters are 75 bits: nobody guesses a follow-up link.
SECRET_LENGTH = 15


@dataclass(frozen=True)
class Words:
    """Words that must not leave a trace in the fingerprint of a call: they are compared by keyed hash alone."""

    text: str

    def __str__(self) -> str:
        return ids.keyed_hash("words", self.text)

    def __bool__(self) -> bool:
        return bool(self.text)


def new_secret(client_id: UUID | None) -> str:
    """The secret of a follow-up link. A retry under the same client id gets the same one, and it is stored nowhere."""
    if client_id is None:
        return ids.new_code(SECRET_LENGTH)
    digest = hashlib.sha256(ids.keyed_hash("follow-link", str(client_id)).encode()).digest()
    return ids.with_check("".join(ids.ALPHABET[byte % len(ids.ALPHABET)] for byte in digest[:SECRET_LENGTH]))


def hidden_id(client_id: UUID | None) -> UUID | None:
    """The id under which a hidden report's receipt is kept: a form that was sent before with a card has another."""
    return UUID(hex=ids.keyed_hash("hidden-receipt", str(client_id)).partition(":")[2][:32]) if client_id else None


def follow_hash(secret: str) -> str:
    """The hash under which an issue is found by its link's secret. Raises ValueError for what is no secret."""
    return ids.keyed_hash("follow", ids.clean_code(secret))


def device_hash(device: str) -> str:
    """The keyed hash of a phone's random mark; "" where there is none."""
    return ids.keyed_hash("issue-device", device) if device else ""


def _box() -> Fernet:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"k2k issues contact 1")
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.HASH_KEY.encode())))


def seal(text: str) -> str:
    """Seal a contact under a key that is kept outside the database and its backups."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Open a sealed contact. Raises ValueError when the key is not the one that sealed it."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("sealed under another key") from None
