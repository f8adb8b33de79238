"""Words for few eyes: sealed under a key outside the database, found again by a secret that is kept nowhere."""

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


def new_secret(client_id: UUID | None, purpose: str) -> str:
    """The secret of a follow-up link. A retry under the same client id gets the same one, and it is stored nowhere."""
    if client_id is None:
        return ids.new_code(SECRET_LENGTH)
    digest = hashlib.sha256(ids.keyed_hash(purpose, str(client_id)).encode()).digest()
    return ids.with_check("".join(ids.ALPHABET[byte % len(ids.ALPHABET)] for byte in digest[:SECRET_LENGTH]))


def hidden_id(client_id: UUID | None) -> UUID | None:
    """The id under which a hidden sender's receipt is kept: a form that was sent before with a card has another."""
    return UUID(hex=ids.keyed_hash("hidden-receipt", str(client_id)).partition(":")[2][:32]) if client_id else None


def follow_hash(secret: str, purpose: str) -> str:
    """The hash under which something is found by its link's secret. Raises ValueError for what is no secret."""
    return ids.keyed_hash(purpose, ids.clean_code(secret))


def _box(purpose: str) -> Fernet:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.HASH_KEY.encode())))


def seal(text: str, purpose: str) -> str:
    """Seal words under a key that is kept outside the database and its backups, another one for each purpose."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Open sealed words. Raises ValueError when the key is not the one that sealed them."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("sealed under another key") from None
