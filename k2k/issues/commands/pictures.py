"""Photographs before everybody sees them: publish, blur what shows a face or a plate, or keep; with a reason and a log.

Who sent one and was told no may ask once more; then another person decides.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock, ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.files import photos
from k2k.core.files.models import StoredFile
from k2k.issues import rules, sealing
from k2k.issues.changes import must_be_seen, step, take
from k2k.issues.models import Issue, Moderation


def _here(given: dict):
    return given["issue"].node


def last_word(photo: StoredFile) -> Moderation | None:
    """What was last decided about the photograph. One query."""
    return Moderation.objects.filter(photo=photo).order_by("-id").first()


def waits(photo: StoredFile | None) -> bool:
    """Whether somebody has still to decide: nobody has, or the sender asked once more. At most one query."""
    if photo is None or photo.cleared or photo.erased_at:
        return False
    last = last_word(photo)
    return last is None or (last.action == "keep" and last.is_appealed)


def _photo(ctx: Context, issue: Issue, which: str) -> StoredFile:
    """The photograph "before" or "after" that is to be decided about. Raises Refused."""
    must_be_seen(ctx, take(issue))
    if issue.at_home:
        raise Refused(_("A photograph from inside a home is never shown to everybody."))
    photo = {"before": issue.photo, "after": issue.done_photo}.get(which)
    if photo is None or photo.cleared or photo.erased_at:
        raise Refused(_("No photograph is waiting here."))
    return photo


def _decide(ctx: Context, issue: Issue, photo: StoredFile, action: str, reason: str = "", copy=None) -> Moderation:
    """Write the decision down. Raises Refused where the same person has decided before."""
    last = last_word(photo)
    if last and last.is_appealed and last.decided_by == ctx.actor.key:
        raise Refused(_("You decided before. Now that the sender asks once more, somebody else decides."))
    body, post = bodies.post_of(ctx.actor, issue.site, ctx.at)
    ctx.detail(action=action, reason=reason)
    return Moderation.objects.create(
        issue=issue, photo=photo, copy=copy, action=action, reason=reason, decided_by=ctx.actor.key, body=body,
        post=post, at=ctx.at, answers=last if last and last.is_appealed else None,
    )  # fmt: skip


@command("issues.clear_photo", at_node=_here)
def clear_photo(ctx: Context, *, issue: Issue) -> Issue:
    """Show the report's photographs to everybody: no face, no name in them. It cannot be taken back. Raises Refused."""
    must_be_seen(ctx, take(issue))
    if issue.at_home:
        raise Refused(_("A photograph from inside a home is never shown to everybody."))
    waiting = [
        photo for photo in (issue.photo, issue.done_photo) if photo and not photo.cleared and not photo.erased_at
    ]
    if not waiting:
        raise Refused(_("No photograph is waiting here."))
    for photo in waiting:
        _decide(ctx, issue, photo, "publish")
        photos.clear(photo, ctx.at)
    step(ctx, issue, "photo_cleared", public=False)
    ctx.detail(photos=len(waiting))
    return issue


@command("issues.blur_photo", at_node=_here)
def blur_photo(ctx: Context, *, issue: Issue, which: str, cells: list[str]) -> Issue:
    """Show a copy with these cells ("row-column") made unrecognisable; the original goes in 30 days. Raises Refused."""
    photo = _photo(ctx, issue, which)
    if not cells or not set(cells) <= set(rules.CELLS):
        raise Refused(_("Tick what nobody may recognise: faces, plates, papers."), field="cells")
    boxes = [rules.box_of(cell) for cell in cells]
    copy = photos.blurred(photo, boxes, at=ctx.at)
    photos.clear(copy, ctx.at)
    _decide(ctx, issue, photo, "blur", copy=copy)
    photo.expires_on = clock.today(ctx.at) + timedelta(days=rules.ORIGINAL_KEPT_DAYS)
    photo.save(update_fields=["expires_on"])
    field = "photo" if which == "before" else "done_photo"
    setattr(issue, field, copy)
    issue.save(update_fields=[field])
    step(ctx, issue, "photo_blurred", public=False)
    return issue


@command("issues.keep_photo", at_node=_here)
def keep_photo(ctx: Context, *, issue: Issue, which: str, reason: str) -> Issue:
    """Do not show it, and say why; its sender reads the reason and may ask once more. Raises Refused."""
    photo = _photo(ctx, issue, which)
    if reason not in rules.KEEP_REASONS:
        raise Refused(_("Choose why neighbours do not see it."), field="reason")
    if not waits(photo):
        raise Refused(_("This was decided already."))
    _decide(ctx, issue, photo, "keep", reason)
    step(ctx, issue, "photo_kept", public=False)
    ctx.announce("issues.photo_kept", issue=issue)
    return issue


@command("issues.appeal_photo", at_node=_here)
def appeal_photo(ctx: Context, *, issue: Issue, secret: str = "") -> Issue:
    """Who sent the first photograph asks once more to show it: by the card, or by the secret link. Raises Refused."""
    take(issue)
    if not _is_sender(ctx, issue, secret):
        raise Denied(ctx.verb)
    last = last_word(issue.photo) if issue.photo and not issue.photo.erased_at else None
    if last is None or last.action != "keep":
        raise Refused(_("Nobody has said no to your photo."))
    if last.appealed_at or last.answers_id:
        raise Refused(_("You have asked once already. It was decided by somebody else."))
    last.appealed_at = ctx.at
    last.save(update_fields=["appealed_at"])
    step(ctx, issue, "photo_appealed", public=False)
    return issue


def _is_sender(ctx: Context, issue: Issue, secret: str) -> bool:
    if issue.reporter_id:
        return ctx.actor.household_id == issue.reporter_id
    try:
        return bool(issue.follow_hash) and ids.same(sealing.follow_hash(secret), issue.follow_hash)
    except ValueError:
        return False
