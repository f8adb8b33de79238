"""What a home is told about a ballot. The words are made when they are read, in the reader's language."""

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core.notify import Message


class Helped(Message):
    """Somebody voted with help in the name of this home; it can object."""

    slug = "ballots.helped"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Which ballot, and that an objection is heard."""
        title = subject.title if subject else _("a ballot")
        told = _("A vote was written down with help for your home, before a witness: %(title)s.") % {"title": title}
        return f"{told} {_('Nobody asked for it? Say so there.')}"

    @classmethod
    def url(cls, subject, **args) -> str:
        """The ballot's page, where one objects."""
        return reverse("ballots:show", args=[subject.code]) if subject else "/"
