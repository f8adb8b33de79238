"""A guard that somebody dropped is missed, and the next migrate puts it back."""

import pytest
from django.db import connection

from k2k.core import guards, registry


@pytest.mark.django_db(transaction=True)
def test_a_dropped_guard_is_missed_and_put_back_by_the_next_migrate():
    guard = registry.items("guards")[0]
    on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{guard.name}"{on}')
    assert guards.missing() == [guard.name]
    guards.install()
    assert guards.missing() == []
