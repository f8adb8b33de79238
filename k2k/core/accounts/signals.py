"""The one place where allauth's and Django's sign-in signals are heard."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from k2k.core import clock
from k2k.core.accounts.models import mark_staff_device


@receiver(user_logged_in)
def remember_device(sender, request, user, **_) -> None:
    """A device on which staff signed in no longer confirms repairs."""
    if request is not None:
        mark_staff_device(getattr(request, "device", ""), clock.now())
