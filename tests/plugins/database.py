"""The test database: a file on SQLite; after a test that commits, put back from a template instead of flushed.

Flushing would be refused by our own guards, which is as it should be.
"""

import sqlite3

import pytest
from django.test.testcases import TransactionTestCase


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite tests use a file: threads and processes then meet as they do in production."""
    from django.db import connections

    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """Keep a picture of the fresh database and teach Django's transactional tests to go back to it."""
    from django.db import connection

    with django_db_blocker.unblock():
        go_back = _sqlite(tmp_path_factory) if connection.vendor == "sqlite" else _postgres()
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: go_back())
    yield
    patch.undo()


def _sqlite(tmp_path_factory):
    """Copy the file's pages away now, and back after each test."""
    from django.db import connection, connections

    template = str(tmp_path_factory.mktemp("template") / "template.sqlite3")
    connection.ensure_connection()
    with sqlite3.connect(template) as kept:
        connection.connection.backup(kept)

    def go_back() -> None:
        connections.close_all()
        connection.ensure_connection()
        with sqlite3.connect(template) as kept:
            kept.backup(connection.connection)

    return go_back


def _postgres():
    """Empty every table with the guards asleep, then write the first rows (content types) again."""
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection

    tables = ", ".join(
        connection.ops.quote_name(name) for name in connection.introspection.django_table_names(only_existing=True)
    )

    def go_back() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            cursor.execute("SET session_replication_role = DEFAULT")
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    return go_back
