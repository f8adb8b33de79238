"""A post is handed over: what goes with it, said by both sides apart, signed by each alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from k2k.bodies.models import Appointment, Body
from k2k.core import clock
from k2k.core.nodes import Node
from k2k.handover.rules import (
    CASH,
    KINDS,
    PARCEL_MOVES,
    REASON_LENGTH,
    SAYS,
    STATES,
    WRITER_LENGTH,
    differs,
    is_lacking,
)


class Handover(models.Model):
    """The list of one term that ended. `incoming` is whoever follows in the post, once that is known."""

    code = models.CharField(max_length=16, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="handovers")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="handover")
    post = models.CharField(max_length=24)
    outgoing = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    incoming = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=8, default="open")
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    outgoing_signed_at = models.DateTimeField(null=True)
    incoming_signed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="handover_state_known"),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(outgoing_signed_at__isnull=False, incoming_signed_at__isnull=False),
                name="handover_signed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(closed_at__isnull=False, incoming_signed_at__isnull=False),
                name="handover_over_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="handover_body")]

    @property
    def ref(self) -> str:
        """Soft reference of this handover."""
        return f"handover.handover:{self.pk}"

    def is_late(self, at) -> bool:
        """Whether its day has passed and it is still open."""
        return self.state == "open" and at >= clock.end_of_day(self.due_on)


class Item(models.Model):
    """One thing: what each side says of it, and what each counted. `ref` is the promise that still runs."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    text = models.CharField(max_length=160, blank=True, default="")
    about = models.CharField(max_length=60, blank=True, default="")
    outgoing_says = models.CharField(max_length=10, blank=True, default="")
    incoming_says = models.CharField(max_length=10, blank=True, default="")
    outgoing_sen = models.BigIntegerField(null=True)
    incoming_sen = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "number"], name="handover_item_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="handover_item_kind_known"),
            models.CheckConstraint(
                condition=Q(outgoing_says__in=("", *SAYS["outgoing"]), incoming_says__in=("", *SAYS["incoming"])),
                name="handover_item_said_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CASH) | Q(outgoing_sen=None, incoming_sen=None),
                name="handover_only_cash_is_counted",
            ),
            models.CheckConstraint(
                condition=(Q(outgoing_sen=None) | Q(outgoing_sen__gte=0))
                & (Q(incoming_sen=None) | Q(incoming_sen__gte=0)),
                name="handover_cash_not_negative",
            ),
        ]  # fmt: skip

    @property
    def ref(self) -> str:
        """Soft reference of this item."""
        return f"handover.item:{self.pk}"

    @property
    def differs(self) -> bool:
        """Whether the two sides say different things."""
        return differs(self.outgoing_says, self.incoming_says)

    @property
    def difference(self) -> int | None:
        """How many sen the incoming counted more (or fewer) than the outgoing; None until both have counted."""
        if self.outgoing_sen is None or self.incoming_sen is None:
            return None
        return self.incoming_sen - self.outgoing_sen

    @property
    def is_lacking(self) -> bool:
        """Whether it did not come over."""
        return is_lacking(self.kind, self.incoming_says, self.outgoing_sen, self.incoming_sen)


class Parcel(models.Model):
    """What a phone had not sent when its writer's access ended, sealed for the lead. `writer` is the phone's own mark
    of who wrote it; nothing of it takes effect by itself."""

    code = models.CharField(max_length=16, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    writer = models.CharField(max_length=WRITER_LENGTH, blank=True, default="")
    sealed = models.TextField()
    state = models.CharField(max_length=10, default="waiting")
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=tuple(PARCEL_MOVES)), name="parcel_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | Q(decided_at__isnull=False), name="parcel_decided_once"
            ),
            models.CheckConstraint(condition=~Q(state="set_aside") | ~Q(reason=""), name="parcel_set_aside_says_why"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(sealed="", decided_at__isnull=False), name="parcel_erased_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["state", "received_at"], name="parcel_waiting")]

    @property
    def ref(self) -> str:
        """Soft reference of this parcel."""
        return f"handover.parcel:{self.pk}"
