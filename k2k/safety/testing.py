"""Makers for tests of this app and of those above."""

from k2k.bodies.testing import make_account
from k2k.core.actors import Actor
from k2k.safety import commands
from k2k.safety.models import Letter


def make_lead(name: str = "Ketua Perlindungan") -> Actor:
    """The safeguarding lead of the programme."""
    return make_account(name, "safeguard")


def make_letter(text: str = "Saya perlukan bantuan", **given) -> Letter:
    """A letter to the lead by nobody by name; `.secret` leads to it."""
    return commands.write(Actor.anonymous("d" * 32), text=text, **given)
