import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("groups", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("title", models.CharField(max_length=80)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("weeks", models.PositiveSmallIntegerField(default=1)),
                ("last_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, default="", max_length=80)),
                ("places", models.PositiveSmallIntegerField(default=0)),
                ("bring", models.CharField(blank=True, default="", max_length=300)),
                ("invited", models.CharField(max_length=10)),
                ("invited_homes", models.PositiveIntegerField(null=True)),
                ("state", models.CharField(default="planned", max_length=10)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("announced_at", models.DateTimeField(null=True)),
                ("over_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_because", models.CharField(blank=True, default="", max_length=200)),
                (
                    "block",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="groups.group"
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["site", "state", "last_at"], name="activity_site_coming"),
                    models.Index(fields=["site", "-starts_at", "-id"], name="activity_site_past"),
                    models.Index(fields=["group", "state", "starts_at"], name="activity_group"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("gotong_royong", "class", "sport", "festival", "health", "other"))
                        ),
                        name="activity_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("planned", "announced", "over", "cancelled"))),
                        name="activity_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__lte", 2000)), name="activity_places_within_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="activity_ends_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weeks", 1),
                            models.Q(("kind__in", ("class", "sport")), ("weeks__gt", 1), ("weeks__lte", 53)),
                            _connector="OR",
                        ),
                        name="activity_only_classes_repeat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("block__isnull", False), ("invited", "block")),
                            models.Q(("block", None), ("invited__in", ["members", "everybody"])),
                            _connector="OR",
                        ),
                        name="activity_invites_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("announced_at", None), ("state", "planned")),
                            ("state", "cancelled"),
                            models.Q(("announced_at__isnull", False), ("invited_homes__isnull", False)),
                            _connector="OR",
                        ),
                        name="activity_announced_counts_invited",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("state", "cancelled"),
                                models.Q(("cancelled_because", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at", None),
                                ("cancelled_because", ""),
                            ),
                            _connector="OR",
                        ),
                        name="activity_cancelled_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pupil",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("first_name", models.CharField(blank=True, default="", max_length=30)),
                ("age", models.CharField(blank=True, default="", max_length=8)),
                ("consent_how", models.CharField(max_length=8)),
                ("text_version", models.CharField(default="1", max_length=12)),
                ("consented_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=40)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pupils", to="activities.activity"
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["household"], name="pupil_household")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("consent_how__in", ("card", "paper"))), name="pupil_consent_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consent_how", "paper"), ("guardian__isnull", False), _connector="OR"),
                        name="pupil_card_names_guardian",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age__in", ("", "under_7", "7_12", "13_15", "16_18"))),
                        name="pupil_age_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at", None),
                                models.Q(("first_name", ""), _negated=True),
                                models.Q(("age", ""), _negated=True),
                            ),
                            models.Q(("age", ""), ("first_name", ""), ("withdrawn_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="pupil_withdrawn_is_empty",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("activity", "household", "first_name"),
                        name="pupil_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="activities.activity"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("activity", "on"), name="session_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came", models.BooleanField()),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="activities.pupil"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="activities.session"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("session", "pupil"), name="presence_once")],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("device", models.CharField(blank=True, default="", max_length=80)),
                ("persons", models.PositiveSmallIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_ups", to="activities.activity"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["household"], name="sign_up_household")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("persons__gte", 1), ("persons__lte", 20)), name="sign_up_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("household", None), ("device", ""), _connector="OR"), name="sign_up_of_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("household__isnull", False), ("persons", 1), _connector="OR"),
                        name="sign_up_phone_is_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("household__isnull", False)),
                        fields=("activity", "household"),
                        name="sign_up_once_a_home",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("household", None), models.Q(("device", ""), _negated=True)
                        ),
                        fields=("activity", "device"),
                        name="sign_up_once_a_phone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("kind", models.CharField(max_length=14)),
                ("text", models.TextField(blank=True)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("shown_as", models.CharField(blank=True, default="", max_length=40)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("state", models.CharField(default="held", max_length=10)),
                ("refused_because", models.CharField(blank=True, default="", max_length=10)),
                ("told_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["site", "state", "-published_at", "-id"], name="story_site_newest"),
                    models.Index(fields=["household"], name="story_household"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("history", "before_after", "thanks", "festival"))),
                        name="story_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("held", "published", "refused", "withdrawn"))),
                        name="story_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused_because__in", ("", "person", "photo", "private", "elsewhere")),
                            models.Q(
                                models.Q(("state", "refused"), _negated=True),
                                models.Q(("refused_because", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="story_refused_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="story_published_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("shown_as", ""), ("text", ""), ("withdrawn_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="story_withdrawn_is_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pictures", to="activities.story"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("story", "number"), name="story_picture_once")],
            },
        ),
        migrations.CreateModel(
            name="Turnout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("homes", models.PositiveIntegerField()),
                ("persons", models.PositiveIntegerField()),
                ("without_card", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turnouts", to="activities.activity"
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="activities.turnout",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__gt", models.F("started_at"))), name="turnout_ends_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "persons__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("without_card"), "+", models.F("homes")
                                ),
                            )
                        ),
                        name="turnout_each_home_is_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects", None)), fields=("activity",), name="turnout_one_first"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Came",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("persons", models.PositiveSmallIntegerField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "turnout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="came", to="activities.turnout"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("persons__gte", 1), ("persons__lte", 20)), name="came_somebody"
                    ),
                    models.UniqueConstraint(fields=("turnout", "household"), name="came_once"),
                ],
            },
        ),
    ]
