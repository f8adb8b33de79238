"""Weak PINs, identity numbers and the words of consent: pure rules."""

import re

import pytest
from django.utils import translation

from k2k.people import consents, identity, rules, slips

#: The fingerprint of each version's English words. New words: a new version, and a new line here.
AGREED = {
    ("household", "1"): "465924672332c415",
    ("notices", "2"): "354935663c3a6e4a",
    ("survey", "1"): "c88d2a6606fee0f1",
    ("aid", "1"): "ead232c406a2abc2",
    ("photo", "1"): "66173bd83e7d02d5",
    ("directory", "1"): "0644754b082671bb",
    ("sms", "1"): "a032e0b617ddb3ba",
}


@pytest.mark.parametrize(
    "pin", ["000000", "999999", "123456", "654321", "012345", "890123", "121212", "123123", "112211", "110011"]
)
def test_a_pin_somebody_would_try_first_is_weak(pin):
    assert rules.is_weak_pin(pin)


@pytest.mark.parametrize("pin", ["135792", "481516", "271828", "904117", "112358"])
def test_a_pin_without_a_pattern_is_not_weak(pin):
    assert not rules.is_weak_pin(pin)


@pytest.mark.parametrize("typed", ["850412-14-5677", "850412145677", " 850412 14 5677 ", "000229-10-1234"])
def test_an_ic_number_is_read_with_or_without_dashes(typed):
    assert re.fullmatch(r"\d{12}", identity.normalise(typed))


@pytest.mark.parametrize(
    "typed",
    ["", "85041214567", "8504121456777", "851312-14-5677", "850230-14-5677", "850412-00-5677", "850412-70-5677"]
    + ["85O412-14-5677", "八五零四一二一四五六七七", "٨٥٠٤١٢١٤٥٦٧٧"],
)
def test_what_cannot_be_an_ic_number_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        identity.normalise(typed)


def test_every_purpose_has_three_short_sentences():
    assert set(consents.TEXTS) == set(rules.PURPOSES)
    with translation.override("en"):
        for text in consents.TEXTS.values():
            for sentence in text.sentences:
                assert str(sentence).count(".") == 1
                assert len(str(sentence).split()) <= 22


def test_every_text_says_that_owner_and_office_do_not_see_it():
    with translation.override("en"):
        for text in (*consents.TEXTS.values(), consents.SMS):
            assert "the owner and the office never" in str(text.sees)


def test_the_words_of_a_version_do_not_change():
    with translation.override("en"):
        words = {(text.purpose, text.version): text.fingerprint() for text in (*consents.TEXTS.values(), consents.SMS)}
    assert words == AGREED


def test_a_card_says_the_same_three_sentences_in_four_languages():
    for language in slips.LANGUAGES:
        assert len(slips.words(language)) == 3
