import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("core", "0001_initial"),
        ("core", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("post", models.CharField(max_length=24)),
                ("source", models.CharField(blank=True, default="", max_length=60)),
                ("state", models.CharField(default="open", max_length=8)),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("outgoing_signed_at", models.DateTimeField(null=True)),
                ("incoming_signed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handover", to="bodies.appointment"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="bodies.body"
                    ),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "indexes": [models.Index(fields=["body", "state"], name="handover_body")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "signed", "closed"))), name="handover_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True),
                            models.Q(("incoming_signed_at__isnull", False), ("outgoing_signed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="handover_signed_by_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(("closed_at__isnull", False), ("incoming_signed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="handover_over_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("text", models.CharField(blank=True, default="", max_length=160)),
                ("about", models.CharField(blank=True, default="", max_length=60)),
                ("outgoing_says", models.CharField(blank=True, default="", max_length=10)),
                ("incoming_says", models.CharField(blank=True, default="", max_length=10)),
                ("outgoing_sen", models.BigIntegerField(null=True)),
                ("incoming_sen", models.BigIntegerField(null=True)),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="handover.handover"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("handover", "number"), name="handover_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "passwords",
                                    "keys",
                                    "documents",
                                    "register",
                                    "minutes",
                                    "stamp",
                                    "letters",
                                    "bank_mandate",
                                    "cash",
                                    "cash_box_key",
                                    "receipt_book",
                                    "accounts",
                                    "device",
                                    "cases",
                                    "action",
                                    "extra",
                                ),
                            )
                        ),
                        name="handover_item_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("incoming_says__in", ("", "received", "refused", "missing")),
                            ("outgoing_says__in", ("", "handed", "refused", "missing")),
                        ),
                        name="handover_item_said_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("cash",)),
                            models.Q(("incoming_sen", None), ("outgoing_sen", None)),
                            _connector="OR",
                        ),
                        name="handover_only_cash_is_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outgoing_sen", None), ("outgoing_sen__gte", 0), _connector="OR"),
                            models.Q(("incoming_sen", None), ("incoming_sen__gte", 0), _connector="OR"),
                        ),
                        name="handover_cash_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parcel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("writer", models.CharField(blank=True, default="", max_length=16)),
                ("sealed", models.TextField()),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("received_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "received_at"], name="parcel_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "entered", "set_aside"))),
                        name="parcel_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "waiting")),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="parcel_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "set_aside"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="parcel_set_aside_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at", None),
                            models.Q(("decided_at__isnull", False), ("sealed", "")),
                            _connector="OR",
                        ),
                        name="parcel_erased_is_empty",
                    ),
                ],
            },
        ),
    ]
