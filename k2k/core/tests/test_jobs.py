"""Background work: queued with its command, claimed once, tried again, taken over after a crash."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from k2k.core import clock, jobs
from k2k.core.jobs import Job, Schedule

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """What the test's own jobs did; they are the only jobs known while it runs."""
    kept, said = dict(jobs.known), []
    jobs.known.clear()

    @jobs.job("test.say")
    def say(at, **ids):
        said.append((at, ids))

    @jobs.job("test.break", max_attempts=3)
    def fail(at, **ids):
        said.append((at, ids))
        raise LookupError("Aminah, 900101-14-5678")

    @jobs.job("test.away")
    def away(at):
        raise OperationalError("the database went away")

    yield said
    jobs.known.clear()
    jobs.known.update(kept)


def only():
    return Job.objects.get()


def test_a_job_runs_once_with_its_ids_and_the_time_it_was_run(done):
    jobs.enqueue("test.say", at=AT, item=12, slug="lift-2")
    assert jobs.run_due(AT) == 1
    assert done == [(AT, {"item": 12, "slug": "lift-2"})]
    assert (only().state, only().finished_at, only().attempts) == (Job.State.DONE, AT, 1)
    assert jobs.run_due(AT + DAY) == 0


def test_a_job_waits_for_its_time(done):
    jobs.enqueue("test.say", at=AT + HOUR)
    assert jobs.run_due(AT) == 0
    assert jobs.run_due(AT + HOUR) == 1


def test_a_job_without_a_time_is_due_at_once(done):
    jobs.enqueue("test.say")
    assert jobs.run_due(clock.now()) == 1


def test_jobs_run_in_the_order_of_their_times_up_to_the_limit(done):
    for minute in (3, 1, 2):
        jobs.enqueue("test.say", at=AT + minute * MINUTE, n=minute)
    assert jobs.run_due(AT + HOUR, limit=2) == 2
    assert [ids["n"] for _at, ids in done] == [1, 2]


def test_a_job_of_a_command_that_was_rolled_back_never_existed(done):
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.enqueue("test.say", at=AT)
        raise RuntimeError
    assert jobs.run_due(AT) == 0


@pytest.mark.parametrize("value", ["Aminah binti Ali", "x" * 65, 1.5, None, ["a"], {"a": 1}, "a/b", "lif\n"])
def test_arguments_are_ids_and_slugs_only(done, value):
    with pytest.raises(ValueError, match="neither an id nor a slug"):
        jobs.enqueue("test.say", at=AT, item=value)


def test_a_job_nobody_knows_cannot_be_queued(done):
    with pytest.raises(KeyError, match=r"no job is called test\.unknown"):
        jobs.enqueue("test.unknown")


def test_two_functions_cannot_share_a_name(done):
    with pytest.raises(ValueError, match="two jobs"):
        jobs.job("test.say")(lambda at: None)


# the same thing asked for twice


def test_a_queued_job_of_the_same_key_is_not_queued_again_but_moved_forward(done):
    first = jobs.enqueue("test.say", at=AT + HOUR, key="site-1", n=1)
    later = jobs.enqueue("test.say", at=AT + 2 * HOUR, key="site-1", n=2)
    sooner = jobs.enqueue("test.say", at=AT, key="site-1", n=3)
    assert first.pk == later.pk == sooner.pk
    assert only().run_at == AT
    jobs.run_due(AT)
    assert done == [(AT, {"n": 1})]


def test_another_key_another_name_or_a_finished_job_is_no_hindrance(done):
    jobs.enqueue("test.say", at=AT, key="site-1")
    jobs.run_due(AT)
    jobs.enqueue("test.say", at=AT, key="site-1")
    jobs.enqueue("test.say", at=AT, key="site-2")
    jobs.enqueue("test.break", at=AT, key="site-1")
    assert Job.objects.filter(state=Job.State.QUEUED).count() == 3


