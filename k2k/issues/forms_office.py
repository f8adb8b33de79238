"""What the office, the committee and contractors fill in, one form a verb."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from k2k.bodies import queries as bodies
from k2k.core import clock, ids
from k2k.core.actors import Actor
from k2k.core.ui import formats
from k2k.core.ui.fields import DayField, choose
from k2k.issues import names, promises, rules
from k2k.issues.forms import choice_field, photo_field, words_field
from k2k.issues.models import Issue

#: How many likely twins a report is offered to be joined with.
TWINS_SHOWN = 6


class OfficeForm(forms.Form):
    """A form about one issue; ids on the page begin with its verb, so that several forms can stand together."""

    use_required_attribute = False

    def __init__(self, *args: Any, issue: Issue, actor: Actor, at: datetime, verb: str, **kwargs: Any):
        super().__init__(*args, **{"auto_id": f"{verb}_%s", **kwargs})
        self.issue, self.actor, self.at = issue, actor, at
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the issue."""

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return self.cleaned_data


def day_field(label: Any, hint: Any = "", required: bool = True) -> DayField:
    """A legal day; what is promised for it is due at 17:00."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    errors = {"required": _("Choose a date."), "invalid": _("This is no date. Write year, month and day: 2026-11-25.")}
    return DayField(label=label, help_text=hint, required=required, widget=widget, error_messages=errors)


def due_at(day: date | None) -> datetime | None:
    """The instant at which a promise for `day` becomes late."""
    return clock.due_at(day) if day else None


class AcceptForm(OfficeForm):
    """Who will do it, and by when."""

    body = choice_field(_("Hand over to"), _("Choose who does it."))
    due = day_field(_("Done by"), required=False)
    reply = words_field(_("A word to the neighbours"), rules.REPLY_LIMIT, rows=2)

    def prepare(self) -> None:
        """The bodies that can promise here, the one that is responsible chosen."""
        node = self.issue.node
        self.bodies = {body.code: body for body in bodies.choices_for(self.issue.site, self.at)}
        choose(self, "body").choices = [(code, body.name) for code, body in self.bodies.items()]
        for duty in ("maintains", "manages"):
            found = bodies.responsible(node, node.noun, duty, self.at)
            if found and found.code in self.bodies:
                self.fields["body"].initial = found.code
                break
        day = promises.target_date(self.issue, clock.today(self.at))
        self.fields["due"].help_text = _(
            "Empty: the target counted from the rule, %(day)s. A date becomes a promise when the body itself names it."
        ) % {"day": formats.day(day, get_language() or "ms")}

    def given(self) -> dict[str, Any]:
        """The body itself, and the instant."""
        data = self.cleaned_data
        return {"body": self.bodies[data["body"]], "due": due_at(data["due"]), "reply": data["reply"]}


class HandOverForm(OfficeForm):
    """Which other body does it, and why."""

    body = choice_field(_("Hand over to"), _("Choose who does it."))
    reason = words_field(_("Why?"), rules.REPLY_LIMIT, _("Everybody can read it."), True, rows=2)

    def prepare(self) -> None:
        """The bodies that can promise here, but the one that has it."""
        others = [body for body in bodies.choices_for(self.issue.site, self.at) if body.pk != self.issue.body_id]
        self.bodies = {body.code: body for body in others}
        chosen: Any = self.fields["body"]
        chosen.choices = [(code, body.name) for code, body in self.bodies.items()]

    def given(self) -> dict[str, Any]:
        """The body itself, and the reason."""
        return {"body": self.bodies[self.cleaned_data["body"]], "reason": self.cleaned_data["reason"]}


class PromiseForm(OfficeForm):
    """The body's own date."""

    due = day_field(_("We promise that it is done by"))

    def given(self) -> dict[str, Any]:
        """The instant."""
        return {"due": due_at(self.cleaned_data["due"])}


class SlipForm(OfficeForm):
    """A later date, with its reason."""

    new_due = day_field(_("New date"))
    reason = words_field(
        _("Why?"), rules.REPLY_LIMIT, _("Everybody can read it. The first date stays beside the new one."), True, rows=2
    )

    def given(self) -> dict[str, Any]:
        """The instant and the reason."""
        return {"new_due": due_at(self.cleaned_data["new_due"]), "reason": self.cleaned_data["reason"]}


class EmptyForm(OfficeForm):
    """A button."""


class ClaimForm(OfficeForm):
    """It is done, with a photograph."""

    photo = photo_field(_("Photo of the finished work"))
    text = words_field(_("What was done"), rules.REPLY_LIMIT, _("Everybody can read it."), rows=2)


class ReasonForm(OfficeForm):
    """A reason that neighbours understand."""

    reason = words_field(_("Why?"), rules.REPLY_LIMIT, _("Everybody can read it."), True, rows=2)


