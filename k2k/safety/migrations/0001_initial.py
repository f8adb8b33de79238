import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("to", models.CharField(max_length=8)),
                ("about", models.CharField(max_length=12)),
                ("follow_hash", models.CharField(blank=True, db_index=True, default="", max_length=80)),
                ("person_hash", models.CharField(blank=True, db_index=True, default="", max_length=80)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("state", models.CharField(default="open", max_length=8)),
                ("opened_on", models.DateField()),
                ("last_at", models.DateTimeField()),
                ("unread", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["to", "state", "-last_at", "-id"], name="letter_inbox")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("to__in", ("lead", "manager"))), name="letter_to_known"),
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ("violence", "child", "person", "other"))),
                        name="letter_about_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "closed"))), name="letter_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to", "lead"), ("site__isnull", False), _connector="OR"),
                        name="letter_manager_has_site",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ("violence", "child")), ("to", "manager"), _negated=True),
                        name="letter_violence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("state", "open")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            _connector="OR",
                        ),
                        name="letter_closed_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=16)),
                ("number", models.CharField(max_length=24)),
                ("whatsapp", models.CharField(blank=True, default="", max_length=16)),
                ("checked_on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["slug", "-at"], name="line_newest")],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("text_version", models.CharField(max_length=8)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("dialysis", "wheelchair", "infant", "elder_alone")), ("until", None)
                            ),
                            models.Q(("kind", ""), ("until__isnull", False)),
                            _connector="OR",
                        ),
                        name="need_known_or_taken_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="need_ends_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("household", "kind"), name="need_once_a_home"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=8)),
                ("sealed", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="safety.letter"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["letter", "at", "id"], name="word_of_letter")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("by__in", ("writer", "reader"))), name="word_by_known")
                ],
            },
        ),
    ]
