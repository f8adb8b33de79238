"""The thin custom user: a name to sign in with, a name to be called by, a language."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from k2k.core import ids


class AccountManager(BaseUserManager):
    """Makes accounts with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields):
        """Make one account; without a password nobody can sign in to it yet."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """Somebody who works here: clerk, committee, contractor, mobiliser, officer, operator."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True, default="")
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="ms")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        app_label = "core"

    @property
    def ref(self) -> str:
        """Soft reference of this account."""
        return f"core.account:{self.pk}"

    def get_full_name(self) -> str:
        """What the person is called."""
        return self.display_name


class StaffDevice(models.Model):
    """A phone or computer on which staff signed in once: it never confirms a repair for a household."""

    mark = models.CharField(max_length=80, unique=True)
    since = models.DateTimeField()

    class Meta:
        app_label = "core"


def mark_staff_device(device: str, at) -> None:
    """Remember that staff signed in on this device (its random mark, kept as a keyed hash)."""
    if device:
        StaffDevice.objects.get_or_create(mark=ids.keyed_hash("device", device), defaults={"since": at})


def is_staff_device(device: str) -> bool:
    """Whether staff have signed in on this device before."""
    return bool(device) and StaffDevice.objects.filter(mark=ids.keyed_hash("device", device)).exists()
