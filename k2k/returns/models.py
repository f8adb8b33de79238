"""What a group told the Registrar of one year, and when."""

from django.db import models
from django.db.models import Q

from k2k.core.nodes import Node
from k2k.groups.models import Group
from k2k.meetings.models import Meeting
from k2k.returns.rules import ANSWERS, FIGURES, REFERENCE_LENGTH, days_late


class AnnualReturn(models.Model):
    """The return of one year. Written until it is filed; then it stands. Without `met_in` the year had no meeting."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="returns")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    met_in = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="returns")
    due_on = models.DateField()
    year_end = models.DateField(null=True)
    income_sen = models.BigIntegerField(null=True)
    spending_sen = models.BigIntegerField(null=True)
    assets_sen = models.BigIntegerField(null=True)
    debts_sen = models.BigIntegerField(null=True)
    audited = models.BooleanField(null=True)
    ties_abroad = models.BooleanField(null=True)
    money_abroad = models.BooleanField(null=True)
    filed_on = models.DateField(null=True)
    reference = models.CharField(max_length=REFERENCE_LENGTH, blank=True, default="")
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "year"], name="return_one_a_year"),
            *[
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0}), name=f"return_{name}_not_negative"
                )
                for name in FIGURES
            ],
            models.CheckConstraint(
                condition=Q(filed_on=None, filed_at=None)
                | Q(
                    filed_on__isnull=False, filed_at__isnull=False, year_end__isnull=False,
                    **{f"{name}__isnull": False for name in (*FIGURES, *ANSWERS)},
                ),
                name="return_filed_is_whole",
            ),
        ]  # fmt: skip

    @property
    def ref(self) -> str:
        """Soft reference of this return."""
        return f"returns.annualreturn:{self.pk}"

    @property
    def is_whole(self) -> bool:
        """Whether everything that the committee is asked is written."""
        return self.year_end is not None and all(getattr(self, name) is not None for name in (*FIGURES, *ANSWERS))

    @property
    def late(self) -> int:
        """Days after its last day; 0 in time, and while it is not filed."""
        return days_late(self.due_on, self.filed_on) if self.filed_on else 0
