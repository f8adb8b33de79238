"""Staff sign in by name, password and a real one-time code; every other door of the sign-in library is closed."""

import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import NoReverseMatch, reverse

from k2k.core import clock, grants, nodes, trail
from k2k.core.accounts import commands, urls
from k2k.core.accounts.adapter import TRIES, CodesAdapter
from k2k.core.accounts.models import Account, StaffDevice
from k2k.core.actors import SYSTEM, for_account
from k2k.core.commands import Denied, Refused
from k2k.core.limits import Attempt

PASSWORD = "tiga-perkataan-sendiri"


def code_at(secret: str, steps: int = 0) -> str:
    """The six digits a phone shows, `steps` times 30 seconds from now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def clerk(db) -> Account:
    """A clerk with a password and no codes yet."""
    account = Account.objects.create_user("salmah", PASSWORD, display_name="Puan Salmah")
    grants.give(account, "office", nodes.root(), since=clock.now(), source="test:1")
    return account


def sign_in(client, username="salmah", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **more)


def set_up_codes(client) -> str:
    """Turn on one-time codes as the page asks for it; returns the secret the phone holds."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_at(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def test_whoever_has_a_post_sets_up_codes_before_anything_else(client, clerk):
    sign_in(client)
    assert client.get("/").url == reverse("mfa_activate_totp")
    set_up_codes(client)
    spare = client.get(reverse("mfa_view_recovery_codes"))
    assert len(spare.context["unused_codes"]) == 10
    assert client.get(reverse("mfa_index")).status_code == 200


def test_the_next_sign_in_asks_for_a_code_and_takes_it_once(client, clerk):
    sign_in(client)
    secret = set_up_codes(client)
    client.post(reverse("core:signout"))
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    code = code_at(secret, 1)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.session["_auth_user_id"] == str(clerk.pk)
    client.post(reverse("core:signout"))
    sign_in(client)
    again = client.post(reverse("mfa_authenticate"), {"code": code})
    assert again.context["form"].errors["code"]
    assert "_auth_user_id" not in client.session


def test_a_code_is_taken_once_even_by_another_process(client, clerk):
    from django.core.cache import cache

    sign_in(client)
    secret = set_up_codes(client)
    client.post(reverse("core:signout"))
    code = code_at(secret, 1)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("core:signout"))
    cache.clear()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_spare_code_signs_in_once(client, clerk):
    sign_in(client)
    set_up_codes(client)
    spare = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for expected in (True, False):
        client.post(reverse("core:signout"))
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": spare})
        assert ("_auth_user_id" in client.session) is expected


def test_a_wrong_code_is_answered_beside_its_field(client, clerk):
    sign_in(client)
    secret = set_up_codes(client)
    client.post(reverse("core:signout"))
    sign_in(client)
    wrong = "000000" if code_at(secret) != "000000" else "000001"
    page = client.post(reverse("mfa_authenticate"), {"code": wrong})
    assert page.status_code == 200
    assert page.context["form"].errors["code"]


def test_the_secret_of_the_codes_is_sealed_in_the_table(client, clerk):
    sign_in(client)
    secret = set_up_codes(client)
    kept = Authenticator.objects.get(user=clerk, type="totp").data["secret"]
    assert secret not in kept
    assert CodesAdapter().decrypt(kept) == secret


def test_ten_wrong_codes_make_an_account_wait(client, clerk):
    sign_in(client)
    secret = set_up_codes(client)
    Attempt.objects.filter(bucket="accounts.code").delete()
    client.post(reverse("core:signout"))
    sign_in(client)
    for _try in range(TRIES):
        client.post(reverse("mfa_authenticate"), {"code": "12"})
    client.post(reverse("mfa_authenticate"), {"code": code_at(secret, 1)})
    assert "_auth_user_id" not in client.session


def test_ten_wrong_passwords_make_an_account_wait_and_nobody_else(client, clerk, db):
    Account.objects.create_user("kumar", PASSWORD, display_name="Encik Kumar", is_demo=True)
    for _try in range(TRIES):
        sign_in(client, password="salah sekali ini")
    page = sign_in(client)
    assert "_auth_user_id" not in client.session
    assert page.context["form"].non_field_errors()
    sign_in(client, "kumar")
    assert "_auth_user_id" in client.session


