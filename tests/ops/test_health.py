"""/healthz and the doctor name what fails and what to do; neither tells a secret."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.urls import reverse

from k2k.core import clock, guards, jobs, registry, trail
from k2k.core.ops import checks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_home_of_ours(settings):
    settings.HOME.chmod(0o700)
    keys = settings.HOME / "keys"
    keys.mkdir(mode=0o700)
    for name in ("session_key", "hash_key"):
        (keys / name).write_text("x")
        (keys / name).chmod(0o600)
    checks._all_migrated.cache_clear()
    yield
    checks._all_migrated.cache_clear()


def health(client) -> tuple[int, dict]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


def doctor() -> dict[str, tuple[str, str]]:
    said = io.StringIO()
    try:
        call_command("doctor", "--json", stdout=said)
    except SystemExit as left:
        assert left.code == 1
    return {each["name"]: (each["level"], each["sentence"]) for each in json.loads(said.getvalue())}


def drop_a_guard() -> None:
    guard = registry.items("guards")[0]
    on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{guard.name}"{on}')


def test_a_sound_house_is_well(client):
    status, body = health(client)
    assert (status, body["fails"]) == (200, [])
    assert all(level != checks.FAIL for level, _sentence in doctor().values()), doctor()


def test_health_is_cheap_and_never_kept(client, django_assert_max_num_queries):
    client.get("/healthz")
    with django_assert_max_num_queries(6):
        answer = client.get("/healthz")
    assert "no-store" in answer["Cache-Control"]


def test_health_tells_names_and_levels_only(client, settings):
    text = client.get("/healthz").content.decode()
    assert set(json.loads(text)) == {"status", "fails", "checks"}
    assert str(settings.HOME) not in text


def test_a_missing_guard_fails(client):
    drop_a_guard()
    assert health(client)[1]["fails"] == ["guards"]
    assert "k2k prepare" in doctor()["guards"][1]
    guards.install()


def test_a_missing_migration_fails(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'figures'")
    try:
        status, body = health(client)
        assert (status, body["fails"]) == (503, ["migrations"])
    finally:
        call_command("migrate", "figures", fake=True, verbosity=0)


def test_work_that_nobody_does_fails(client):
    jobs.enqueue("core.prune_jobs", at=clock.now() - timedelta(minutes=40))
    status, body = health(client)
    assert (status, body["fails"]) == (503, ["worker"])
    assert "40 minutes" in doctor()["worker"][1]


def test_a_full_disk_fails(client, monkeypatch):
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _where: type("Usage", (), {"free": 1_000_000}))
    assert health(client)[1]["fails"] == ["disk"]


def test_a_database_that_is_away_fails_without_a_500(client, monkeypatch):
    def away(*_words, **_more):
        raise OperationalError("password=secret")

    monkeypatch.setattr(type(connections["default"]), "cursor", away)
    status, body = health(client)
    assert status == 503
    assert "database" in body["fails"]
    assert "secret" not in json.dumps(body)


def test_keys_that_others_may_read_or_that_are_gone_fail(settings):
    (settings.HOME / "keys" / "hash_key").chmod(0o644)
    assert doctor()["keys"] == (checks.FAIL, f"Others may read {settings.HOME / 'keys' / 'hash_key'}: chmod 600.")
    (settings.HOME / "keys" / "hash_key").unlink()
    assert "paper copy" in doctor()["keys"][1]


@pytest.mark.parametrize("key", ["", "not-a-key", "A" * 200])
def test_a_push_key_that_is_none_or_that_others_may_read_fails(settings, key):
    assert doctor()["push"][0] == checks.OK
    path = settings.HOME / "keys" / "push_key"
    path.write_text("x")
    path.chmod(0o644)
    assert doctor()["push"] == (checks.FAIL, f"Others may read {path}: chmod 600.")
    path.chmod(0o600)
    settings.PUSH_KEY = key
    assert doctor()["push"][0] == checks.FAIL


def test_an_old_backup_and_a_home_open_to_all_are_warned_of(settings):
    assert doctor()["backup"][0] == checks.WARN
    call_command("backup", stdout=io.StringIO())
    assert doctor()["backup"][0] == checks.OK
    settings.HOME.chmod(0o755)
    assert doctor()["home"][0] == checks.WARN


def test_a_clock_behind_the_trail_fails(monkeypatch):
    with transaction.atomic():
        trail.write([trail.Entry("t.do", "t.thing:1", "system", "", None, clock.now(), {}, {})], clock.now())
    assert doctor()["clock"][0] == checks.OK
    before = clock.now() - timedelta(hours=3)
    monkeypatch.setattr(checks.clock, "now", lambda: before)
    assert "set the clock" in doctor()["clock"][1]


def test_a_chain_that_does_not_end_at_its_head_fails():
    trail.TrailHead.objects.create(site=None, seq=4)
    assert doctor()["trail"][0] == checks.FAIL


@pytest.mark.sqlite_only
def test_a_database_that_does_not_wait_for_the_disk_fails():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        assert "synchronous is 0, not 2" in doctor()["durability"][1]
    finally:
        connection.close()


def test_health_has_an_address():
    assert reverse("core:healthz") == "/healthz"
