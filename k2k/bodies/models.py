"""Who promises: bodies, their posts, who holds them, what they are responsible for, and where they sit at the desk.

Whatever is dated is a half-open interval: `until` is the first day (or instant) on which it no longer holds. An
interval that ends where it begins never held: that is how a mistake of the same day is taken back.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from k2k.bodies.rules import BODY_KINDS, DUTIES, NOTICE_LANGUAGES, SEATS
from k2k.core.nodes import Node

_LATER = Q(until=None) | Q(until__gte=F("since"))


def running(day: date) -> Q:
    """Rows whose half-open interval of days holds on `day`."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


class Body(models.Model):
    """An association, office, owner, agency, contractor or funder; never a party or a person in elected office."""

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True, default="")
    hours = models.CharField(max_length=120, blank=True, default="")
    joined_on = models.DateField(null=True)
    first_meeting_on = models.DateField(null=True)
    contested_since = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BODY_KINDS), name="body_kind_known"),
            models.UniqueConstraint(fields=["node", "name"], name="body_named_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """Soft reference of this body."""
        return f"bodies.body:{self.pk}"

    def contested(self, day: date) -> bool:
        """Whether it is disputed who speaks for this body: its posts then bind nothing."""
        return self.contested_since is not None and self.contested_since <= day

    def has_joined(self, day: date) -> bool:
        """Whether the body takes part; one that has not can be named, but promises nothing."""
        return self.joined_on is not None and self.joined_on <= day


class Jurisdiction(models.Model):
    """A body works at a node and all below it, dated; a body may span sites."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="jurisdictions")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_LATER, name="jurisdiction_ends_later"),
            models.UniqueConstraint(fields=["body", "node"], condition=Q(until=None), name="jurisdiction_one_open"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this jurisdiction."""
        return f"bodies.jurisdiction:{self.pk}"


class Seat(models.Model):
    """A body sits at a site's desk as office, association or owner, dated; several may."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SEATS), name="seat_kind_known"),
            models.CheckConstraint(condition=_LATER, name="seat_ends_later"),
            models.UniqueConstraint(fields=["body", "node", "kind"], condition=Q(until=None), name="seat_one_open"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this seat."""
        return f"bodies.seat:{self.pk}"


class Post(models.Model):
    """A post in a body ("clerk", "treasurer"): public pages name the post, never the person."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=80, blank=True, default="")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "kind", "title"], name="post_once")]

    @property
    def ref(self) -> str:
        """Soft reference of this post."""
        return f"bodies.post:{self.pk}"


class Appointment(models.Model):
    """An account holds a post for a term; the term's end ends the rights that follow from it."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_LATER, name="appointment_ends_later")]

    @property
    def ref(self) -> str:
        """Soft reference of this appointment."""
        return f"bodies.appointment:{self.pk}"


class Responsibility(models.Model):
    """One cell of the responsibility matrix: this body owns, manages or maintains this kind of thing here, dated.

    `noun` is the kind of asset or spot ("lift"), or "" for everything at the node that no other cell names.
    """

    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    noun = models.CharField(max_length=24, blank=True, default="")
    duty = models.CharField(max_length=12)
    body = models.ForeignKey(Body, models.PROTECT, related_name="responsibilities")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=DUTIES), name="duty_known"),
            models.CheckConstraint(condition=_LATER, name="responsibility_ends_later"),
            models.UniqueConstraint(
                fields=["node", "noun", "duty"], condition=Q(until=None), name="responsibility_one_open"
            ),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this cell."""
        return f"bodies.responsibility:{self.pk}"


class Notice(models.Model):
    """Something a body tells a place, in one language, until a day."""

    code = models.CharField(max_length=16, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="notices")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    site = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True, default="")
    lang = models.CharField(max_length=8, default="ms")
    at = models.DateTimeField()
    until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["site", "-at"], name="notice_site")]
        constraints = [models.CheckConstraint(condition=Q(lang__in=NOTICE_LANGUAGES), name="notice_language_known")]

    @property
    def ref(self) -> str:
        """Soft reference of this notice."""
        return f"bodies.notice:{self.pk}"
