"""Sealing: HPKE (RFC 9180) to the box, the box's key to each pair of tellers, a teller's key under a passphrase.

Nothing here is of our making: X25519, HKDF and ChaCha20-Poly1305 by `cryptography`'s HPKE, scrypt for passphrases.
"""

import hashlib
import json
import os
import unicodedata
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
#: Every vote is this long before it is sealed, so the length of an envelope tells nothing.
VOTE_BYTES = 2048
SALT, NONCE = 16, 12

#: A vote: for each contest, by its number, the options chosen.
Vote = dict[int, list[int]]


class CannotOpen(Exception):
    """A wrong passphrase, or a seal that is not whole."""


def _key_of(passphrase: str, salt: bytes) -> bytes:
    plain = unicodedata.normalize("NFKC", passphrase).strip().encode()
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(plain)


def new_teller(passphrase: str) -> tuple[bytes, bytes]:
    """A teller's key: (public half, private half sealed under the passphrase)."""
    private = X25519PrivateKey.generate()
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    sealed = ChaCha20Poly1305(_key_of(passphrase, salt)).encrypt(nonce, private.private_bytes_raw(), None)
    return private.public_key().public_bytes_raw(), salt + nonce + sealed


def teller_key(sealed: bytes, passphrase: str) -> X25519PrivateKey:
    """The private half. Raises CannotOpen for another passphrase."""
    salt, nonce, rest = sealed[:SALT], sealed[SALT : SALT + NONCE], sealed[SALT + NONCE :]
    try:
        raw = ChaCha20Poly1305(_key_of(passphrase, salt)).decrypt(nonce, rest, None)
    except InvalidTag as error:
        raise CannotOpen from error
    return X25519PrivateKey.from_private_bytes(raw)


def new_box(tellers: dict[int, bytes], about: str) -> tuple[bytes, dict[tuple[int, int], bytes]]:
    """A box's public half, and its private half sealed for each pair of tellers: to the first, then to the second."""
    private, info = X25519PrivateKey.generate(), about.encode()
    public = {number: X25519PublicKey.from_public_bytes(raw) for number, raw in tellers.items()}
    parts = {}
    for one, two in combinations(sorted(public), 2):
        inner = SUITE.encrypt(private.private_bytes_raw(), public[one], info=info)
        parts[one, two] = SUITE.encrypt(inner, public[two], info=info)
    return private.public_key().public_bytes_raw(), parts


def box_key(part: bytes, one: X25519PrivateKey, two: X25519PrivateKey, about: str) -> X25519PrivateKey:
    """The box's private half, from the part of a pair and both their keys. Raises CannotOpen."""
    try:
        inner = SUITE.decrypt(part, two, info=about.encode())
        return X25519PrivateKey.from_private_bytes(SUITE.decrypt(inner, one, info=about.encode()))
    except InvalidTag as error:
        raise CannotOpen from error


def seal(vote: Vote, box: bytes, about: str) -> bytes:
    """An envelope. All are of one length. Raises ValueError for a vote that is longer than any can be."""
    plain = json.dumps({str(number): chosen for number, chosen in vote.items()}, separators=(",", ":")).encode()
    if len(plain) > VOTE_BYTES:
        raise ValueError("the vote is too long")
    return SUITE.encrypt(plain.ljust(VOTE_BYTES), X25519PublicKey.from_public_bytes(box), info=about.encode())


def unseal(envelope: bytes, key: X25519PrivateKey, about: str) -> Vote:
    """What an envelope says. Raises CannotOpen when it was not sealed for this box."""
    try:
        found = json.loads(SUITE.decrypt(envelope, key, info=about.encode()))
    except InvalidTag as error:
        raise CannotOpen from error
    return {int(number): chosen for number, chosen in found.items()}


def digest(envelope: bytes) -> str:
    """What the public list shows of an envelope: its SHA-256."""
    return hashlib.sha256(envelope).hexdigest()


def list_hash(listed: list[tuple[str, str]]) -> str:
    """One hash over the list of receipt codes and digests, whatever its order."""
    return hashlib.sha256("\n".join(f"{slip} {each}" for slip, each in sorted(listed)).encode()).hexdigest()
