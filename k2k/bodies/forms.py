"""Forms of this app: their fields are the keywords of the commands, choices are public codes."""

from datetime import date, datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.bodies import queries, words
from k2k.bodies.models import Body, Post
from k2k.bodies.rules import DUTIES, NOTICE_LASTS, POSTS_OF, SEATS, TEXT_LENGTH, TITLE_LENGTH
from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.core.nodes import Node
from k2k.core.ui.fields import DayField
from k2k.places import queries as places

#: The choice for everything that no other line of the matrix names.
REST = "rest"


def day_field(label: str, first: date | None = None, **more) -> DayField:
    """A day, typed or picked."""
    return DayField(label=label, initial=first, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _places(site: Node) -> tuple[dict[str, Node], list]:
    """The site and its blocks by code, and as choices."""
    return _choices(site, {"": [site, *places.blocks(site)]})


def _places_in(site: Node, block: Node | None) -> tuple[dict[str, Node], list]:
    """The site, its blocks, and what lies in `block` (outside the blocks, where there is none), by group."""
    found, grouped = _places(site)
    inner = {
        _("Floors"): list(places.floors(block)) if block else [],
        _("Things"): [thing for thing in places.assets(block or site) if thing.block_id == (block and block.pk)],
        _("Common spots"): list(places.spots(block or site)),
    }
    more, groups = _choices(site, inner)
    return {**found, **more}, [*grouped, *groups]


def _choices(site: Node, groups: dict[str, list[Node]]) -> tuple[dict[str, Node], list]:
    by_code: dict[str, Node] = {}
    choices: list = []
    for title, found in groups.items():
        by_code |= {node.code: node for node in found}
        pairs = [(node.code, _("The whole perumahan") if node == site else places.label(node)) for node in found]
        choices += [(title, pairs)] if title and pairs else pairs
    return by_code, choices


class DayForm(forms.Form):
    """One day: when something began or ended."""

    def __init__(self, *args, day: date, label: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"] = day_field(label or _("From which day?"), day)


class BodyForm(forms.Form):
    """A new body, and what it does at this site."""

    name = forms.CharField(label=gettext_lazy("Name of the body"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of body is it?"),
        choices=[(kind, word) for kind, word in words.BODY_KINDS.items() if kind != "programme"],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Parties and persons in elected office are not bodies that promise."),
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=20, required=False)
    hours = forms.CharField(label=gettext_lazy("When it is open"), max_length=120, required=False)

    def __init__(self, *args, day: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["joined_on"] = day_field(
            _("From which day does it take part?"),
            required=False,
            help_text=_("Leave it empty for a body that has not joined: it can be named, and promises nothing."),
        )


class ChosenBody(forms.Form):
    """A body of a list, and a day called `since` or `on`."""

    when = "since"

    def __init__(self, *args, bodies: list[Body], day: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_code = {body.code: body for body in bodies}
        names = [("", "–"), *((body.code, body.name) for body in bodies)]
        self.fields["body"] = forms.ChoiceField(label=_("Body"), choices=names)
        self.fields[self.when] = day_field(_("From which day?"), day)

    def given(self) -> dict:
        """The command's keywords."""
        return {**self.cleaned_data, "body": self.by_code[self.cleaned_data["body"]]}


def _seat_field() -> forms.ChoiceField:
    seats = [(seat, words.SEATS[seat]) for seat in SEATS]
    return forms.ChoiceField(label=_("Sits here as"), choices=seats, widget=forms.RadioSelect)


class StopForm(ChosenBody):
    """A body no longer works at the site."""

    when = "on"


class LeaveForm(StopForm):
    """A body leaves its seat."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"] = _seat_field()


class WorkForm(ChosenBody):
    """A body works at the site, without a seat; one from elsewhere is named by its code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False
        self.fields["code"] = forms.CharField(
            label=_("Or a body from elsewhere, by its code"), max_length=16, required=False,
            help_text=_("The code stands on the body's own page."),
        )  # fmt: skip
        self.order_fields(["body", "code", "since"])

    def clean_code(self) -> str:
        """The code of a body that exists."""
        code = self.cleaned_data["code"].strip()
        if code and (found := queries.by_typed_code(code)) is not None:
            self.by_code[found.code] = found
            return found.code
        if code or not self.cleaned_data.get("body"):
            raise forms.ValidationError(_("No body has this code.") if code else _("Choose a body."))
        return ""

    def given(self) -> dict:
        """The command's keywords; a code that was typed stands before the list."""
        data = dict(self.cleaned_data)
        code = data.pop("code")
        return {**data, "body": self.by_code[code or data["body"]]}


class SeatForm(WorkForm):
    """A body takes a seat at the desk."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"] = _seat_field()
        self.order_fields(["body", "code", "kind", "since"])


class CellForm(forms.Form):
    """One cell of the responsibility matrix."""

    def __init__(self, *args, site: Node, bodies: list[Body], day: date, block: Node | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_code = {body.code: body for body in bodies}
        self.places, where = _places_in(site, block)
        things = [(REST, _("Everything else")), *places.nouns().items()]
        self.fields["node"] = forms.ChoiceField(
            label=_("Where?"), choices=where, help_text=_("Of a single thing or spot, only that one is meant.")
        )
        self.fields["noun"] = forms.ChoiceField(label=_("Which kind of thing?"), choices=things)
        duties = [(duty, words.DUTIES[duty]) for duty in DUTIES]
        self.fields["duty"] = forms.ChoiceField(
            label=_("What does the body do?"), choices=duties, widget=forms.RadioSelect
        )
        names = [(code, body.name) for code, body in self.by_code.items()]
        self.fields["body"] = forms.ChoiceField(label=_("Which body?"), choices=[("", "–"), *names])
        self.fields["since"] = day_field(_("From which day?"), day)

    def given(self) -> dict:
        """The command's keywords."""
        return {**self.cell(), "body": self.by_code[self.cleaned_data["body"]]}

    def cell(self) -> dict:
        """The place and the kind of thing as the commands know them."""
        data = self.cleaned_data
        node = self.places[data["node"]]
        noun = node.noun if node.kind in ("spot", "asset") else data["noun"]
        return {**data, "node": node, "noun": noun if noun in places.nouns() else ""}


class EmptyCellForm(CellForm):
    """A cell in which nobody is named any more."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["body"]
        self.fields["on"] = self.fields.pop("since")

    def given(self) -> dict:
        """The command's keywords."""
        return self.cell()


class NoticeForm(forms.Form):
    """Something a body tells a place."""

    def __init__(self, *args, site: Node, bodies: list[Body], day: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_code = {body.code: body for body in bodies}
        self.places, where = _places(site)
        self.day = day
        names = [(code, body.name) for code, body in self.by_code.items()]
        self.fields["body"] = forms.ChoiceField(label=_("Who says it?"), choices=names)
        self.fields["node"] = forms.ChoiceField(label=_("For whom?"), choices=where)
        self.fields["title"] = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
        self.fields["text"] = forms.CharField(
            label=_("Notice"), max_length=TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 6})
        )
        self.fields["lang"] = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)
        self.fields["until"] = day_field(_("Stays up until the end of"), help_text=_("At most a year."))

    def clean_until(self) -> date:
        """The command wants the first day on which the notice is no longer up. Raises ValidationError."""
        last = self.cleaned_data["until"]
        if last > self.day + NOTICE_LASTS:
            raise forms.ValidationError(_("Choose a day after today, within a year."))
        return clock.today(clock.end_of_day(last))

    def given(self) -> dict:
        """The command's keywords."""
        data = self.cleaned_data
        return {**data, "node": self.places[data["node"]], "body": self.by_code[data["body"]]}


class PostForm(forms.Form):
    """A new post in a body."""

    def __init__(self, *args, body: Body, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind, word) for kind, word in words.POSTS.items() if kind in POSTS_OF[body.kind]]
        self.fields["kind"] = forms.ChoiceField(label=_("Post"), choices=kinds)
        self.fields["title"] = forms.CharField(
            label=_("What the body calls it"), max_length=80, required=False,
            help_text=_("Where there are several of one kind. Never a person's name."),
        )  # fmt: skip


class TermForm(forms.Form):
    """Somebody holds a post for a term."""

    def __init__(self, *args, posts: list[Post], at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.at, self.by_id = at, {str(post.pk): post for post in posts}
        names = [(str(post.pk), post.title or words.post_title(post.kind)) for post in posts]
        self.fields["post"] = forms.ChoiceField(label=_("Post"), choices=names)
        self.fields["account"] = forms.CharField(
            label=_("Name to sign in with"), max_length=60, help_text=_("The account must be there already.")
        )
        self.fields["since"] = day_field(_("First day of the term"), clock.today(at))
        self.fields["until"] = day_field(
            _("Last day of the term"), required=False, help_text=_("The rights end when this day ends.")
        )

    def clean_account(self) -> Account:
        """The account of that name."""
        found = Account.objects.filter(username=self.cleaned_data["account"].strip(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody signs in with this name."))
        return found

    def given(self) -> dict:
        """The command's keywords: a term that begins today begins now; one that ends on a day ends as that day ends."""
        data = self.cleaned_data
        begins = clock.start_of_day(data["since"])
        until = clock.end_of_day(data["until"]) if data["until"] else None
        today = data["since"] == clock.today(self.at)
        since = self.at if today else begins
        return {"post": self.by_id[data["post"]], "account": data["account"], "since": since, "until": until}
