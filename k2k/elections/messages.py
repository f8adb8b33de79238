"""What members are told of an election, each once. The words are made when they are read, in the reader's language."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.core.notify import Message


class _AboutElection(Message):
    """A message that leads to the election's page."""

    said: Promise

    @classmethod
    def url(cls, subject, **args) -> str:
        """The election's page."""
        return reverse("elections:show", args=[subject.code]) if subject else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence, or that it is no longer there."""
        return str(cls.said) % {"group": subject.group.name} if subject else _("This is no longer there.")


class Called(_AboutElection):
    """To members: there will be an election."""

    slug = "elections.called"
    said = gettext_lazy("%(group)s: an election is called. See its days and what is elected.")


class Nominating(_AboutElection):
    """To members: one can propose."""

    slug = "elections.nominating"
    said = gettext_lazy("%(group)s: you can propose members now.")


class Listed(_AboutElection):
    """To members: the list stands."""

    slug = "elections.listed"
    said = gettext_lazy("%(group)s: the list of candidates stands. See who stands.")


class VoteOpened(_AboutElection):
    """To members: one can vote."""

    slug = "elections.vote_opened"
    said = gettext_lazy("%(group)s: the vote is open. Who is on the roll can vote.")


class VoteClosed(_AboutElection):
    """To members: the vote has ended."""

    slug = "elections.vote_closed"
    said = gettext_lazy("%(group)s: the vote is closed. Two tellers count next.")


class Counted(_AboutElection):
    """To members: the result, and that it can be objected to."""

    slug = "elections.counted"
    said = gettext_lazy("%(group)s: the votes are counted. See the result; you can object to it.")


class Settled(_AboutElection):
    """To members: who was elected holds the post."""

    slug = "elections.settled"
    said = gettext_lazy("%(group)s: the result holds. Who was elected begins today.")


class Cancelled(_AboutElection):
    """To members: given up, with its reason on the page."""

    slug = "elections.cancelled"
    said = gettext_lazy("%(group)s: the election is cancelled. Read why.")


class Objected(_AboutElection):
    """To a candidate's home, or to members about the result: somebody objects, never who."""

    slug = "elections.objected"
    said = gettext_lazy("%(group)s: a home objects in the election. Two who do not stand decide.")


ALL = (Called, Nominating, Listed, VoteOpened, VoteClosed, Counted, Settled, Cancelled, Objected)
