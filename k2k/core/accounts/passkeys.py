"""Passkeys of staff: allauth's forms in our words. Every passkey asks for the finger, the face or the device's PIN."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60
#: What the library raises for an answer that is none.
NO_ANSWER = (forms.ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)
DOES_NOT_FIT = _("This passkey does not fit. Try again, or use another way.")


class Add(AddWebAuthnForm):
    """A new passkey and what its owner calls it; it is good for signing in without a password."""

    name = forms.CharField(label=_("Name of the passkey"), required=False, max_length=LONGEST_NAME)
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["name"] = _("My phone")

    def clean_passwordless(self) -> bool:
        """Always, whatever was sent."""
        return True

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for an answer that is none, or that no finger, face or PIN stands behind."""
        try:
            return super().clean()
        except NO_ANSWER:
            raise forms.ValidationError(DOES_NOT_FIT) from None


class Rename(EditWebAuthnForm):
    """What its owner calls a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_NAME)


class _Checked(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        """The passkey that signed. Raises ValidationError for everything else."""
        try:
            return super().clean_credential()
        except NO_ANSWER:
            raise forms.ValidationError(DOES_NOT_FIT) from None


class Second(_Checked):
    """A passkey after the password."""


class SignIn(_Checked, LoginWebAuthnForm):
    """A passkey instead of the password."""


class Again(_Checked, ReauthenticateWebAuthnForm):
    """A passkey before something that matters."""
