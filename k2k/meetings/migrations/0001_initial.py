import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("commitments", "0001_initial"),
        ("core", "0001_initial"),
        ("core", "__first__"),
        ("groups", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=120)),
                ("said", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("follow_up", "approve", "report", "motion", "election", "other"))
                        ),
                        name="agenda_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("kind", models.CharField(max_length=10)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, default="", max_length=160)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("made_at", models.DateTimeField()),
                ("called_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("sitting", models.PositiveSmallIntegerField(default=1)),
                ("first_called_for", models.DateTimeField(null=True)),
                ("second_at", models.DateTimeField(null=True)),
                ("per_home", models.BooleanField(default=False)),
                ("voters_n", models.PositiveIntegerField(default=0)),
                ("committee_n", models.PositiveIntegerField(default=0)),
                ("quorum_n", models.PositiveIntegerField(default=0)),
                ("present_n", models.PositiveIntegerField(default=0)),
                ("quorate", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "block",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="groups.group"
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "spot",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["group", "-starts_at"], name="meeting_of_group")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("agm", "egm", "committee", "block"))),
                        name="meeting_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "called", "open", "closed", "published", "signed", "cancelled"))
                        ),
                        name="meeting_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "cancelled")), ("called_at__isnull", False), _connector="OR"
                        ),
                        name="meeting_was_called",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("open", "closed", "published", "signed")), _negated=True),
                            models.Q(("opened_at__isnull", False), ("quorum_n__gte", 1)),
                            _connector="OR",
                        ),
                        name="meeting_open_has_quorum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "block"), ("block__isnull", False)),
                            models.Q(models.Q(("kind", "block"), _negated=True), ("block", None)),
                            _connector="OR",
                        ),
                        name="meeting_of_a_block",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True), ("spot__isnull", False), _connector="OR"
                        ),
                        name="meeting_has_a_place",
                    ),
                    models.CheckConstraint(condition=models.Q(("sitting__in", (1, 2))), name="meeting_two_sittings"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("proposed", "accepted", "noted"))),
                        name="correction_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "proposed")),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="correction_answered_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sitting", models.PositiveSmallIntegerField()),
                ("how", models.CharField(max_length=6)),
                ("at", models.DateTimeField()),
                ("occurred_at", models.DateTimeField()),
                ("doubtful", models.BooleanField(default=False)),
                ("counts", models.BooleanField(default=True)),
                ("device", models.CharField(blank=True, default="", max_length=80)),
                (
                    "appointment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.appointment",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="groups.membership",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ("card", "tick", "paper"))), name="attendance_how_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("appointment__isnull", False), ("membership", None)),
                            models.Q(("appointment", None), ("membership__isnull", False)),
                            _connector="OR",
                        ),
                        name="attendance_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("membership__isnull", False)),
                        fields=("meeting", "sitting", "membership"),
                        name="attendance_once_a_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("appointment__isnull", False)),
                        fields=("meeting", "sitting", "appointment"),
                        name="attendance_once_a_post",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="approves",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approved_by",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="meetings.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="meetings.meeting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("subject", models.CharField(max_length=10)),
                ("state", models.CharField(default="moved", max_length=10)),
                ("moved_at", models.DateTimeField()),
                ("method", models.CharField(blank=True, default="", max_length=8)),
                ("ballot", models.CharField(blank=True, default="", max_length=40)),
                ("votes_for", models.PositiveIntegerField(null=True)),
                ("votes_against", models.PositiveIntegerField(null=True)),
                ("abstained", models.PositiveIntegerField(null=True)),
                ("entitled", models.PositiveIntegerField(null=True)),
                ("voted_at", models.DateTimeField(null=True)),
                (
                    "about_member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.membership"
                    ),
                ),
                (
                    "about_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.appointment",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="motions", to="meetings.agendaitem"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="motions", to="meetings.meeting"
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.attendance"
                    ),
                ),
                (
                    "seconder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.attendance",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("moved", "seconded", "carried", "lost", "withdrawn"))),
                        name="motion_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ("ordinary", "money", "remove", "amend"))),
                        name="motion_subject_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ("", "hands", "roll", "secret"))), name="motion_method_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seconder", None),
                            models.Q(("seconder", models.F("proposer")), _negated=True),
                            _connector="OR",
                        ),
                        name="motion_seconded_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("carried", "lost")), _negated=True),
                            models.Q(
                                ("abstained__isnull", False),
                                (
                                    "entitled__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("votes_for"), "+", models.F("votes_against")
                                        ),
                                        "+",
                                        models.F("abstained"),
                                    ),
                                ),
                                ("seconder__isnull", False),
                                ("voted_at__isnull", False),
                                ("votes_against__isnull", False),
                                ("votes_for__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="motion_votes_of_those_present",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject", "remove"), _negated=True),
                            ("about_post__isnull", False),
                            ("about_member__isnull", False),
                            _connector="OR",
                        ),
                        name="motion_removes_somebody",
                    ),
                    models.UniqueConstraint(fields=("meeting", "number"), name="motion_numbered_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="meetings.attendance"
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="meetings.motion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ("declared", "recused", "rule"))), name="interest_known"
                    ),
                    models.UniqueConstraint(fields=("motion", "attendance"), name="interest_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commitments.commitment"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.post"),
                ),
                (
                    "motion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="meetings.motion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by_meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="meetings.meeting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=12)),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, default="", max_length=160)),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ("called", "moved", "second_call", "cancelled"))),
                        name="meeting_notice_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what__in", ("moved", "cancelled")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_notice_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RollVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.CharField(max_length=8)),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.attendance"
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roll", to="meetings.motion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ("for", "against", "abstain"))), name="rollvote_choice_known"
                    ),
                    models.UniqueConstraint(fields=("motion", "attendance"), name="rollvote_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="meetings.minutes"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "post"), name="signature_once_a_post"),
                    models.UniqueConstraint(fields=("minutes", "account"), name="signature_once_a_person"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("meeting", "position"), name="agenda_one_a_place"),
        ),
    ]
