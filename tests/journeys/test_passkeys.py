"""A clerk makes a passkey, signs in with it alone and after the password, and keeps the last one. Chromium's own
virtual authenticator is the judge."""

import time
from dataclasses import replace

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests.journeys import product as products
from tests.journeys.visitor import OFFICE, visitor
from tests.ops import running

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MADE = f"""
from allauth.mfa.totp.internal.auth import TOTP
from k2k.core.accounts.models import Account
from k2k.core.accounts.adapter import CodesAdapter
from allauth.mfa.models import Authenticator
clerk = Account.objects.create_user("salmah", "tiga-perkataan-sendiri", display_name="Puan Salmah")
Authenticator.objects.create(user=clerk, type="totp", data={{"secret": CodesAdapter().encrypt("{SECRET}")}})
found = clerk.pk
"""
KEYS = "from allauth.mfa.models import Authenticator as A; found = A.objects.filter(type='webauthn').count()"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An installation with one clerk who has codes. A passkey belongs to a name, so it is visited as "localhost"."""
    home = tmp_path_factory.mktemp("empty")
    running.well("prepare", env=running.env_of(home))
    with products.running_product(home, tmp_path_factory.mktemp("served")) as made:
        made.ask(MADE)
        yield replace(made, url=made.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def clerk(browser, office):
    """The clerk at a computer with a finger reader."""
    who = visitor(browser, office, "en", **OFFICE)
    cdp = who.cdp()
    cdp.send("WebAuthn.enable")
    reader = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**reader, "isUserVerified": True, "automaticPresenceSimulation": True}
    who.reader = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    who.protocol = cdp
    yield who
    assert who.bad == []
    who.context.close()


def sign_in_by_password(who) -> None:
    """Name and password; a second factor comes next."""
    who.go("/akaun/login/")
    who.page.fill("[name=login]", "salmah")
    who.page.fill("[name=password]", "tiga-perkataan-sendiri")
    who.tap("button[form=form]")


def test_a_passkey_signs_in_alone_or_after_the_password_and_the_last_one_stays(clerk, office):
    sign_in_by_password(clerk)
    clerk.page.fill("[name=code]", totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30)))
    clerk.tap("button[form=form]")

    clerk.go("/akaun/2fa/webauthn/add/")
    clerk.page.fill("[name=name]", "Office computer")
    clerk.tap("[data-passkey-go]")
    clerk.page.wait_for_url("**/2fa/**codes/")
    clerk.go("/akaun/2fa/webauthn/")
    assert "Office computer" in clerk.words() and office.ask(KEYS) == 1

    sign_out(clerk)
    clerk.go("/akaun/login/")
    clerk.tap("[data-passkey-go]")
    clerk.page.wait_for_url(office.url + "/")
    clerk.go("/akaun/2fa/")
    assert "Puan Salmah" in clerk.words()

    sign_out(clerk)
    sign_in_by_password(clerk)
    clerk.tap("[data-passkey-go]")
    clerk.page.wait_for_url(office.url + "/")

    clerk.go("/akaun/2fa/totp/deactivate/")
    clerk.tap("button[form=form]")
    clerk.go("/akaun/2fa/webauthn/")
    clerk.tap("a[href$='/remove/']")
    assert "This is your last one" in clerk.words() and office.ask(KEYS) == 1

    sign_out(clerk)
    clerk.protocol.send("WebAuthn.setUserVerified", {"authenticatorId": clerk.reader, "isUserVerified": False})
    clerk.go("/akaun/login/")
    clerk.tap("[data-passkey-go]")
    clerk.page.wait_for_selector("[data-passkey-failed]:not([hidden])")
    assert clerk.path == "/akaun/login/"


def sign_out(who) -> None:
    """Forget who one is, as a new browser would."""
    who.context.clear_cookies()
    who.context.add_cookies([{"name": "lang", "value": "en", "url": who.product.url}])
