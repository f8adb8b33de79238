"""What is not for everybody: who reported in confidence."""

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Denied, Refused, command
from k2k.issues import sealing
from k2k.issues.changes import step
from k2k.issues.models import Contact, Issue
from k2k.people import queries as people


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