class PrioritiseForm(OfficeForm):
    """Before the others, by the formula, or after them; with a reason."""

    move = choice_field(_("Where does it stand?"), _("Choose one of the three."), widget=forms.RadioSelect)
    reason = words_field(_("Why?"), rules.REPLY_LIMIT, _("Everybody can read it."), True, rows=2)

    def prepare(self) -> None:
        """What it is not already; what is dangerous never comes later."""
        left = [
            slug for slug in names.MOVES if slug != self.issue.moved and not (self.issue.danger and slug == "later")
        ]
        choose(self, "move").choices = [(slug or "formula", names.MOVES[slug]) for slug in left]
        self.fields["move"].initial = left[0] or "formula"

    def given(self) -> dict[str, Any]:
        """The decision; "" is the formula."""
        move = self.cleaned_data["move"]
        return {"move": "" if move == "formula" else move, "reason": self.cleaned_data["reason"]}


class KeepPhotoForm(OfficeForm):
    """Why neighbours do not see a photograph."""

    which = choice_field(_("Which photo?"), _("Choose the photo."), widget=forms.RadioSelect)
    reason = choice_field(_("Why?"), _("Choose why neighbours do not see it."), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The photographs that nobody has published."""
        both = (("before", _("Before"), self.issue.photo), ("after", _("After"), self.issue.done_photo))
        left = [(slug, word) for slug, word, photo in both if photo and not photo.cleared and not photo.erased_at]
        choose(self, "which").choices = left
        self.fields["which"].initial = left[0][0] if left else None
        choose(self, "reason").choices = list(names.KEEP_REASONS.items())


class BlurForm(OfficeForm):
    """Which cells of the grid nobody may recognise."""

    cells = forms.MultipleChoiceField(
        label=_("Parts to blur"), choices=[(cell, cell) for cell in rules.CELLS], required=False
    )


class CommentForm(OfficeForm):
    """A word to the neighbours."""

    text = words_field(_("A word to the neighbours"), rules.REPLY_LIMIT, _("Everybody can read it."), True, rows=2)


class OutsideStatusForm(OfficeForm):
    """What the other system says."""

    status = forms.CharField(
        label=_("What the other system says"), max_length=80, error_messages={"required": _("Write a few words.")}
    )

    def prepare(self) -> None:
        """What it said before."""
        self.fields["status"].initial = self.issue.outside_status


class MergeForm(OfficeForm):
    """With which report this one is joined: one of the likely ones, or any by its number."""

    twin = choice_field(
        _("Probably the same"), _("Choose the other report that stays."), widget=forms.RadioSelect, required=False
    )
    into = forms.CharField(label=_("Or the number of the other report"), required=False, max_length=20)

    def prepare(self) -> None:
        """The open reports of the same place or the same kind in the same block."""
        self.twins = list(twins(self.issue))
        choose(self, "twin").choices = [(twin.code, f"{twin.code} · {names.title(twin)}") for twin in self.twins]
        if not self.twins:
            del self.fields["twin"]
            self.fields["into"].label = _("Number of the other report")

    def clean_into(self) -> Issue | None:
        """The report itself. Raises ValidationError for a number that none has here."""
        typed = self.cleaned_data["into"].strip()
        code = typed or self.cleaned_data.get("twin", "")
        found = Issue.objects.select_related("node").filter(code=_grouped(code), site_id=self.issue.site_id).first()
        if found is None:
            raise forms.ValidationError(_("No report here has this number. Look at it again."))
        return found

    def given(self) -> dict[str, Any]:
        """The other report."""
        return {"into": self.cleaned_data["into"]}


def _grouped(code: str) -> str:
    try:
        return ids.clean_code(code)
    except ValueError:
        return ""


def twins(issue: Issue):
    """Open public reports that may be of the same fault: same place first, then same kind in the same block."""
    rows = Issue.objects.filter(site_id=issue.site_id, state__in=rules.OPEN, at_home=False).exclude(pk=issue.pk)
    near = rows.filter(node=issue.node) | rows.filter(category=issue.category, node__block=issue.node.block)
    rows = near.select_related("node", "node__block", "node__floor").order_by("-reported_at", "-id")
    return rows[:TWINS_SHOWN]


class CounterForm(forms.Form):
    """What somebody says at the counter or on the telephone."""

    use_required_attribute = False

    fault = choice_field(_("What is wrong?"), _("Choose what is wrong."), widget=forms.RadioSelect)
    channel = choice_field(
        _("How did it come?"),
        _("Say how it came: at the counter or by telephone."),
        widget=forms.RadioSelect,
        initial="counter",
    )
    text = words_field(
        _("In their own words"), rules.TEXT_LIMIT, _("For those who see to it. Neighbours do not read it."), rows=2
    )
    lang = choice_field(_("Language of these words"), _("Choose the language."), initial="ms")
    photo = photo_field()
    card = forms.CharField(
        label=_("Code of the home's card"),
        required=False,
        max_length=20,
        help_text=_(
            "Only when the person shows it: then it counts as one home, and the home finds it in its messages."
        ),
        widget=forms.TextInput(attrs={"class": "code-in", "autocomplete": "off"}),
    )

    danger = choice_field(_("Is somebody in danger now?"), _("Choose from the list."), required=False)

    def __init__(self, *args: Any, place, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.place = place
        choose(self, "danger").choices = [("", _("No"))] + list(names.DANGERS.items())
        choose(self, "fault").choices = [(each.slug, each.label) for each in names.choices(place)]
        choose(self, "channel").choices = [(slug, names.CHANNELS[slug]) for slug in ("counter", "phone")]
        choose(self, "lang").choices = settings.LANGUAGES
