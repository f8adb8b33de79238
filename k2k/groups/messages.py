"""What people are told about their membership. The words are made when they are read, in the reader's language."""

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core.notify import Message


class _AboutMembership(Message):
    """A message to a home that leads to the membership's page."""

    @classmethod
    def url(cls, subject, **args) -> str:
        """The membership's page."""
        return reverse("groups:membership", args=[subject.code]) if subject else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence, or that it is no longer there."""
        return cls.words(subject) % {"group": subject.group.name} if subject else _("This is no longer there.")

    @classmethod
    def words(cls, one) -> str:
        """The sentence about a membership that is there."""
        raise NotImplementedError


class Opened(_AboutMembership):
    """To the home: that they live here is shown."""

    slug = "groups.opened"

    @classmethod
    def words(cls, one) -> str:
        """What happens now."""
        return _("%(group)s: that you live here is shown. If nobody objects, you are a member.")


class Objected(_AboutMembership):
    """To the home: somebody objects, never who."""

    slug = "groups.objected"

    @classmethod
    def words(cls, one) -> str:
        """That the committee decides."""
        return _("%(group)s: a home objects. The committee decides and says why.")


class Decided(_AboutMembership):
    """To the home: admitted, or not and why."""

    slug = "groups.decided"

    @classmethod
    def words(cls, one) -> str:
        """How it ended."""
        if one.state == "refused":
            return _("%(group)s: you were not admitted. Read why.")
        return _("%(group)s: you are a member now.")


ALL = (Opened, Objected, Decided)
