"""What people are told. The words are made when they are read, in the reader's language."""

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.notify import Message
from k2k.core.ui import formats
from k2k.issues import names


class _AboutIssue(Message):
    """A message that leads to the issue's page."""

    @classmethod
    def url(cls, subject, **args) -> str:
        """The issue's page."""
        return names.url(subject) if subject else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence, or that the report is no longer there."""
        return cls.words(subject, **args) if subject else _("The report is no longer there.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """The sentence about a report that is there."""
        raise NotImplementedError


def _day(issue) -> str:
    return formats.day(clock.local(issue.due), get_language() or "ms") if issue.due else ""


class Reported(_AboutIssue):
    """To the office: something new came in."""

    slug = "issues.reported"

    @classmethod
    def words(cls, issue, **args) -> str:
        """What and where."""
        return _("New report: %(what)s") % {"what": names.title(issue)}


class Danger(_AboutIssue):
    """To the posts on call, and up the ladder by the hour: somebody is in danger."""

    slug = "issues.danger"
    necessary = True

    @classmethod
    def words(cls, issue, *, hours: int = 0, **args) -> str:
        """What and where, and for how long nobody has taken it on."""
        said = {"what": names.title(issue), "danger": names.DANGERS.get(issue.danger, ""), "n": hours}
        if not hours:
            return _("DANGER, now: %(what)s. %(danger)s. Go, or send somebody.") % said
        return (
            ngettext(
                "DANGER, %(n)s hour without an end: %(what)s. %(danger)s.",
                "DANGER, %(n)s hours without an end: %(what)s. %(danger)s.",
                hours,
            )
            % said
        )


class RecordedForYou(_AboutIssue):
    """To a home: the office wrote down a report in its name."""

    slug = "issues.recorded_for"
    by_sms = gettext_lazy("The office wrote down a report for your home.")
    necessary = True

    @classmethod
    def words(cls, issue, **args) -> str:
        """What was written, and that one can object."""
        return _("The office wrote down a report for your home: %(what)s. Not from you? Tell the office.") % {
            "what": names.title(issue)
        }


class TakenBack(_AboutIssue):
    """To those who reported: the office took its first answer back, and looks at it again."""

    slug = "issues.taken_back"
    by_sms = gettext_lazy("The office looks at your report again.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """That it waits again."""
        return _("%(what)s: the office took its last step back and looks at it again.") % {"what": names.title(issue)}


class Accepted(_AboutIssue):
    """To those who reported: it was taken on, with a date."""

    slug = "issues.accepted"
    by_sms = gettext_lazy("Your report was accepted.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """Who and by when."""
        if issue.state == "new":
            return TakenBack.words(issue)
        words = {"what": names.title(issue), "body": issue.body.name if issue.body else "", "day": _day(issue)}
        if issue.due_kind == "promise":
            return _("%(what)s: accepted. %(body)s promises it by %(day)s.") % words
        return _("%(what)s: accepted. %(body)s will do it; target %(day)s.") % words


class HandedOver(_AboutIssue):
    """To those who reported: another body will do it; the reason stands on the page."""

    slug = "issues.handed_over"
    by_sms = gettext_lazy("Your report was handed to somebody else.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """Who now, and by when."""
        return _("%(what)s: handed over to %(body)s; target %(day)s. The reason is on the page.") % {
            "what": names.title(issue),
            "body": issue.body.name if issue.body else "",
            "day": _day(issue),
        }


class Promised(_AboutIssue):
    """To those who reported: the body named a date itself."""

    slug = "issues.date_promised"
    by_sms = gettext_lazy("A date was promised for your report.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """Who promises and by when."""
        words = {"what": names.title(issue), "body": issue.body.name if issue.body else "", "day": _day(issue)}
        return _("%(what)s: %(body)s promises it by %(day)s.") % words


class Slipped(_AboutIssue):
    """To those who reported: the date was moved; the reason stands on the page."""

    slug = "issues.slipped"
    by_sms = gettext_lazy("The date for your report was moved.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """The new date."""
        return _("%(what)s: the date was moved to %(day)s. The reason is on the page.") % {
            "what": names.title(issue),
            "day": _day(issue),
        }


class Claimed(_AboutIssue):
    """To those who reported: said to be done, and is it?"""

    slug = "issues.claimed"
    by_sms = gettext_lazy("Your report is said to be done. Is it fixed?")

    @classmethod
    def words(cls, issue, *, again: bool = False, **args) -> str:
        """The question."""
        if again:
            return _("%(what)s: said to be done three days ago. Is it fixed? Your answer decides.") % {
                "what": names.title(issue)
            }
        return _("%(what)s: said to be done. Is it fixed?") % {"what": names.title(issue)}


class Reopened(_AboutIssue):
    """To those who reported and to the office: a neighbour says not yet."""

    slug = "issues.reopened"
    by_sms = gettext_lazy("A neighbour says not yet. Your report is open again.")

    @classmethod
    def words(cls, issue, *, office: bool = False, **args) -> str:
        """What happened, and to the office what is asked."""
        if office:
            return _("%(what)s: a neighbour says not yet. Give a new date.") % {"what": names.title(issue)}
        return _("%(what)s: a neighbour says not yet. It is open again.") % {"what": names.title(issue)}


class Rejected(_AboutIssue):
    """To those who reported: it cannot be done, and why."""

    slug = "issues.rejected"
    by_sms = gettext_lazy("The office says that your report cannot be done.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """The reason in the office's own words."""
        if issue.state == "new":
            return TakenBack.words(issue)
        return _("%(what)s: the office says it cannot be done. Reason: %(reason)s") % {
            "what": names.title(issue),
            "reason": issue.reject_reason,
        }


class Confirmed(_AboutIssue):
    """To those who reported: neighbours confirmed it."""

    slug = "issues.confirmed"
    by_sms = gettext_lazy("Neighbours confirm that it is fixed. Thank you.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """The good news."""
        return _("%(what)s: neighbours confirm that it is fixed. Thank you.") % {"what": names.title(issue)}


class Joined(_AboutIssue):
    """To those who reported: theirs was joined with another report of the same fault."""

    slug = "issues.merged"
    by_sms = gettext_lazy("Your report was joined with another one.")

    @classmethod
    def words(cls, issue, **args) -> str:
        """Where theirs went on."""
        return _("%(what)s: joined with another report of the same fault, number %(code)s.") % {
            "what": names.title(issue),
            "code": issue.merged_into.code if issue.merged_into else "",
        }


ALL = (
    Reported,
    Danger,
    RecordedForYou,
    TakenBack,
    Accepted,
    HandedOver,
    Promised,
    Slipped,
    Claimed,
    Reopened,
    Rejected,
    Confirmed,
    Joined,
)
