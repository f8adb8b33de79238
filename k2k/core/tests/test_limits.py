"""Tries are counted per card, account or device, in windows, and never lock out a block behind one address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from k2k.core import limits
from k2k.core.limits import Attempt

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


def try_card(at=AT, key="card:7", limit=3):
    return limits.hit("card.pin", key, limit, HOUR, at)


def test_as_many_tries_as_the_limit_go_ahead_and_the_next_is_told_how_long_to_wait():
    assert [bool(try_card(AT + n * MINUTE)) for n in range(5)] == [True, True, True, False, False]
    refused = try_card(AT + 10 * MINUTE)
    assert refused.retry_after == 50 * MINUTE
    assert refused.minutes == 50


def test_tries_beyond_the_limit_do_not_lengthen_the_wait():
    for n in range(50):
        try_card(AT + n * MINUTE)
    assert try_card(AT + HOUR).ok


def test_a_new_window_begins_with_the_first_try_after_the_old_one():
    for _n in range(4):
        try_card()
    later = AT + DAY + 7 * MINUTE
    assert [try_card(later).ok for _n in range(4)] == [True, True, True, False]
    assert Attempt.objects.get().ends_at == later + HOUR


def test_cards_and_buckets_are_counted_apart():
    for _n in range(4):
        try_card()
    assert try_card(key="card:8").ok
    assert limits.hit("card.code", "card:7", 3, HOUR, AT).ok


def test_the_wait_is_shown_in_whole_minutes_and_never_none():
    assert limits.Allowed(False, timedelta(seconds=61)).minutes == 2
    assert limits.Allowed(False, timedelta(seconds=1)).minutes == 1


def test_the_key_is_kept_only_as_a_hash_that_differs_by_bucket():
    try_card(key="7Q4M-K2X9")
    limits.hit("card.code", "7Q4M-K2X9", 3, HOUR, AT)
    keys = list(Attempt.objects.values_list("key", flat=True))
    assert len(set(keys)) == 2
    assert not any("7Q4M" in key for key in keys)


def test_looking_does_not_count():
    for _n in range(9):
        assert limits.peek("card.pin", "card:7", 3, AT).ok
    for _n in range(3):
        try_card()
    assert limits.peek("card.pin", "card:7", 3, AT).retry_after == HOUR
    assert limits.peek("card.pin", "card:7", 3, AT + HOUR).ok


def test_a_try_costs_three_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):  # savepoints included
        try_card()


def from_address(address, **meta):
    return RequestFactory().get("/", REMOTE_ADDR=address, **meta)


def test_a_whole_block_behind_one_address_is_let_through():
    request = from_address("175.136.0.1")
    assert all(limits.hit_address("report", request, AT).ok for _phone in range(limits.PER_ADDRESS))
    assert not limits.hit_address("report", request, AT).ok
    assert limits.hit_address("report", from_address("175.136.0.2"), AT).ok


def test_one_subscribers_addresses_in_the_newer_internet_are_one():
    one, other = "2001:d08:1:2::1", "2001:d08:1:2:ffff:ffff:ffff:ffff"
    assert limits.address_of(from_address(one)) == limits.address_of(from_address(other))
    assert limits.address_of(from_address(one)) != limits.address_of(from_address("2001:d08:1:3::1"))


def test_a_caller_cannot_choose_an_address_unless_our_proxy_says_it(settings):
    forged = from_address("10.0.0.9", HTTP_X_FORWARDED_FOR="1.2.3.4, 175.136.0.1")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert limits.address_of(forged) == "10.0.0.9"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert limits.address_of(forged) == "175.136.0.1"


@pytest.mark.parametrize("nonsense", ["", "unix:", "300.1.1.1", "<script>"])
def test_an_address_that_is_none_still_has_a_limit(nonsense):
    assert limits.address_of(from_address(nonsense)) == "unknown"


def test_windows_that_are_over_are_forgotten():
    try_card()
    try_card(AT + 30 * MINUTE, key="card:8")
    limits.prune(AT + HOUR)
    assert Attempt.objects.count() == 1


class AnyOrderOfTries(TestCase):
    """Whatever the rhythm of the tries, no window of its own length lets more than the limit through."""

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.integers(0, 40), min_size=1, max_size=30), st.integers(1, 5))
    def test_no_window_lets_more_through_than_its_limit(self, gaps, limit):
        at, windows = AT, {}
        for gap in gaps:
            at += gap * MINUTE
            allowed = try_card(at, limit=limit)
            start = Attempt.objects.get().window_start
            assert start <= at < start + HOUR
            windows.setdefault(start, []).append(allowed.ok)
        for tries in windows.values():
            assert tries == [True] * min(limit, len(tries)) + [False] * max(0, len(tries) - limit)
