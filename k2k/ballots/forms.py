"""The paper as a form, and what tellers and the committee fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.ballots import words
from k2k.ballots.models import Ballot, Contest, Teller
from k2k.ballots.sealing import Vote
from k2k.core.nodes import Node
from k2k.core.ui.fields import choose
from k2k.people import queries as people
from k2k.places import queries as places

BLANK = "0"


class Paper(forms.Form):
    """Every contest of a ballot on one paper. `slip` is the receipt code that goes with the envelope."""

    use_required_attribute = False
    slip = forms.CharField(widget=forms.HiddenInput, max_length=24)

    def __init__(self, *args, ballot: Ballot, **kwargs):
        super().__init__(*args, **kwargs)
        self.contests = list(ballot.contests.prefetch_related("options").order_by("number"))
        for contest in self.contests:
            self._add(contest)

    def _add(self, contest: Contest) -> None:
        name, options = f"c{contest.number}", [(str(each.number), each.name) for each in _options(contest)]
        if contest.method == "scottish-stv":
            for rank in range(1, contest.most + 1):
                self.fields[f"{name}_{rank}"] = forms.ChoiceField(
                    label=_("Choice %(n)s") % {"n": rank}, choices=[("", "–"), *options], required=False
                )
        elif contest.method == "yes-no":
            self.fields[name] = forms.ChoiceField(
                label=contest.title, choices=[*options, (BLANK, _("Leave it blank"))], widget=forms.RadioSelect,
                error_messages={"required": _("Choose one. Blank is a choice too.")},
            )  # fmt: skip
        else:
            self.fields[name] = forms.MultipleChoiceField(
                label=contest.title, choices=options, widget=forms.CheckboxSelectMultiple, required=False
            )

    def clean(self) -> dict:
        """Refuse a name put twice, a gap in the order, or too many names."""
        data = super().clean() or {}
        for contest in self.contests:
            chosen = self._chosen(contest, data)
            if contest.method == "scottish-stv":
                ranks = [data.get(f"c{contest.number}_{rank}") or "" for rank in range(1, contest.most + 1)]
                if "" in ranks[: len(chosen)]:
                    self.add_error(f"c{contest.number}_1", _("Begin with the first choice and leave no gap."))
                elif len(set(chosen)) != len(chosen):
                    self.add_error(f"c{contest.number}_1", _("Choose from this paper, each name once."))
            elif len(chosen) > contest.most:
                self.add_error(f"c{contest.number}", _("Fewer, please: at most %(n)s.") % {"n": contest.most})
        return data

    @staticmethod
    def _chosen(contest: Contest, data: dict[str, Any]) -> list[int]:
        name = f"c{contest.number}"
        if contest.method == "scottish-stv":
            given = [data.get(f"{name}_{rank}") for rank in range(1, contest.most + 1)]
        else:
            found = data.get(name) or []
            given = [found] if isinstance(found, str) else found
        return [int(each) for each in given if each and each != BLANK]

    def vote(self) -> Vote:
        """What the paper says."""
        return {contest.number: self._chosen(contest, self.cleaned_data) for contest in self.contests}

    def parts(self) -> list[dict]:
        """Each contest with its fields and how one votes, for the page."""
        return [
            {
                "contest": contest,
                "how": words.METHODS[contest.method][1],
                "most": contest.most if contest.method != "yes-no" and contest.most < len(_options(contest)) else 0,
                "ranked": contest.method == "scottish-stv",
                "fields": [self[name] for name in self.fields if name.split("_")[0] == f"c{contest.number}"],
            }
            for contest in self.contests
        ]

    def said(self) -> list[tuple[str, list[str], bool]]:
        """Each contest with the names chosen, in order, for the page on which one looks again."""
        vote = self.vote()
        return [
            (
                contest.title,
                [{each.number: each.name for each in _options(contest)}[number] for number in vote[contest.number]],
                contest.method == "scottish-stv",
            )
            for contest in self.contests
        ]


def _options(contest: Contest) -> list:
    return sorted(contest.options.all(), key=lambda option: option.number)


class SlipForm(forms.Form):
    """A receipt code, to be looked for in the box."""

    slip = forms.CharField(
        label=gettext_lazy("Receipt code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def _secret(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=200, widget=widget, help_text=hint)


class KeyForm(forms.Form):
    """A teller's passphrase, typed twice."""

    passphrase = _secret(
        gettext_lazy("Your passphrase"),
        gettext_lazy("Four or five words that only you know. A new one for each ballot. Nobody can find it again."),
    )
    passphrase2 = _secret(gettext_lazy("The same once more"))

    def clean(self) -> dict:
        """Both must be the same."""
        data = super().clean() or {}
        if data.get("passphrase") and data.get("passphrase2") and data["passphrase"] != data["passphrase2"]:
            self.add_error("passphrase2", _("The two are not the same."))
        return data


class OpenBoxForm(forms.Form):
    """Two tellers, each with their passphrase."""

    def __init__(self, *args, tellers: list[Teller], mine: int, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(str(each.number), _("Teller %(n)s") % {"n": each.number}) for each in tellers]
        others = [each.number for each in tellers if each.number != mine]
        for place, number in ((1, mine), (2, others[0] if others else mine)):
            self.fields[f"teller{place}"] = forms.ChoiceField(
                label=_("Who types here?"), choices=names, initial=str(number)
            )
            self.fields[f"passphrase{place}"] = _secret(_("Passphrase"))

    def given(self) -> dict[int, str]:
        """Passphrases by the number of their teller."""
        data = self.cleaned_data
        return {int(data[f"teller{place}"]): data[f"passphrase{place}"] for place in (1, 2)}


