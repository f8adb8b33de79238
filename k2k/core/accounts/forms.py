"""The staff's sign-in forms: allauth's own, without placeholders, their tries counted per account."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from k2k.core import clock, limits
from k2k.core.accounts.adapter import PAUSE, TRIES, wait

#: A code is true for 90 seconds at most (30, and 30 on both sides): it is taken once.
USED_FOR = timedelta(minutes=2)


def _plain(form: forms.Form, labels: dict[str, Any]) -> None:
    """Our words as labels, no grey text inside the fields."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label, field.help_text = labels.get(name, field.label), ""


class Login(LoginForm):
    """Name and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self, {"login": _("Sign-in name"), "password": _("Password")})


class PasswordAgain(ReauthenticateForm):
    """The password once more before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self, {"password": _("Password")})


class NewPassword(ChangePasswordForm):
    """The old password and twice the new one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("Password now"), "password1": _("New password"), "password2": _("Once more")}
        _plain(self, labels)


class _Code(BaseAuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self, {"code": _("6-digit code, or a spare code")})
        self.fields["code"].widget.attrs |= {"class": "code-in", "inputmode": "text", "autofocus": True}

    def clean_code(self) -> str:
        """Count the try per account; a code is taken once, whichever process it reaches. Raises ValidationError."""
        at = clock.now()
        allowed = limits.hit("accounts.code", str(self.user.pk), TRIES, PAUSE, at)
        if not allowed:
            raise wait(allowed)
        code = super().clean_code()
        once = limits.hit("accounts.code_used", f"{self.user.pk}:{code.strip().replace(' ', '')}", 1, USED_FOR, at)
        if not once:
            raise forms.ValidationError(_("This code was used before. Wait for the next one and type it."))
        return code


class Code(_Code, AuthenticateForm):
    """The one-time code at sign-in."""


class CodeAgain(_Code, CodeAgainForm):
    """The one-time code once more before something that matters."""


class FirstCode(ActivateTOTPForm):
    """The first code, which proves that the phone has the secret."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self, {"code": _("6-digit code")})
        self.fields["code"].widget.attrs |= {"class": "code-in", "inputmode": "numeric"}

    def clean_code(self) -> str:
        """Count the try per account. Raises ValidationError."""
        allowed = limits.hit("accounts.code", str(self.user.pk), TRIES, PAUSE, clock.now())
        if not allowed:
            raise wait(allowed)
        return super().clean_code()


class MyEmail(forms.Form):
    """Where messages reach somebody who works here; what is an address is the command's to say."""

    email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )


class ChoosePassword(forms.Form):
    """The password somebody chooses by their link; its rules are the command's."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
