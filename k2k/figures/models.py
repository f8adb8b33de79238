"""Day totals: what happened to the reports of a perumahan on a legal day."""

from django.db import models

from k2k.core.nodes import Node

#: What is counted of a day.
COLUMNS = ("opened", "claimed", "confirmed", "reopened")


class DayTotal(models.Model):
    """How many reports of one category came, were said to be done, were confirmed, were opened again on one day.

    Derived: the management command `rebuild_figures` makes it anew from the timelines. Reports from inside homes stand
    under "other".
    """

    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    day = models.DateField()
    category = models.CharField(max_length=24)
    opened = models.PositiveIntegerField(default=0)
    claimed = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day", "category"], name="daytotal_once")]

    @property
    def ref(self) -> str:
        """Soft reference of this total."""
        return f"figures.daytotal:{self.pk}"
