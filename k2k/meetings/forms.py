"""Forms of this app: their fields are the keywords of the commands; choices are codes and keys, never names."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.ui.fields import choose
from k2k.meetings import rules, words


def text_field(label, rows: int, most: int, hint="", *, required: bool = True) -> forms.CharField:
    """Some lines of words."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": gettext_lazy("Write your words first.")},
    )  # fmt: skip


def _choose(label, hint="", *, required: bool = True, radio: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, required=required, widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": gettext_lazy("Choose one.")},
    )  # fmt: skip


class EmptyForm(forms.Form):
    """Nothing but the button."""


class WhenForm(forms.Form):
    """A day and an hour, on the wall clock."""

    use_required_attribute = False
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))

    def starts_at(self) -> datetime:
        """The instant."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], clock.ZONE)

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        rest = {name: value for name, value in self.cleaned_data.items() if name not in ("day", "hour")}
        return {"starts_at": self.starts_at(), **rest}

    def add_error(self, field, error) -> None:
        """What is wrong with the moment stands beside the day."""
        super().add_error("day" if field == "starts_at" else field, error)


def _place() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Place"), required=False, max_length=rules.PLACE_LENGTH,
        help_text=gettext_lazy("In words, such as: the hall, ground floor of Block B."),
    )  # fmt: skip


class PlanForm(WhenForm):
    """What kind of meeting, when and where."""

    kind = _choose(gettext_lazy("What kind of meeting?"), radio=True)
    place = _place()
    spot = _choose(gettext_lazy("Or one of our places"), required=False)
    block = _choose(gettext_lazy("Which block?"), gettext_lazy("Only for a meeting of one block."), required=False)
    field_order = ("kind", "day", "hour", "place", "spot", "block")

    def __init__(self, *args, spots: dict[str, Any], blocks: dict[str, Any], names: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {**spots, **blocks}
        choose(self, "kind").choices = [(slug, str(word)) for slug, word in words.KINDS.items()]
        choose(self, "spot").choices = [("", "–"), *((code, names[code]) for code in spots)]
        choose(self, "block").choices = [("", "–"), *((code, names[code]) for code in blocks)]

    def given(self) -> dict[str, Any]:
        """The command's keywords, with the places themselves."""
        found = super().given()
        if found["kind"] != "block":
            found["block"] = ""
        return found | {name: self.places.get(found[name]) for name in ("spot", "block")}


class MoveForm(WhenForm):
    """Another moment, and why."""

    place = _place()
    reason = text_field(gettext_lazy("Why?"), 2, rules.REASON_LENGTH, gettext_lazy("Members read this."))


