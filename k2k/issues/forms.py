"""What a neighbour fills in. Fields carry the names of the command's keywords, so that a refusal finds its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from k2k.core.actors import Actor
from k2k.core.files.fields import PhotoField
from k2k.core.nodes import Node
from k2k.issues import danger, names, rules

#: Common places beside which a home's own fault is met; at a lift or a playground nobody means their home.
NEAR_HOMES = {"corridor"}
KINDS_NEAR_HOMES = {"site", "block", "floor"}


def photo_field(label: Any = "", hint: Any = "") -> PhotoField:
    """One photograph, straight from the camera."""
    widget = forms.FileInput(attrs={"data-photo": "", "accept": "image/*", "capture": "environment"})
    return PhotoField(label=label or _("Photo"), required=False, help_text=hint, widget=widget, allow_empty_file=True)


def words_field(label: Any, limit: int, hint: Any = "", required: bool = False, rows: int = 3) -> forms.CharField:
    """A sentence or two; the length is refused by the command, with both numbers."""
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": limit})
    missing = {"required": _("Write a few words.")}
    return forms.CharField(label=label, required=required, help_text=hint, widget=widget, error_messages=missing)


def choice_field(label: Any, sentence: Any, **given: Any) -> forms.ChoiceField:
    """One of several; `sentence` says what to choose when nothing or something else was sent."""
    return forms.ChoiceField(label=label, error_messages={"required": sentence, "invalid_choice": sentence}, **given)


def asked_field(asked: str) -> forms.ChoiceField:
    """One typed question that changes the route; nobody has to answer it."""
    return choice_field(
        names.ASKED[asked],
        _("Choose yes or no."),
        required=False,
        choices=[("yes", _("Yes: I telephone 999 first")), ("no", _("No"))],
        widget=forms.RadioSelect(attrs={"class": "two"}),
    )


class ReportForm(forms.Form):
    """A report at one place of one fault. What does not fit this place, fault and reporter is left out."""

    use_required_attribute = False

    fault = forms.CharField(widget=forms.HiddenInput, required=False)
    channel = forms.CharField(widget=forms.HiddenInput, required=False)
    photo = photo_field(hint=_("Without faces, please. Neighbours see it only after the office has looked at it."))
    text = words_field(_("One sentence"), rules.TEXT_LIMIT, _("For those who see to it. Neighbours do not read it."))
    at_home = forms.BooleanField(
        label=_("It is inside my home"),
        required=False,
        help_text=_("Only your home, the office and who repairs it see it. It is counted, never drawn on a picture."),
    )
    node = forms.CharField(
        label=_("Number of your home"),
        required=False,
        max_length=24,
        help_text=_("As it is painted on the door. Only for a fault inside your home."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    identity = choice_field(
        _("How do you want to report?"), _("Choose how you want to report."), widget=forms.RadioSelect, required=False
    )
    contact = forms.CharField(
        label=_("How can one person reach you?"),
        required=False,
        help_text=_("Only for “in confidence”: a telephone number, or when and where to meet you."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, place: Node, choice: names.Choice, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.place, self.choice = place, choice
        self.has_card = actor.kind == "card"
        self.is_home = place.kind == "unit"
        self.fields["identity"].choices = self._identities()
        self.fields["identity"].initial = "card" if self.has_card else "open"
        self.fields["fault"].initial = choice.slug
        self.questions = danger.asked(choice.category, choice.fault)
        for asked in self.questions:
            self.fields[f"ask_{asked}"] = asked_field(asked)
        if self.is_home:
            self._drop("at_home", "node", "identity", "contact")
        elif not self._may_be_home():
            self._drop("at_home", "node")
        elif self.has_card:
            self._drop("node")

    def _drop(self, *fields: str) -> None:
        for name in fields:
            del self.fields[name]

    def _may_be_home(self) -> bool:
        near = self.place.kind in KINDS_NEAR_HOMES or self.place.noun in NEAR_HOMES
        return near and self.choice.category in rules.OFFERED["unit"]

    def _identities(self) -> list[tuple[str, Any]]:
        first = ("card", _("With my home's card: counts as one home")) if self.has_card else (
            "open", _("Without a card: shown as “without a card”")
        )  # fmt: skip
        return [
            first,
            ("anonymous", _("Without any name: nothing that leads to you is kept, you get a secret link")),
            ("confidential", _("In confidence: only one named post can read how to reach you")),
        ]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What everybody sees, the photograph first."""
        first = [f"ask_{asked}" for asked in self.questions]
        return [self[name] for name in (*first, "photo", "text", "at_home", "node") if name in self.fields]

    @property
    def identity_fields(self) -> list[forms.BoundField]:
        """What is folded away."""
        return [self[name] for name in ("identity", "contact") if name in self.fields]

    @property
    def unfold(self) -> bool:
        """Whether the folded part must be open: something in it was refused or chosen."""
        chosen = self.data.get("identity") in rules.HIDDEN
        return chosen or any(name in self.errors for name in ("identity", "contact")) if self.is_bound else False

    def given(self) -> dict[str, Any]:
        """The command's keywords, the home's number apart."""
        data = self.cleaned_data
        identity = data.get("identity") or ("card" if self.has_card else "open")
        return {
            "category": self.choice.category,
            "fault": self.choice.fault,
            "said": {asked: data[f"ask_{asked}"] for asked in self.questions if data[f"ask_{asked}"]},
            "text": data["text"],
            "photo": data["photo"],
            "at_home": self.is_home or bool(data.get("at_home")),
            "identity": identity,
            "contact": data.get("contact", "") if identity == "confidential" else "",
            "channel": data["channel"] if data["channel"] in ("qr", "web") else "web",
        }


class AnswerForm(forms.Form):
    """ "Sudah elok?": the button is the answer, the sentence is for those who repair."""

    answer = forms.CharField(required=False)
    why_not = words_field(_("What is still wrong?"), rules.REPLY_LIMIT, _("For those who repair it."), rows=2)


class OutsideForm(forms.Form):
    """The number that another system gave the same fault."""

    use_required_attribute = False

    system = choice_field(
        _("Whose number is it?"), _("Choose whose number this is."), choices=lambda: list(names.OUTSIDE_SYSTEMS.items())
    )
    number = forms.CharField(
        label=_("Number there"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number.")},
    )


class CodeForm(forms.Form):
    """The code that stands under the QR of a label."""

    use_required_attribute = False

    kod = forms.CharField(
        label=_("Code on the label"),
        max_length=40,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"class": "code-in", "autocomplete": "off", "autocapitalize": "characters"}),
    )
