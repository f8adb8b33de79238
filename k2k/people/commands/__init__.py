"""Every write of this app, one function a verb; and `enter`, by which a phone signs in with a card."""

from k2k.people.commands.changes import (
    carry_out_change,
    give_up_change,
    hindrance,
    join_homes,
    part_home,
    stop_change,
)
from k2k.people.commands.households import IssuedCard, create_household, end_household, issue_card, revoke_card
from k2k.people.commands.numbers import drop_number, keep_number
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
    "carry_out_change",
    "clear_pin",
    "correct_person",
    "create_household",
    "drop_number",
    "end_household",
    "enter",
    "erase_person",
    "export_person",
    "give_consent",
    "give_up_change",
    "hindrance",
    "issue_card",
    "join_homes",
    "keep_number",
    "move_person",
    "part_home",
    "pin_fits",
    "record_identity",
    "revoke_card",
    "set_pin",
    "stop_change",
    "withdraw_consent",
]
