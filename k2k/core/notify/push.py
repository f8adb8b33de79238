"""News on a phone's screen (Web Push): that there is some, never what it is about.

The words are encrypted for the phone (RFC 8291) and signed with this installation's key (VAPID). Which hosts are called
is data (settings.PUSH_SERVICES); the address that a phone names is compared with it before it is kept and before each
call, and no redirect is followed.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from k2k.core import ids, jobs, logs, registry, sealing
from k2k.core.notify.models import PushPhone

#: A phone that nobody used for so long is forgotten; one that is used says so again from RENEW_FROM on.
LASTS, RENEW_FROM = timedelta(days=90), timedelta(days=60)
#: The phones of one home, or of one account.
MOST = 5
LONGEST_ADDRESS = 1000
#: How long a push service keeps what a phone that is off has missed (seconds), and how long it is waited for.
KEPT, PATIENCE = 24 * 3600, 15
#: What a push service answers for a phone that is gone.
GONE = (404, 410)


class PushFailed(Exception):
    """A push service did not take it. It says nothing more: the address is a secret of the phone."""


def is_known(address: str) -> bool:
    """Whether this is an address of a push service that we call."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if len(address) > LONGEST_ADDRESS or "@" in parts.netloc or not address.isascii() or not address.isprintable():
        return False
    return any(_fits(service, parts.scheme, parts.hostname or "", port) for service in settings.PUSH_SERVICES)


def _fits(service: str, scheme: str, host: str, port: int | None) -> bool:
    known = urlsplit(service)
    usual = {"https": 443, "http": 80}
    if scheme != known.scheme or (port or usual.get(scheme)) != (known.port or usual.get(known.scheme)):
        return False
    wanted = known.hostname or ""
    return host.endswith(wanted[1:]) and len(host) >= len(wanted) if wanted.startswith("*.") else host == wanted


def are_keys(p256dh: str, auth: str) -> bool:
    """Whether a phone's keys are a point on the curve P-256 and 16 bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(p256dh))
        return len(_bytes(auth)) == 16
    except ValueError:
        return False


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def seal(address: str, p256dh: str, auth: str) -> str:
    """What it takes to tell a phone something, sealed."""
    return sealing.seal(json.dumps({"endpoint": address, "keys": {"p256dh": p256dh, "auth": auth}}), "push")


def address_hash(address: str) -> str:
    """The hash under which a phone's address is found again."""
    return ids.keyed_hash("push", address)


def device_hash(device: str) -> str:
    """The hash of a phone's own mark; none for a phone without one."""
    return ids.keyed_hash("push-device", device) if device else ""


def public_key() -> str:
    """The public half of our key: a phone shows the messages of its owner only."""
    private = ec.derive_private_key(int.from_bytes(_bytes(settings.PUSH_KEY), "big"), ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def phones(recipients: list[str], at: datetime) -> dict[str, list[PushPhone]]:
    """The phones of each recipient that want to be told at `at`. One query."""
    found: dict[str, list[PushPhone]] = defaultdict(list)
    for phone in PushPhone.objects.filter(recipient__in=recipients, expires_at__gt=at).order_by("-made_at", "-pk"):
        found[phone.recipient].append(phone)
    return found


def forget(recipients: Iterable[str]) -> int:
    """Tell no phone of these recipients anything more; returns how many were forgotten."""
    return PushPhone.objects.filter(recipient__in=list(recipients)).delete()[1].get("core.PushPhone", 0)


def forget_device(device: str, *, keep: str = "") -> int:
    """This phone has signed out, or is somebody else's than `keep` now; returns how many were forgotten."""
    gone = PushPhone.objects.filter(device_hash=device_hash(device)) if device else PushPhone.objects.none()
    return gone.exclude(recipient=keep).delete()[1].get("core.PushPhone", 0)


def words(phone: PushPhone) -> dict[str, str]:
    """What stands on the locked screen: the same for every message, so that it tells nothing to who looks on."""
    kind = phone.recipient.partition(":")[0]
    where = registry.get("inbox_url", kind)
    with translation.override(phone.language):
        title = _("There is news for your home") if kind == "household" else _("There is news for you")
        return {"title": title, "body": _("Open K2K to read it."), "url": where() if where else "/"}


def tell(phone: PushPhone) -> None:
    """Say on this phone that there is news. A phone that is gone is forgotten. Raises PushFailed for any other no."""
    import requests
    from pywebpush import WebPushException, webpush

    known = json.loads(sealing.unseal(phone.sealed, "push"))
    if not is_known(known["endpoint"]):
        phone.delete()
        return
    session = requests.Session()
    session.max_redirects = 0
    try:
        webpush(
            known,
            json.dumps(words(phone), ensure_ascii=False),
            vapid_private_key=settings.PUSH_KEY,
            vapid_claims={"sub": settings.URL if settings.SECURE else f"mailto:{settings.DPO['email']}"},
            ttl=KEPT,
            timeout=PATIENCE,
            headers={"Topic": "news", "Urgency": "normal"},
            requests_session=session,
        )
    except WebPushException as error:
        if getattr(error.response, "status_code", 0) not in GONE:
            raise PushFailed from None
        phone.delete()
    except requests.RequestException:
        raise PushFailed from None


@jobs.job("core.prune_phones", every=timedelta(days=1))
def prune(at: datetime) -> None:
    """Forget the phones that nobody used for 90 days."""
    gone = PushPhone.objects.filter(expires_at__lte=at).delete()[1].get("core.PushPhone", 0)
    logs.say("push.pruned", n=gone)
