"""The words of the desk."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.desk.models import Stance
from k2k.desk.rules import disagree

#: What a body thinks, as a button and in a sentence.
STANCES: dict[str, Promise] = {
    "agree": gettext_lazy("Agree"),
    "urgent": gettext_lazy("More urgent"),
    "not_ours": gettext_lazy("Not ours"),
    "duplicate": gettext_lazy("Reported twice"),
}
#: What a list can be narrowed to.
STATES: dict[str, Promise] = {
    "new": gettext_lazy("New"),
    "accepted": gettext_lazy("Accepted"),
    "started": gettext_lazy("Being repaired"),
    "late": gettext_lazy("Late"),
    "reopened": gettext_lazy("Reopened"),
    "claimed": gettext_lazy("Said to be done"),
    "unconfirmed": gettext_lazy("Done, not yet confirmed"),
    "confirmed": gettext_lazy("Confirmed by neighbours"),
    "rejected": gettext_lazy("Cannot be done"),
}
LISTS: dict[str, Promise] = {
    "mine": gettext_lazy("Handed to us"),
    "morning": gettext_lazy("This morning"),
    "today": gettext_lazy("Due in a day"),
    "late": gettext_lazy("Late"),
    "unconfirmed": gettext_lazy("Waiting for neighbours"),
    "outside": gettext_lazy("With an outside number"),
    "home": gettext_lazy("Inside homes"),
    "all": gettext_lazy("All reports"),
}


def views(latest: list[Stance]) -> str:
    """What each body thinks, and that they differ, where they do: nobody is right or wrong here."""
    if not latest:
        return ""
    said = " · ".join(f"{one.body.name}: {STANCES[one.stance]}" for one in latest)
    if disagree([one.stance for one in latest]):
        return _("The bodies see this differently. %(said)s") % {"said": said}
    return said
