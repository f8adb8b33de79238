"""Forms of this app: their fields are the keywords of the commands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from k2k.safety import names, rules


def words(label, hint="") -> forms.CharField:
    """Some lines, in confidence; a browser keeps nothing of them."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=rules.TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"required": _("Write a few words.")},
    )


class WriteForm(forms.Form):
    """A sealed letter; what leads to the writer is asked only where it helps her."""

    use_required_attribute = False
    meets_itself = True
    disclosure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    text = words(
        _("What do you want to say?"), _("How and when can you be reached without danger? Only if you want to.")
    )
    about = forms.ChoiceField(label=_("What is it about?"), choices=names.ABOUT.items, widget=forms.RadioSelect)
    to = forms.ChoiceField(label=_("Who reads it?"), choices=names.TO.items, widget=forms.RadioSelect, initial="lead")
    under_pin = forms.BooleanField(
        label=_("Keep it under my PIN"),
        required=False,
        help_text=_("Then you find the answer with your PIN. The home's card alone never shows it."),
    )

    def __init__(self, *args, may_mediate: bool, has_pin: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_mediate:
            del self.fields["to"]
        if not has_pin:
            del self.fields["under_pin"]


class MoreForm(forms.Form):
    """The writer writes on."""

    use_required_attribute = False
    meets_itself = True
    disclosure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    text = words(_("Write on"))


class ReplyForm(forms.Form):
    """The one to whom it was written answers."""

    use_required_attribute = False
    meets_itself = True
    text = words(_("Your answer"), _("Write it so that it harms nobody if another person reads it."))


class EmptyForm(forms.Form):
    """Nothing but the button."""


class NeedsForm(forms.Form):
    """What the home needs."""

    kinds = forms.MultipleChoiceField(
        label=_("What holds for your home?"),
        choices=names.NEEDS.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class LineForm(forms.Form):
    """A line that was checked today."""

    use_required_attribute = False
    slug = forms.ChoiceField(choices=names.LINES.items, widget=forms.HiddenInput)
    number = forms.CharField(label=_("Telephone"), max_length=24, widget=forms.TextInput(attrs={"class": "short"}))
    whatsapp = forms.CharField(
        label=_("WhatsApp, with its country"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip
