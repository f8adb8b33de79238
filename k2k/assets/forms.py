"""Forms of this app: their fields are the keywords of the commands, choices are public codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from k2k.assets import names, rules
from k2k.core.files.fields import PhotoField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from k2k.assets.models import Part
    from k2k.bodies.models import Body


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    return forms.DateField(label=label, widget=widget, error_messages={"required": lazy("Choose a date.")})


def _line(label: Any, most: int, *, required: bool = True, hint: Any = "") -> forms.CharField:
    errors = {"required": lazy("Write your words first.")}
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, error_messages=errors)


def _photo() -> PhotoField:
    widget = forms.FileInput(attrs={"data-photo": True, "accept": "image/*"})
    return PhotoField(label=lazy("Picture of the paper"), required=False, widget=widget)


class AssetForm(forms.Form):
    """A form whose ids begin with its verb, so that several stand on one page."""

    use_required_attribute = False

    def __init__(self, *args: Any, verb: str = "f", bodies: Iterable[Body] = (), parts: Iterable[Part] = (), **kw: Any):
        super().__init__(*args, **{**kw, "auto_id": f"{verb}_%s"})
        fields: dict[str, Any] = self.fields
        self.bodies = {body.code: body for body in bodies}
        self.parts = {str(part.pk): part for part in parts}
        if "body" in self.fields:
            fields["body"].choices = [(code, body.name) for code, body in self.bodies.items()]
        if "parent" in self.fields:
            named = [(pk, f"{names.PARTS[part.kind]} {part.name}".strip()) for pk, part in self.parts.items()]
            fields["parent"].choices = [("", "—"), *named]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = dict(self.cleaned_data)
        if "body" in data:
            data["body"] = self.bodies[data["body"]]
        if "parent" in data:
            data["parent"] = self.parts.get(data["parent"])
        return data


class CertifyForm(AssetForm):
    """A certificate as its paper says."""

    kind = forms.ChoiceField(label=lazy("What kind of certificate?"), choices=names.CERTIFICATES.items)
    number = _line(lazy("Number on the paper"), rules.NUMBER_LENGTH)
    issued_on = _day(lazy("Given on"))
    until = _day(lazy("Valid until"))
    photo = _photo()


class PlanForm(AssetForm):
    """Who looks after it, how often."""

    what = _line(lazy("What is done each time?"), rules.WHAT_LENGTH)
    body = forms.ChoiceField(label=lazy("Who looks after it?"))
    months = forms.TypedChoiceField(label=lazy("How often?"), choices=names.HOW_OFTEN.items, coerce=int, initial=1)
    first_due = _day(lazy("First day"))
    grace_days = forms.IntegerField(
        label=lazy("Days of grace"), initial=rules.GRACE_DAYS, min_value=0, max_value=rules.MOST_GRACE,
        help_text=lazy("Not written down by then, the visit counts as missed."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip


class VisitForm(AssetForm):
    """A visit that was made."""

    done_on = _day(lazy("Done on"))
    photo = _photo()


class PartForm(AssetForm):
    """A piece, or the thing itself."""

    kind = forms.ChoiceField(label=lazy("What is it?"), choices=names.PARTS.items)
    name = _line(lazy("Its name, such as: pump 1"), rules.WHAT_LENGTH, required=False)
    parent = forms.ChoiceField(label=lazy("A piece of"), required=False)
    serial = _line(lazy("Serial number"), rules.NUMBER_LENGTH, required=False)
    since = _day(lazy("There since"))


class ReplaceForm(AssetForm):
    """It was replaced, or taken away."""

    on = _day(lazy("On which day?"))
    serial = _line(lazy("Serial number of the new one"), rules.NUMBER_LENGTH, required=False)
    new = forms.BooleanField(label=lazy("A new one stands in its place"), required=False, initial=True)


class HoursForm(AssetForm):
    """The hours that count on one kind of day."""

    kind = forms.ChoiceField(label=lazy("On which days?"), choices=names.DAYS.items)
    spans = _line(
        lazy("Hours"), rules.SPANS_LENGTH, required=False,
        hint=lazy("Such as 06:00-08:30, 16:30-20:00. Left empty: no hours count."),
    )  # fmt: skip


class EmptyForm(AssetForm):
    """A button."""
