"""Accounts: made by the operator, opened by a link, closed by the operator."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from k2k.core import grants, nodes
from k2k.core.accounts import links
from k2k.core.accounts.links import SignedLink
from k2k.core.accounts.models import Account
from k2k.core.actors import STAFF_ROLES
from k2k.core.commands import Denied, Refused, command
from k2k.core.nodes import Node
from k2k.core.notify import push

#: How long somebody has to choose a password.
INVITED_FOR = timedelta(days=3)
LONGEST_USERNAME, LONGEST_NAME = 60, 120


def _root(given: dict) -> Node:
    return nodes.root()


@command("accounts.create", at_node=_root)
def create_account(
    ctx,
    *,
    username: str,
    display_name: str,
    language: str = "ms",
    role: str = "",
    node: Node | None = None,
    email: str = "",
) -> Account:
    """An account for somebody who works here, without a password yet; with `role` also a right at `node`.

    Raises Refused for a name that is taken, empty, too long or not of letters, digits, dots and dashes, for a role
    that nobody knows, and for what is no e-mail address.
    """
    username, display_name = username.strip().lower(), " ".join(display_name.split())[:LONGEST_NAME]
    if role not in {"", *STAFF_ROLES, "dpo"}:
        raise Refused(_("Nobody knows this role."), field="role")
    if (
        not 0 < len(username) <= LONGEST_USERNAME
        or not username.replace(".", "").replace("-", "").isalnum()
        or not username.isascii()
    ):
        raise Refused(_("A sign-in name has letters a to z, digits, dots and dashes."), field="username")
    if not display_name:
        raise Refused(_("Write the name of the person."), field="display_name")
    try:
        with transaction.atomic():
            account = Account.objects.create_user(
                username, display_name=display_name, language=language, email=_address(email)
            )
    except IntegrityError:
        raise Refused(_("This sign-in name is taken."), field="username") from None
    if role:
        grants.give(account, role, node or nodes.root(), since=ctx.at, source=account.ref)
    ctx.detail(role=role)
    return account


def _address(text: str) -> str:
    """An e-mail address, or nothing. Raises Refused beside `email`."""
    text = text.strip()
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise Refused(_("Write an e-mail address like siti@example.org, or leave this empty."), field="email") from None
    return text


@command("accounts.set_email")
def set_email(ctx, *, email: str) -> Account:
    """Somebody who works here says where messages reach them; empty: only in K2K. Raises Refused and Denied."""
    if ctx.actor.account is None:
        raise Denied(ctx.verb)
    account = Account.objects.get(pk=ctx.actor.account.pk)
    account.email = _address(email)
    account.save(update_fields=["email"])
    return account


@command("accounts.invite", at_node=_root)
def invite(ctx, *, account: Account) -> SignedLink:
    """A link by which the account's person chooses a password; one before it ends."""
    return links.make_link(
        purpose="set_password",
        subject=account.ref,
        role="invited",
        node=nodes.root(),
        at=ctx.at,
        lasts=INVITED_FOR,
        made_by=ctx.actor.key,
    )


@command("accounts.forget_codes", at_node=_root)
def forget_codes(ctx, *, account: Account) -> Account:
    """The phone with the one-time codes is lost: the account sets up new ones at its next sign-in."""
    gone, _models = Authenticator.objects.filter(user=account).delete()
    ctx.detail(gone=gone)
    return account


@command("accounts.close", at_node=_root)
def close_account(ctx, *, account: Account) -> Account:
    """Nobody signs in with the account any more; its rights end, what it did stays."""
    Account.objects.filter(pk=account.pk).update(is_active=False)
    links.revoke("set_password", account.ref, ctx.at)
    push.forget([f"account:{account.pk}"])
    for source in set(account.grants.values_list("source", flat=True)):
        grants.end(source, ctx.at)
    account.refresh_from_db()
    return account


@command("accounts.set_password", at_node=_root)
def set_password(ctx, *, password: str) -> Account:
    """The person behind a set-password link chooses a password; the link is used up. Call it without client_id.

    Raises Denied for anybody but such a link, Refused for a weak password, a closed account and a link that no longer
    works.
    """
    link = ctx.actor.link
    if link is None or link.purpose != "set_password":
        raise Denied(ctx.verb)
    account = Account.objects.filter(pk=int(link.subject.partition(":")[2]), is_active=True).first()
    if account is None:
        raise Refused(_("This account is closed."))
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from None
    links.use(link, ctx.at)
    account.set_password(password)
    account.save(update_fields=["password"])
    return account
