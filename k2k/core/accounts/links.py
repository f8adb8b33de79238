"""Signed links: one purpose, one subject, an end. They let somebody from outside do one thing without an account.

    link = make_link(purpose="set_password", subject=account.ref, role="invited", lasts=timedelta(days=3), …)
    link.path                  # "/p/7Q4M-…/", known only now: the table keeps a keyed hash

Opening a link never uses it up; the command behind its form does, by `use`. An app answers a purpose with
`registry.put("link_purpose", "contractor_work", view)`, where `view(request, link, actor)` gives the page.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core import ids
from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.core.jobs import job
from k2k.core.nodes import Node

#: 19 random characters, 95 bits, and the check character.
TOKEN_LENGTH = 19
FORGOTTEN_AFTER = timedelta(days=365)


class SignedLink(models.Model):
    """One link: what for, for whom or what, with which role at which node, until when.

    Where `about` names one thing, the link reaches that thing alone, whatever its role would allow.
    """

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True, default="")
    role = models.CharField(max_length=24, blank=True, default="")
    node = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=80, unique=True)
    single_use = models.BooleanField(default=True)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    #: The secret address; only on the instance that was just made.
    path = ""

    class Meta:
        app_label = "core"
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="link_ends_later"),
        ]
        indexes = [
            models.Index(fields=["subject", "purpose"], name="link_subject"),
            models.Index(fields=["about", "purpose"], name="link_about"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this link."""
        return f"core.signedlink:{self.pk}"

    def trouble(self, at: datetime) -> str:
        """Why the link does not work at `at`: "revoked", "used", "expired", or "" when it does."""
        if self.revoked_at and self.revoked_at <= at:
            return "revoked"
        if self.single_use and self.used_at:
            return "used"
        return "expired" if self.expires_at <= at else ""


def make_link(
    *,
    purpose: str,
    subject: str,
    at: datetime,
    lasts: timedelta,
    made_by: str,
    role: str = "",
    node: Node | None = None,
    single_use: bool = True,
    about: str = "",
) -> SignedLink:
    """Make a link, inside a command; those of the same purpose, subject and thing that still hold are revoked."""
    revoke(purpose, subject, at, about)
    token = ids.new_code(TOKEN_LENGTH)
    link = SignedLink.objects.create(
        purpose=purpose,
        subject=subject,
        about=about,
        role=role,
        node=node,
        token_hash=_hash(token),
        single_use=single_use,
        made_by=made_by,
        made_at=at,
        expires_at=at + lasts,
    )
    link.path = reverse("core_links", args=[token])
    return link


def revoke(purpose: str, subject: str, at: datetime, about: str = "") -> int:
    """End the links of this purpose and subject (and the one thing they are about) at once; returns how many ended."""
    return _holding(purpose, at).filter(subject=subject, about=about).update(revoked_at=at)


def revoke_about(purpose: str, about: str, at: datetime) -> int:
    """End the links of this purpose about this thing, whoever they were made for; returns how many ended."""
    return _holding(purpose, at).filter(about=about).update(revoked_at=at)


def _holding(purpose: str, at: datetime) -> models.QuerySet[SignedLink]:
    unused = models.Q(used_at=None) | models.Q(single_use=False)
    return SignedLink.objects.filter(unused, purpose=purpose, revoked_at=None, expires_at__gt=at)


def find(token: str) -> SignedLink | None:
    """The link of a token, whether it still works or not; None for one that was changed or never made."""
    try:
        token = ids.clean_code(token)
    except ValueError:
        return None
    return SignedLink.objects.select_related("node").filter(token_hash=_hash(token)).first()


def resolve(token: str, at: datetime) -> Actor | None:
    """Who acts with this token at `at`; None unless the link works. Uses nothing up."""
    link = find(token)
    return actor_of(link) if link and not link.trouble(at) else None


def actor_of(link: SignedLink) -> Actor:
    """The actor behind a working link: its one role at its one node."""
    held: tuple[tuple[str, int], ...] = ((link.role, link.node_id),) if link.role and link.node_id else ()
    return Actor(kind="link", key=f"link:{link.pk}", grants=held, link=link)


def use(link: Any, at: datetime) -> None:
    """Use the link up; call it in the command behind its form. Raises Refused when it no longer works."""
    works = SignedLink.objects.filter(pk=link.pk, revoked_at=None, expires_at__gt=at)
    if link.single_use:
        works = works.filter(used_at=None)
    if not works.update(used_at=at):
        raise Refused(_("This link no longer works. Ask for a new one."))


@job("accounts.prune_links", every=timedelta(days=1))
def prune(at: datetime) -> None:
    """Forget links a year after their end; the trail keeps what was done with them."""
    SignedLink.objects.filter(expires_at__lte=at - FORGOTTEN_AFTER).delete()


def _hash(token: str) -> str:
    return ids.keyed_hash("link", token)
