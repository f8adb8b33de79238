"""What a phone sent is known again for 90 days, then forgotten."""

import uuid
from datetime import timedelta

import pytest

from k2k.core import clock, receipts
from k2k.core.receipts import Receipt

pytestmark = pytest.mark.django_db


def test_what_was_sent_90_days_ago_is_forgotten_and_nothing_younger():
    now = clock.now()
    for days in (1, 89, 90, 400):
        receipts.open_receipt("anon", "issues.tap", uuid.uuid4(), "x", now - timedelta(days=days))
    receipts.prune(now)
    assert [round((now - kept.at) / timedelta(days=1)) for kept in Receipt.objects.order_by("-at")] == [1, 89]
