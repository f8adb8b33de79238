"""Forms of groups: their fields are the keywords of the commands, choices are public codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy, pgettext_lazy

from k2k.core.ui.fields import DayField
from k2k.groups import names, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from k2k.bodies.models import Body
    from k2k.people.models import Person


class JoinForm(forms.Form):
    """What one says of oneself when joining; every answer may stay empty."""

    use_required_attribute = False
    age = forms.ChoiceField(
        label=gettext_lazy("How old are you?"), choices=names.AGES.items, required=False, widget=forms.RadioSelect
    )
    says = forms.ChoiceField(
        label=gettext_lazy("You are …"), choices=names.SAYS.items, required=False, widget=forms.RadioSelect,
        help_text=gettext_lazy("So that everybody sees whether posts and speakers are like the members. Only counted."),
    )  # fmt: skip
    guardian = forms.ChoiceField(
        label=gettext_lazy("If you are under 18: which adult of your home agrees?"), required=False
    )

    def __init__(self, *args, persons: Iterable[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.persons = {person.code: person for person in persons}
        field = self.fields["guardian"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Nobody"))] + [(p.code, p.preferred_name) for p in self.persons.values()]
        if not self.persons:
            del self.fields["guardian"]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {**self.cleaned_data, "guardian": self.persons.get(self.cleaned_data.get("guardian", ""))}


class UnitForm(forms.Form):
    """The number on a door."""

    use_required_attribute = False
    unit = forms.CharField(
        label=gettext_lazy("The number on the door"), max_length=40,
        help_text=gettext_lazy("As it stands there, for example B-12-03."),
        error_messages={"required": gettext_lazy("Write the number on the door.")},
    )  # fmt: skip


class EnterForm(UnitForm):
    """A paper form that somebody signed."""

    preferred_name = forms.CharField(
        label=gettext_lazy("The name they want to be called by"), max_length=80,
        error_messages={"required": gettext_lazy("Write the name they want to be called by.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, initial="ms")
    age = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Age"),
        choices=[(k, v) for k, v in names.AGES.items() if k != "under_18"],
        required=False,
    )
    says = forms.ChoiceField(label=gettext_lazy("Woman or man"), choices=names.SAYS.items, required=False)


class RuleForm(forms.Form):
    """One rule as the constitution has it."""

    use_required_attribute = False
    value = forms.CharField(label=gettext_lazy("What the constitution says"), max_length=16)
    source = forms.CharField(
        label=gettext_lazy("Where it is written"), max_length=rules.SOURCE_LENGTH,
        help_text=gettext_lazy("The clause, or the meeting that decided it."),
        error_messages={
            "required": gettext_lazy("Write where this is written: the clause, or the meeting that decided it.")
        },
    )  # fmt: skip
    since = DayField(label=gettext_lazy("From which day?"), required=False)

    def __init__(self, *args, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        rule = rules.RULES[name]
        if rule.choices:
            self.fields["value"] = forms.ChoiceField(
                label=self.fields["value"].label, choices=[(each, names.value(name, each)) for each in rule.choices],
                widget=forms.RadioSelect,
            )  # fmt: skip
        else:
            self.fields["value"].help_text = gettext_lazy("A whole number from {least} to {most}.").format(
                least=rule.least, most=rule.most
            )
            self.fields["value"].widget.attrs |= {"inputmode": "numeric", "class": "short"}


class CodeForm(forms.Form):
    """The code of a letter."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("The code of the letter"), max_length=20, widget=forms.TextInput(attrs={"class": "code-in"})
    )


class ObjectForm(forms.Form):
    """Why a member objects."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you object?"), choices=names.OBJECTIONS.items, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why.")},
    )  # fmt: skip


class DecideForm(forms.Form):
    """What the committee decides, and why. `upheld` is the pressed button."""

    use_required_attribute = False
    because = forms.CharField(
        label=gettext_lazy("Why? The applicant reads it."), max_length=rules.REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why, in a sentence or two; the applicant reads it.")},
    )  # fmt: skip
    upheld = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes", widget=forms.HiddenInput
    )


class EndForm(forms.Form):
    """Why a membership ends."""

    use_required_attribute = False
    ending = forms.ChoiceField(
        label=gettext_lazy("Why does it end?"),
        choices=[(slug, word) for slug, word in names.ENDINGS.items() if slug != "left"],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it ends.")},
    )


class EmptyForm(forms.Form):
    """Nothing but the button."""


class CreateForm(forms.Form):
    """An association of this perumahan becomes a group with members."""

    use_required_attribute = False
    body = forms.ChoiceField(label=gettext_lazy("Which association?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of group is it?"), choices=names.KINDS.items, widget=forms.RadioSelect
    )
    registered_as = forms.CharField(label=gettext_lazy("Registration number"), max_length=40, required=False)
    founded_on = DayField(label=gettext_lazy("Founded on"), required=False)

    def __init__(self, *args, bodies: Iterable[Body], **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies}
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, body.name) for code, body in self.bodies.items()]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {**self.cleaned_data, "body": self.bodies[self.cleaned_data["body"]]}
