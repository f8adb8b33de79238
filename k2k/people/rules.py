"""People: who may do what with personal data. No role of an owner or office ever reads a household."""

#: What a person can agree to, one by one.
PURPOSES = ("household", "notices", "survey", "aid", "photo", "directory")
#: How agreement was given.
CONSENT_WAYS = ("screen", "paper", "voice")
#: A younger card does not confirm a repair (days).
CARD_COUNTS_AFTER = 7
#: Wrong PINs or card codes in a row before a pause, and the pause in minutes.
TRIES, PAUSE_MINUTES = 5, 15

VERBS = {
    "people.create_household": {"mobiliser"},
    "people.end_household": {"mobiliser"},
    "people.add_person": {"mobiliser", "household"},
    "people.move_person": {"mobiliser"},
    "people.issue_card": {"mobiliser"},
    "people.revoke_card": {"mobiliser", "household"},
    "people.correct_person": {"mobiliser", "household"},
    "people.give_consent": {"mobiliser", "household"},
    "people.withdraw_consent": {"mobiliser", "household"},
    "people.set_pin": {"household"},
    "people.record_identity": {"mobiliser"},
    "people.export_person": {"household", "dpo"},
    "people.erase_person": {"household", "dpo"},
}
