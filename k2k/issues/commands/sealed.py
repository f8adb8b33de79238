"""What is not for everybody: photographs before somebody looked at them, and who reported in confidence."""

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.files import photos
from k2k.issues import sealing
from k2k.issues.changes import must_be_seen, step, take
from k2k.issues.models import Contact, Issue
from k2k.people import queries as people


@command("issues.clear_photo", at_node=lambda given: given["issue"].node)
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
        photos.clear(photo, ctx.at)
    step(ctx, issue, "photo_cleared", public=False)
    ctx.detail(photos=len(waiting))
    return issue


@command("issues.read_contact", at_node=lambda given: given["issue"].node)
def read_contact(ctx: Context, *, issue: Issue) -> Contact:
    """Open the sealed contact of a confidential report: `.words` of the answer. Each reading is a line in the trail.

    For the one named post only. Raises Refused, Denied.
    """
    found = Contact.objects.filter(issue=issue).first()
    if found is None:
        raise Refused(_("This report has no sealed contact."))
    if found.erased_at:
        raise Refused(_("The contact was erased: the report has been closed for 90 days."))
    _keep_wall(ctx, issue)
    try:
        found.words = sealing.unseal(found.sealed)
    except ValueError:
        raise Refused(_("The contact was sealed under another key and cannot be opened here.")) from None
    ctx.detail(issue=issue.pk)
    step(ctx, issue, "contact_read", public=False)
    return found


def _keep_wall(ctx: Context, issue: Issue) -> None:
    """Who works for the owner or the office never learns who reported, whatever else they hold. Raises Denied."""
    if ctx.actor.account is None or ctx.actor.holds(people.LANDLORD, issue.node):
        raise Denied(ctx.verb, _("The contact is for one named post only."))
