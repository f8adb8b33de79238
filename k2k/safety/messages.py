"""What the lead and the manager are told. Never what is in a letter, nor what it is about."""

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core.notify import Message


class Written(Message):
    """To the one to whom it was written: a sealed letter came in."""

    slug = "safety.written"
    necessary = True

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """That something came, and nothing else."""
        return _("A sealed letter came in. Only you can open it.")

    @classmethod
    def url(cls, subject, **args) -> str:
        """The sealed inbox."""
        return reverse("safety:inbox")


ALL = (Written,)
