"""What people are told about activities and stories, in words made when they are read."""

from django.utils.translation import gettext as _

from k2k.activities import names
from k2k.core.notify import Message


class _AboutActivity(Message):
    """A message that leads to the activity's page."""

    @classmethod
    def url(cls, subject, **args) -> str:
        """The activity's page."""
        return names.url(subject) if subject else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence, or that the activity is no longer there."""
        return cls.words() % {"title": subject.title} if subject else _("The activity is no longer there.")

    @classmethod
    def words(cls) -> str:
        """The sentence with a place for the activity's title."""
        raise NotImplementedError


class Announced(_AboutActivity):
    """To the homes that are invited."""

    slug = "activities.announced"

    @classmethod
    def words(cls) -> str:
        """What, and that they are invited."""
        return _("You are invited: %(title)s")


class Moved(_AboutActivity):
    """To who comes: another time or place."""

    slug = "activities.moved"

    @classmethod
    def words(cls) -> str:
        """That it changed."""
        return _("Time or place has changed: %(title)s")


class Cancelled(_AboutActivity):
    """To who comes: it is not held."""

    slug = "activities.cancelled"

    @classmethod
    def words(cls) -> str:
        """That it is cancelled; the reason stands on the page."""
        return _("Cancelled: %(title)s")


class PlaceFree(_AboutActivity):
    """To a home that waited: it has a place now."""

    slug = "activities.place_came_free"

    @classmethod
    def words(cls) -> str:
        """That there is a place."""
        return _("There is a place for you now: %(title)s")


class Thanks(_AboutActivity):
    """To the homes that came."""

    slug = "activities.over"

    @classmethod
    def words(cls) -> str:
        """Thank you."""
        return _("Thank you for coming: %(title)s")


class _AboutStory(Message):
    """A message that leads to a story's page."""

    @classmethod
    def url(cls, subject, **args) -> str:
        """The story's page."""
        return names.story_url(subject) if subject and subject.state != "withdrawn" else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence, or that the story was taken back."""
        return cls.words(subject) if subject and subject.state != "withdrawn" else _("The story was taken back.")

    @classmethod
    def words(cls, story) -> str:
        """The sentence about a story that is there."""
        raise NotImplementedError


class StoryTold(_AboutStory):
    """To who publishes: a story waits."""

    slug = "activities.story_told"

    @classmethod
    def words(cls, story) -> str:
        """That it waits."""
        return _("A story waits: publish it, or say why not.")


class StoryPublished(_AboutStory):
    """To the teller: everybody reads it."""

    slug = "activities.story_published"

    @classmethod
    def words(cls, story) -> str:
        """That it is public, and can be taken back."""
        return _("Your story is published. You may take it back at any time.")


class StoryRefused(_AboutStory):
    """To the teller: it is not shown, and why."""

    slug = "activities.story_refused"

    @classmethod
    def words(cls, story) -> str:
        """The reason."""
        reason = str(names.STORY_REASONS.get(story.refused_because, ""))
        return _("Your story is not published. %(reason)s") % {"reason": reason}


ALL = (Announced, Moved, Cancelled, PlaceFree, Thanks, StoryTold, StoryPublished, StoryRefused)
