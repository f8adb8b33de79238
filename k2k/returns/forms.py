"""Forms of returns: the year's figures and answers, and that it was filed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from k2k.core import money
from k2k.core.ui.fields import DayField, RinggitField
from k2k.returns import rules, words
from k2k.returns.models import AnnualReturn

QUESTIONS = {
    "audited": gettext_lazy("Were the accounts audited?"),
    "ties_abroad": gettext_lazy("Is the group tied to a body outside Malaysia?"),
    "money_abroad": gettext_lazy("Did it receive money or property from outside Malaysia?"),
}


ANSWERED = {True: "yes", False: "no", None: ""}


def _day(label, **words) -> DayField:
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date", "class": "short"}), **words)


class FiguresForm(forms.Form):
    """Everything may wait: what is known is kept."""

    use_required_attribute = False
    year_end = _day(gettext_lazy("On which day did the financial year end?"), required=False)

    def __init__(self, *args: Any, row: AnnualReturn | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year_end"].initial = row.year_end.isoformat() if row and row.year_end else ""
        for name, label in words.FIGURES.items():
            sen = getattr(row, name, None)
            self.fields[name] = RinggitField(
                label=label, required=False, max_length=20, initial="" if sen is None else money.format_rm(sen),
                widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}),
            )  # fmt: skip
        for name, label in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, required=False, choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
                coerce=lambda said: said == "yes", empty_value=None, widget=forms.RadioSelect,
                initial=ANSWERED[getattr(row, name, None)],
            )  # fmt: skip


class FiledForm(forms.Form):
    """The day and number that eROSES gave."""

    use_required_attribute = False
    filed_on = _day(gettext_lazy("On which day did you send it?"))
    reference = forms.CharField(
        label=gettext_lazy("Number that eROSES gave, if any"), max_length=rules.REFERENCE_LENGTH, required=False,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )  # fmt: skip
