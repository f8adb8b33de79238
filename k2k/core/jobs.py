"""Background work: one table of jobs with attempts and leases, one of schedules.

A job is put into the queue in the transaction of the command that wants it, so it exists exactly when the command
happened. Workers take jobs by a conditional UPDATE, which holds on SQLite and PostgreSQL and for any number of
workers. A job that fails is tried again later and later; one whose worker died is taken over when its lease ends. A job
may therefore run twice: its function must bear that (commands with a client id do).

    @job("notify.digest", every=timedelta(hours=1))
    def digest(at): ...

    enqueue("core.deliver", item=12)
"""

import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, close_old_connections, connection, models, transaction
from django.db.models import F, Min, Q
from django.db.utils import Error as DatabaseFault

from k2k.core import clock, logs

LEASE = timedelta(minutes=10)
FIRST_RETRY, SLOWEST_RETRY = timedelta(seconds=30), timedelta(hours=6)
KEPT = timedelta(days=7)
#: A queued job that no app knows any more is given up after this time.
STRANDED = timedelta(days=7)
LONGEST_WAIT = 30.0
SLUG = re.compile(r"[A-Za-z0-9_.:-]{0,64}")


class Job(models.Model):
    """One piece of work to be done once, at or after `run_at`. Arguments are ids and slugs only."""

    class State(models.TextChoices):
        """Where the work stands."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=60)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=80, blank=True, default="", help_text="at most one queued job of a name and key")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=80, blank=True, default="", help_text="class of the exception")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        indexes = [
            models.Index(fields=["state", "run_at"], name="core_job_due"),
            models.Index(fields=["finished_at"], name="core_job_finished", condition=Q(finished_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"], condition=Q(state="queued") & ~Q(key=""), name="core_job_queued_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}:{self.pk}"


class Schedule(models.Model):
    """When a repeating job is next put into the queue."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Known:
    """A function that is a job."""

    run: Callable[..., Any]
    every: timedelta | None
    max_attempts: int
    lease: timedelta


known: dict[str, Known] = {}