def test_a_strangers_guesses_do_not_lock_out_the_desk(client, clerk):
    desk = type(client)()
    clerk.is_demo = True
    clerk.save()
    sign_in(desk)
    desk.post(reverse("core:signout"))
    for _try in range(TRIES + 1):
        sign_in(client, password="salah sekali ini")
    sign_in(desk)
    assert "_auth_user_id" in desk.session


def test_a_name_that_does_not_exist_is_answered_like_a_wrong_password(client, clerk):
    unknown = sign_in(client, "tiada").context["form"].errors
    wrong = sign_in(client, password="salah sekali ini").context["form"].errors
    assert unknown == wrong


def test_staff_are_signed_out_after_a_working_day(client, clerk):
    sign_in(client)
    secret = set_up_codes(client)
    client.post(reverse("core:signout"))
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_at(secret, 1)})
    assert client.session.get_expiry_age() <= 12 * 3600


def test_the_device_of_staff_is_remembered(client, clerk):
    sign_in(client)
    assert StaffDevice.objects.count() == 1


def test_the_password_is_changed_with_the_old_one_only(client, clerk):
    sign_in(client)
    set_up_codes(client)
    new = {"password1": "empat-perkataan-baru", "password2": "empat-perkataan-baru"}
    refused = client.post(reverse("account_change_password"), {"oldpassword": "bukan", **new})
    assert refused.context["form"].errors["oldpassword"]
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    clerk.refresh_from_db()
    assert clerk.check_password("empat-perkataan-baru")


