import django.db.models.deletion
from django.db import migrations, models

import k2k.ballots.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("source", models.CharField(blank=True, default="", max_length=60)),
                ("proxies", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=120)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("unit", models.CharField(max_length=10)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("closes_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                ("cancelled_reason", models.CharField(blank=True, default="", max_length=300)),
                ("box", models.BinaryField(default=bytes)),
                ("box_hash", models.CharField(blank=True, default="", max_length=64)),
                ("listed", models.JSONField(default=list)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
                    ),
                ),
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
                "indexes": [models.Index(fields=["site", "state"], name="ballot_site")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("draft", "open", "closed", "counted", "cancelled"))),
                        name="ballot_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ("person", "household"))), name="ballot_unit_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("method", models.CharField(max_length=16)),
                ("seats", models.PositiveSmallIntegerField(default=1)),
                ("most", models.PositiveSmallIntegerField()),
                ("lots", models.JSONField(default=list)),
                ("drawn_by", models.CharField(blank=True, default="", max_length=40)),
                ("needs", models.CharField(blank=True, default="", max_length=40)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contests", to="ballots.ballot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "number"), name="contest_once"),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ("approval", "yes-no", "scottish-stv", "phragmen"))),
                        name="contest_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most__gte", 1), ("seats__gte", 1)), name="contest_has_seats"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawnLots",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("teller", models.PositiveSmallIntegerField()),
                ("lots", models.JSONField()),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drawn", to="ballots.contest"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("contest", "teller"), name="lots_once_a_teller")],
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                ("id", models.BigIntegerField(default=k2k.ballots.models.random_id, primary_key=True, serialize=False)),
                ("slip", models.CharField(max_length=24, unique=True)),
                ("sealed", models.BinaryField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="envelopes", to="ballots.ballot"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeyPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("one", models.PositiveSmallIntegerField()),
                ("two", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="ballots.ballot"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("ballot", "one", "two"), name="part_once")],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="options", to="ballots.contest"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("contest", "number"), name="option_once")],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("piles", models.JSONField()),
                ("result", models.JSONField()),
                (
                    "contest",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="ballots.contest"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("giver", models.CharField(max_length=60)),
                ("holder", models.CharField(max_length=60)),
                ("on_paper", models.BooleanField(default=False)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="named_proxies", to="ballots.ballot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "giver"), name="proxy_once"),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("holder")), _negated=True), name="proxy_is_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Teller",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("holder", models.CharField(max_length=60)),
                ("public", models.BinaryField(default=bytes)),
                ("sealed", models.BinaryField(default=bytes)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellers", to="ballots.ballot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "number"), name="teller_number_once"),
                    models.UniqueConstraint(fields=("ballot", "holder"), name="teller_holder_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Typing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("teller", models.PositiveSmallIntegerField()),
                ("piles", models.JSONField()),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="typings", to="ballots.contest"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("contest", "teller"), name="typing_once_a_teller")],
            },
        ),
        migrations.CreateModel(
            name="Voter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=60)),
                ("mark", models.CharField(blank=True, default="", max_length=8)),
                ("helper", models.CharField(blank=True, default="", max_length=60)),
                ("witness", models.CharField(blank=True, default="", max_length=60)),
                ("objected", models.BooleanField(default=False)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roll", to="ballots.ballot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "who"), name="voter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ("", "screen", "paper", "helped", "proxy"))),
                        name="voter_mark_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("mark", "helped"),
                                models.Q(("helper", ""), _negated=True),
                                models.Q(("witness", ""), _negated=True),
                            ),
                            models.Q(models.Q(("mark", "helped"), _negated=True), ("helper", ""), ("witness", "")),
                            _connector="OR",
                        ),
                        name="voter_help_is_named",
                    ),
                ],
            },
        ),
    ]
