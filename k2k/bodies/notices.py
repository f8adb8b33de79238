"""Commands about notices: what a body tells a place, until a day."""

from datetime import date

from django.utils.translation import gettext as _

from k2k.bodies import queries
from k2k.bodies.models import Body, Notice
from k2k.bodies.rules import NOTICE_LANGUAGES, NOTICE_LASTS, TEXT_LENGTH, TITLE_LENGTH
from k2k.core import clock, ids, search
from k2k.core.commands import Context, Refused, command
from k2k.core.nodes import Node


@command("bodies.publish_notice", at_node=lambda given: given["node"])
def publish_notice(ctx: Context, *, body: Body, node: Node, title: str, text: str, lang: str, until: date) -> Notice:
    """Tell a place something, in one language, up to and including the day before `until`. Raises Refused."""
    title, text = " ".join(title.split()), text.strip()
    _check_words(title, text, lang)
    today = clock.today(ctx.at)
    if not today < until <= today + NOTICE_LASTS:
        raise Refused(_("Choose a day after today, within a year."), field="until")
    if body.contested(today):
        raise Refused(_("It is disputed who speaks for this body, so it cannot publish now."), field="body")
    if not _speaks(ctx, body, node):
        raise Refused(_("Only somebody with a post in this body can publish for it."), field="body")
    notice = Notice.objects.create(
        code=ids.unused_code(Notice),
        body=body,
        node=node,
        site_id=node.site_id,
        title=title,
        text=text,
        lang=lang,
        at=ctx.at,
        until=until,
    )
    url = f"/notis/{notice.code}/"
    search.put(notice.ref, node=node, title=title, text=text, url=url, public=True, lang=lang, at=ctx.at)
    ctx.detail(body=body.pk, lang=lang)
    ctx.announce("bodies.notice_published", notice=notice)
    return notice


def _speaks(ctx: Context, body: Body, node: Node) -> bool:
    return ctx.actor.holds({"operator"}, node) or queries.speaks_for(ctx.actor, body, ctx.at)


def _check_words(title: str, text: str, lang: str) -> None:
    if not title:
        raise Refused(_("Write a title."), field="title")
    if len(title) > TITLE_LENGTH:
        raise Refused(_("The title is too long."), field="title")
    if len(text) > TEXT_LENGTH:
        raise Refused(_("The notice is too long."), field="text")
    if lang not in NOTICE_LANGUAGES:
        raise Refused(_("Choose the language of the notice."), field="lang")


@command("bodies.withdraw_notice", at_node=lambda given: given["notice"].node)
def withdraw_notice(ctx: Context, *, notice: Notice) -> Notice:
    """Take a notice down; its page says so. Raises Refused."""
    if notice.withdrawn_at is not None:
        raise Refused(_("This notice was taken down already."))
    if not _speaks(ctx, notice.body, notice.node):
        raise Refused(_("Only somebody with a post in this body can take its notice down."))
    notice.withdrawn_at = ctx.at
    notice.save(update_fields=["withdrawn_at"])
    search.drop(notice.ref)
    return notice
