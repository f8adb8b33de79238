"""Foreign keys point down and protect; every table is guarded as declared, and every row has a home."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.utils import DatabaseError

from k2k.core import guards, registry

#: Rows that live and die with the row they hang on, inside one app.
GO_WITH_IT = {
    "core.NodePath.ancestor": "paths of the closure table are derived from nodes",
    "core.NodePath.descendant": "paths of the closure table are derived from nodes",
    "core.Outgoing.item": "what leaves by mail is a copy of the inbox item",
    "core.Outgoing.phone": "a phone that is forgotten is told nothing more",
    "core.Grant.account": "accounts are never deleted; tests and the demo's reset may",
}


def ours() -> list[type[models.Model]]:
    """The models of our own apps."""
    return [model for model in apps.get_models() if model._meta.app_label in settings.APPS]


def crooked(model: type[models.Model]) -> list[str]:
    """Its foreign keys that point up, or that would delete or forget."""
    found = []
    for field in model._meta.local_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        name, target = f"{model._meta.label}.{field.name}", field.remote_field.model._meta.app_label
        here = model._meta.app_label
        if target in settings.APPS and settings.APPS.index(target) > settings.APPS.index(here):
            found.append(f"{name} points up to {target}")
        if field.remote_field.on_delete is not models.PROTECT and name not in GO_WITH_IT:
            found.append(f"{name} does not protect what it points to")
    return found


def test_foreign_keys_point_down_and_protect():
    found = [line for model in ours() for line in crooked(model)]
    assert not found, "\n".join(found)


def test_a_planted_foreign_key_upwards_or_unprotected_is_found():
    from django.test.utils import isolate_apps

    with isolate_apps("k2k.core"):

        class Planted(models.Model):
            up = models.ForeignKey("places.Site", models.PROTECT, related_name="+")

            class Meta:
                app_label = "core"

        Planted._meta.get_field("up").remote_field.model = apps.get_model("places.Site")
        Planted._meta.get_field("up").remote_field.on_delete = models.CASCADE
        assert crooked(Planted) == [
            "core.Planted.up points up to places",
            "core.Planted.up does not protect what it points to",
        ]


@pytest.mark.django_db
def test_every_declared_guard_is_in_the_database():
    assert registry.items("guards")
    assert guards.missing() == []


@pytest.mark.django_db
def test_every_guarded_table_and_column_exists():
    tables = set(connection.introspection.table_names())
    assert {guard.table for guard in registry.items("guards")} <= tables


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_trailline SET text = 'x'",
        "DELETE FROM core_trailline",
        "DELETE FROM core_trailhead",
        "UPDATE core_trailhead SET seq = seq - 1",
        "UPDATE core_trailprivate SET data = 'other'",
        "DELETE FROM core_trailprivate",
    ],
)
def test_the_database_refuses_to_change_the_past(statement):
    from k2k.core import trail

    before = trail.TrailLine.objects.count()
    trail.write([_entry(trail)], _now())
    assert trail.TrailLine.objects.count() == before + 1
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def _now():
    from k2k.core import clock

    return clock.now()


def _entry(trail):
    return trail.Entry("t.do", "t.thing:1", "system", "", None, _now(), {}, {"said": "words"})


def test_every_model_says_how_long_its_rows_are_kept():
    kept = {
        item.model if isinstance(item.model, str) else item.model._meta.label for item in registry.items("retention")
    }
    silent = [model._meta.label for model in ours() if model._meta.label.lower() not in {k.lower() for k in kept}]
    assert not silent, f"no retention declared: {silent}"
