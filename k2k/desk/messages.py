"""What people are told by the desk. The words are made when they are read, in the reader's language."""

from django.utils.translation import gettext as _

from k2k.core.notify import Message
from k2k.desk import asked
from k2k.issues import queries as issues


class CharterPassed(Message):
    """To office and committee: a body outside has had it longer than its charter says."""

    slug = "desk.charter_passed"

    @classmethod
    def url(cls, subject, **args) -> str:
        """Where one reminds it."""
        return asked.url(subject) if subject else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Who has what; a charter is no promise."""
        if not subject:
            return _("The report is no longer there.")
        return _("%(what)s: the days of the charter of %(body)s have passed. A charter is no promise; remind it.") % {
            "what": issues.title(subject.issue),
            "body": subject.body.name,
        }


ALL = (CharterPassed,)
