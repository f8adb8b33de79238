"""What is no passkey opens nothing and breaks nothing; the last one that stands beside the password stays."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from k2k.core.accounts.models import Account

PASSWORD = "tiga-perkataan-sendiri"


@pytest.fixture
def clerk(client, db) -> Account:
    """A clerk who is signed in by password and has one passkey."""
    account = Account.objects.create_user("salmah", PASSWORD, display_name="Puan Salmah")
    client.post(reverse("account_login"), {"login": "salmah", "password": PASSWORD})
    passkey(account)
    return account


def passkey(account: Account) -> Authenticator:
    return Authenticator.objects.create(user=account, type="webauthn", data={"name": "Phone", "credential": {}})


def remove(client, key: Authenticator):
    return client.post(reverse("mfa_remove_webauthn", args=[key.pk]))


def test_the_last_one_stays_and_one_of_two_goes(client, clerk):
    first = Authenticator.objects.get()
    assert remove(client, first).status_code == 409
    passkey(clerk)
    assert remove(client, first).status_code == 302
    assert not Authenticator.objects.filter(pk=first.pk).exists()


def test_spare_codes_are_no_second_way(client, clerk):
    Authenticator.objects.create(user=clerk, type="recovery_codes", data={"seed": "", "used_mask": 0})
    assert remove(client, Authenticator.objects.get(type="webauthn")).status_code == 409


def test_another_s_passkey_is_not_there(client, clerk):
    key = passkey(Account.objects.create_user("aminah", PASSWORD, display_name="Aminah"))
    assert remove(client, key).status_code == 404
    assert client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "x"}).status_code == 404


def test_a_passkey_gets_another_name(client, clerk):
    key = Authenticator.objects.get()
    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Office computer"})
    assert Authenticator.objects.get().wrap().name == "Office computer"


NONSENSE = [
    "",
    "x",
    "5",
    "[]",
    "{}",
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {"userHandle": "AA", "clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA"},
        }
    ),
]


@pytest.mark.parametrize("said", NONSENSE)
def test_what_is_no_passkey_signs_nobody_in_and_is_no_new_one(client, clerk, said):
    Authenticator.objects.all().delete()
    client.get(reverse("mfa_add_webauthn"))
    assert client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": said}).status_code == 200
    assert not Authenticator.objects.exists()
    client.post(reverse("core:signout"))
    client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": said})
    assert answer.url == reverse("account_login") and "_auth_user_id" not in client.session
