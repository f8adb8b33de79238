import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import k2k.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("display_name", models.CharField(max_length=120)),
                ("language", models.CharField(default="ms", max_length=8)),
                ("is_active", models.BooleanField(default=True)),
                ("is_demo", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("next_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StaffDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=80, unique=True)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bucket", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("window_start", models.DateTimeField()),
                ("ends_at", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("bucket", "key"), name="core_attempt_once")],
            },
        ),
        migrations.CreateModel(
            name="InboxItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recipient", models.CharField(max_length=40)),
                ("message", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=60)),
                ("args", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["recipient", "-at"], name="inbox_recipient")],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("args", models.JSONField(default=dict)),
                (
                    "key",
                    models.CharField(
                        blank=True, default="", help_text="at most one queued job of a name and key", max_length=80
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "Queued"), ("running", "Running"), ("done", "Done"), ("failed", "Failed")],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("run_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                (
                    "last_error",
                    models.CharField(blank=True, default="", help_text="class of the exception", max_length=80),
                ),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "run_at"], name="core_job_due"),
                    models.Index(
                        condition=models.Q(("finished_at__isnull", False)),
                        fields=["finished_at"],
                        name="core_job_finished",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "queued"), models.Q(("key", ""), _negated=True)),
                        fields=("name", "key"),
                        name="core_job_queued_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("noun", models.CharField(blank=True, default="", max_length=24)),
                ("name", models.CharField(max_length=80)),
                ("code", models.CharField(max_length=16, unique=True)),
                ("position", models.IntegerField(default=0)),
                ("closed_on", models.DateField(null=True)),
                (
                    "block",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
                (
                    "floor",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="children", to="core.node"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["site", "kind", "position"], name="node_site_kind")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("programme", "site", "block", "floor", "unit", "spot", "asset"))
                        ),
                        name="node_kind_known",
                    ),
                    models.UniqueConstraint(fields=("parent", "kind", "noun", "name"), name="node_named_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "programme")), fields=("kind",), name="node_one_programme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "programme"), ("site", None)),
                            models.Q(("kind", "programme"), _negated=True),
                            _connector="OR",
                        ),
                        name="node_programme_has_no_site",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=24)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("source", models.CharField(max_length=60)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="grant_ends_after_start",
                    ),
                    models.UniqueConstraint(fields=("account", "role", "node", "since", "source"), name="grant_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NodePath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("depth", models.PositiveSmallIntegerField()),
                (
                    "ancestor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="below", to="core.node"
                    ),
                ),
                (
                    "descendant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="above", to="core.node"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ancestor", "descendant"], name="path_below")],
                "constraints": [models.UniqueConstraint(fields=("descendant", "ancestor"), name="path_once")],
            },
        ),
        migrations.CreateModel(
            name="PushPhone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recipient", models.CharField(max_length=40)),
                ("address_hash", models.CharField(max_length=80, unique=True)),
                ("device_hash", models.CharField(db_index=True, max_length=80)),
                ("sealed", models.TextField()),
                ("language", models.CharField(default="ms", max_length=8)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["recipient", "expires_at"], name="push_recipient")],
            },
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=12)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outgoing", to="core.inboxitem"
                    ),
                ),
                (
                    "phone",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.pushphone"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("phone", None)), fields=("item", "channel"), name="outgoing_once"
                    ),
                    models.UniqueConstraint(fields=("item", "phone"), name="outgoing_once_a_phone"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor", models.CharField(max_length=40)),
                ("verb", models.CharField(max_length=60)),
                ("client_id", models.UUIDField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("answer_model", models.CharField(blank=True, default="", max_length=60)),
                ("answer_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="receipt_at")],
                "constraints": [models.UniqueConstraint(fields=("client_id", "actor", "verb"), name="receipt_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=80, unique=True)),
                ("lang", models.CharField(blank=True, default="", max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("url", models.CharField(max_length=200)),
                ("public", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-updated_at", "id"], name="core_search_newest")],
            },
        ),
        migrations.CreateModel(
            name="SignedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=60)),
                ("about", models.CharField(blank=True, default="", max_length=60)),
                ("role", models.CharField(blank=True, default="", max_length=24)),
                ("token_hash", models.CharField(max_length=80, unique=True)),
                ("single_use", models.BooleanField(default=True)),
                ("made_by", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "node",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "purpose"], name="link_subject"),
                    models.Index(fields=["about", "purpose"], name="link_about"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))), name="link_ends_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=k2k.core.ids.new_code, editable=False, max_length=40, unique=True)),
                (
                    "sha256",
                    models.CharField(db_index=True, help_text="of the kept JPEG; empty once erased", max_length=64),
                ),
                ("size", models.PositiveIntegerField(help_text="bytes of the kept JPEG")),
                ("mime", models.CharField(default="image/jpeg", max_length=40)),
                ("width", models.PositiveIntegerField(help_text="pixels")),
                ("height", models.PositiveIntegerField(help_text="pixels")),
                ("owner", models.CharField(help_text='key of the actor who sent it: "card:7"', max_length=40)),
                (
                    "cleared",
                    models.BooleanField(
                        default=False, help_text="somebody looked: no face, no name, everyone may see it"
                    ),
                ),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "expires_on",
                    models.DateField(blank=True, help_text="first local day on which it is no longer kept", null=True),
                ),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, help_text="the bytes are gone, the row is a tombstone", null=True),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "site",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.node",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner"], name="core_file_owner"),
                    models.Index(
                        condition=models.Q(("expires_on__isnull", False)),
                        fields=["expires_on"],
                        name="core_file_expires",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cleared", False), ("cleared_at__isnull", False), _connector="OR"),
                        name="core_file_cleared_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(("cleared", False), ("sha256", ""), ("size", 0)),
                            _connector="OR",
                        ),
                        name="core_file_erased_is_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrailHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField(default=0)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce("site", 0), name="trail_one_head_a_site"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrailLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                ("verb", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=60)),
                ("actor", models.CharField(max_length=40)),
                ("behalf", models.CharField(blank=True, default="", max_length=40)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("text", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="core.trailhead"
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "id"], name="trail_subject")],
                "constraints": [models.UniqueConstraint(fields=("head", "seq"), name="trail_seq_once")],
            },
        ),
        migrations.CreateModel(
            name="TrailPrivate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(max_length=32)),
                ("data", models.TextField()),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="private", to="core.trailline"
                    ),
                ),
            ],
        ),
    ]
