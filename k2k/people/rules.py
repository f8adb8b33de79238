"""People: who may do what with personal data. No role of an owner or office ever reads a household."""

from datetime import timedelta

from k2k.core.actors import SYSTEM_ROLE

#: What a person can agree to, one by one. "household" is the base: without it no name is kept.
PURPOSES = ("household", "notices", "survey", "aid", "photo", "directory")
#: How agreement was given.
CONSENT_WAYS = ("screen", "paper", "voice")
#: Why a card is printed. All but the first revoke the one before.
CARD_REASONS = ("first", "lost", "stolen", "damaged", "everywhere", "other")
#: Purposes that need an identity number; for any other none is taken.
IDENTITY_PURPOSES = ("aid",)

#: A younger card does not confirm a repair (days).
CARD_COUNTS_AFTER = 7
#: Wrong PINs or card codes before a pause, and the pause in minutes.
TRIES, PAUSE_MINUTES = 5, 15
#: Wrong PINs of one person in a day: a million PINs then last more than a lifetime of guessing.
PIN_TRIES_A_DAY = 20
#: Wrong card codes in an hour from one address (thousands of phones share one), and while there are many everywhere.
WRONG_PER_ADDRESS, WRONG_WHILE_MANY = 60, 3
#: Wrong card codes in an hour from everywhere together that are many.
MANY_WRONG = 12_000
#: Numbers for text messages that a home may type in a day.
NUMBERS_A_DAY = 3
#: How long a PIN binds what follows (minutes).
BOUND_MINUTES = 15

#: What becomes of homes: all of one go to live in another, or some of one open a home of their own.
CHANGES = ("join", "part")
#: A change waits, so that everybody concerned can stop it; then it is carried out, or given up where it cannot be.
CHANGE_MOVES: dict[str, set[str]] = {
    "waiting": {"done", "stopped", "failed"},
    "done": set(),
    "stopped": set(),
    "failed": set(),
}
CHANGE_WAITS = timedelta(minutes=10)

#: Roles of a landlord. Whoever holds one at a place sees no household there, whatever else they hold.
LANDLORD = frozenset({"office", "owner"})

VERBS = {
    "people.create_household": {"mobiliser"},
    "people.end_household": {"mobiliser"},
    "people.join_homes": {"mobiliser"},
    "people.part_home": {"mobiliser"},
    "people.stop_change": {"mobiliser", "resident"},
    "people.carry_out_change": {SYSTEM_ROLE},
    "people.give_up_change": {SYSTEM_ROLE},
    "people.add_person": {"mobiliser", "household"},
    "people.move_person": {"mobiliser"},
    "people.issue_card": {"mobiliser"},
    "people.revoke_card": {"mobiliser", "household"},
    "people.correct_person": {"mobiliser", "household"},
    "people.give_consent": {"mobiliser", "household"},
    "people.withdraw_consent": {"mobiliser", "household"},
    "people.set_pin": {"household"},
    "people.clear_pin": {"mobiliser"},
    "people.keep_number": {"mobiliser", "household"},
    "people.drop_number": {"mobiliser", "household"},
    "people.record_identity": {"mobiliser"},
    "people.export_person": {"household", "dpo"},
    "people.erase_person": {"household", "dpo"},
}


def is_weak_pin(pin: str) -> bool:
    """Whether somebody would try this PIN first: one digit six times, a run up or down, a part said twice or thrice."""
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    repeats = any(pin == pin[:n] * (len(pin) // n) for n in (1, 2, 3))
    doubled = pin == "".join(digit * 2 for digit in pin[::2]) and len({*pin}) < 4
    return steps in ({1}, {9}) or repeats or doubled