class PilesForm(forms.Form):
    """The papers of one contest as one teller reads them: a line a pile, or three numbers for yes and no."""

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.contest, options = contest, _options(contest)
        if contest.method == "yes-no":
            for number, name in [*((each.number, each.name) for each in options), (0, _("Blank"))]:
                self.fields[f"n{number}"] = forms.IntegerField(
                    label=name, min_value=0, initial=0, widget=forms.NumberInput(attrs={"class": "short"})
                )
        else:
            self.fields["piles"] = forms.CharField(
                label=_("Piles of equal papers"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
                help_text=_("One line a pile: how many papers, a colon, the numbers of the names. 3: 2 1"),
            )  # fmt: skip

    def clean_piles(self) -> dict[tuple[int, ...], int]:
        """The lines as piles. Raises ValidationError with the line that cannot be read."""
        found: dict[tuple[int, ...], int] = {}
        for line in self.cleaned_data["piles"].splitlines():
            if not line.strip():
                continue
            papers, colon, choice = line.partition(":")
            words_ = [papers.strip(), *choice.replace(",", " ").split()]
            if not colon or not all(word.isascii() and word.isdecimal() and len(word) < 7 for word in words_):
                raise forms.ValidationError(_("This line cannot be read: %(line)s") % {"line": line[:40]})
            key = tuple(int(word) for word in words_[1:])
            found[key] = found.get(key, 0) + int(papers)
        return found

    def given(self) -> dict[tuple[int, ...], int]:
        """The command's piles."""
        data = self.cleaned_data
        if self.contest.method != "yes-no":
            return data["piles"]
        return {(int(name[1:]),) if name != "n0" else (): number for name, number in data.items() if number}


class LineForm(forms.Form):
    """A line of the roll of homes, by what is painted on the door."""

    home = forms.CharField(
        label=gettext_lazy("Number of the home"), max_length=24,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args, site: Node, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.site, self.at = site, at

    def _line(self, name: str) -> str:
        unit = places.units(self.site).filter(name__iexact=self.cleaned_data[name].strip()).first()
        home = people.running_at(unit, self.at) if unit else None
        if home is None:
            raise forms.ValidationError(_("No home here has this number."))
        return f"people.household:{home.pk}"

    def clean_home(self) -> str:
        """The home's line on the roll."""
        return self._line("home")


class HelpForm(LineForm):
    """Whose vote it is, who helps and who watches."""

    helper = forms.CharField(
        label=gettext_lazy("Home of the neighbour who helps"), max_length=24, required=False,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        help_text=gettext_lazy("Empty only where a mobiliser helps with their own hand."),
    )  # fmt: skip
    witness = forms.CharField(
        label=gettext_lazy("Home of the neighbour who watches"), max_length=24,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_helper(self) -> str:
        """The helper's home, or nothing."""
        return self._line("helper") if self.cleaned_data["helper"].strip() else ""

    def clean_witness(self) -> str:
        """The witness's home."""
        return self._line("witness")


class RollHelpForm(forms.Form):
    """The same for a roll of persons: three of them, by name."""

    home = forms.ChoiceField(label=gettext_lazy("Who asked for help?"))
    helper = forms.ChoiceField(label=gettext_lazy("Who helps?"))
    witness = forms.ChoiceField(label=gettext_lazy("Who watches?"))

    def __init__(self, *args, waiting: list[tuple[str, str]], everybody: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        for name, lines in (("home", waiting), ("helper", everybody), ("witness", everybody)):
            choose(self, name).choices = [("", "–"), *lines]


class RollLineForm(forms.Form):
    """A line of a roll of persons, by name."""

    home = forms.ChoiceField(label=gettext_lazy("Who gets a paper?"))

    def __init__(self, *args, waiting: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        choose(self, "home").choices = [("", "–"), *waiting]


class ProxyForm(forms.Form):
    """Who votes for whom; `signed` where it is typed from a form on paper."""

    giver = forms.ChoiceField(label=gettext_lazy("Who cannot come?"))
    holder = forms.ChoiceField(
        label=gettext_lazy("Who votes for them?"), required=False,
        help_text=gettext_lazy("Empty: nobody; what was named before is taken back."),
    )  # fmt: skip
    signed = forms.BooleanField(label=gettext_lazy("The form on paper is signed by the voter"), required=False)

    def __init__(self, *args, lines: list[tuple[str, str]], on_paper: bool, **kwargs):
        super().__init__(*args, **kwargs)
        choose(self, "holder").choices = [("", "–"), *lines]
        if on_paper:
            choose(self, "giver").choices = [("", "–"), *lines]
        else:
            del self.fields["giver"], self.fields["signed"]
            self.fields["holder"].label = _("Who votes for you?")


class ReasonForm(forms.Form):
    """Why a ballot is given up."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody reads it. Never a person's name."),
    )  # fmt: skip


class LotsForm(forms.Form):
    """The lots of each contest as one teller read them, never the other teller's reading."""

    def __init__(self, *args, ballot: Ballot, **kwargs):
        super().__init__(*args, **kwargs)
        self.contests = list(ballot.contests.prefetch_related("options").order_by("number"))
        for contest in self.contests:
            names = ", ".join(f"{each.number} {each.name}" for each in _options(contest))
            said = _("Numbers in the order drawn: %(names)s.") % {"names": names}
            self.fields[f"lots{contest.number}"] = forms.CharField(label=contest.title, max_length=200, help_text=said)

    def given(self) -> dict[int, list[int]]:
        """Lots by contest; what is no number is 0, which no option has."""
        typed = {each.number: self.cleaned_data[f"lots{each.number}"].replace(",", " ") for each in self.contests}
        return {
            number: [int(word) if word.isascii() and word.isdecimal() else 0 for word in words.split()]
            for number, words in typed.items()
        }
