"""What can be wrong with an installation: small questions, asked by /healthz (the quick ones) and by the doctor."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from k2k.core import clock, guards, jobs, trail
from k2k.core.notify import push as notify_push
from k2k.core.notify import sms

#: Below 3.51.3 a checkpoint that races with a write may, very rarely, lose pages of a database in WAL mode.
SQLITE_WAL_FIXED = (3, 51, 3)
LEAST_DISK, LITTLE_DISK = 200_000_000, 2_000_000_000
WORKER_LATE = timedelta(minutes=15)
BACKUP_OLD = timedelta(days=7)
CLOCK_AHEAD = timedelta(minutes=2)
OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True)
class Finding:
    """What one check found, in a sentence that says what to do."""

    level: str
    name: str
    sentence: str


def backups() -> Path:
    """Where `k2k backup` writes unless told otherwise."""
    return settings.HOME / "backups"


def _pragma(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


def database() -> Finding:
    """Does the database answer?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(OK, "database", f"{connection.vendor} answers.")


def engine() -> Finding:
    """Is the engine's version sound?"""
    if connection.vendor == "sqlite":
        here = sqlite3.sqlite_version
        if sqlite3.sqlite_version_info < SQLITE_WAL_FIXED:
            return Finding(
                WARN,
                "engine",
                f"SQLite {here} is older than 3.51.3, which mends a rare loss of pages in WAL mode: "
                "back up every day (each backup checks the file), or use a newer Python build or PostgreSQL.",
            )
        return Finding(OK, "engine", f"SQLite {here}.")
    return Finding(OK, "engine", f"PostgreSQL {_setting('server_version').split()[0]}.")


