"""Forms of this app: their fields are the keywords of the commands, choices are public codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from k2k.core.ui.fields import choose
from k2k.questions import names, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from k2k.bodies.models import Body


def words(label, rows: int, most: int, hint="", *, required: bool = True) -> forms.CharField:
    """Some lines of words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": gettext_lazy("Write your words first.")},
    )


def _about_person() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("It is about a person"),
        required=False,
        help_text=gettext_lazy("Then only what it is about and how long it waits can be seen until it is published."),
    )


class FollowForm(forms.Form):
    """One more question after an answer."""

    use_required_attribute = False
    text = words(gettext_lazy("What do you still want to know?"), 3, rules.TEXT_LENGTH)
    about_person = _about_person()


class AskForm(forms.Form):
    """One question: its words; whom and about what have a first choice already."""

    use_required_attribute = False
    text = words(gettext_lazy("What do you want to know?"), 4, rules.TEXT_LENGTH)
    about_person = _about_person()
    body = forms.ChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom you ask: a body at the desk of this perumahan.")},
    )
    category = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=names.CATEGORIES.items,
        initial="other",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, bodies: Iterable[Body], **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies}
        body = choose(self, "body")
        body.choices = [(code, body.name) for code, body in self.bodies.items()]
        body.initial = next(iter(self.bodies), None)

    def given(self) -> dict:
        """The command's keywords."""
        return {**self.cleaned_data, "body": self.bodies[self.cleaned_data["body"]]}


class EmptyForm(forms.Form):
    """Nothing but the button."""


class MarkForm(forms.Form):
    """Which of the two equal buttons was pressed."""

    says = forms.CharField(required=False)


class AppealForm(forms.Form):
    """Why it should be published after all; only the programme officer reads it."""

    use_required_attribute = False
    text = words(
        gettext_lazy("Why should it be published?"), 3, rules.TEXT_LENGTH,
        gettext_lazy("Only the programme officer reads this."), required=False,
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The body's answer."""

    use_required_attribute = False
    text = words(
        gettext_lazy("The answer"), 5, rules.ANSWER_LENGTH,
        gettext_lazy("Everybody reads it, with its date. What is wrong in it is corrected beside it, never over it."),
    )  # fmt: skip


class CorrectForm(AnswerForm):
    """A better answer beside the last one."""


class RefuseForm(forms.Form):
    """Why it is not published."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it not published?"),
        choices=names.REASONS.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it is not published.")},
    )
    repeats = forms.CharField(
        label=gettext_lazy("Number of the question it repeats"),
        required=False,
        max_length=16,
        help_text=gettext_lazy("Only where it was asked before."),
        widget=forms.TextInput(attrs={"class": "code-in", "autocomplete": "off"}),
    )


class CharterForm(forms.Form):
    """The body's own rule."""

    days = forms.IntegerField(
        label=gettext_lazy("Within how many working days?"),
        min_value=1,
        max_value=rules.MOST_DAYS,
        initial=rules.DEFAULT_DAYS,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Where is that written?"),
        max_length=rules.SOURCE_LENGTH,
        help_text=gettext_lazy("For example: Client charter 2026, point 3."),
    )
