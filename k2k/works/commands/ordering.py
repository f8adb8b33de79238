"""An order is written, priced, approved, sent, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock, ids
from k2k.core.accounts import links
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.files import photos
from k2k.issues import commands as issue_commands
from k2k.works import rules
from k2k.works.changes import does_it, end, move, step, take, words
from k2k.works.models import Idea, Line, Order, OrderIssue, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from k2k.activities.models import Activity
    from k2k.bodies.models import Body
    from k2k.core.files.pictures import Picture
    from k2k.core.nodes import Node
    from k2k.issues.models import Issue


def _there(given: dict):
    return given["order"].site


@command("works.draft", at_node=lambda given: given["site"])
def draft(
    ctx: Context, *, site: Node, kind: str, body: Body, what: str, issues: Iterable[Issue] = (),
    due: date | None = None, activity: Activity | None = None, idea: Idea | None = None, lang: str = "ms",
) -> Order:  # fmt: skip
    """One order for many reports. A report that nobody has accepted is accepted now, so that it has an owner.

    Raises Refused, Denied.
    """
    chosen = list(issues)
    _fits(ctx, site, kind, body, chosen, activity)
    if due and due < clock.today(ctx.at):
        raise Refused(_("Choose a date that is still to come."), field="due")
    order = Order.objects.create(
        code=ids.unused_code(Order),
        site=site,
        kind=kind,
        body=body,
        what=words(what, rules.WHAT_LENGTH, "what", least=4),
        lang=lang,
        due=due,
        activity=activity,
        idea=idea,
        made_at=ctx.at,
    )
    for issue in chosen:
        _put_on(ctx, order, issue)
    step(ctx, order, "drafted")
    ctx.detail(kind=kind, body=body.pk, issues=len(chosen))
    return order


def _fits(ctx: Context, site: Node, kind: str, body: Body, chosen: list[Issue], activity: Activity | None) -> None:
    if kind not in rules.KINDS:
        raise Refused(_("Choose who does the work."), field="kind")
    if not bodies.named_at(site, ctx.at).filter(pk=body.pk).exists():
        raise Refused(_("This body does not work here. Choose another one."), field="body")
    if len(chosen) > rules.MOST_ISSUES:
        raise Refused(_("At most %(n)s reports in one order.") % {"n": rules.MOST_ISSUES}, field="issues")
    if activity and (kind != "gotong_royong" or activity.site_id != site.pk):
        raise Refused(_("An activity of this perumahan belongs to gotong-royong alone."), field="activity")
    if kind == "gotong_royong" and any(issue.category in rules.HANDS_OFF for issue in chosen):
        raise Refused(
            _("Volunteers leave electricity, lift, gas, roof, railing, fire and structure alone. Choose who may."),
            field="issues",
        )


def _put_on(ctx: Context, order: Order, issue: Issue) -> None:
    if issue.site_id != order.site_id:
        raise Denied(ctx.verb)
    if issue.state == "new":
        issue = issue_commands.accept(ctx.actor, issue=issue, at=ctx.at)
    if issue.state not in ("accepted", "started"):
        raise Refused(_("The report %(code)s is not open any more.") % {"code": issue.code}, field="issues")
    if issue.source:
        raise Refused(_("The report %(code)s was taken over from another list.") % {"code": issue.code}, field="issues")
    if OrderIssue.objects.filter(issue=issue, ended_at=None).exists():
        raise Refused(_("The report %(code)s has an order already.") % {"code": issue.code}, field="issues")
    OrderIssue.objects.create(order=order, issue=issue, at=ctx.at)


@command("works.quote", at_node=_there)
def quote(
    ctx: Context, *, order: Order, lines: list[tuple[str, int, int]], note: str = "", photo: Picture | None = None
) -> Quote:
    """What it costs, line by line: (what, how many, sen of the line). A new one needs a new approval.

    Raises Refused, Denied.
    """
    take(ctx, order)
    does_it(ctx, order)
    if not lines or len(lines) > rules.MOST_LINES:
        raise Refused(_("Write at least one line with its price, at most %(n)s.") % {"n": rules.MOST_LINES}, "lines")
    for _what, quantity, sen in lines:
        if not 1 <= quantity <= rules.MOST_QUANTITY or sen < 0:
            raise Refused(_("Each line has a number of at least 1 and a price."), field="lines")
    move(order, "quoted")
    kept = photos.store_photo(photo, node=order.site, owner=ctx.actor.key, at=ctx.at) if photo else None
    made = Quote.objects.create(
        order=order,
        body=order.body,
        sen=sum(sen for _what, _quantity, sen in lines),
        note=words(note, rules.REASON_LENGTH, "note"),
        photo=kept,
        at=ctx.at,
    )
    for what, quantity, sen in lines:
        what = words(what, rules.WHAT_LENGTH, "lines", least=2)
        Line.objects.create(quote=made, what=what, quantity=quantity, sen=sen)
    order.save(update_fields=["state"])
    step(ctx, order, "quoted")
    ctx.detail(quote=made.pk, sen=made.sen)
    return made


@command("works.approve", at_node=_there)
def approve(ctx: Context, *, order: Order, quote: Quote | None = None) -> Order:
    """The office says yes to the newest quotation, within the limit of the post. Raises Refused, Denied."""
    take(ctx, order)
    newest = order.quotes.order_by("-id").first()
    if newest is None and order.kind not in rules.NEEDS_NO_QUOTE:
        raise Refused(_("Ask for a quotation first."))
    if quote is not None and quote != newest:
        raise Refused(_("There is a newer quotation. Look at it again."))
    sen = newest.sen if newest else 0
    _may_approve(ctx, order, sen)
    move(order, "approved")
    order.quote_id, order.sen, order.approved_at = newest.pk if newest else None, sen, ctx.at
    order.save(update_fields=["state", "quote_id", "sen", "approved_at"])
    step(ctx, order, "approved")
    ctx.detail(quote=newest.pk if newest else 0, sen=sen)
    return order


def _may_approve(ctx: Context, order: Order, sen: int) -> None:
    """The post that speaks for the office of the site, and its limit. Raises Refused."""
    body, post = bodies.post_of(ctx.actor, order.site, ctx.at)
    if ctx.actor.is_system:
        return
    if body is None or body.contested(clock.today(ctx.at)):
        raise Refused(_("Only a post of the office approves."))
    if not rules.may_approve(post, sen):
        raise Refused(_("This sum is above the limit of your post. The manager approves it, or the owner."))


@command("works.refuse_quote", at_node=_there)
def refuse_quote(ctx: Context, *, order: Order, reason: str) -> Order:
    """The office says no to the price and why; another quotation may follow. Raises Refused, Denied."""
    take(ctx, order)
    reason = words(reason, rules.REASON_LENGTH, "reason", least=4)
    if order.state != "quoted":
        raise Refused(_("There is no quotation to answer."))
    move(order, "draft")
    order.save(update_fields=["state"])
    step(ctx, order, "quote_refused", text=reason)
    return order


@command("works.send_link", at_node=_there)
def send_link(ctx: Context, *, order: Order) -> links.SignedLink:
    """A link to this one order, for its body; it ends the former one. Call it without client_id. Raises Refused."""
    take(ctx, order)
    if order.state in rules.ENDED:
        raise Refused(_("This order has ended. Nobody needs a link."))
    if order.body.contested(clock.today(ctx.at)):
        raise Refused(_("It is disputed who speaks for this body, so nobody gets a link in its name."))
    links.revoke_about(rules.LINK_PURPOSE, order.ref, ctx.at)
    made = links.make_link(
        purpose=rules.LINK_PURPOSE,
        subject=order.body.ref,
        about=order.ref,
        at=ctx.at,
        lasts=rules.LINK_LASTS,
        made_by=ctx.actor.key,
        role="contractor",
        node=order.site,
        single_use=False,
    )
    step(ctx, order, "link_sent")
    return made


@command("works.revoke_link", at_node=_there)
def revoke_link(ctx: Context, *, order: Order) -> Order:
    """Take the link back at once, whoever holds it now. Raises Denied."""
    take(ctx, order)
    ended = links.revoke_about(rules.LINK_PURPOSE, order.ref, ctx.at)
    step(ctx, order, "link_revoked")
    ctx.detail(ended=ended)
    return order


@command("works.cancel", at_node=_there)
def cancel(ctx: Context, *, order: Order, reason: str) -> Order:
    """Not this way: its reports stay open with the body that answers for them. Raises Refused, Denied."""
    take(ctx, order)
    move(order, "cancelled")
    order.reason = words(reason, rules.REASON_LENGTH, "reason", least=4)
    end(ctx, order)
    order.save(update_fields=["state", "reason", "ended_at"])
    step(ctx, order, "cancelled", text=order.reason)
    return order
