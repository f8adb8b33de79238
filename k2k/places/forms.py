"""Forms about places; the fields are the commands' keywords."""

from django import forms
from django.utils.translation import gettext_lazy as _

from k2k.core import clock, ids
from k2k.core.ui.fields import DayField
from k2k.places import rules, words
from k2k.places.register.tables import MOST_BYTES

SHORT = forms.TextInput(attrs={"class": "short"})
SHORT_NUMBER = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})


class CodeForm(forms.Form):
    """The code under a label's picture."""

    code = forms.CharField(
        label=_("The code on the label"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "code-in", "autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """The code in its own spelling."""
        try:
            return ids.clean_code(self.cleaned_data["code"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class SiteForm(forms.Form):
    """A new perumahan."""

    name = forms.CharField(label=_("Name of the perumahan"), max_length=rules.NAME_LENGTH)
    state = forms.ChoiceField(label=_("State of Malaysia"), choices=lambda: [("", "")] + list(clock.STATES.items()))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    started_on = DayField(label=_("With K2K since"), widget=forms.DateInput(attrs={"type": "date"}))


class PlaceForm(forms.Form):
    """One place inside another."""

    kind = forms.ChoiceField(label=_("What do you add?"), widget=forms.RadioSelect)
    noun = forms.ChoiceField(label=_("Which kind of spot or thing?"), required=False)
    name = forms.CharField(label=_("Name or number"), max_length=rules.NAME_LENGTH, required=False)

    def __init__(self, *args, parent, **how):
        super().__init__(*args, **how)
        kinds = rules.CHILDREN.get(parent.kind, ())
        self.fields["kind"].choices = [
            (kind, words.KINDS[kind]) for kind in kinds if kind != "unit" or parent.kind == "floor"
        ]
        spots = [(f"spot:{slug}", words.SPOTS[slug]) for slug in rules.SPOTS]
        things = [(f"asset:{slug}", words.ASSETS[slug]) for slug in rules.ASSETS]
        self.fields["noun"].choices = [
            ("", "–"),
            (words.KINDS["spot"], spots),
            (words.KINDS["asset"], things),
        ]

    def clean(self) -> dict:
        """The noun belongs to the kind that was chosen."""
        cleaned = super().clean()
        kind, _colon, noun = (cleaned.get("noun") or "").partition(":")
        chosen = cleaned.get("kind")
        if chosen in ("spot", "asset") and kind != chosen:
            self.add_error("noun", _("Choose what it is from the list."))
        if chosen in ("block", "floor", "unit") and not cleaned.get("name"):
            self.add_error("name", _("Write a name."))
        cleaned["noun"] = noun if chosen in ("spot", "asset") else ""
        return cleaned


class BlockForm(forms.Form):
    """A whole block at once."""

    name = forms.CharField(label=_("Name of the block"), max_length=rules.NAME_LENGTH, widget=SHORT)
    floors = forms.CharField(
        label=_("Floors from the lowest up"),
        max_length=400,
        help_text=_("As the building names them, with commas; a run as 1-16. Such as G, 1-3, 3A, 5-12"),
    )
    empty_floors = forms.CharField(label=_("Floors without homes"), max_length=400, required=False)
    units_per_floor = forms.IntegerField(
        label=_("Homes on a floor"), min_value=0, max_value=rules.MOST_UNITS_PER_FLOOR, widget=SHORT_NUMBER
    )
    lifts = forms.IntegerField(
        label=_("Lifts"), min_value=0, max_value=rules.MOST_LIFTS, initial=2, widget=SHORT_NUMBER
    )
    furnish = forms.BooleanField(
        label=_("Add what every block has: lobby, stairs, bin room, water pump and tank, a corridor on each floor"),
        required=False,
        initial=True,
    )

    def clean_floors(self) -> list[str]:
        """The floors, runs written out."""
        return _floors(self.cleaned_data["floors"])

    def clean_empty_floors(self) -> tuple[str, ...]:
        """The floors without homes."""
        return tuple(_floors(self.cleaned_data["empty_floors"]))


def _floors(text: str) -> list[str]:
    """Floors from "G, 1-3, 3A": commas between them, a dash for a run of numbers."""
    found: list[str] = []
    for part in (each.strip().upper() for each in text.split(",")):
        first, dash, last = part.partition("-")
        if dash and first.isdecimal() and last.isdecimal():
            run = range(int(first[:3]), int(last[:3]) + 1)
            found += [str(n) for n in run[: rules.MOST_FLOORS + 1]]
        elif part:
            found.append(part[: rules.NUMBER_LENGTH])
    return found[: rules.MOST_FLOORS + 1]


class DaysForm(forms.Form):
    """Days on which people are away or busy."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, choices=words.OCCASIONS.items())
    title = forms.CharField(
        label=_("In a few words"), max_length=rules.NAME_LENGTH, required=False, help_text=_("Such as: SPM, term 1")
    )
    first = DayField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = DayField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))


class LinesForm(forms.Form):
    """Whom somebody trapped in a lift calls."""

    lift_line = forms.CharField(
        label=_("Lift emergency line"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "class": "short"}),
    )
    lift_line_name = forms.CharField(label=_("Whose line it is"), max_length=80, required=False)


class TenureForm(forms.Form):
    """How a home is held."""

    kind = forms.ChoiceField(
        label=_("How is the home held?"), choices=lambda: list(words.TENURES.items()), widget=forms.RadioSelect
    )
    since = DayField(label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}))


class RegisterForm(forms.Form):
    """A register to be read."""

    upload = forms.FileField(
        label=_("The register, as XLSX or CSV"),
        help_text=_("One row per home, with the headings Block, Floor, Unit, Tenure, Since (or in Malay)."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    keep_people_basis = forms.CharField(
        label=_("Legal basis for the columns about people"),
        help_text=_("Leave empty. Even with a basis no person is imported: people enter by consent, at their door."),
        max_length=300,
        required=False,
    )

    def clean_upload(self):
        """A file that is not larger than any register."""
        upload = self.cleaned_data["upload"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large. At most %(n)d MB.") % {"n": MOST_BYTES // 1_000_000})
        return upload


class ConfirmForm(forms.Form):
    """What new blocks get beside their homes."""

    lifts = forms.IntegerField(
        label=_("Lifts in each new block"), min_value=0, max_value=rules.MOST_LIFTS, initial=0, widget=SHORT_NUMBER
    )
    furnish = forms.BooleanField(
        label=_("Add what every block has: lobby, stairs, bin room, water pump and tank, a corridor on each floor"),
        required=False,
        initial=True,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)


class LabelsForm(forms.Form):
    """Which labels to print."""

    which = forms.MultipleChoiceField(
        label=_("Which labels?"), choices=lambda: list(words.LABELS.items()), widget=forms.CheckboxSelectMultiple
    )
