"""Forms of this app: their fields are the keywords of the commands, choices are public codes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from k2k.core import clock, money
from k2k.core.files.fields import PhotoField
from k2k.core.ui.fields import choose
from k2k.works import names, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from k2k.activities.models import Activity
    from k2k.bodies.models import Body
    from k2k.issues.models import Issue

QUANTITY = re.compile(r"\d{1,5}")


def words(label: Any, most: int, rows: int = 2, hint: Any = "", required: bool = True) -> forms.CharField:
    """Some lines of words."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    errors = {"required": lazy("Write your words first.")}
    return forms.CharField(
        label=label, max_length=most, help_text=hint, required=required, widget=widget, error_messages=errors
    )


def photo(label: Any, *, required: bool = False) -> PhotoField:
    """A picture straight from the camera."""
    widget = forms.FileInput(attrs={"data-photo": True, "accept": "image/*", "capture": "environment"})
    errors = {"required": lazy("Take a picture first.")}
    return PhotoField(label=label, required=required, widget=widget, error_messages=errors)


def day(label: Any, *, required: bool = True) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    return forms.DateField(
        label=label, required=required, widget=widget, error_messages={"required": lazy("Choose a date.")}
    )


class WorkForm(forms.Form):
    """A form whose choices of bodies depend on the site; ids begin with its verb, so that several stand together."""

    use_required_attribute = False

    def __init__(self, *args: Any, bodies: Iterable[Body] = (), verb: str = "f", **kwargs: Any):
        super().__init__(*args, **{"auto_id": f"{verb}_%s", **kwargs})
        self.bodies = {body.code: body for body in bodies}
        if "body" in self.fields:
            choose(self, "body").choices = [(code, body.name) for code, body in self.bodies.items()]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = dict(self.cleaned_data)
        if "body" in data:
            data["body"] = self.bodies[data["body"]]
        return data


def body_field(label: Any) -> forms.ChoiceField:
    """One of the bodies of the site."""
    return forms.ChoiceField(label=label, error_messages={"required": lazy("Choose who does the work.")})


class DraftForm(WorkForm):
    """One order for several open reports."""

    kind = forms.ChoiceField(
        label=lazy("How is it done?"), choices=names.KINDS.items, widget=forms.RadioSelect, initial="contractor"
    )
    body = body_field(lazy("Who does it?"))
    what = words(
        lazy("What is to be done?"), rules.WHAT_LENGTH, 2, lazy("Everybody reads it. No names, no number of a home.")
    )
    issues = forms.MultipleChoiceField(
        label=lazy("For which reports?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = day(lazy("To be done by"), required=False)
    activity = forms.ChoiceField(label=lazy("The gotong-royong it belongs to"), required=False)

    def __init__(
        self, *args: Any, issues: Iterable[tuple[Issue, str]] = (), activities: Iterable[Activity] = (), **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.reports = {issue.code: (issue, label) for issue, label in issues}
        self.activities = {one.code: one for one in activities}
        choose(self, "issues").choices = [(code, label) for code, (_one, label) in self.reports.items()]
        choose(self, "activity").choices = [("", "—"), *((code, one.title) for code, one in self.activities.items())]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = super().given()
        data["issues"] = [self.reports[code][0] for code in data["issues"]]
        data["activity"] = self.activities.get(data["activity"])
        return data


class QuoteForm(WorkForm):
    """A price, line by line, as it is copied from a spreadsheet."""

    lines = words(
        lazy("Lines: what; how many; RM"), 4000, 4,
        lazy("One line each, such as: PVC pipe; 6; 240.00. The price is for the whole line. Pasting from Excel works."),
    )  # fmt: skip
    note = words(lazy("Note"), rules.REASON_LENGTH, 1, required=False)
    photo = photo(lazy("Picture of the quotation"))

    def clean_lines(self) -> list[tuple[str, int, int]]:
        """(what, how many, sen) of each line."""
        return [self._line(line) for line in self.cleaned_data["lines"].splitlines() if line.strip()]

    def _line(self, line: str) -> tuple[str, int, int]:
        parts = [part.strip() for part in re.split(r"[;\uff1b\t]", line)]
        if len(parts) != 3 or not parts[0] or not QUANTITY.fullmatch(parts[1]):
            raise forms.ValidationError(_("Write each line like this: PVC pipe; 6; 240.00"))
        try:
            return parts[0], int(parts[1]), money.parse_rm(parts[2])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class PriceForm(WorkForm):
    """A price from a phone: one line."""

    what = words(lazy("What does the price include?"), rules.WHAT_LENGTH, 2)
    sen = forms.CharField(
        label=lazy("Price in RM"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )
    photo = photo(lazy("Picture of the quotation"))

    def clean_sen(self) -> int:
        """The price in sen."""
        try:
            return money.parse_rm(self.cleaned_data["sen"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def given(self) -> dict[str, Any]:
        """One line."""
        data = self.cleaned_data
        return {"lines": [(data["what"], 1, data["sen"])], "photo": data["photo"]}


class EmptyForm(WorkForm):
    """A button."""


class ReasonForm(WorkForm):
    """Why."""

    reason = words(lazy("Why?"), rules.REASON_LENGTH)


class CannotForm(WorkForm):
    """Why not, and what comes next."""

    reason = words(
        lazy("Why can it not be done?"), rules.REASON_LENGTH, 2, lazy("In plain words; the neighbours read it.")
    )
    next_step = words(lazy("What happens next?"), rules.REASON_LENGTH)


class StartForm(WorkForm):
    """The work begins; a picture of before helps."""

    photo = photo(lazy("A picture before, if you like"))


class PhotoForm(WorkForm):
    """A picture of what was done."""

    photo = photo(lazy("A picture of the work"), required=True)


class OfficePhotoForm(PhotoForm):
    """A picture, before or after."""

    kind = forms.ChoiceField(
        label=lazy("When was it taken?"),
        choices=[("after", lazy("After")), ("before", lazy("Before"))],
        initial="after",
    )


class InspectForm(WorkForm):
    """When it is looked at together."""

    starts_at = day(lazy("On which day?"))
    time = forms.TimeField(
        label=lazy("At what time?"), widget=forms.TimeInput(attrs={"type": "time", "class": "short"})
    )
    who_comes = words(lazy("Who comes?"), rules.WHAT_LENGTH, 1, lazy("Posts, not names: the office, the contractor."))

    def given(self) -> dict[str, Any]:
        """The instant and who comes."""
        data = self.cleaned_data
        since = timedelta(hours=data["time"].hour, minutes=data["time"].minute)
        return {"starts_at": clock.start_of_day(data["starts_at"]) + since, "who_comes": data["who_comes"]}


class ResultForm(WorkForm):
    """What was found."""

    result = words(lazy("What was found?"), rules.REASON_LENGTH)


class CareForm(WorkForm):
    """Who looks after it, and how often."""

    body = body_field(lazy("Who looks after it?"))
    what = words(lazy("What is done each time?"), rules.WHAT_LENGTH, 1)
    every_days = forms.TypedChoiceField(label=lazy("How often?"), choices=names.HOW_OFTEN.items, coerce=int, initial=30)


class TakeIdeaForm(WorkForm):
    """The idea becomes an order."""

    body = body_field(lazy("Who builds it?"))
    what = words(lazy("What is to be done?"), rules.WHAT_LENGTH, 2)


class IdeaForm(WorkForm):
    """What could be better, and where."""

    text = words(
        lazy("What could be better here?"), rules.TEXT_LENGTH, 4, lazy("Everybody reads it, without your name.")
    )
    node = forms.ChoiceField(label=lazy("Where?"))
    photo = photo(lazy("A picture of the place, or a sketch"))

    def __init__(self, *args: Any, nodes: Iterable[tuple[Any, str]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.nodes = {node.code: (node, label) for node, label in nodes}
        choose(self, "node").choices = [(code, label) for code, (_one, label) in self.nodes.items()]

    def given(self) -> dict[str, Any]:
        """The place itself."""
        return {**self.cleaned_data, "node": self.nodes[self.cleaned_data["node"]][0]}