class SecondCallForm(WhenForm):
    """Another day for the second call; nothing to choose where it goes on the same day."""

    def __init__(self, *args, same_day: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.same_day = same_day
        if same_day:
            del self.fields["day"], self.fields["hour"]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {} if self.same_day else super().given()


class ReasonForm(forms.Form):
    """Why it is cancelled."""

    use_required_attribute = False
    reason = text_field(
        gettext_lazy("Why?"), 2, rules.REASON_LENGTH, gettext_lazy("Members read this."), required=False
    )


class ItemForm(forms.Form):
    """One thing for the agenda."""

    use_required_attribute = False
    title = forms.CharField(label=gettext_lazy("What is it about?"), max_length=rules.TITLE_LENGTH)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=lambda: [(slug, str(words.ITEM_KINDS[slug])) for slug in rules.TYPED_ITEMS],
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place on the agenda"), required=False, min_value=1, max_value=rules.MOST_ITEMS,
        help_text=gettext_lazy("Empty: at the end."), widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {**self.cleaned_data, "position": self.cleaned_data["position"] or 0}


class HereForm(forms.Form):
    """Who of the home is here, where more than one belongs."""

    membership = _choose(gettext_lazy("Who is here?"), required=False, radio=True)

    def __init__(self, *args, members: Iterable[Any], **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {row.code: row for row in members}
        choose(self, "membership").choices = [(code, _name(row)) for code, row in self.members.items()]
        if len(self.members) < 2:
            del self.fields["membership"]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {"membership": self.members.get(self.cleaned_data.get("membership", ""))}


def _name(membership) -> str:
    return membership.person.preferred_name if membership.person else str(words.HOME)


class TickForm(forms.Form):
    """One line of the tick list."""

    who = forms.CharField(max_length=20)
    how = forms.ChoiceField(choices=[("tick", ""), ("paper", "")])


def attendance_name(row) -> str:
    """Somebody who is there, as the committee reads it."""
    if row.membership is None:
        return bodies.post_title(row.appointment.post.kind)
    return f"{_name(row.membership)}, {row.membership.household.node.name}"


class MotionForm(forms.Form):
    """What is moved, by whom, under which item."""

    use_required_attribute = False
    item = _choose(gettext_lazy("Under which item?"))
    text = text_field(
        gettext_lazy("The motion"), 3, rules.TEXT_LENGTH, gettext_lazy("Everybody reads it. No name, please.")
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=words.SUBJECTS.items, initial="ordinary",
        widget=forms.RadioSelect,
    )  # fmt: skip
    about = _choose(gettext_lazy("Whom does it remove?"), gettext_lazy("Only for a removal."), required=False)
    proposer = _choose(gettext_lazy("Who moves it?"))

    def __init__(self, *args, items, here, about: dict[str, tuple[str, Any]], **kwargs):
        super().__init__(*args, **kwargs)
        self.items, self.removable = {str(row.pk): row for row in items}, about
        self.here = {str(row.pk): row for row in here}
        choose(self, "item").choices = [(pk, f"{row.position}. {row.title}") for pk, row in self.items.items()]
        choose(self, "proposer").choices = [(pk, attendance_name(row)) for pk, row in self.here.items()]
        choose(self, "about").choices = [("", "–"), *((key, name) for key, (name, _thing) in about.items())]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        data = dict(self.cleaned_data)
        key = data.pop("about")
        thing = self.removable[key][1] if key else None
        return data | {
            "item": self.items[data["item"]], "proposer": self.here[data["proposer"]],
            "about_post": thing if key.startswith("p") else None,
            "about_member": thing if key.startswith("m") else None,
        }  # fmt: skip


class OneHereForm(forms.Form):
    """One of those who are here; its field has the name of the command's keyword."""

    def __init__(self, *args, here, name: str, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.here, self.name = {str(row.pk): row for row in here}, name
        self.fields[name] = _choose(label)
        choose(self, name).choices = [(pk, attendance_name(row)) for pk, row in self.here.items()]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {self.name: self.here[self.cleaned_data[self.name]]}


def _number(label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=9999, initial=0, widget=forms.NumberInput(attrs={"class": "short"})
    )


class HandsForm(forms.Form):
    """How many hands were up."""

    use_required_attribute = False
    votes_for = _number(pgettext_lazy("vote", "For"))
    votes_against = _number(pgettext_lazy("vote", "Against"))
    abstained = _number(pgettext_lazy("vote", "Abstain"))


class RollForm(forms.Form):
    """How each of those here voted; who is not called is left open."""

    def __init__(self, *args, here, **kwargs):
        super().__init__(*args, **kwargs)
        for row in here:
            self.fields[f"v{row.pk}"] = forms.ChoiceField(
                label=attendance_name(row), required=False, choices=words.CHOICES.items, widget=forms.RadioSelect
            )

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {"votes": {int(name[1:]): choice for name, choice in self.cleaned_data.items() if choice}}


class DecideForm(forms.Form):
    """What will be done, which post sees to it, by when."""

    use_required_attribute = False
    what = forms.CharField(label=gettext_lazy("What will be done?"), max_length=rules.PLACE_LENGTH)
    post = _choose(gettext_lazy("Which post sees to it?"))
    due = forms.DateField(label=gettext_lazy("By when?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.posts = {str(row.pk): row for row in posts}
        choose(self, "post").choices = [
            (pk, row.title or bodies.post_title(row.kind)) for pk, row in self.posts.items()
        ]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {**self.cleaned_data, "post": self.posts[self.cleaned_data["post"]]}


class WriteForm(forms.Form):
    """What the minutes say of one item."""

    said = text_field(
        gettext_lazy("What was said"), 6, rules.MINUTES_LENGTH,
        gettext_lazy("Posts, not names: signed minutes can never be changed."), required=False,
    )  # fmt: skip


class CorrectForm(forms.Form):
    """What the minutes should say."""

    use_required_attribute = False
    text = text_field(gettext_lazy("What should the minutes say?"), 3, rules.TEXT_LENGTH)
    item = _choose(gettext_lazy("Of which item?"), required=False)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {str(row.pk): row for row in items}
        choose(self, "item").choices = [
            ("", "–"),
            *((pk, f"{row.position}. {row.title}") for pk, row in self.items.items()),
        ]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {**self.cleaned_data, "item": self.items.get(self.cleaned_data["item"])}


class AnswerForm(forms.Form):
    """Accepted or noted, and why."""

    use_required_attribute = False
    because = text_field(gettext_lazy("Your answer"), 2, rules.REASON_LENGTH, gettext_lazy("It stands in the minutes."))
    accept = forms.BooleanField(label=gettext_lazy("Accept it (else it is only noted)"), required=False)


class NoteForm(forms.Form):
    """What a later meeting found wrong."""

    use_required_attribute = False
    by_meeting = _choose(gettext_lazy("Which meeting found it?"))
    text = text_field(gettext_lazy("What is wrong, and what is right?"), 3, rules.TEXT_LENGTH)

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = {row.code: row for row in meetings}
        choose(self, "by_meeting").choices = [(code, words.title(row)) for code, row in self.meetings.items()]

    def given(self) -> dict[str, Any]:
        """The command's keywords."""
        return {**self.cleaned_data, "by_meeting": self.meetings[self.cleaned_data["by_meeting"]]}
