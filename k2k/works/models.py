"""Orders of work, the reports they are for, quotations with their lines, photographs, inspections, ideas, care."""

from django.db import models
from django.db.models import Q

from k2k.activities.models import Activity
from k2k.bodies.models import Body
from k2k.core.files.models import StoredFile
from k2k.core.nodes import Node
from k2k.issues.models import Issue
from k2k.people.models import Household
from k2k.works.rules import (
    ENDED,
    IDEA_STATES,
    KINDS,
    PHOTO_KINDS,
    REASON_LENGTH,
    STATES,
    TEXT_LENGTH,
    WHAT_LENGTH,
)


class Idea(models.Model):
    """Something better at a place, in a home's words; public without who wrote it. Erased words are empty."""

    code = models.CharField(max_length=16, unique=True)
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    lang = models.CharField(max_length=8, default="ms")
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, default="open")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=REASON_LENGTH, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IDEA_STATES), name="idea_state_known"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(answer=""), name="idea_refused_with_reason"),
        ]
        indexes = [models.Index(fields=["site", "state", "at"], name="idea_site")]

    @property
    def ref(self) -> str:
        """Soft reference of this idea."""
        return f"works.idea:{self.pk}"


class Support(models.Model):
    """ "Saya juga": a home wants an idea too. The home that had it is the first."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="supports")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "household"], name="support_once_a_household")]

    @property
    def ref(self) -> str:
        """Soft reference of this support."""
        return f"works.support:{self.pk}"


class Order(models.Model):
    """One piece of work, for one body, for none or many reports. `sen` is the sum of the approved quotation.

    `quote_id` is that quotation's number and no foreign key, as quotations point to their order: two tables that point
    at each other cannot be restored one after the other. The guard works_price_is_its_quote holds it.
    """

    code = models.CharField(max_length=16, unique=True)
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    body = models.ForeignKey(Body, models.PROTECT, related_name="orders")
    what = models.CharField(max_length=WHAT_LENGTH)
    lang = models.CharField(max_length=8, default="ms")
    state = models.CharField(max_length=16, default="draft")
    idea = models.OneToOneField(Idea, models.PROTECT, null=True, related_name="order")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    quote_id = models.BigIntegerField(null=True)
    sen = models.BigIntegerField(default=0)
    due = models.DateField(null=True)
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    next_step = models.CharField(max_length=REASON_LENGTH, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="order_kind_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="order_state_known"),
            models.CheckConstraint(condition=Q(sen__gte=0), name="order_sen_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="cannot_be_done") | (~Q(reason="") & ~Q(next_step="")),
                name="order_says_why_not_and_what_next",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | (~Q(state__in=ENDED) & Q(ended_at=None)),
                name="order_ends_once",
            ),
        ]
        indexes = [models.Index(fields=["site", "state", "made_at"], name="order_site_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Soft reference of this order."""
        return f"works.order:{self.pk}"

    @property
    def node(self) -> Node:
        """Where the order belongs."""
        return self.site


class OrderIssue(models.Model):
    """A report that an order is for; in one open order at a time."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="links")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="orders")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue"], condition=Q(ended_at=None), name="orderissue_one_open_order_an_issue"
            ),
            models.UniqueConstraint(fields=["order", "issue"], name="orderissue_once"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this link."""
        return f"works.orderissue:{self.pk}"


class Quote(models.Model):
    """What a piece of work costs, said once; another price is another quotation."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="quotes")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    sen = models.BigIntegerField()
    note = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sen__gte=0), name="quote_sen_not_negative")]

    @property
    def ref(self) -> str:
        """Soft reference of this quotation."""
        return f"works.quote:{self.pk}"


class Line(models.Model):
    """One line of a quotation: a part or an hour of work. `sen` is for the whole line."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="lines")
    what = models.CharField(max_length=WHAT_LENGTH)
    quantity = models.PositiveIntegerField(default=1)
    sen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sen__gte=0, quantity__gte=1), name="line_counts"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this line."""
        return f"works.line:{self.pk}"


class Photo(models.Model):
    """A photograph of the work, before or after; seen by everybody once the office has cleared it."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="photos")
    kind = models.CharField(max_length=8)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    occurred_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=PHOTO_KINDS), name="workphoto_kind_known")]

    @property
    def ref(self) -> str:
        """Soft reference of this photograph."""
        return f"works.photo:{self.pk}"


class Inspection(models.Model):
    """A day on which office, neighbours and those who did it look at the work together, and what they found."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="inspections")
    starts_at = models.DateTimeField()
    who_comes = models.CharField(max_length=WHAT_LENGTH)
    result = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)

    @property
    def ref(self) -> str:
        """Soft reference of this inspection."""
        return f"works.inspection:{self.pk}"


class Care(models.Model):
    """One round of looking after what was built: who, what, by when. Its date stands on the body's board."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="care")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    what = models.CharField(max_length=WHAT_LENGTH)
    every_days = models.PositiveSmallIntegerField()
    due = models.DateField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_days__gte=1), name="care_comes_back"),
            models.UniqueConstraint(fields=["order"], condition=Q(done_at=None), name="care_one_running_an_order"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this round."""
        return f"works.care:{self.pk}"


class WorkStep(models.Model):
    """One line of an order's story: what, when, which post of which body. `occurred_at` is what the phone says."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=24, blank=True, default="")
    text = models.CharField(max_length=REASON_LENGTH, blank=True, default="")

    @property
    def ref(self) -> str:
        """Soft reference of this step."""
        return f"works.workstep:{self.pk}"
