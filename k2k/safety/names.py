"""What lines, letters and needs are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: dict[str, Promise | str] = {
    "emergency": _("Emergency: police, ambulance, fire brigade"),
    "kasih": "Talian Kasih",
    "wao": "WAO",
    "befrienders": "Befrienders KL",
}
#: What one finds there, in a sentence.
LINES_SAY: dict[str, Promise] = {
    "emergency": _("When it happens now."),
    "kasih": _("The Ministry's line for violence at home, children and elders. Day and night, free."),
    "wao": _("Women's Aid Organisation: a social worker, a place to stay. Day and night."),
    "befrienders": _("When you do not want to live any more. Day and night."),
}
ABOUT: dict[str, Promise] = {
    "violence": _("Somebody hurts me or threatens me"),
    "child": _("A child, or an elder, is hurt"),
    "person": _("About how a person behaves"),
    "other": _("Something else"),
}
TO: dict[str, Promise] = {
    "lead": _("The safeguarding lead of the programme: nobody of this perumahan"),
    "manager": _("The manager of the office: to mediate between people"),
}
STATES: dict[str, Promise] = {"open": _("Open"), "closed": _("Closed")}
NEEDS: dict[str, Promise] = {
    "dialysis": _("Somebody goes to dialysis, or has it at home"),
    "wheelchair": _("Somebody cannot climb stairs"),
    "infant": _("A baby lives here"),
    "elder_alone": _("An elder lives alone"),
}