def test_an_account_moves_its_codes_to_a_new_phone(client, clerk):
    sign_in(client)
    set_up_codes(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/").url == reverse("mfa_activate_totp")


def test_what_matters_asks_for_the_password_again_after_five_minutes(client, clerk):
    sign_in(client)
    set_up_codes(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    page = client.get(reverse("mfa_generate_recovery_codes"))
    assert page.url.startswith(reverse("account_reauthenticate"))
    assert client.get(page.url).status_code == 200
    assert client.post(page.url, {"password": PASSWORD}).url == reverse("mfa_generate_recovery_codes")


@pytest.mark.parametrize("name", sorted({each.name for each in urls.urlpatterns} - urls.OPEN - {"core_links"}))
def test_every_address_of_the_library_that_is_not_named_is_not_found(client, clerk, name):
    try:
        address = reverse(name)
    except NoReverseMatch:
        address = reverse(name, kwargs={"key": "x"})
    assert client.get(address).status_code == 404
    sign_in(client)
    set_up_codes(client)
    assert client.get(address).status_code == 404
    assert client.post(address, {"email": "a@example.org"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/", "confirm-email/a/", "login/code/"]
    + ["password/reset/key/1-set-password/", "social/login/", "2fa/trust/", "2fa/recovery-codes/download/"],
)
def test_nobody_signs_up_resets_or_enters_by_mail(client, db, address):
    assert client.get(f"/akaun/{address}").status_code == 404


def test_open_addresses_are_those_of_a_post(client, db):
    named = {name for name in urls.OPEN if not name.startswith("mfa_")}
    assert named == {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
    }
    for name in urls.OPEN:
        one = {"pk": 1} if name in ("mfa_edit_webauthn", "mfa_remove_webauthn") else {}
        assert client.get(reverse(name, kwargs=one)).status_code in (200, 302)


def test_a_closed_account_signs_in_no_more_and_its_rights_end(client, clerk):
    sign_in(client)
    set_up_codes(client)
    commands.close_account(SYSTEM, account=clerk)
    assert client.get(reverse("mfa_index")).status_code == 302
    assert not grants.held(clerk.pk, clock.now())
    client.post(reverse("core:signout"))
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_the_link_of_a_closed_account_is_closed_too(client, clerk):
    link = commands.invite(SYSTEM, account=clerk)
    token = client.get(link.path).wsgi_request.form_token
    Account.objects.filter(pk=clerk.pk).update(is_active=False)
    answer = client.post(link.path, {"password": PASSWORD, "form_token": token})
    assert answer.status_code == 200 and "closed" in answer.content.decode()
    commands.close_account(SYSTEM, account=clerk)
    assert client.get(link.path).status_code == 410


def test_only_the_operator_makes_accounts(clerk):
    with pytest.raises(Denied):
        commands.create_account(for_account(clerk, clock.now()), username="baru", display_name="Baru")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("username", "dua perkataan"),
        ("username", ""),
        ("username", "a" * 61),
        ("display_name", " "),
        ("role", "oprator"),
    ],
)
def test_an_account_needs_a_name_to_sign_in_with_and_one_to_be_called_by(db, field, given):
    names = {"username": "aminah", "display_name": "Cik Aminah"} | {field: given}
    with pytest.raises(Refused) as refusal:
        commands.create_account(SYSTEM, **names)
    assert refusal.value.field == field


def test_a_sign_in_name_is_taken_once_whatever_its_letters(clerk):
    with pytest.raises(Refused):
        commands.create_account(SYSTEM, username="Salmah", display_name="Lain")


def test_the_first_operator_comes_from_the_command_line_and_chooses_a_password(client, db):
    out = StringIO()
    call_command("create_account", "Operator.Satu", "Encik Jelani", stdout=out)
    link = out.getvalue().splitlines()[0].removeprefix(settings.URL)
    account = Account.objects.get(username="operator.satu")
    assert not account.has_usable_password()
    assert grants.held(account.pk, clock.now()) == (("operator", nodes.root().pk),)
    token = client.get(link).wsgi_request.form_token
    assert client.post(link, {"password": PASSWORD, "form_token": token}).url == reverse("account_login")
    sign_in(client, "operator.satu")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert not list(trail.verify())


def test_the_operator_gives_a_new_link_and_forgets_the_codes_of_a_lost_phone(client, clerk):
    sign_in(client)
    set_up_codes(client)
    out = StringIO()
    call_command("create_account", "salmah", "--again", "--forget-codes", stdout=out)
    assert "/p/" in out.getvalue()
    assert not Authenticator.objects.filter(user=clerk).exists()


def test_the_command_line_answers_a_wrong_name_with_a_sentence(db):
    with pytest.raises(CommandError):
        call_command("create_account", "tiada", "--again")
    with pytest.raises(CommandError):
        call_command("create_account", "ada ruang", "Nama")


def test_the_operator_gives_an_address_for_mail_with_the_account(db):
    call_command("create_account", "salmah", "Salmah", "--email", "salmah@example.org", stdout=StringIO())
    assert Account.objects.get().email == "salmah@example.org"
    with pytest.raises(CommandError, match="e-mail address like"):
        call_command("create_account", "din", "Din", "--email", "din", stdout=StringIO())


def test_the_operator_closes_an_account_from_the_command_line(client, clerk):
    sign_in(client)
    out = StringIO()
    call_command("close_account", "Salmah", stdout=out)
    clerk.refresh_from_db()
    assert "salmah is closed" in out.getvalue() and not clerk.is_active
    assert for_account(clerk, clock.now()).grants == ()
    assert client.get(reverse("mfa_index")).status_code == 302
    with pytest.raises(CommandError, match="no account is called salmah"):
        call_command("close_account", "salmah")


def test_somebody_who_works_here_says_where_mail_reaches_them(client, clerk):
    sign_in(client)
    set_up_codes(client)
    address = reverse("core:email")
    wrong = client.post(address, {"email": "salmah"})
    assert wrong.status_code == 422 and wrong.context["form"].errors["email"]
    assert client.post(address, {"email": " salmah@example.org "}).status_code == 303
    assert "salmah@example.org" in client.get(reverse("mfa_index")).content.decode()
    client.post(address, {"email": ""})
    clerk.refresh_from_db()
    assert clerk.email == ""


def test_nobody_else_has_an_address_for_mail(client, db):
    assert client.get(reverse("core:email")).status_code == 404


def test_too_many_passwords_are_answered_with_when_to_come_again(client, clerk):
    for _try in range(TRIES):
        sign_in(client, password="salah")
    answer = sign_in(client)
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0 and answer.context["form"].errors
