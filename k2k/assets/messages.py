"""What homes and the office are told. The words name the lift and nothing about who needs it: phones are shared."""

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.assets import names
from k2k.core.notify import Message
from k2k.core.ui import formats
from k2k.places import queries as places


class LiftStopped(Message):
    """A lift stopped: which one, how many run, whom to telephone."""

    slug = "assets.lift_stopped"
    necessary = True

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Which lift, what runs, the office's number."""
        if subject is None:
            return _("The report is no longer there.")
        words = [_("%(lift)s has stopped.") % {"lift": places.label(subject.issue.node)}]
        if subject.runs:
            words.append(
                ngettext("%(n)s other lift of the block runs.", "%(n)s other lifts of the block run.", subject.runs)
                % {"n": subject.runs}
            )
        else:
            words.append(_("No other lift of the block runs."))
        if subject.phone:
            words.append(_("Office: %(phone)s.") % {"phone": subject.phone})
        return " ".join(words)

    @classmethod
    def url(cls, subject, **args) -> str:
        """The report, which everybody sees."""
        return reverse("issues:show", args=[subject.issue.code]) if subject else "/"


class LiftRuns(Message):
    """The lift that had stopped is said to run again, which neighbours have still to confirm."""

    slug = "assets.lift_runs"
    necessary = True

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Which lift, and that it is a claim."""
        if subject is None:
            return _("The report is no longer there.")
        words = {"lift": places.label(subject.issue.node)}
        return _("%(lift)s is said to run again. Neighbours say whether it does.") % words

    url = LiftStopped.url


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
