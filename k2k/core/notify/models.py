"""The inbox, what waits to be sent, and the phones that want to be told."""

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


class PushPhone(models.Model):
    """A phone on which a home or an account wants to see that there is news. Its address and keys are sealed."""

    recipient = models.CharField(max_length=40)
    address_hash = models.CharField(max_length=80, unique=True)
    device_hash = models.CharField(max_length=80, db_index=True)
    sealed = models.TextField()
    language = models.CharField(max_length=8, default="ms")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["recipient", "expires_at"], name="push_recipient")]

    @property
    def ref(self) -> str:
        """Soft reference of this phone."""
        return f"core.pushphone:{self.pk}"


class Outgoing(models.Model):
    """One message on its way out by one channel; by push to one phone."""

    item = models.ForeignKey(InboxItem, models.CASCADE, related_name="outgoing")
    channel = models.CharField(max_length=12)
    phone = models.ForeignKey(PushPhone, models.CASCADE, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["item", "channel"], condition=models.Q(phone=None), name="outgoing_once"),
            models.UniqueConstraint(fields=["item", "phone"], name="outgoing_once_a_phone"),
        ]