def test_the_database_itself_refuses_two_queued_jobs_of_one_key(done):
    row = jobs.enqueue("test.say", at=AT, key="site-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(name=row.name, key=row.key, run_at=AT, created_at=AT)


# failures


def test_a_job_that_fails_is_tried_again_later_and_later_and_then_given_up(done):
    jobs.enqueue("test.break", at=AT)
    pauses, at = [], AT
    while jobs.run_due(at):
        if only().state == Job.State.QUEUED:
            pauses.append(only().run_at - at)
            at = only().run_at
    assert len(done) == 3
    assert (only().state, only().last_error, only().finished_at) == (Job.State.FAILED, "LookupError", at)
    for pause, seconds in zip(pauses, (30, 120), strict=True):
        assert 0.75 * seconds <= pause.total_seconds() <= 1.25 * seconds


def test_the_pause_between_tries_never_grows_beyond_a_few_hours():
    assert all(jobs._pause(attempts) <= 1.25 * jobs.SLOWEST_RETRY for attempts in range(1, 60))


def test_what_an_exception_says_is_kept_neither_in_the_row_nor_in_the_log(done, capsys):
    jobs.enqueue("test.break", at=AT)
    jobs.run_due(AT)
    kept = str(Job.objects.values().get()) + capsys.readouterr().err
    assert "LookupError" in kept
    assert "Aminah" not in kept
    assert "900101" not in kept


def test_one_failing_job_does_not_hold_up_the_next(done):
    jobs.enqueue("test.break", at=AT)
    jobs.enqueue("test.say", at=AT, n=2)
    assert jobs.run_due(AT) == 2
    assert done[-1] == (AT, {"n": 2})


def test_a_failed_job_gives_way_to_a_newer_one_of_its_key(done):
    old = jobs.enqueue("test.break", at=AT, key="site-1")
    claimed = jobs._claim(AT)
    new = jobs.enqueue("test.break", at=AT + HOUR, key="site-1")
    jobs._run(claimed, AT)
    old.refresh_from_db()
    assert (old.state, old.last_error) == (Job.State.FAILED, "Superseded")
    assert Job.objects.get(state=Job.State.QUEUED).pk == new.pk


def test_jobs_given_up_are_listed_newest_first(done):
    for hour in (0, 30):
        jobs.enqueue("test.break", at=AT + hour * HOUR, key=f"h{hour}")
    Job.objects.update(attempts=2)
    jobs.run_due(AT)
    jobs.run_due(AT + 30 * HOUR)
    assert [job.key for job in jobs.failed(AT)] == ["h30", "h0"]
    assert [job.key for job in jobs.failed(AT + DAY)] == ["h30"]


# several workers


def test_a_job_taken_by_one_worker_is_not_taken_by_another(done):
    jobs.enqueue("test.say", at=AT)
    assert jobs._claim(AT) is not None
    assert jobs._claim(AT) is None
    assert jobs.run_due(AT + 9 * MINUTE) == 0


def test_a_job_whose_worker_died_is_taken_over_when_its_lease_ends(done):
    jobs.enqueue("test.say", at=AT)
    jobs._claim(AT)
    assert jobs.run_due(AT + jobs.LEASE) == 1
    assert (only().state, only().attempts) == (Job.State.DONE, 2)


def test_a_worker_that_comes_back_late_does_not_overwrite_its_successor(done):
    jobs.enqueue("test.break", at=AT)
    slow = jobs._claim(AT)
    quick = jobs._claim(AT + jobs.LEASE)
    jobs._run(slow, AT + jobs.LEASE)
    assert (only().state, only().attempts) == (Job.State.RUNNING, quick.attempts)


def test_a_job_that_kills_every_worker_is_given_up(done):
    jobs.enqueue("test.break", at=AT)
    at = AT
    while jobs._claim(at):
        at += jobs.LEASE
    assert (only().state, only().attempts, only().last_error) == (Job.State.FAILED, 3, "WorkerLost")


def test_a_job_of_a_newer_version_is_left_to_a_worker_that_knows_it(done):
    Job.objects.create(name="test.newer", run_at=AT, created_at=AT)
    assert jobs.run_due(AT) == 0
    assert only().state == Job.State.QUEUED


# schedules


@pytest.fixture
def hourly(done):
    seen = []
    jobs.job("test.hourly", every=HOUR)(lambda at: seen.append(at))
    return seen


def test_a_schedule_begins_at_once_and_comes_round_without_drifting(hourly):
    for minute in (0, 10, 59, 61, 119, 120, 200):
        jobs.run_due(AT + minute * MINUTE)
    assert hourly == [AT, AT + 61 * MINUTE, AT + 120 * MINUTE, AT + 200 * MINUTE]
    assert Schedule.objects.get().next_at == AT + 240 * MINUTE


def test_a_schedule_missed_many_times_runs_once(hourly):
    jobs.run_due(AT)
    jobs.run_due(AT + 10 * DAY)
    assert hourly == [AT, AT + 10 * DAY]


def test_a_schedule_seen_by_two_workers_is_queued_once(hourly):
    jobs._queue_schedules(AT)
    jobs._queue_schedules(AT)
    assert only().name == "test.hourly"


def test_a_schedule_is_not_queued_again_while_its_last_turn_still_waits(hourly):
    jobs._queue_schedules(AT)
    jobs._queue_schedules(AT + HOUR)
    assert only().run_at == AT


# how the queue is doing


def test_the_age_of_the_queue_is_that_of_its_oldest_due_job(done):
    assert jobs.queue_age(AT) == timedelta(0)
    jobs.enqueue("test.say", at=AT - HOUR)
    jobs.enqueue("test.say", at=AT - MINUTE)
    jobs.enqueue("test.say", at=AT + DAY)
    assert jobs.queue_age(AT) == HOUR


def test_a_schedule_that_no_worker_turns_makes_the_queue_old(hourly):
    jobs.run_due(AT)
    assert jobs.queue_age(AT) == timedelta(0)
    assert jobs.queue_age(AT + 3 * HOUR) == 2 * HOUR


def test_an_idle_look_costs_two_statements(hourly, django_assert_num_queries):
    jobs.run_due(AT)
    with django_assert_num_queries(2):
        jobs.run_due(AT + MINUTE)


def test_finished_jobs_are_forgotten_after_seven_days_and_strangers_given_up(done):
    for state, age in (("done", 8), ("failed", 8), ("done", 6)):
        Job.objects.create(
            name="test.say", state=state, run_at=AT, created_at=AT, finished_at=AT - age * DAY, key=f"{state}{age}"
        )
    jobs.enqueue("test.say", at=AT - 30 * DAY, key="waiting")
    Job.objects.create(name="test.gone", run_at=AT - 8 * DAY, created_at=AT, key="stranger")
    jobs.prune(AT)
    left = dict(Job.objects.values_list("key", "state"))
    assert left == {"done6": "done", "waiting": "queued", "stranger": "failed"}


@pytest.mark.django_db(transaction=True)
def test_the_worker_works_until_it_is_told_to_stop(done):
    stop = threading.Event()
    jobs.job("test.stop")(lambda at: stop.set())
    jobs.enqueue("test.say")
    jobs.enqueue("test.stop", at=clock.now())
    jobs.work(stop, poll=0.01)
    assert list(Job.objects.values_list("state", flat=True)) == ["done", "done"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_waits_for_a_database_that_is_away_and_goes_on(done, capsys):
    stop = threading.Event()
    jobs.job("test.stop")(lambda at: stop.set())
    jobs.enqueue("test.stop")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_job RENAME TO core_job_away")

    def wait_and_bring_back(seconds):
        assert "worker.waiting" in capsys.readouterr().err
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE core_job_away RENAME TO core_job")

    stop.wait = wait_and_bring_back
    jobs.work(stop, poll=0.01)
    assert only().state == Job.State.DONE
