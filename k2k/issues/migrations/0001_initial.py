import django.db.models.deletion
import django.db.models.expressions
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
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("category", models.CharField(max_length=24)),
                ("fault", models.CharField(blank=True, default="", max_length=24)),
                ("state", models.CharField(default="new", max_length=12)),
                ("channel", models.CharField(max_length=12)),
                ("identity", models.CharField(max_length=12)),
                ("at_home", models.BooleanField(default=False)),
                ("text", models.TextField(blank=True, default="")),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("follow_hash", models.CharField(blank=True, db_index=True, default="", max_length=80)),
                ("priority", models.PositiveIntegerField(default=0)),
                ("moved", models.CharField(blank=True, default="", max_length=8)),
                ("danger", models.CharField(blank=True, default="", max_length=12)),
                ("danger_at", models.DateTimeField(null=True)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                ("due", models.DateTimeField(null=True)),
                ("due_kind", models.CharField(blank=True, default="", max_length=8)),
                ("reported_at", models.DateTimeField()),
                ("occurred_at", models.DateTimeField()),
                ("clock_doubtful", models.BooleanField(default=False)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("asked_again_at", models.DateTimeField(null=True)),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("reject_reason", models.CharField(blank=True, default="", max_length=300)),
                ("households", models.PositiveIntegerField(default=0)),
                ("without_card", models.PositiveIntegerField(default=0)),
                ("yes_households", models.PositiveSmallIntegerField(default=0)),
                ("outside_system", models.CharField(blank=True, default="", max_length=16)),
                ("outside_number", models.CharField(blank=True, default="", max_length=40)),
                ("outside_status", models.CharField(blank=True, default="", max_length=80)),
                ("outside_at", models.DateTimeField(null=True)),
                ("source", models.CharField(blank=True, default="", max_length=24)),
                ("source_id", models.CharField(blank=True, default="", max_length=40)),
                ("source_status", models.CharField(blank=True, default="", max_length=24)),
                ("source_verdict", models.CharField(blank=True, default="", max_length=24)),
                ("source_kind", models.CharField(blank=True, default="", max_length=80)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="bodies.body"
                    ),
                ),
                (
                    "done_photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="issues.issue"
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["site", "state", "reported_at"], name="issue_site_state"),
                    models.Index(fields=["site", "reported_at", "id"], name="issue_site_time"),
                    models.Index(fields=["site", "-priority", "reported_at", "id"], name="issue_site_priority"),
                    models.Index(
                        condition=models.Q(("danger", ""), _negated=True), fields=["danger_at"], name="issue_danger"
                    ),
                    models.Index(fields=["node", "state"], name="issue_node_state"),
                    models.Index(fields=["state", "claimed_at"], name="issue_claimed"),
                    models.Index(fields=["reporter"], name="issue_reporter"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("new", "accepted", "started", "claimed", "confirmed", "rejected", "merged"))
                        ),
                        name="issue_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                (
                                    "lift",
                                    "water",
                                    "leak",
                                    "light",
                                    "wiring",
                                    "railing",
                                    "door",
                                    "waste",
                                    "drain",
                                    "pest",
                                    "cleaning",
                                    "noise",
                                    "fire",
                                    "gas",
                                    "roof",
                                    "structure",
                                    "playground",
                                    "parking",
                                    "safety",
                                    "inspection",
                                    "heating",
                                    "other",
                                ),
                            )
                        ),
                        name="issue_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fault", ""),
                            (
                                "fault__in",
                                (
                                    "not_working",
                                    "stuck",
                                    "door",
                                    "noise",
                                    "dirty",
                                    "other",
                                    "low_pressure",
                                    "leaking",
                                    "lid_open",
                                    "loose",
                                    "broken",
                                    "rusty",
                                    "off",
                                    "flickering",
                                    "exposed_wires",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="issue_fault_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("qr", "web", "counter", "phone", "import"))),
                        name="issue_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identity__in", ("card", "open", "anonymous", "confidential", "clerk"))),
                        name="issue_identity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("identity__in", ("anonymous", "confidential")), _negated=True),
                            ("reporter", None),
                            _connector="OR",
                        ),
                        name="issue_hidden_keeps_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outside_system", ""),
                            ("outside_system__in", ("adukl", "sispaa", "mytnb", "airselangor", "epuspakat", "other")),
                            _connector="OR",
                        ),
                        name="issue_outside_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "claimed"), _negated=True),
                            ("claimed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="issue_claim_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "merged"), _negated=True),
                            ("merged_into__isnull", False),
                            _connector="OR",
                        ),
                        name="issue_merged_says_where",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("moved__in", ("", "first", "later"))), name="issue_move_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("danger", ""),
                            ("danger__in", ("trapped", "gas", "fire", "wires", "falling", "railing", "deep_water")),
                            _connector="OR",
                        ),
                        name="issue_danger_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("danger", ""), ("danger_at__isnull", False), _connector="OR"),
                        name="issue_danger_since",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("source", "source_id"),
                        name="issue_imported_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField()),
                ("post", models.CharField(max_length=24)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contact", to="issues.issue"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("erased_at", None), ("sealed", ""), _connector="OR"),
                        name="contact_erased_is_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("device", models.CharField(blank=True, default="", max_length=80)),
                ("answer", models.CharField(max_length=4)),
                ("counts", models.BooleanField()),
                ("why_not", models.CharField(blank=True, default="", max_length=24)),
                ("text", models.CharField(blank=True, default="", max_length=300)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="issues.issue"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("answer__in", ("yes", "no"))), name="answer_known"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why_not", ""),
                            (
                                "why_not__in",
                                (
                                    "no_card",
                                    "young_card",
                                    "staff_device",
                                    "staff",
                                    "elsewhere",
                                    "not_this_home",
                                    "no_say",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="answer_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counts", True), ("household__isnull", False), ("why_not", "")),
                            models.Q(("counts", False), models.Q(("why_not", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="answer_counts_or_says_why_not",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("household__isnull", False)),
                        fields=("issue", "round", "household"),
                        name="answer_once_a_household",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("household", None), models.Q(("device", ""), _negated=True)),
                        fields=("issue", "round", "device"),
                        name="answer_once_a_device",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Moderation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=8)),
                ("reason", models.CharField(blank=True, default="", max_length=16)),
                ("decided_by", models.CharField(max_length=40)),
                ("post", models.CharField(blank=True, default="", max_length=24)),
                ("at", models.DateTimeField()),
                ("appealed_at", models.DateTimeField(null=True)),
                (
                    "answers",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="issues.moderation",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moderations", to="issues.issue"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ("publish", "blur", "keep"))), name="moderation_action_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action", "keep"),
                                ("reason__in", ("face", "document", "home", "other_matter", "not_seen")),
                            ),
                            models.Q(models.Q(("action", "keep"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="moderation_keeps_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "blur"), ("copy__isnull", False)),
                            models.Q(models.Q(("action", "blur"), _negated=True), ("copy", None)),
                            _connector="OR",
                        ),
                        name="moderation_blur_has_copy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appealed_at", None), models.Q(("action", "keep"), ("answers", None)), _connector="OR"
                        ),
                        name="moderation_appealed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                ("post", models.CharField(blank=True, default="", max_length=24)),
                ("text", models.CharField(blank=True, default="", max_length=300)),
                ("lang", models.CharField(default="ms", max_length=8)),
                ("due", models.DateTimeField(null=True)),
                ("due_kind", models.CharField(blank=True, default="", max_length=8)),
                ("count", models.PositiveSmallIntegerField(default=0)),
                ("public", models.BooleanField(default=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="issues.issue"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["issue", "at", "id"], name="step_issue")],
            },
        ),
        migrations.CreateModel(
            name="Tap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("device", models.CharField(blank=True, default="", max_length=80)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taps", to="issues.issue"
                    ),
                ),
                (
                    "moved_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="issues.issue"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["household"], name="tap_household")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("household__isnull", False)),
                        fields=("issue", "household"),
                        name="tap_once_a_household",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("household", None), models.Q(("device", ""), _negated=True)
                        ),
                        fields=("issue", "device"),
                        name="tap_once_a_device",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("profile", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("made", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("known", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("findings", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rows",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("made"), "+", models.F("changed")
                                        ),
                                        "+",
                                        models.F("known"),
                                    ),
                                    "+",
                                    models.F("refused"),
                                ),
                            )
                        ),
                        name="batch_adds_up",
                    )
                ],
            },
        ),
    ]
