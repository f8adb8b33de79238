"""What people are told about meetings. The words are made when they are read, in the reader's language."""

from django.utils.translation import gettext as _

from k2k.core.notify import Message
from k2k.meetings import words


class _AboutMeeting(Message):
    """A message that leads to a page of the meeting."""

    page = "show"

    @classmethod
    def url(cls, subject, **args) -> str:
        """The meeting's page."""
        return words.url(subject, cls.page) if subject else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence, or that the meeting is no longer there."""
        return cls.words(subject, **args) if subject else _("The meeting is no longer there.")

    @classmethod
    def words(cls, meeting, **args) -> str:
        """The sentence about a meeting that is there."""
        raise NotImplementedError


class Told(_AboutMeeting):
    """To members' homes: a meeting is called, moved, called a second time, cancelled."""

    slug = "meetings.told"

    @classmethod
    def words(cls, meeting, *, what: str = "called", **args) -> str:
        """What, whose, when and where."""
        said = {"group": meeting.group.name, "kind": words.kind(meeting), "when": words.moment(meeting.starts_at)}
        sentence = {
            "called": _("%(group)s calls a meeting: %(kind)s, %(when)s."),
            "moved": _("%(group)s moved a meeting: %(kind)s, now %(when)s. The reason stands with it."),
            "second_call": _("%(group)s, second call: too few came, so it is held again on %(when)s."),
            "cancelled": _("%(group)s cancelled a meeting: %(kind)s, %(when)s. The reason stands with it."),
        }[what]
        return sentence % said


class Published(_AboutMeeting):
    """To homes that were there: read the minutes."""

    slug, page = "meetings.published", "minutes"

    @classmethod
    def words(cls, meeting, **args) -> str:
        """That they can say what is wrong."""
        return _("The minutes of %(group)s can be read. You were there: say within 7 days what is wrong.") % {
            "group": meeting.group.name
        }


class Corrected(_AboutMeeting):
    """To the committee: somebody who was there wants the minutes corrected."""

    slug, page = "meetings.corrected", "minutes"

    @classmethod
    def words(cls, meeting, **args) -> str:
        """That it waits for an answer."""
        return _("Somebody who was there wants the minutes corrected. Answer before they are signed.")


class Answered(_AboutMeeting):
    """To the home that proposed a correction: it was answered."""

    slug, page = "meetings.answered", "minutes"

    @classmethod
    def words(cls, meeting, **args) -> str:
        """That the answer stands beside the minutes."""
        return _("Your correction of the minutes was answered.")


ALL = (Told, Published, Corrected, Answered)
