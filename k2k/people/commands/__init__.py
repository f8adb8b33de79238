"""Every write of this app, one function a verb; and `enter`, by which a phone signs in with a card."""

from k2k.people.commands.households import IssuedCard, create_household, end_household, issue_card, revoke_card
from k2k.people.commands.persons import (
    LANGUAGES,
    add_person,
    clear_pin,
    correct_person,
    erase_person,
    export_person,
    give_consent,
    move_person,
    pin_fits,
    record_identity,
    set_pin,
    withdraw_consent,
)
from k2k.people.sessions import enter

__all__ = [
    "LANGUAGES",
    "IssuedCard",
    "add_person",
    "clear_pin",
    "correct_person",
    "create_household",
    "end_household",
    "enter",
    "erase_person",
    "export_person",
    "give_consent",
    "issue_card",
    "move_person",
    "pin_fits",
    "record_identity",
    "revoke_card",
    "set_pin",
    "withdraw_consent",
]
