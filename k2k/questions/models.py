"""Questions to a body, its answers, who else wants to know, and in how many days a body says that it answers."""

from django.db import models
from django.db.models import Q

from k2k.bodies.models import Body
from k2k.core.nodes import Node
from k2k.people.models import Household
from k2k.questions.rules import CATEGORIES, HELD_BECAUSE, MARKS, MOST_DAYS, REASONS, SOURCE_LENGTH, STATES


class Question(models.Model):
    """One question to one body. Who asked is a household by its card, or a phone by a keyed hash; never shown.

    `due_on` is counted from the body's rule on the day of asking and never moves. `follows` is the question that this
    one follows up, once. Erased words are empty; what is counted stays.
    """

    code = models.CharField(max_length=16, unique=True)
    site = models.ForeignKey(Node, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="questions")
    category = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    lang = models.CharField(max_length=8, default="ms")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=10)
    held_because = models.CharField(max_length=8, blank=True, default="")
    asked_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    due_on = models.DateField()
    published_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=8, blank=True, default="")
    repeats = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeated_by")
    appealed_at = models.DateTimeField(null=True)
    appeal_text = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    marked = models.CharField(max_length=4, blank=True, default="")
    marked_at = models.DateTimeField(null=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    households = models.PositiveIntegerField(default=0)
    without_card = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="question_state_known"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="question_category_known"),
            models.CheckConstraint(condition=Q(held_because__in=("", *HELD_BECAUSE)), name="question_held_known"),
            models.CheckConstraint(condition=Q(marked__in=("", *MARKS)), name="question_mark_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("waiting", "answered")) | Q(published_at__isnull=False),
                name="question_public_is_published",
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None, refused_because="", repeats=None)
                | Q(refused_at__isnull=False, refused_because__in=REASONS),
                name="question_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(refused_because="repeat", repeats__isnull=False)
                | (~Q(refused_because="repeat") & Q(repeats=None)),
                name="question_repeat_leads_somewhere",
            ),
            models.CheckConstraint(condition=Q(household=None) | Q(device=""), name="question_asker_is_one"),
        ]
        indexes = [
            models.Index(fields=["site", "state", "asked_at", "id"], name="question_site_oldest"),
            models.Index(fields=["body", "state", "due_on"], name="question_body_due"),
            models.Index(fields=["household"], name="question_household"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Soft reference of this question."""
        return f"questions.question:{self.pk}"


class Answer(models.Model):
    """What the body answered, by post. A correction is a row of its own; the former stays and is shown."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    text = models.TextField()
    lang = models.CharField(max_length=8, default="ms")
    post = models.CharField(max_length=24, blank=True, default="")
    at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_answer_says_something"),
            models.UniqueConstraint(fields=["question"], condition=Q(corrects=None), name="question_one_first_answer"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this answer."""
        return f"questions.answer:{self.pk}"


class Wish(models.Model):
    """ "I want to know too": a household by its card, or a phone without one (a keyed hash, counted apart)."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="wishes")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "household"], condition=Q(household__isnull=False), name="wish_once_a_household"
            ),
            models.UniqueConstraint(
                fields=["question", "device"],
                condition=Q(household=None) & ~Q(device=""),
                name="wish_once_a_device",
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this wish."""
        return f"questions.wish:{self.pk}"


class Charter(models.Model):
    """In how many working days a body says that it answers, and where that is written. The newest row holds."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="charters")
    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=SOURCE_LENGTH)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=MOST_DAYS), name="charter_days_within_reason"),
            models.CheckConstraint(condition=~Q(source=""), name="charter_names_its_source"),
        ]
        indexes = [models.Index(fields=["body", "-at"], name="charter_newest")]

    @property
    def ref(self) -> str:
        """Soft reference of this rule."""
        return f"questions.charter:{self.pk}"
