"""Keep a photograph, show it, clear it for everyone, erase it.

The bytes are written first, then the row with the caller's transaction; what never got a row is reaped (reap.py).
Before it is cleared a photograph is seen by its sender and by those who run the place, nobody else.
"""

from datetime import date, datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from k2k.core import logs
from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.core.files import pictures, shelf
from k2k.core.files.models import StoredFile
from k2k.core.nodes import Node

MEGABYTE = 1_000_000
#: Actors who are not one person: being "the same actor" as the sender says nothing.
NOBODY = ("anonymous", "system")


def prepare(upload: BinaryIO) -> pictures.Picture:
    """Clean a photograph before the command that keeps it. Raises Refused(field="photo") for anything else."""
    return pictures.clean(_read(upload))


def store_photo(
    photo: pictures.Picture | BinaryIO, *, node: Node, owner: str, at: datetime, expires_on: date | None = None
) -> StoredFile:
    """Keep a photograph sent by `owner` (an actor's key) for `node`; one that is not yet clean is cleaned first.

    Each call makes a row; equal pictures share their bytes. Raises Refused(field="photo") with a sentence for
    anything but a sound photograph, and when the disk does not take it.
    """
    picture = photo if isinstance(photo, pictures.Picture) else prepare(photo)
    sha = picture.sha256
    try:
        shelf.put(sha, shelf.SMALL, picture.small)
        shelf.put(sha, shelf.LARGE, picture.large)
    except OSError as error:
        logs.say("files.not_kept", "error", error=error)
        raise Refused(_("The photo cannot be kept just now. Send without it, or try later."), field="photo") from None
    return StoredFile.objects.create(
        sha256=sha,
        size=len(picture.large),
        width=picture.width,
        height=picture.height,
        node=node,
        site_id=node.site_id,
        owner=owner,
        expires_on=expires_on,
        created_at=at,
    )


def _read(upload: BinaryIO) -> bytes:
    limit = settings.UPLOAD_LIMIT
    upload.seek(0)
    content = upload.read(limit + 1)
    if len(content) > limit:
        sentence = _("The photo is larger than %(size)s MB. Send a smaller one, or a screenshot of it.")
        raise Refused(sentence % {"size": limit // MEGABYTE}, field="photo")
    return content


def open_photo(stored: StoredFile, size: str = shelf.LARGE) -> bytes:
    """The JPEG, "large" or "small". Raises FileNotFoundError when it is erased or lost."""
    if stored.erased_at or size not in shelf.SIZES:
        raise FileNotFoundError(stored.code)
    return shelf.get(stored.sha256, size)


def may_see(actor: Actor, stored: StoredFile) -> bool:
    """Whether the actor may see it: everybody once cleared; before, its sender and those who run the place.

    A photograph from inside a home is between its sender and the office: the committee does not see it.
    """
    if stored.cleared:
        return True
    if actor.key == stored.owner and actor.kind not in NOBODY:
        return True
    return actor.holds({"office"} if stored.node.kind == "unit" else {"office", "committee"}, stored.node)


def blurred(stored: StoredFile, boxes: list[tuple[int, int, int, int]], *, at: datetime) -> StoredFile:
    """A copy, of the same owner, in which nothing in these boxes (thousandths) can be recognised. Raises Refused."""
    try:
        picture = pictures.blurred(open_photo(stored), boxes)
    except FileNotFoundError:
        raise Refused(_("The photo is no longer there."), field="photo") from None
    return store_photo(picture, node=stored.node, owner=stored.owner, at=at)


def clear(stored: StoredFile, at: datetime) -> None:
    """Everybody may see it from now on; browsers keep it for a year, so this cannot be taken back. In a command."""
    stored.cleared, stored.cleared_at = True, at
    stored.save(update_fields=["cleared", "cleared_at"])


def erase(stored: StoredFile, at: datetime) -> None:
    """Leave a tombstone, and on commit remove the bytes unless another row shares them. In a command."""
    sha = stored.sha256
    stored.sha256, stored.size, stored.cleared, stored.erased_at = "", 0, False, at
    stored.save(update_fields=["sha256", "size", "cleared", "erased_at"])
    transaction.on_commit(lambda: _drop_unshared(sha))


def _drop_unshared(sha: str) -> None:
    if sha and not StoredFile.objects.filter(sha256=sha).exists():
        shelf.drop(sha)
