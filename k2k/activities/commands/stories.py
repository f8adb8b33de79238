"""A home tells a story; a committee member of the site or the programme officer publishes; the teller takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.activities import findable, rules
from k2k.activities.models import Story, StoryPhoto
from k2k.activities.standing import is_teller, locked
from k2k.core import ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.files import photos as files

if TYPE_CHECKING:
    from datetime import datetime

    from k2k.core.files.pictures import Picture
    from k2k.core.nodes import Node

_there: dict[str, Any] = {"at_node": lambda given: given["story"].site}


@command("activities.tell", at_node=lambda given: given["site"])
def tell(
    ctx: Context, *, site: Node, text: str, kind: str = "history", lang: str = "ms", shown_as: str = "",
    photos: Sequence[Picture] = (), agreed: bool = False,
) -> Story:  # fmt: skip
    """Tell a story of the place by a home's card; it is read before everybody sees it. Raises Refused and Denied."""
    if ctx.actor.household_id is None or site.kind != "site":
        raise Denied(ctx.verb)
    text, shown_as = (text or "").strip(), " ".join((shown_as or "").split())
    _must_fit(text, kind, shown_as)
    _must_agree(kind, photos, agreed)
    story = Story.objects.create(
        code=ids.unused_code(Story), site=site, household_id=ctx.actor.household_id, kind=kind, text=text,
        lang=lang if lang in rules.LANGUAGES else "ms", shown_as=shown_as, told_at=ctx.at,
        agreed_at=ctx.at if photos else None,
    )  # fmt: skip
    for number, photo in enumerate(photos, 1):
        kept = files.store_photo(photo, node=site, owner=ctx.actor.key, at=ctx.at)
        StoryPhoto.objects.create(story=story, photo=kept, number=number)
    ctx.detail(kind=kind, photos=len(photos))
    ctx.announce("activities.story_told", story=story)
    return story


def _must_fit(text: str, kind: str, shown_as: str) -> None:
    if not text:
        raise Refused(_("Write your words first."), field="text")
    for name, words, most in (("text", text, rules.STORY_LENGTH), ("shown_as", shown_as, rules.SHOWN_AS_LENGTH)):
        if len(words) > most:
            raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": most}, field=name)
    if kind not in rules.STORY_KINDS:
        raise Refused(_("Choose what kind of story it is."), field="kind")


def _must_agree(kind: str, photos: Sequence[Picture], agreed: bool) -> None:
    if len(photos) > rules.MOST_PHOTOS:
        raise Refused(_("At most %(n)s photos.") % {"n": rules.MOST_PHOTOS}, field="photo_3")
    if kind == "before_after" and len(photos) != 2:
        raise Refused(_("Before and after needs two photos: first before, then after."), field="photo_1")
    if photos and not agreed:
        raise Refused(_("Send a photo only when everybody in it agreed."), field="agreed")


def _move(story: Story, to: str) -> Story:
    """The story held, if it can go there. Raises Refused."""
    story = locked(story)
    if to not in rules.STORY_MOVES[story.state]:
        raise Refused(_("This story has moved on. Look at it again."))
    story.state = to
    return story


@command("activities.publish_story", **_there)
def publish_story(ctx: Context, *, story: Story) -> Story:
    """Show it to everybody, its pictures too. Raises Refused."""
    story = _move(story, "published")
    story.published_at = story.decided_at = ctx.at
    story.save(update_fields=["state", "published_at", "decided_at"])
    for each in story.pictures.select_related("photo"):
        files.clear(each.photo, ctx.at)
    findable.put_story(story, ctx.at)
    ctx.announce("activities.story_published", story=story)
    return story


@command("activities.refuse_story", **_there)
def refuse_story(ctx: Context, *, story: Story, reason: str) -> Story:
    """Do not show it, and why; its pictures go. The teller keeps the words. Raises Refused."""
    if reason not in rules.STORY_REASONS:
        raise Refused(_("Choose why it is not published."), field="reason")
    story = _move(story, "refused")
    story.refused_because, story.decided_at = reason, ctx.at
    story.save(update_fields=["state", "refused_because", "decided_at"])
    drop_pictures(story, ctx.at)
    findable.drop(story)
    ctx.detail(reason=reason)
    ctx.announce("activities.story_refused", story=story)
    return story


@command("activities.withdraw_story", **_there)
def withdraw_story(ctx: Context, *, story: Story) -> Story:
    """The teller takes it back: words, name and pictures go at once. Raises Refused and Denied."""
    if not is_teller(ctx.actor, story) and not ctx.actor.is_system:
        raise Denied(ctx.verb)
    story = _move(story, "withdrawn")
    empty(story, ctx.at)
    return story


def empty(story: Story, at: datetime) -> None:
    """Leave a tombstone of a story: no words, no name, no picture, nothing to find."""
    story.state, story.text, story.shown_as, story.withdrawn_at = "withdrawn", "", "", at
    story.save(update_fields=["state", "text", "shown_as", "withdrawn_at"])
    drop_pictures(story, at)
    findable.drop(story)


def drop_pictures(story: Story, at: datetime) -> None:
    """The pictures' bytes are gone with the transaction; their rows stay as tombstones."""
    for each in story.pictures.filter(photo__erased_at=None).select_related("photo"):
        files.erase(each.photo, at)
