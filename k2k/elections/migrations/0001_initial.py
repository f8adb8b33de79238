import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ballots", "0001_initial"),
        ("core", "0001_initial"),
        ("core", "__first__"),
        ("groups", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Election",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("state", models.CharField(default="called", max_length=10)),
                ("called_at", models.DateTimeField()),
                ("nominate_from", models.DateField()),
                ("nominate_until", models.DateField()),
                ("object_until", models.DateField()),
                ("vote_from", models.DateField()),
                ("vote_until", models.DateField()),
                ("objection_days", models.PositiveSmallIntegerField()),
                ("listed_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                ("settles_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("suspended_at", models.DateTimeField(null=True)),
                ("suspended_reason", models.CharField(blank=True, default="", max_length=300)),
                ("resumed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "ballot",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ballots.ballot"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="elections", to="groups.group"
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
                "indexes": [models.Index(fields=["group", "state"], name="election_group")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "called",
                                    "nominating",
                                    "objecting",
                                    "listed",
                                    "voting",
                                    "counted",
                                    "settled",
                                    "cancelled",
                                ),
                            )
                        ),
                        name="election_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="election_cancelled_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suspended_at", None), models.Q(("suspended_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="election_suspended_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("how", models.CharField(default="card", max_length=8)),
                ("name", models.CharField(blank=True, default="", max_length=80)),
                ("statement", models.CharField(blank=True, default="", max_length=300)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("state", models.CharField(default="proposed", max_length=12)),
                ("proposed_at", models.DateTimeField()),
                ("seconded_at", models.DateTimeField(null=True)),
                ("consented_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("place", models.PositiveSmallIntegerField(null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidacies", to="groups.membership"
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.membership"
                    ),
                ),
                (
                    "seconder",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.membership"
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="elections.election"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "proposed",
                                    "standing",
                                    "listed",
                                    "elected",
                                    "not_elected",
                                    "withdrawn",
                                    "struck",
                                    "lapsed",
                                ),
                            )
                        ),
                        name="candidate_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ("card", "paper"))), name="candidate_how_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("proposed", "withdrawn", "struck", "lapsed")),
                            models.Q(("consented_at__isnull", False), ("seconder__isnull", False)),
                            _connector="OR",
                        ),
                        name="candidate_agreed_and_seconded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("proposed", "standing", "listed", "elected", "not_elected"))),
                        fields=("election", "membership"),
                        name="candidate_one_seat_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("reason", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("upheld", models.BooleanField(null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="elections.candidate",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="elections.election"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("candidate", None), ("reason__in", ("roll", "count", "secrecy", "pressure", "other"))
                            ),
                            models.Q(
                                ("candidate__isnull", False),
                                ("reason__in", ("not_member", "not_reserved", "not_agreed", "other")),
                            ),
                            _connector="OR",
                        ),
                        name="election_objection_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("upheld", None)),
                            models.Q(("decided_at__isnull", False), ("upheld__isnull", False)),
                            _connector="OR",
                        ),
                        name="election_objection_decided_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("candidate__isnull", False)),
                        fields=("candidate", "household"),
                        name="election_objection_once_a_home",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("candidate", None)),
                        fields=("election", "household"),
                        name="result_objection_once_a_home",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("upheld", models.BooleanField()),
                ("because", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="elections.objection"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("objection", "by"), name="election_ruling_once"),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="election_ruling_with_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("post", models.CharField(max_length=24)),
                ("places", models.PositiveSmallIntegerField(default=1)),
                ("reserved", models.CharField(blank=True, default="", max_length=8)),
                ("method", models.CharField(max_length=16)),
                ("filled", models.CharField(blank=True, default="", max_length=10)),
                ("contest", models.PositiveSmallIntegerField(null=True)),
                (
                    "block",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="elections.election"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("election", "number"), name="election_seat_once"),
                    models.CheckConstraint(
                        condition=models.Q(("post__in", ("chair", "secretary", "treasurer", "committee_member"))),
                        name="election_seat_post_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ("approval", "scottish-stv", "phragmen"))),
                        name="election_seat_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("filled__in", ("", "vote", "unopposed", "vacant"))),
                        name="election_seat_filled_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("places__gte", 1)), name="election_seat_has_places"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("block", None), ("reserved__in", ["", "women", "youth"])),
                            models.Q(("block__isnull", False), ("reserved", "block")),
                            _connector="OR",
                        ),
                        name="election_seat_block_named",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="candidate",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="elections.seat"
            ),
        ),
        migrations.CreateModel(
            name="Teller",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellers", to="elections.election"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("election", "account"),
                        name="election_teller_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place__isnull", False)), fields=("seat", "place"), name="candidate_place_once"
            ),
        ),
    ]
