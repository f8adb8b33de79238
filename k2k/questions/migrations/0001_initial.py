import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("core", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("category", models.CharField(max_length=12)),
                ("text", models.TextField(blank=True)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("device", models.CharField(blank=True, default="", max_length=80)),
                ("state", models.CharField(max_length=10)),
                ("held_because", models.CharField(blank=True, default="", max_length=8)),
                ("asked_at", models.DateTimeField()),
                ("occurred_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("published_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("refused_because", models.CharField(blank=True, default="", max_length=8)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("appeal_text", models.TextField(blank=True, default="")),
                ("decided_at", models.DateTimeField(null=True)),
                ("marked", models.CharField(blank=True, default="", max_length=4)),
                ("marked_at", models.DateTimeField(null=True)),
                ("households", models.PositiveIntegerField(default=0)),
                ("without_card", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="bodies.body"
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="questions.question",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="questions.question",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["site", "state", "asked_at", "id"], name="question_site_oldest"),
                    models.Index(fields=["body", "state", "due_on"], name="question_body_due"),
                    models.Index(fields=["household"], name="question_household"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("held", "waiting", "answered", "refused", "appealed"))),
                        name="question_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ("repairs", "cleaning", "safety", "parking", "money", "rules", "other"))
                        ),
                        name="question_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held_because__in", ("", "person", "home", "no_card"))),
                        name="question_held_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("marked__in", ("", "yes", "no"))), name="question_mark_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("waiting", "answered")), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="question_public_is_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refused_at", None), ("refused_because", ""), ("repeats", None)),
                            models.Q(
                                ("refused_at__isnull", False), ("refused_because__in", ("person", "private", "repeat"))
                            ),
                            _connector="OR",
                        ),
                        name="question_refused_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refused_because", "repeat"), ("repeats__isnull", False)),
                            models.Q(models.Q(("refused_because", "repeat"), _negated=True), ("repeats", None)),
                            _connector="OR",
                        ),
                        name="question_repeat_leads_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("household", None), ("device", ""), _connector="OR"),
                        name="question_asker_is_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("post", models.CharField(blank=True, default="", max_length=24)),
                ("at", models.DateTimeField()),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="questions.answer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="questions.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="question_answer_says_something"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects", None)), fields=("question",), name="question_one_first_answer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("device", models.CharField(blank=True, default="", max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wishes", to="questions.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("household__isnull", False)),
                        fields=("question", "household"),
                        name="wish_once_a_household",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("household", None), models.Q(("device", ""), _negated=True)),
                        fields=("question", "device"),
                        name="wish_once_a_device",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Charter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="charters", to="bodies.body"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["body", "-at"], name="charter_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 60)), name="charter_days_within_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="charter_names_its_source"
                    ),
                ],
            },
        ),
    ]
