"""Rules below Python: triggers on both engines, declared as data and put back after every migration.

SQLite rebuilds a table to alter it and silently drops its triggers, so they are never written in migrations.
What an owner of the database file could still do: drop a trigger, change rows, put the trigger back. The trail's
chain, whose heads are printed on posters and statements outside the machine, is what then shows it.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from k2k.core import registry


@dataclass(frozen=True)
class Guard:
    """One trigger: `event` is "UPDATE OF a, b" or "DELETE"; it refuses where `when` (over OLD/NEW) holds.

    Where the rule looks at other rows, `unless` is a condition that may hold a subquery, such as "EXISTS (SELECT …)":
    the guard then refuses where `when` holds and `unless` does not. PostgreSQL allows no subquery in WHEN, so there
    such a guard has a function of its own.
    """

    name: str
    table: str
    event: str
    message: str
    when: str = ""
    timing: str = "BEFORE"
    unless: str = ""


def append_only(table: str) -> list[Guard]:
    """Rows of `table` are never changed nor deleted."""
    return [
        Guard(f"{table}_no_update", table, "UPDATE", f"{table} is append-only"),
        *no_delete(table),
    ]


def no_delete(table: str) -> list[Guard]:
    """Rows of `table` are never deleted."""
    return [Guard(f"{table}_no_delete", table, "DELETE", f"rows of {table} are not deleted")]


def immutable(table: str, *columns: str) -> list[Guard]:
    """The named columns keep their first value."""
    changed = " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in columns)
    return [Guard(f"{table}_immutable", table, "UPDATE", f"{', '.join(columns)} of {table} do not change", changed)]


def _all() -> list[Guard]:
    return registry.items("guards")


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _sqlite(guard: Guard) -> list[str]:
    rule = " AND ".join(f"({part})" for part in (guard.when, f"NOT ({guard.unless})" if guard.unless else "") if part)
    when = f"WHEN {rule.replace('IS DISTINCT FROM', 'IS NOT')}" if rule else ""
    return [
        f'DROP TRIGGER IF EXISTS "{guard.name}"',
        f'CREATE TRIGGER "{guard.name}" {guard.timing} {guard.event} ON "{guard.table}" FOR EACH ROW {when} '
        f"BEGIN SELECT RAISE(ABORT, '{_quoted(guard.message)}'); END",
    ]


def _postgres(guard: Guard) -> list[str]:
    when = f"WHEN ({guard.when})" if guard.when else ""
    statements = [
        "CREATE OR REPLACE FUNCTION k2k_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$",
        f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"',
        f'CREATE TRIGGER "{guard.name}" {guard.timing} {guard.event} ON "{guard.table}" FOR EACH ROW {when} '
        f"EXECUTE FUNCTION k2k_refuse('{_quoted(guard.message)}')",
    ]
    if guard.unless:
        statements[-1:] = _postgres_unless(guard, when)
    if guard.event == "DELETE":
        name = f"{guard.table}_no_truncate"
        statements += [
            f'DROP TRIGGER IF EXISTS "{name}" ON "{guard.table}"',
            f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{guard.table}" FOR EACH STATEMENT '
            f"EXECUTE FUNCTION k2k_refuse('{_quoted(guard.message)}')",
        ]
    return statements


def _postgres_unless(guard: Guard, when: str) -> list[str]:
    """A function that looks before it refuses; the row goes through where `unless` holds."""
    through = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN IF NOT ({guard.unless}) THEN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; "
        f"END IF; RETURN {through}; END $$",
        f'CREATE TRIGGER "{guard.name}" {guard.timing} {guard.event} ON "{guard.table}" FOR EACH ROW {when} '
        f"EXECUTE FUNCTION \"{guard.name}\"('{_quoted(guard.message)}')",
    ]


def install(**_signal) -> None:
    """Put every guard whose table exists in place; runs once after each migrate and changes nothing when repeated.

    In one transaction: a commit for each of some hundred triggers would cost a minute on a slow disk.
    """
    tables = set(connection.introspection.table_names())
    build = _sqlite if connection.vendor == "sqlite" else _postgres
    with transaction.atomic(), connection.cursor() as cursor:
        for guard in _all():
            if guard.table in tables:
                for statement in build(guard):
                    cursor.execute(statement)


def missing() -> list[str]:
    """Names of guards that are declared but not in the database; empty when all is well."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(guard.name for guard in _all() if guard.name not in present)
