"""Forms of this app: their fields are the keywords of the commands, choices are public codes."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from k2k.activities import names, rules
from k2k.core import clock
from k2k.core.files.fields import PhotoField
from k2k.core.ui.fields import DayField, choose
from k2k.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from k2k.activities.models import Activity, Came, Turnout
    from k2k.activities.queries import InLine, OnRoll
    from k2k.core.nodes import Node

#: One home that came without signing up: its number, and how many.
OTHER_HOME = re.compile(r"(\S+)(?:\s+(\d{1,2}))?$")


def _time(label: Any, hint: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
    )


def _day(label: Any) -> DayField:
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"))


def _number(label: Any, most: int, hint: Any = "", *, least: int = 0, initial: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        initial=initial,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )


def _choice(label: Any, choices: Any, sentence: Any, **more: Any) -> forms.ChoiceField:
    said = {"required": sentence, "invalid_choice": sentence}
    return forms.ChoiceField(label=label, choices=choices, error_messages=said, **more)


def between(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """The instants of a day's hours; an end that is not later is on the next day."""
    starts = datetime.combine(day, start, clock.ZONE)
    ends = datetime.combine(day, end, clock.ZONE)
    return starts, ends if ends > starts else ends + timedelta(days=1)


class PlanForm(forms.Form):
    """What is planned; where and who is invited are of this site."""

    use_required_attribute = False
    title = forms.CharField(label=_("What is it called?"), max_length=rules.TITLE_LENGTH)
    kind = _choice(
        _("What kind of activity is it?"), names.KINDS.items, _("Choose what kind of activity it is."),
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = _day(_("On which day?"))
    start = _time(_("From"))
    until = _time(_("Until"))
    weeks = _number(
        _("For how many weeks?"), rules.MOST_WEEKS,
        _("1: only once. A class or a sport of several weeks has a roll of pupils."), least=1, initial=1,
    )  # fmt: skip
    node = forms.ChoiceField(label=_("Where?"), required=False)
    place = forms.CharField(
        label=_("Where exactly"), max_length=rules.PLACE_LENGTH, required=False,
        help_text=_("Or where it is outside the perumahan."),
    )  # fmt: skip
    places = _number(_("How many people can come?"), rules.MOST_PLACES, _("0: no limit."))
    invited = _choice(
        _("Who is invited?"), names.INVITED.items, _("Choose who is invited."), widget=forms.RadioSelect,
        initial="everybody",
    )  # fmt: skip
    block = forms.ChoiceField(label=_("Which block?"), required=False)
    bring = forms.CharField(
        label=_("What to bring"), max_length=rules.BRING_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, site: Node, activity: Activity | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        blocks = list(places.blocks(site))
        self.nodes = {each.code: each for each in [*places.spots(site), *blocks]}
        self.blocks = {each.code: each for each in blocks}
        for name, found in (("node", self.nodes), ("block", self.blocks)):
            choose(self, name).choices = [("", "–"), *((code, places.label(node)) for code, node in found.items())]
        if activity is not None:
            self.initial = {**self.initial, **_initial(activity)}
            if activity.state == "announced":
                for name in ("kind", "weeks", "invited", "block"):
                    del self.fields[name]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = dict(self.cleaned_data)
        starts_at, ends_at = between(data.pop("on"), data.pop("start"), data.pop("until"))
        data |= {"starts_at": starts_at, "ends_at": ends_at, "node": self.nodes.get(data["node"])}
        if "block" in data:
            data["block"] = self.blocks.get(data["block"])
        return data


def _initial(activity: Activity) -> dict[str, Any]:
    starts, ends = clock.local(activity.starts_at), clock.local(activity.ends_at)
    words = {
        name: getattr(activity, name) for name in ("title", "kind", "weeks", "place", "places", "invited", "bring")
    }
    days = {"on": starts.date(), "start": starts.time(), "until": ends.time()}
    node, block = activity.node, activity.block
    return {**words, **days, "node": node.code if node else "", "block": block.code if block else ""}


class ComeForm(forms.Form):
    """How many of the home come."""

    persons = _number(_("How many of you?"), rules.MOST_PERSONS, least=1, initial=1)


class EmptyForm(forms.Form):
    """Nothing but the button."""


class CancelForm(forms.Form):
    """Why it is not held; everybody reads it."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why is it cancelled?"), max_length=rules.REASON_LENGTH, help_text=_("Everybody reads it.")
    )


class TurnoutForm(forms.Form):
    """Homes that came, others as numbers, and the hours as they were."""

    use_required_attribute = False
    came = forms.MultipleChoiceField(label=_("Which homes came?"), required=False, widget=forms.CheckboxSelectMultiple)
    others = forms.CharField(
        label=_("Other homes that came"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: the number on the door, then how many. For example: B-12-03 2"),
    )  # fmt: skip
    without_card = _number(_("How many more people, without a card?"), rules.MOST_WITHOUT_CARD)
    started = _time(_("It began at"))
    ended = _time(_("It ended at"))

    def __init__(self, *args: Any, activity: Activity, line: Iterable[InLine], before: Iterable[Came] = (), **kw: Any):
        super().__init__(*args, **kw)
        self.activity = activity
        came = [(each.row.household, each.row.persons) for each in line]
        self.homes = {home.code: (home, persons) for home, persons in came if home}
        self.homes |= {each.household.code: (each.household, each.persons) for each in before}
        field = choose(self, "came")
        field.choices = [(code, f"{home.node.name} ({n})") for code, (home, n) in self.homes.items()]
        field.initial = [each.household.code for each in before]
        starts, ends = clock.local(activity.starts_at), clock.local(activity.ends_at)
        self.initial = {"started": starts.time(), "ended": ends.time(), **self.initial}

    def clean_others(self) -> list[tuple[str, int]]:
        """Number and persons of each line. Raises ValidationError for a line that is neither."""
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["others"].splitlines())):
            fits = OTHER_HOME.fullmatch(line)
            if fits is None:
                raise forms.ValidationError(_("This line is not understood: %(line)s") % {"line": line[:40]})
            found.append((fits[1], int(fits[2] or 1)))
        return found

    def given(self) -> dict[str, Any]:
        """The command's keywords but `homes` of the other lines, which the view looks up."""
        data = self.cleaned_data
        day = clock.today(self.activity.starts_at)
        started_at, ended_at = between(day, data["started"], data["ended"])
        homes = {self.homes[code][0].pk: self.homes[code][1] for code in data["came"]}
        words = {"started_at": started_at, "ended_at": ended_at, "without_card": data["without_card"]}
        return {**words, "homes": homes}


def as_written(turnout: Turnout) -> dict[str, Any]:
    """What was written before, to be corrected."""
    started, ended = clock.local(turnout.started_at).time(), clock.local(turnout.ended_at).time()
    return {"without_card": turnout.without_card, "started": started, "ended": ended}


class PupilForm(forms.Form):
    """A child: a first name, an age band, and that the guardian agrees."""

    use_required_attribute = False
    first_name = forms.CharField(
        label=_("First name of the child"), max_length=rules.PUPIL_NAME_LENGTH,
        help_text=_("Only the first name. No IC number, no school."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    age = _choice(_("Age"), names.AGES.items, _("Choose the age."), widget=forms.RadioSelect)
    agreed = forms.BooleanField(
        label=_("I am the guardian and I agree"),
        required=False,
        help_text=_("Your home and the committee see the name and who was there. You can stop at any time."),
    )


class PaperForm(PupilForm):
    """The same from a paper that the guardian signed."""

    unit = forms.CharField(label=_("Number of the home"), max_length=24, widget=forms.TextInput({"class": "short"}))
    agreed = forms.BooleanField(label=_("The guardian signed the paper, and the committee keeps it"), required=False)
    field_order = ("unit", "first_name", "age", "agreed")


class TickForm(forms.Form):
    """Who was there on one day."""

    use_required_attribute = False
    on = _day(_("On which day?"))
    came = forms.MultipleChoiceField(label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, roll: Iterable[OnRoll], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, "came").choices = [(each.pupil.code, each.pupil.first_name) for each in roll]


def _photo(label: Any, hint: Any = "") -> PhotoField:
    widget = forms.FileInput(attrs={"data-photo": "", "accept": "image/*"})
    return PhotoField(label=label, required=False, help_text=hint, widget=widget, allow_empty_file=True)


class StoryForm(forms.Form):
    """A story with up to three pictures."""

    use_required_attribute = False
    kind = _choice(
        _("What kind of story is it?"), names.STORY_KINDS.items, _("Choose what kind of story it is."),
        widget=forms.RadioSelect, initial="history",
    )  # fmt: skip
    text = forms.CharField(
        label=_("Your story"), max_length=rules.STORY_LENGTH, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your words first.")},
    )  # fmt: skip
    photo_1 = _photo(_("First photo"), _("Before and after: first before, then after."))
    photo_2 = _photo(_("Second photo"))
    photo_3 = _photo(_("Third photo"))
    agreed = forms.BooleanField(
        label=_("Everybody in the pictures agreed"), required=False,
        help_text=_("Of children their guardians too. Without this no photo is kept."),
    )  # fmt: skip
    shown_as = forms.CharField(
        label=_("Your name under it"), max_length=rules.SHOWN_AS_LENGTH, required=False,
        help_text=_("Empty: shown as a home of your block."),
    )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = dict(self.cleaned_data)
        sent = [data.pop(f"photo_{number}") for number in (1, 2, 3)]
        return {**data, "photos": [photo for photo in sent if photo]}


class RefuseForm(forms.Form):
    """Why a story is not published."""

    use_required_attribute = False
    reason = _choice(
        _("Why is it not published?"), names.STORY_REASONS.items, _("Choose why it is not published."),
        widget=forms.RadioSelect,
    )  # fmt: skip
