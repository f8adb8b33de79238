"""What a household and a mobiliser are told. The words are made when they are read, in the reader's language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.core.notify import Message


class _ToHousehold(Message):
    """A message that leads to the household's own page; it is about the card, a PIN or what others wrote."""

    necessary = True

    @classmethod
    def url(cls, subject, **args) -> str:
        """The household's own page."""
        return reverse("people:mine")


class CardPrinted(_ToHousehold):
    """A card was printed for this home; the one before no longer works."""

    slug = "people.card_printed"

    @classmethod
    def sentence(cls, subject, *, again: bool = False, **args) -> str:
        """Said plainly, so that a card nobody asked for is noticed."""
        if again:
            return _("A new card was printed for this home. The old card no longer works.")
        return _("A card was printed for this home.")


class CardEnded(_ToHousehold):
    """The card was stopped on every phone."""

    slug = "people.card_ended"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """What happened to the card."""
        return _("This home's card was stopped on every phone. The mobiliser brings a new one.")


class CardNeeded(Message):
    """To the mobilisers of the place: a home has no card that works."""

    slug = "people.card_needed"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Which door to go to."""
        return _("%(home)s needs a new card.") % {"home": subject.node.name if subject else "–"}

    @classmethod
    def url(cls, subject, **args) -> str:
        """The door."""
        return reverse("people:door", args=[subject.node.code]) if subject else "/"


class PinChanged(_ToHousehold):
    """Somebody's PIN was set or cleared; who did not do it can object."""

    slug = "people.pin_changed"

    @classmethod
    def sentence(cls, subject, *, cleared: bool = False, **args) -> str:
        """Whose PIN; the name is read when it is shown, never kept here."""
        name = subject.preferred_name if subject and subject.preferred_name else _("Somebody")
        if cleared:
            return _("The PIN of %(name)s was cleared. Choose a new one.") % {"name": name}
        return _("%(name)s has a new PIN.") % {"name": name}


class WrittenForYou(_ToHousehold):
    """A mobiliser wrote something down on behalf of the household, which may object."""

    slug = "people.written_for_you"

    @classmethod
    def sentence(cls, subject, *, what: str = "", **args) -> str:
        """What was written, by its verb."""
        done = {
            "people.add_person": _("The mobiliser wrote down a person for this home."),
            "people.correct_person": _("The mobiliser corrected a name or language for this home."),
            "people.give_consent": _("The mobiliser wrote down that somebody here agreed to something."),
            "people.withdraw_consent": _("The mobiliser wrote down that somebody here took a consent back."),
        }
        return " ".join([done.get(what, ""), _("Not right? Change it here.")]).strip()


class HomeWillChange(_ToHousehold):
    """A mobiliser asked for a change of homes; it waits and can be stopped on the home's own page."""

    slug = "people.home_will_change"

    @classmethod
    def sentence(cls, subject, *, kind: str = "", **args) -> str:
        """What is about to happen."""
        if kind == "join":
            said = _("Two homes are about to become one, and this home is one of them.")
        else:
            said = _("Somebody of this home is about to have a home of their own.")
        return f"{said} {_('Not right? Stop it within 10 minutes.')}"


class HomeChanged(_ToHousehold):
    """The change has happened."""

    slug = "people.home_changed"

    @classmethod
    def sentence(cls, subject, *, kind: str = "", **args) -> str:
        """What happened."""
        if kind == "join":
            return _("Two homes have become one. This home's card goes on working.")
        return _("One home has become two. Each has a card of its own.")


class HomeUnchanged(_ToHousehold):
    """The change could not be carried out."""

    slug = "people.home_unchanged"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Nothing happened."""
        return _("The change of homes did not happen: it was no longer possible. All is as before.")


class NumberKept(_ToHousehold):
    """A phone of the home gets text messages from now on; it is the first of them, and the others of the home hear."""

    slug = "people.number_kept"
    by_sms = gettext_lazy("From now on this phone hears of your home's reports.")

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """That there is a number; never which."""
        return _("Text messages about reports now go to a phone of this home. Not right? Stop it here.")

    @classmethod
    def url(cls, subject, **args) -> str:
        """Where it is stopped."""
        return reverse("people:keep_number")


ALL = (
    CardPrinted,
    CardEnded,
    CardNeeded,
    PinChanged,
    WrittenForYou,
    HomeWillChange,
    HomeChanged,
    HomeUnchanged,
    NumberKept,
)
