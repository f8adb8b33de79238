"""What a place has beside its node: a site's state and lines, a unit's tenure, an asset's dates."""

from django.db import models
from django.db.models import Q

from k2k.core.nodes import Node
from k2k.places.rules import NAME_LENGTH, OCCASIONS, TENURES


class Site(models.Model):
    """A perumahan: the tenancy boundary of everything below it."""

    node = models.OneToOneField(Node, models.PROTECT, primary_key=True, related_name="site_detail")
    state = models.CharField(max_length=8)
    address = models.CharField(max_length=200, blank=True, default="")
    lift_line = models.CharField(max_length=20, blank=True, default="")
    lift_line_name = models.CharField(max_length=80, blank=True, default="")
    is_demo = models.BooleanField(default=False)
    started_on = models.DateField()
    ready = models.BooleanField(default=True)

    @property
    def ref(self) -> str:
        """Soft reference of this site."""
        return f"places.site:{self.pk}"


class Unit(models.Model):
    """A home, by the number painted on its door."""

    node = models.OneToOneField(Node, models.PROTECT, primary_key=True, related_name="unit_detail")
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "number"], name="unit_number_once")]

    @property
    def ref(self) -> str:
        """Soft reference of this unit."""
        return f"places.unit:{self.pk}"


class Tenure(models.Model):
    """How a unit is held, dated. Half-open: `until` is the first day it no longer held."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tenures")
    kind = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TENURES), name="tenure_kind_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=models.F("since")), name="tenure_ends_later"),
            models.UniqueConstraint(fields=["unit"], condition=Q(until=None), name="tenure_one_open"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this tenure."""
        return f"places.tenure:{self.pk}"


class Asset(models.Model):
    """A thing that can fail: lift, pump, tank, railing."""

    node = models.OneToOneField(Node, models.PROTECT, primary_key=True, related_name="asset_detail")
    serial = models.CharField(max_length=60, blank=True, default="")
    installed_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)

    @property
    def ref(self) -> str:
        """Soft reference of this asset."""
        return f"places.asset:{self.pk}"


class Occasion(models.Model):
    """Days on which people are away or busy, at a perumahan or at the programme and so at all of them."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    first = models.DateField()
    last = models.DateField()
    title = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OCCASIONS), name="occasion_kind"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="occasion_in_order"),
            models.UniqueConstraint(fields=["node", "kind", "first", "last", "title"], name="occasion_once"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of these days."""
        return f"places.occasion:{self.pk}"


class RegisterDraft(models.Model):
    """A register that was read but not yet confirmed.

    `rows` are its homes (emptied once confirmed), `findings` what is doubtful, which columns were left aside and, once
    confirmed, what was done. No column about people is ever in it.
    """

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    findings = models.JSONField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="register_draft_created")]

    @property
    def ref(self) -> str:
        """Soft reference of this draft."""
        return f"places.registerdraft:{self.pk}"