def durability() -> Finding:
    """Is what we acknowledge on the disk before we say so?"""
    if connection.vendor == "sqlite":
        wrong = [
            f"{name} is {found}, not {wanted}"
            for name, wanted in (("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1))
            if (found := _pragma(name)) != wanted
        ]
    else:
        wrong = [f"{name} is off" for name in ("fsync", "full_page_writes") if _setting(name) != "on"]
        wrong += ["synchronous_commit is off"] if _setting("synchronous_commit") == "off" else []
    if wrong:
        return Finding(FAIL, "durability", f"{'; '.join(wrong)}: a power cut could lose what was promised. Mend that.")
    return Finding(OK, "durability", "What is acknowledged is on the disk.")


@cache
def _all_migrated(database_name: str) -> bool:
    plan = MigrationExecutor(connection)
    if plan.migration_plan(plan.loader.graph.leaf_nodes()):
        raise LookupError
    return True


def migrations() -> Finding:
    """Are the tables those of this version? Once they are, the answer is kept: they only change with a restart."""
    try:
        _all_migrated(str(connection.settings_dict["NAME"]))
    except LookupError:
        return Finding(FAIL, "migrations", "The tables are older than this version: run `k2k prepare`.")
    return Finding(OK, "migrations", "The tables are those of this version.")


def rules() -> Finding:
    """Are the triggers that guard the trail in place?"""
    if missing := guards.missing():
        return Finding(FAIL, "guards", f"{len(missing)} guards are missing ({missing[0]} …): run `k2k prepare`.")
    return Finding(OK, "guards", "Every guard of the database is in place.")


def queue() -> Finding:
    """Does somebody work on what waits?"""
    age = jobs.queue_age(clock.now())
    minutes = age // timedelta(minutes=1)
    if age > WORKER_LATE:
        return Finding(FAIL, "worker", f"Work has waited {minutes} minutes: is the worker running? (`k2k worker`)")
    if lost := jobs.failed(clock.now() - timedelta(days=1)).count():
        return Finding(WARN, "worker", f"{lost} jobs were given up in the last day: the log says which (job.failed).")
    return Finding(OK, "worker", f"Nothing has waited longer than {minutes} minutes.")


def disk() -> Finding:
    """Is there room?"""
    free = shutil.disk_usage(settings.HOME).free
    text = f"{free // 1_000_000} MB are free for {settings.HOME}"
    if free < LEAST_DISK:
        return Finding(FAIL, "disk", f"{text}: make room now, or writes will fail.")
    return Finding(WARN if free < LITTLE_DISK else OK, "disk", f"{text}.")


def home() -> Finding:
    """Can we write our folder, and can only we?"""
    if not os.access(settings.HOME, os.W_OK | os.X_OK):
        return Finding(FAIL, "home", f"{settings.HOME} cannot be written: give it to the user that runs K2K.")
    mode = stat.S_IMODE(settings.HOME.stat().st_mode)
    if mode & 0o007:
        return Finding(WARN, "home", f"Everybody on this machine may look into {settings.HOME}: chmod 700.")
    return Finding(OK, "home", f"{settings.HOME} is ours.")


def _others_may_read(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def keys() -> Finding:
    """Are the keys here, and readable by nobody else?"""
    for name in ("session_key", "hash_key"):
        path = settings.HOME / "keys" / name
        if os.environ.get(f"K2K_{name.upper()}"):
            continue
        if not path.exists():
            return Finding(FAIL, "keys", f"{path} is missing: put back the paper copy, or every card stops working.")
        if _others_may_read(path):
            return Finding(FAIL, "keys", f"Others may read {path}: chmod 600.")
    return Finding(OK, "keys", "The keys are here and only ours. Is there a copy on paper, away from the backups?")


def push() -> Finding:
    """Is the key with which we sign what phones are told a key, and readable by nobody else?"""
    path = settings.HOME / "keys" / "push_key"
    if path.exists() and _others_may_read(path):
        return Finding(FAIL, "push", f"Others may read {path}: chmod 600.")
    try:
        notify_push.public_key()
    except ValueError:
        return Finding(
            FAIL, "push", f"{path} is no key, so no phone is told: put it back, or delete it and ask each phone anew."
        )
    return Finding(OK, "push", "Phones are told under our key.")


def backup() -> Finding:
    """How old is the newest backup?"""
    made = [path.stat().st_mtime for path in backups().glob("*.tar")]
    if not made:
        return Finding(WARN, "backup", f"There is no backup in {backups()}: run `k2k backup`.")
    days = int((clock.now().timestamp() - max(made)) // 86_400)
    if days >= BACKUP_OLD.days:
        return Finding(WARN, "backup", f"The newest backup is {days} days old: run `k2k backup` every day.")
    return Finding(OK, "backup", f"The newest backup is {days} days old.")


def time_of_day() -> Finding:
    """Does our clock agree with what is written and with the database's?"""
    newest = trail.TrailLine.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    now = clock.now()
    if newest and newest > now + CLOCK_AHEAD:
        return Finding(
            FAIL, "clock", f"The trail was written at {newest:%F %H:%M} UTC, it is {now:%F %H:%M}: set the clock."
        )
    return Finding(OK, "clock", f"It is {clock.local(now):%F %H:%M} in Malaysia.")


def heads() -> Finding:
    """Does every chain end where its head says?"""
    torn = 0
    found = list(trail.TrailHead.objects.all())
    for head in found:
        last = head.lines.order_by("-seq").values_list("seq", "hash").first()
        torn += (last or (0, trail.GENESIS)) != (head.seq, head.hash)
    if torn:
        return Finding(FAIL, "trail", f"{torn} of {len(found)} chains do not end at their head: run `k2k verify`.")
    return Finding(OK, "trail", f"{len(found)} chains end at their heads. `k2k verify` walks them whole.")


def texts() -> Finding:
    """Do text messages leave where nobody reads the numbers on the way?"""
    if not sms.is_on():
        return Finding(OK, "texts", "No gateway for text messages is set: nobody is offered them.")
    if settings.SMS_URL and not sms.may_be_called(settings.SMS_URL):
        return Finding(FAIL, "texts", "K2K_SMS_URL must begin with https://: no text message leaves before.")
    return Finding(OK, "texts", "A gateway for text messages is set.")


QUICK: tuple[Callable[[], Finding], ...] = (database, migrations, rules, queue, disk)
ALL: tuple[Callable[[], Finding], ...] = (
    *(database, engine, durability, migrations, rules),
    *(home, keys, push, texts, disk, queue, backup, time_of_day, heads),
)


#: What these ask for stands outside the database.
WITHOUT_DATABASE = (home, keys, push, texts, disk, backup)


def run(asked: tuple[Callable[[], Finding], ...]) -> list[Finding]:
    """Ask each; a check that itself breaks is a failure, named by the kind of its error.

    A database that did not answer once is not asked again: each would wait for it as long as the first.
    """
    found: list[Finding] = []
    is_away = False
    for check in asked:
        name = "worker" if check is queue else "guards" if check is rules else check.__name__
        if is_away and check not in WITHOUT_DATABASE:
            found.append(Finding(FAIL, name, "This could not be looked at: the database does not answer."))
            continue
        try:
            found.append(check())
        except Exception as error:  # whatever is broken, the other answers still help
            is_away = is_away or check is database
            found.append(Finding(FAIL, name, f"This could not be looked at ({type(error).__name__})."))
    return found
