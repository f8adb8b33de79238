"""The one place where allauth's and Django's sign-in signals are heard."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from k2k.core import clock
from k2k.core.accounts.models import mark_staff_device
from k2k.core.notify import push

#: What a household card leaves in a session; gone when staff sign in on the same phone.
OF_A_CARD = ("card", "person", "chosen", "helping")


@receiver(user_logged_in)
def remember_device(sender, request, user, **_) -> None:
    """A device on which staff signed in no longer confirms repairs, and no card stays open beside an account."""
    if request is None:
        return
    push.forget_device(getattr(request, "device", ""))
    mark_staff_device(getattr(request, "device", ""), clock.now())
    for key in OF_A_CARD:
        request.session.pop(key, None)


@receiver(user_logged_out)
def stop_telling(sender, request, user, **_) -> None:
    """A phone that has signed out, of a card or an account, says no more that there is news."""
    push.forget_device(getattr(request, "device", ""))
