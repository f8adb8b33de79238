"""What is filled in at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from k2k.bodies import queries as bodies
from k2k.core.nodes import Node
from k2k.desk import queries, rules, words
from k2k.issues import queries as issues

if TYPE_CHECKING:
    from k2k.issues.models import Issue


class FilterForm(forms.Form):
    """What the address narrows a list to; what it does not know narrows nothing."""

    use_required_attribute = False

    text = forms.CharField(label=_("Words or number"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False)
    category = forms.ChoiceField(label=_("What"), required=False)
    block = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    body = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        named: list[tuple[str, Any]] = [(slug, issues.category_label(slug)) for slug in issues.CATEGORIES]
        chosen: Any = self.fields
        chosen["category"].choices = [("", _("All")), *named]
        chosen["state"].choices = [("", _("All")), *words.STATES.items()]

    def filters(self) -> queries.Filters:
        """The filters that the address names."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return queries.Filters(**{name: value.replace("\x00", "") for name, value in given.items()})


class ManyForm(forms.Form):
    """What is done to the chosen reports, all together."""

    use_required_attribute = False

    do = forms.ChoiceField(
        label=_("What to do with them"),
        widget=forms.RadioSelect,
        choices=[
            ("accept", _("Accept; each goes to the body that is responsible")),
            ("hand_over", _("Hand over to one body")),
            ("merge", _("Join: they are one fault")),
            ("refuse", _("Say that it cannot be done")),
        ],
        error_messages={"required": _("Choose what to do."), "invalid_choice": _("Choose what to do.")},
    )
    body = forms.ChoiceField(label=_("Hand over to"), required=False)
    into = forms.ChoiceField(label=_("The report that stays"), required=False)
    answer = forms.ChoiceField(label=_("The answer"), required=False)
    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=rules.TEXT_LIMIT, help_text=_("Everybody can read it.")
    )

    def __init__(self, *args: Any, site: Node, chosen: list[Issue], at: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies.choices_for(site, at)}
        self.chosen = {issue.code: issue for issue in chosen}
        named: Any = self.fields
        named["body"].choices = [("", "–"), *((code, body.name) for code, body in self.bodies.items())]
        named["into"].choices = [("", "–"), *((one.code, f"{one.code} · {issues.title(one)}") for one in chosen)]
        named["answer"].choices = [("", _("My own words")), *rules.REFUSALS.items()]

    def clean(self) -> dict[str, Any]:
        """What the chosen doing needs is there."""
        given = super().clean() or {}
        doing = given.get("do")
        if doing == "hand_over" and not given.get("body"):
            self.add_error("body", _("Choose who does it."))
        if doing == "merge" and not given.get("into"):
            self.add_error("into", _("Choose the other report that stays."))
        given["words"] = rules.REFUSALS.get(given.get("answer", ""), given.get("reason", ""))
        if doing in ("hand_over", "refuse") and len(given["words"]) < 4:
            self.add_error("reason", _("Say why, in a sentence that the neighbours understand."))
        return given


class SendForm(forms.Form):
    """To which body outside, and why."""

    use_required_attribute = False

    body = forms.ChoiceField(label=_("Hand over to"), error_messages={"required": _("Choose who does it.")})
    reason = forms.CharField(
        label=_("Why?"),
        max_length=rules.TEXT_LIMIT,
        help_text=_("Everybody can read it."),
        error_messages={"required": _("Say why, in a sentence that the neighbours understand.")},
    )

    def __init__(self, *args: Any, issue: Issue, at: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in queries.outside_bodies(issue.site, at)}
        named: Any = self.fields
        named["body"].choices = [(code, body.name) for code, body in self.bodies.items()]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {"body": self.bodies[self.cleaned_data["body"]], "reason": self.cleaned_data["reason"]}


class EmptyForm(forms.Form):
    """A button."""

    def given(self) -> dict[str, Any]:
        """Nothing more."""
        return self.cleaned_data


class ReturnForm(EmptyForm):
    """What is missing, so that the body outside takes it."""

    use_required_attribute = False

    missing = forms.CharField(
        label=_("What is missing?"),
        max_length=rules.TEXT_LIMIT,
        help_text=_("Everybody can read it."),
        error_messages={"required": _("Write a few words.")},
    )


class ListForm(forms.Form):
    """Outside numbers and statuses: a workbook, or lines pasted from one."""

    use_required_attribute = False

    upload = forms.FileField(label=_("Excel workbook (.xlsx) or CSV"), required=False)
    lines = forms.CharField(
        label=_("Or paste the lines"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Each line: our number, outside system, outside number, outside status; as copied from Excel."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("upload") and not (given.get("lines") or "").strip():
            self.add_error("upload", _("Choose a workbook, or paste its lines."))
        return given
