"""Forms of this app: one side's column, and a thing that the list forgot."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from k2k.core import money
from k2k.core.ui.fields import RinggitField
from k2k.handover import rules, words
from k2k.handover.models import Item


class ColumnForm(forms.Form):
    """What one side says of every thing; what it leaves open waits."""

    use_required_attribute = False

    def __init__(self, *args: Any, items: list[Item], side: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        choices = [("", "–"), *((word, words.SAYS[word]) for word in rules.SAYS[side])]
        for item in items:
            self.fields[f"says_{item.number}"] = forms.ChoiceField(
                label=words.thing(item), choices=choices, required=False, initial=getattr(item, f"{side}_says")
            )
            if item.kind in rules.CASH:
                sen = getattr(item, f"{side}_sen")
                self.fields[f"sen_{item.number}"] = RinggitField(
                    label=gettext_lazy("How much did you count?"), required=False, max_length=20,
                    initial="" if sen is None else money.format_rm(sen),
                    widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}),
                )  # fmt: skip

    def given(self) -> dict[str, dict[int, Any]]:
        """The command's keywords."""
        data = self.cleaned_data
        numbers = [item.number for item in self.items]
        return {
            "says": {n: data[f"says_{n}"] for n in numbers if data[f"says_{n}"]},
            "sen": {n: data[f"sen_{n}"] for n in numbers if data.get(f"sen_{n}") is not None},
        }


class AddForm(forms.Form):
    """One more thing."""

    text = forms.CharField(
        label=gettext_lazy("What else?"), max_length=rules.TEXT_LENGTH,
        help_text=gettext_lazy("Everybody reads it if it is not handed over. No names, please."),
    )  # fmt: skip


class DecideForm(forms.Form):
    """What became of a parcel."""

    use_required_attribute = False
    state = forms.ChoiceField(
        label=gettext_lazy("What did you do with it?"), widget=forms.RadioSelect,
        choices=[
            ("entered", gettext_lazy("I entered what counts, in my own name")),
            ("set_aside", gettext_lazy("I set it aside")),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why was it set aside?"), max_length=rules.REASON_LENGTH, required=False
    )
