import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asset",
            fields=[
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="asset_detail",
                        serialize=False,
                        to="core.node",
                    ),
                ),
                ("serial", models.CharField(blank=True, default="", max_length=60)),
                ("installed_on", models.DateField(null=True)),
                ("retired_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="site_detail",
                        serialize=False,
                        to="core.node",
                    ),
                ),
                ("state", models.CharField(max_length=8)),
                ("address", models.CharField(blank=True, default="", max_length=200)),
                ("lift_line", models.CharField(blank=True, default="", max_length=20)),
                ("lift_line_name", models.CharField(blank=True, default="", max_length=80)),
                ("is_demo", models.BooleanField(default=False)),
                ("started_on", models.DateField()),
                ("ready", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="unit_detail",
                        serialize=False,
                        to="core.node",
                    ),
                ),
                ("number", models.CharField(max_length=24)),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("site", "number"), name="unit_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tenures", to="places.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("rented", "rent_to_own", "owned", "empty", "unknown"))),
                        name="tenure_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gt", models.F("since")), _connector="OR"),
                        name="tenure_ends_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("unit",), name="tenure_one_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("title", models.CharField(blank=True, default="", max_length=80)),
                ("made_at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("school_holiday", "exam", "festival", "other"))),
                        name="occasion_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="occasion_in_order"
                    ),
                    models.UniqueConstraint(fields=("node", "kind", "first", "last", "title"), name="occasion_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("by", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.JSONField()),
                ("findings", models.JSONField()),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="register_draft_created")],
            },
        ),
    ]