def job(
    name: str, *, every: timedelta | None = None, max_attempts: int = 6, lease: timedelta = LEASE
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make `function(at, **ids)` the job `name`; with `every` it also repeats, first when a worker first sees it.

    `lease` is the longest it may run before another worker thinks its worker dead. Raises ValueError for a name
    taken by another function.
    """

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        taken = known.get(name)
        if taken and (taken.run.__module__, taken.run.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"two jobs are called {name}")
        known[name] = Known(function, every, max_attempts, lease)
        return function

    return wrap


def enqueue(name: str, /, *, at: datetime | None = None, key: str = "", **ids: int | str | bool) -> Job:
    """Put a job into the queue, to run at or after `at` (default now).

    With a `key`, a job of that name and key that still waits is answered instead, moved forward to `at` if that is
    earlier; its own arguments stand. Raises KeyError for an unknown job, ValueError for an argument that is not an
    id or a slug.
    """
    if name not in known:
        raise KeyError(f"no job is called {name}")
    for word, value in ids.items():
        if not isinstance(value, int) and not (isinstance(value, str) and SLUG.fullmatch(value)):
            raise ValueError(f"{name}: {word} is neither an id nor a slug")
    now = clock.now()
    new = Job(name=name, args=ids, key=key, run_at=at or now, created_at=now)
    while True:
        waiting = Job.objects.filter(name=name, key=key, state=Job.State.QUEUED).first() if key else None
        if waiting is None:
            try:
                with transaction.atomic():
                    new.save(force_insert=True)
                return new
            except IntegrityError:
                if not key:
                    raise
                continue  # another worker queued it meanwhile
        if new.run_at < waiting.run_at:
            Job.objects.filter(pk=waiting.pk, state=Job.State.QUEUED).update(run_at=new.run_at)
            waiting.run_at = new.run_at
        return waiting


def run_due(at: datetime, limit: int = 100) -> int:
    """Queue the schedules that are due at `at`, then run up to `limit` jobs that are due. Returns how many ran."""
    _queue_schedules(at)
    ran = 0
    while ran < limit and (claimed := _claim(at)):
        _run(claimed, at)
        ran += 1
    return ran


def _queue_schedules(at: datetime) -> None:
    repeating = {name: found.every for name, found in known.items() if found.every}
    rows = dict(Schedule.objects.filter(name__in=repeating).values_list("name", "next_at"))
    if missing := repeating.keys() - rows.keys():
        Schedule.objects.bulk_create([Schedule(name=name, next_at=at) for name in missing], ignore_conflicts=True)
        rows |= dict.fromkeys(missing, at)
    for name, next_at in rows.items():
        if next_at <= at:
            every = repeating[name]
            later = next_at + every * ((at - next_at) // every + 1)
            with transaction.atomic():
                if Schedule.objects.filter(name=name, next_at=next_at).update(next_at=later):
                    enqueue(name, at=at, key="schedule")


def _due(at: datetime) -> Q:
    return Q(state=Job.State.QUEUED, run_at__lte=at) | Q(state=Job.State.RUNNING, claimed_until__lte=at)


def _claim(at: datetime) -> Job | None:
    """Take one due job, or None. Whoever changes the row's attempts first has it."""
    while found := Job.objects.filter(_due(at), name__in=known).order_by("run_at", "id").first():
        mine = Job.objects.filter(pk=found.pk, state=found.state, attempts=found.attempts)
        if found.attempts >= known[found.name].max_attempts:
            mine.update(state=Job.State.FAILED, last_error="WorkerLost", finished_at=at, claimed_until=None)
            logs.say("job.lost", "error", job=found.pk, job_name=found.name, attempts=found.attempts)
            continue
        until = at + known[found.name].lease
        if mine.update(state=Job.State.RUNNING, attempts=F("attempts") + 1, claimed_until=until):
            found.state, found.attempts, found.claimed_until = Job.State.RUNNING, found.attempts + 1, until
            return found
    return None


def _run(claimed: Job, at: datetime) -> None:
    began = time.monotonic()
    words: dict[str, Any] = {"job": claimed.pk, "job_name": claimed.name, "attempts": claimed.attempts}
    try:
        known[claimed.name].run(at=at, **claimed.args)
    except Exception as error:  # whatever a job raises, the worker goes on to the next
        state = _failed(claimed, at, error)
        logs.say("job.failed", "error", error=error, state=state, **words)
    else:
        _close(claimed, state=Job.State.DONE, finished_at=at, last_error="")
        logs.say("job.done", ms=round((time.monotonic() - began) * 1000), **words)


def _close(claimed: Job, **values: Any) -> None:
    """Write the outcome, unless another worker has taken the job over meanwhile."""
    still_mine = Job.objects.filter(pk=claimed.pk, state=Job.State.RUNNING, attempts=claimed.attempts)
    still_mine.update(claimed_until=None, **values)


def _failed(claimed: Job, at: datetime, error: Exception) -> str:
    """Queue the job again for later, or give it up: after its last attempt, or when a newer one of its key waits."""
    words = {"last_error": type(error).__name__[:80]}
    if claimed.attempts < known[claimed.name].max_attempts:
        try:
            with transaction.atomic():
                _close(claimed, state=Job.State.QUEUED, run_at=at + _pause(claimed.attempts), **words)
            return "queued"
        except IntegrityError:
            words["last_error"] = "Superseded"
    _close(claimed, state=Job.State.FAILED, finished_at=at, **words)
    return "failed"


def _pause(attempts: int) -> timedelta:
    """30 s, 2 min, 8 min, 32 min, 2 h … up to 6 h, a quarter more or less so that failures do not return together."""
    return min(FIRST_RETRY * 4 ** min(attempts - 1, 6), SLOWEST_RETRY) * random.uniform(0.75, 1.25)


def queue_age(at: datetime) -> timedelta:
    """How long the oldest due job or schedule has waited for a worker; zero where nothing waits."""
    waits = [
        Job.objects.filter(state=Job.State.QUEUED, run_at__lte=at, name__in=known).aggregate(m=Min("run_at"))["m"],
        Schedule.objects.filter(next_at__lte=at, name__in=known).aggregate(m=Min("next_at"))["m"],
    ]
    return max((at - since for since in waits if since), default=timedelta(0))


def failed(since: datetime) -> models.QuerySet[Job]:
    """The jobs given up since then, newest first."""
    return Job.objects.filter(state=Job.State.FAILED, finished_at__gte=since).order_by("-finished_at", "-id")


def work(stop: threading.Event, poll: float = 1.0) -> None:
    """Run jobs until `stop` is set; look again every `poll` seconds when there is nothing to do.

    A database that is away or not yet migrated is waited for, a little longer each time.
    """
    wait = poll
    while not stop.is_set():
        try:
            close_old_connections()
            busy = run_due(clock.now(), limit=1)
            wait = poll
        except DatabaseFault as error:
            logs.say("worker.waiting", "warning", error=error)
            connection.close()
            busy, wait = 0, min(wait * 2, LONGEST_WAIT)
        if not busy:
            stop.wait(wait)
    connection.close()


@job("core.prune_jobs", every=timedelta(days=1))
def prune(at: datetime) -> None:
    """Forget finished jobs after 7 days, and give up queued ones that no app has known for 7 days."""
    stranded = Job.objects.filter(state=Job.State.QUEUED, run_at__lte=at - STRANDED).exclude(name__in=known)
    stranded.update(state=Job.State.FAILED, last_error="UnknownJob", finished_at=at)
    Job.objects.filter(finished_at__lte=at - KEPT).delete()
