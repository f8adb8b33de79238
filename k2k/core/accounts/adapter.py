"""How allauth behaves here: nobody signs up, tries are counted per account in the database, secrets are sealed."""

import base64
import hashlib
import time
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from k2k.core import clock, limits, pace
from k2k.core.accounts.models import is_staff_device

TRIES, PAUSE = 10, timedelta(minutes=15)
#: A sign-in that recent needs no second asking before codes are set up or a password is changed.
FRESH_SECONDS = 300
#: Staff are signed out after a working day at the latest.
STAFF_SESSION = timedelta(hours=12)


def wait(allowed: limits.Allowed) -> ValidationError:
    """The sentence for somebody who tried too often; the answer is then a 429."""
    pace.slow_down(allowed.retry_after)
    return ValidationError(
        ngettext(
            "Too many tries. Wait %(n)s minute, then try again.",
            "Too many tries. Wait %(n)s minutes, then try again.",
            allowed.minutes,
        )
        % {"n": allowed.minutes}
    )


class StaffAdapter(DefaultAccountAdapter):
    """No public sign-up; sign-in by name and password, then a one-time code."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the operator, never from a form."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Count the try: per account, generously per address, in the database and so over all processes.

        A device on which staff signed in before is counted apart, so that a stranger's guesses do not lock out the
        clerk at the desk.
        """
        at, device = clock.now(), getattr(request, "device", "")
        name = credentials.get("username", "").strip().lower()
        key = f"{name}:{device}" if is_staff_device(device) else name
        for allowed in (
            limits.hit("accounts.password", key, TRIES, PAUSE, at),
            limits.hit_address("accounts.password", request, at),
        ):
            if not allowed:
                raise wait(allowed)

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth gives a right try back; ours count every try, so that right ones between wrong ones hide nothing."""

    def login(self, request: HttpRequest, user) -> None:
        """Sign in for one working day."""
        super().login(request, user)
        request.session.set_expiry(int(STAFF_SESSION.total_seconds()))

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Ask for the password again unless it was given within five minutes."""
        request = context.request
        recent = [record["at"] for record in get_authentication_records(request, request.user)]
        return time.time() - max(recent, default=0) > FRESH_SECONDS

    def add_message(self, request: HttpRequest, level: int, *args, message: str | None = None, **kwargs) -> None:
        """allauth's small talk ("successfully signed in") is not said, only why a passkey did not fit."""
        if message:
            messages.add_message(request, level, message)


class CodesAdapter(DefaultMFAAdapter):
    """One-time codes: their secrets are sealed with the key that no backup holds."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and type it."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The codes move to a new phone at once, the last passkey without codes stays: nobody is left with less."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        is_passkey = authenticator.type == Authenticator.Type.WEBAUTHN
        return not is_passkey or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"codes:" + settings.HASH_KEY.encode()).digest()))
