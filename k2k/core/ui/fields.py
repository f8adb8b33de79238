"""The form fields of a day and of an amount of money."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from k2k.core import money

#: No legal day of ours lies outside; nearer the ends of the calendar a time zone, or 60 days more, has no date.
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class DayField(forms.DateField):
    """A day within three centuries: a slip of the finger ("0206", "9999") is no day."""

    def __init__(self, **kwargs: Any):
        words = _("Choose a day between 1900 and 2199.")
        super().__init__(**kwargs)
        self.validators += [MinValueValidator(FIRST, words), MaxValueValidator(LAST, words)]


class RinggitField(forms.CharField):
    """An amount as people write it, given as sen."""

    def clean(self, value: Any) -> int | None:
        """Sen, or None where nothing was written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.parse_rm(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def choose(form: forms.Form, name: str) -> forms.ChoiceField:
    """The form's field of this name, whose choices are known only now."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field
