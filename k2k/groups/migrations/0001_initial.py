import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("core", "0001_initial"),
        ("core", "__first__"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("registered_as", models.CharField(blank=True, default="", max_length=40)),
                ("founded_on", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="group", to="bodies.body"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("residents", "krt", "jmb", "women", "youth", "informal"))),
                        name="group_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=80, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="groups.group"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("state", models.CharField(default="asked", max_length=10)),
                ("shown_by", models.CharField(blank=True, default="", max_length=12)),
                ("says", models.CharField(blank=True, default="", max_length=8)),
                ("age", models.CharField(blank=True, default="", max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=40)),
                ("open_until", models.DateTimeField(null=True)),
                ("since", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ending", models.CharField(blank=True, default="", max_length=10)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="groups.group"
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="wards", to="people.person"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="people.household"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["group", "state"], name="membership_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("asked", "open", "disputed", "member", "refused", "withdrawn", "ended"))
                        ),
                        name="membership_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shown_by__in", ("", "card", "letter", "office_list", "neighbours"))),
                        name="membership_showing_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("says__in", ("", "woman", "man"))), name="membership_says_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age__in", ("", "under_18", "youth", "adult", "elder"))),
                        name="membership_age_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ending__in", ("", "left", "moved", "died", "removed"))),
                        name="membership_ending_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "member"), _negated=True),
                            models.Q(("since__isnull", False), models.Q(("shown_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="membership_is_shown",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "member"), _negated=True),
                            models.Q(("age", "under_18"), _negated=True),
                            ("guardian__isnull", False),
                            _connector="OR",
                        ),
                        name="membership_child_has_guardian",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("person__isnull", False), ("state__in", ("asked", "open", "disputed", "member"))
                        ),
                        fields=("group", "person"),
                        name="membership_one_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("state__in", ("asked", "open", "disputed", "member"))
                        ),
                        fields=("group", "household"),
                        name="membership_one_a_home",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("account__isnull", False), ("state", "member")),
                        fields=("group", "account"),
                        name="membership_one_an_account",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("upheld", models.BooleanField(null=True)),
                ("because", models.CharField(blank=True, default="", max_length=300)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="groups.membership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ("not_here", "twice", "too_young", "other"))),
                        name="objection_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("upheld", None)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("upheld__isnull", False),
                                models.Q(("because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_decided_with_reason",
                    ),
                    models.UniqueConstraint(fields=("membership", "household"), name="objection_once_a_home"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=32)),
                ("value", models.CharField(max_length=16)),
                ("source", models.CharField(max_length=160)),
                ("since", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settings", to="groups.group"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__in",
                                [
                                    "agm_every_months",
                                    "agm_notice_days",
                                    "approve_appointment",
                                    "approve_contract",
                                    "approve_minutes",
                                    "approve_spending",
                                    "approve_spending_over",
                                    "committee_notice_days",
                                    "committee_quorum_percent",
                                    "egm_notice_days",
                                    "election_method",
                                    "member_objection_days",
                                    "objection_days",
                                    "proxies",
                                    "quorum_committees",
                                    "quorum_members",
                                    "quorum_percent",
                                    "second_call",
                                    "second_call_cannot",
                                    "second_call_within_days",
                                    "spend_limit",
                                    "term_months",
                                    "vote",
                                    "vote_after_days",
                                    "wait_minutes",
                                    "youngest",
                                ],
                            )
                        ),
                        name="setting_rule_known",
                    ),
                    models.UniqueConstraint(fields=("group", "name", "since"), name="setting_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vouch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=40)),
                ("as_committee", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vouches", to="groups.membership"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("membership", "by"), name="vouch_once")],
            },
        ),
    ]
