import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("groups", "0001_initial"),
        ("meetings", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnualReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("year_end", models.DateField(null=True)),
                ("income_sen", models.BigIntegerField(null=True)),
                ("spending_sen", models.BigIntegerField(null=True)),
                ("assets_sen", models.BigIntegerField(null=True)),
                ("debts_sen", models.BigIntegerField(null=True)),
                ("audited", models.BooleanField(null=True)),
                ("ties_abroad", models.BooleanField(null=True)),
                ("money_abroad", models.BooleanField(null=True)),
                ("filed_on", models.DateField(null=True)),
                ("reference", models.CharField(blank=True, default="", max_length=40)),
                ("filed_at", models.DateTimeField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="groups.group"
                    ),
                ),
                (
                    "met_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.node"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "year"), name="return_one_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("income_sen", None), ("income_sen__gte", 0), _connector="OR"),
                        name="return_income_sen_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("spending_sen", None), ("spending_sen__gte", 0), _connector="OR"),
                        name="return_spending_sen_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("assets_sen", None), ("assets_sen__gte", 0), _connector="OR"),
                        name="return_assets_sen_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("debts_sen", None), ("debts_sen__gte", 0), _connector="OR"),
                        name="return_debts_sen_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("filed_at", None), ("filed_on", None)),
                            models.Q(
                                ("assets_sen__isnull", False),
                                ("audited__isnull", False),
                                ("debts_sen__isnull", False),
                                ("filed_at__isnull", False),
                                ("filed_on__isnull", False),
                                ("income_sen__isnull", False),
                                ("money_abroad__isnull", False),
                                ("spending_sen__isnull", False),
                                ("ties_abroad__isnull", False),
                                ("year_end__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="return_filed_is_whole",
                    ),
                ],
            },
        ),
    ]
