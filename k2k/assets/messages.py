"""What homes and the office are told. The words name the lift and nothing about who needs it: phones are shared."""

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.assets import names
from k2k.core.notify import Message
from k2k.core.ui import formats
from k2k.places import queries as places


class _OfLift(Message):
    """About a lift that stopped, to homes that need it."""

    necessary = True

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The words, or that the report is no longer there."""
        return cls.words(subject) if subject else _("The report is no longer there.")

    @classmethod
    def words(cls, told) -> str:
        """The sentence about a report that is there."""
        raise NotImplementedError

    @classmethod
    def url(cls, subject, **args) -> str:
        """The report, which everybody sees."""
        return reverse("issues:show", args=[subject.issue.code]) if subject else "/"


class LiftStopped(_OfLift):
    """A lift stopped: which one, how many run, whom to telephone."""

    slug = "assets.lift_stopped"

    @classmethod
    def words(cls, told) -> str:
        """Which lift, what runs, the office's number."""
        words = [_("%(lift)s has stopped.") % {"lift": places.label(told.issue.node)}]
        if told.runs:
            words.append(
                ngettext("%(n)s other lift of the block runs.", "%(n)s other lifts of the block run.", told.runs)
                % {"n": told.runs}
            )
        else:
            words.append(_("No other lift of the block runs."))
        if told.phone:
            words.append(_("Office: %(phone)s.") % {"phone": told.phone})
        return " ".join(words)


class LiftRuns(_OfLift):
    """The lift that had stopped is said to run again, which neighbours have still to confirm."""

    slug = "assets.lift_runs"

    @classmethod
    def words(cls, told) -> str:
        """Which lift, and that it is a claim."""
        words = {"lift": places.label(told.issue.node)}
        return _("%(lift)s is said to run again. Neighbours say whether it does.") % words


class CertificateEnds(Message):
    """To the office: a certificate ends, or has ended."""

    slug = "assets.certificate_ends"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Which one, of what, when."""
        if subject is None:
            return _("It is no longer there.")
        return _("%(what)s of %(thing)s is valid until %(day)s. Arrange the next one.") % {
            "what": names.CERTIFICATES[subject.kind],
            "thing": places.label(subject.node),
            "day": formats.day(subject.until, get_language() or "ms", "year"),
        }

    @classmethod
    def url(cls, subject, **args) -> str:
        """The page of the thing."""
        return reverse("assets:show", args=[subject.node.code]) if subject else "/"


ALL = (LiftStopped, LiftRuns, CertificateEnds)
