import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("core", "0001_initial"),
        ("issues", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=120)),
                ("months", models.PositiveSmallIntegerField()),
                ("grace_days", models.PositiveSmallIntegerField()),
                ("first_due", models.DateField()),
                ("at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_on", None)), fields=["node"], name="schedule_node")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__in", (1, 2, 3, 6, 12, 24))), name="schedule_months_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grace_days__lte", 60)), name="schedule_grace_within_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("runs", models.PositiveSmallIntegerField()),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "issue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="issues.issue"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("issue", "round"), name="told_once_a_round")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due", models.DateField()),
                ("closes_on", models.DateField()),
                ("done_on", models.DateField()),
                ("recorded_on", models.DateField()),
                ("missed", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="assets.schedule"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("schedule", "due"), name="visit_once_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(("done_on__lte", models.F("recorded_on"))), name="visit_was_made"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("missed", True), ("recorded_on__gt", models.F("closes_on"))),
                            models.Q(("missed", False), ("recorded_on__lte", models.F("closes_on"))),
                            _connector="OR",
                        ),
                        name="visit_missed_is_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("number", models.CharField(max_length=60)),
                ("issued_on", models.DateField()),
                ("until", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["node", "kind", "-until"], name="certificate_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("fitness", "electrical", "water", "other"))),
                        name="certificate_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("issued_on"))), name="certificate_ends_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="certificate_has_a_number"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("spans", models.CharField(blank=True, max_length=120)),
                ("since", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["site", "kind", "since", "id"], name="hours_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("weekday", "weekend", "friday", "ramadan"))),
                        name="hours_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("serial", models.CharField(blank=True, default="", max_length=60)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="assets.part"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="assets.part",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("whole", "motor", "door", "control", "rope", "pump", "valve", "other"))
                        ),
                        name="part_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="part_ends_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "whole"), ("until", None)), fields=("node",), name="part_one_whole"
                    ),
                ],
            },
        ),
    ]
