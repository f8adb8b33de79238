"""The forms of cards, persons and doors; their fields are the keywords of the commands."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from k2k.people.models import Person
from k2k.people.rules import CARD_REASONS

REASONS = {
    "first": _("The first card"),
    "lost": _("Lost"),
    "stolen": _("Stolen"),
    "damaged": _("Damaged"),
    "everywhere": _("Stop it on every phone"),
    "other": _("Another reason"),
}


def _code_box(**attrs) -> forms.TextInput:
    return forms.TextInput(
        attrs={"class": "code-in", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"} | attrs
    )


def _pin_box(which: str) -> forms.PasswordInput:
    return forms.PasswordInput(
        attrs={"class": "code-in", "inputmode": "numeric", "autocomplete": which, "maxlength": 6}
    )


class CodeForm(forms.Form):
    """The code printed on a card."""

    code = forms.CharField(label=_("Code on the card"), max_length=40, widget=_code_box())


class PersonForm(forms.Form):
    """Somebody's name and language."""

    preferred_name = forms.CharField(
        label=_("What do you want to be called?"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(
        label=_("Which language do you read?"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class NewPersonForm(PersonForm):
    """Somebody new in the household, with their consent."""

    agreed = forms.BooleanField(
        label=_("I agree to this"), error_messages={"required": _("Without a yes, nothing is kept.")}
    )


class SetPinForm(forms.Form):
    """A new PIN, typed once; it can be cleared at the door."""

    pin = forms.CharField(label=_("6 digits"), max_length=12, widget=_pin_box("new-password"))


class PinForm(forms.Form):
    """Who is it, and their PIN."""

    person = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect)
    pin = forms.CharField(label=_("Your PIN, 6 digits"), max_length=12, widget=_pin_box("off"))

    def __init__(self, *args, persons: list[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(each.code, each.preferred_name) for each in persons]


class ReprintForm(forms.Form):
    """Why a card is printed again."""

    reason = forms.ChoiceField(
        label=_("Why a new card?"),
        choices=[(slug, REASONS[slug]) for slug in CARD_REASONS if slug not in ("first", "everywhere")],
        widget=forms.RadioSelect,
    )


class PartForm(forms.Form):
    """Who goes to live behind which door."""

    persons = forms.MultipleChoiceField(label=_("Who goes to live there?"), widget=forms.CheckboxSelectMultiple)
    door = forms.CharField(
        label=_("Number on the new door"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, persons: list[Person], **kwargs):
        super().__init__(*args, **kwargs)
        going = self.fields["persons"]
        assert isinstance(going, forms.MultipleChoiceField)
        going.choices = [(each.code, each.preferred_name) for each in persons]


class NumberForm(forms.Form):
    """One phone of the home, with the home's yes."""

    agreed = forms.BooleanField(
        label=_("We agree to this"), error_messages={"required": _("Without a yes, nothing is kept.")}
    )
    number = forms.CharField(
        label=_("Mobile number"),
        max_length=24,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "tel", "autocomplete": "off", "type": "tel"}),
    )
