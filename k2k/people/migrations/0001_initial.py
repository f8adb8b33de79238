import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("made_by", models.CharField(max_length=40)),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["node", "until"], name="home_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="home_ends_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("node",), name="home_one_running"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=80, unique=True)),
                ("hint", models.CharField(max_length=2)),
                ("issued_at", models.DateTimeField()),
                ("issued_by", models.CharField(max_length=40)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=24)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cards", to="people.household"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)), fields=("household",), name="card_one_valid"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("preferred_name", models.CharField(max_length=80)),
                ("language", models.CharField(default="ms", max_length=8)),
                ("pin_hash", models.CharField(blank=True, default="", max_length=160)),
                ("pin_set_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at", None), models.Q(("pin_hash", ""), ("preferred_name", "")), _connector="OR"
                        ),
                        name="person_erased_is_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=24)),
                ("number_hash", models.CharField(max_length=80)),
                ("last_four", models.CharField(max_length=4)),
                ("recorded_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identities", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("purpose", "number_hash"), name="identity_once_a_purpose")
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=24)),
                ("text_version", models.CharField(max_length=12)),
                ("how", models.CharField(max_length=12)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ("household", "notices", "survey", "aid", "photo", "directory"))
                        ),
                        name="consent_purpose_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person", "purpose"),
                        name="consent_one_running",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Residency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="residencies", to="people.household"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="residencies", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="residency_ends_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("person",), name="residency_one_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("kind", models.CharField(max_length=8)),
                ("persons", models.JSONField(default=list)),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="people.household"
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_into",
                        to="people.household",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("join", "part"))), name="home_change_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "done", "stopped", "failed"))),
                        name="home_change_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="home_change_settled_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "join"), _negated=True), ("into__isnull", False), _connector="OR"
                        ),
                        name="home_change_joins_a_home",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("into", models.F("household")), _negated=True), name="home_change_is_of_two"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("household",), name="home_change_one_waiting"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField(blank=True)),
                ("hint", models.CharField(blank=True, max_length=2)),
                ("language", models.CharField(default="ms", max_length=8)),
                ("text_version", models.CharField(max_length=12)),
                ("how", models.CharField(max_length=12)),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="people.household"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("household",), name="home_number_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at", None), models.Q(("hint", ""), ("sealed", "")), _connector="OR"),
                        name="home_number_ended_is_empty",
                    ),
                ],
            },
        ),
    ]
