"""Forms of this app: what they give are the keywords of the commands; choices are public codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.bodies.queries import post_title
from k2k.core.nodes import Node
from k2k.core.ui.fields import DayField, choose
from k2k.elections import queries, rules, words
from k2k.elections.commands.calling import Wanted
from k2k.elections.models import Seat

if TYPE_CHECKING:
    from k2k.groups.models import Membership


def line(label, most: int, hint="") -> forms.CharField:
    """One line, or a few, of words."""
    widget = forms.Textarea(attrs={"rows": 3}) if most > 100 else forms.TextInput()
    return forms.CharField(label=label, max_length=most, help_text=hint, widget=widget)


def _day(label, days: int) -> DayField:
    """A day, with a first guess so many days from today."""
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date"}), initial=days)


def _number(label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=rules.MOST_PLACES, initial=0, required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip


class CallForm(forms.Form):
    """Which posts, how many places, for whom; how several places are counted; the days."""

    use_required_attribute = False
    posts = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are elected?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    members = _number(gettext_lazy("How many other committee members?"))
    women = _number(gettext_lazy("And how many seats for women, apart?"))
    youth = _number(gettext_lazy("And how many seats for youth, apart?"))
    block = forms.ChoiceField(label=gettext_lazy("And one seat for a block, apart?"), required=False)
    method = forms.ChoiceField(
        label=gettext_lazy("How are several places counted?"), required=False, widget=forms.RadioSelect
    )
    nominate_from = _day(gettext_lazy("Nominations from"), 1)
    nominate_until = _day(gettext_lazy("Nominations until"), 8)
    object_until = _day(gettext_lazy("Objections until"), 22)
    vote_from = _day(gettext_lazy("The vote begins"), 24)
    vote_until = _day(gettext_lazy("Last day of the vote"), 27)

    def __init__(self, *args: Any, blocks: Iterable[Node], default: str, objection_days: int, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.blocks = {block.code: block for block in blocks}
        choose(self, "posts").choices = [(post, post_title(post)) for post in rules.SINGLE]
        choose(self, "block").choices = [("", "–"), *((code, block.name) for code, block in self.blocks.items())]
        own = _("As the constitution says. %(how)s") % {"how": words.METHODS[default]}
        choose(self, "method").choices = [("own", own), *((m, w) for m, w in words.METHODS.items() if m != default)]
        self.fields["method"].initial = "own"
        later = objection_days - 14
        for name in rules.Days._fields:
            moved = self.fields[name].initial + (0 if name.startswith("nominate") else max(0, later))
            self.fields[name].initial = today + timedelta(days=moved)

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = self.cleaned_data
        seats = [Wanted(post) for post in data["posts"]]
        method = "" if data["method"] == "own" else data["method"]
        for field, reserved in (("members", ""), ("women", "women"), ("youth", "youth")):
            if data[field]:
                seats.append(Wanted("committee_member", data[field], reserved, None, method))
        if data["block"]:
            seats.append(Wanted("committee_member", 1, "block", self.blocks[data["block"]]))
        return {"seats": seats, **{name: data[name] for name in rules.Days._fields}}


class MembersForm(forms.Form):
    """Choices of seats and of members of a group, by their codes."""

    use_required_attribute = False

    def __init__(self, *args: Any, seats: list[Seat], members: dict[str, list[Membership]], **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.number): seat for seat in seats}
        self.members = {name: {row.code: row for row in rows} for name, rows in members.items()}
        choose(self, "seat").choices = [(number, words.seat_title(seat)) for number, seat in self.seats.items()]
        for name, rows in self.members.items():
            shown = [(code, f"{queries.name_of(row)} · {row.household.node.name}") for code, row in rows.items()]
            choose(self, name).choices = [("", "–"), *shown]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = dict(self.cleaned_data)
        data["seat"] = self.seats[data["seat"]]
        return data | {name: rows[data[name]] for name, rows in self.members.items()}


def _seat() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("For which seat?"), widget=forms.RadioSelect)


class NominateForm(MembersForm):
    """Whom a member proposes, and for what."""

    seat = _seat()
    membership = forms.ChoiceField(label=gettext_lazy("Whom do you propose?"))


class EnterForm(MembersForm):
    """A nomination form that three signed on paper."""

    seat = _seat()
    membership = forms.ChoiceField(label=gettext_lazy("Candidate"))
    name = line(gettext_lazy("Name as it stands on the paper"), rules.NAME_LENGTH)
    statement = line(gettext_lazy("A few words"), rules.STATEMENT_LENGTH)
    proposer = forms.ChoiceField(label=gettext_lazy("Proposed by"))
    seconder = forms.ChoiceField(label=gettext_lazy("Seconded by"))
    signed = forms.BooleanField(label=gettext_lazy("All three have signed; the form is kept"), required=False)

    def __init__(self, *args: Any, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].required = False


class ConsentForm(forms.Form):
    """The candidate's own words."""

    use_required_attribute = False
    name = line(gettext_lazy("Name as it stands on the paper"), rules.NAME_LENGTH)
    statement = line(
        gettext_lazy("A few words"), rules.STATEMENT_LENGTH, gettext_lazy("Everybody reads them beside your name.")
    )

    def __init__(self, *args: Any, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].required = False


class ReasonForm(forms.Form):
    """A public reason."""

    reason = line(gettext_lazy("Why?"), rules.REASON_LENGTH, gettext_lazy("Everybody reads it. No names, please."))


class ObjectForm(forms.Form):
    """Why somebody objects."""

    reason = forms.ChoiceField(label=gettext_lazy("Why do you object?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: dict, **kwargs):
        super().__init__(*args, **kwargs)
        choose(self, "reason").choices = list(reasons.items())


class RuleForm(forms.Form):
    """What one who decides says."""

    use_required_attribute = False
    objection = forms.CharField(max_length=16, widget=forms.HiddenInput)
    upheld = forms.ChoiceField(
        label=gettext_lazy("Does the objection hold?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("It holds")), ("no", gettext_lazy("It does not hold"))],
    )  # fmt: skip
    because = line(gettext_lazy("Why?"), rules.REASON_LENGTH, gettext_lazy("Everybody reads it. No names, please."))


class TellerForm(forms.Form):
    """Who opens the box."""

    account = forms.ChoiceField(
        label=gettext_lazy("Who opens the box and decides objections?"),
        help_text=gettext_lazy("Nobody who stands, or shares a home with somebody who stands."),
    )

    def __init__(self, *args: Any, accounts: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.accounts = {str(account.pk): account for account in accounts}
        choose(self, "account").choices = [(pk, account.display_name) for pk, account in self.accounts.items()]


class PaperForm(forms.Form):
    """Whose line of the roll is marked."""

    who = forms.ChoiceField(label=gettext_lazy("Who gets a paper?"))

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs):
        super().__init__(*args, **kwargs)
        shown = [(row.voter, f"{queries.name_of(row)} · {row.household.node.name}") for row in members]
        choose(self, "who").choices = [("", "–"), *shown]


class VoteForm(forms.Form):
    """Until when, where the days that were told have passed."""

    vote_until = DayField(
        label=gettext_lazy("Last day of the vote"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
