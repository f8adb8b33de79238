import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("issues", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("days", models.PositiveSmallIntegerField()),
                ("own_charter", models.BooleanField()),
                ("due_on", models.DateField()),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("missing", models.CharField(blank=True, default="", max_length=300)),
                ("completed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="issues.issue"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_at", None)), fields=["due_on"], name="sent_due"),
                    models.Index(
                        condition=models.Q(("completed_at", None), ("returned_at__isnull", False)),
                        fields=["returned_at"],
                        name="sent_to_complete",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("issue",), name="sent_to_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("missing", ""), ("returned_at", None)),
                            models.Q(("returned_at__isnull", False), models.Q(("missing", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sent_return_says_what_is_missing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("returned_at", None), ("ended_at__isnull", False), _connector="OR"),
                        name="sent_returned_is_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completed_at", None), ("completed_at__gte", models.F("returned_at")), _connector="OR"
                        ),
                        name="sent_completed_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stance", models.CharField(max_length=12)),
                ("post", models.CharField(blank=True, default="", max_length=24)),
                ("at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stances", to="issues.issue"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["issue", "id"], name="stance_issue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ("agree", "urgent", "not_ours", "duplicate"))),
                        name="stance_known",
                    )
                ],
            },
        ),
    ]
