import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("source", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=8)),
                ("what", models.CharField(max_length=160)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("made_at", models.DateTimeField()),
                ("promised_at", models.DateTimeField(null=True)),
                ("target_due", models.DateTimeField(null=True)),
                ("first_due", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("proof", models.CharField(default="none", max_length=10)),
                ("proof_at", models.DateTimeField(null=True)),
                ("denials", models.PositiveSmallIntegerField(default=0)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, default="", max_length=300)),
                ("withdrawn_by_promiser", models.BooleanField(default=False)),
                ("imported", models.BooleanField(default=False)),
                ("private", models.BooleanField(default=False)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="bodies.body"
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["site", "proof", "due"], name="commitment_site_open"),
                    models.Index(fields=["site", "claimed_at"], name="commitment_site_claimed"),
                    models.Index(fields=["site", "first_due"], name="commitment_site_first"),
                    models.Index(fields=["body", "proof", "due"], name="commitment_body_open"),
                    models.Index(fields=["source"], name="commitment_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("target", "promise"))), name="commitment_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proof__in", ("none", "claimed", "confirmed", "denied"))),
                        name="commitment_proof_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimed_at", None), ("proof", "none"), ("proof_at", None)),
                            models.Q(
                                models.Q(("proof", "none"), _negated=True),
                                ("claimed_at__isnull", False),
                                ("proof_at__gte", models.F("claimed_at")),
                            ),
                            _connector="OR",
                        ),
                        name="commitment_proof_follows_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "target"), ("promised_at", None)),
                            models.Q(("kind", "promise"), ("promised_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitment_promise_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due__gte", models.F("first_due"))), name="commitment_due_only_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replaced_by", None),
                                ("withdrawn_at", None),
                                ("withdrawn_by_promiser", False),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="commitment_withdrawn_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("source", "body"),
                        name="commitment_one_running_a_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_due", models.DateTimeField()),
                ("new_due", models.DateTimeField()),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="commitments.commitment"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("new_due__gt", models.F("old_due"))), name="slip_moves_later"
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="slip_has_a_reason"),
                ],
            },
        ),
    ]
