"""The inbox and what waits to be sent."""

from django.db import models


class InboxItem(models.Model):
    """One message to one recipient ("account:3", "household:7"); its words are made when it is read."""

    recipient = models.CharField(max_length=40)
    message = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    args = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["recipient", "-at"], name="inbox_recipient")]


class Outgoing(models.Model):
    """One message on its way out by one channel."""

    item = models.ForeignKey(InboxItem, models.CASCADE, related_name="outgoing")
    channel = models.CharField(max_length=12)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["item", "channel"], name="outgoing_once")]
