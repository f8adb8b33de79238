"""The pack: what eROSES asks, in its order, filled with what the house knows, and what is still missing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock, money, registry
from k2k.core.ui import formats
from k2k.groups import queries as groups
from k2k.meetings import queries as meetings
from k2k.returns import rules, words
from k2k.returns.queries import Owed

if TYPE_CHECKING:
    from k2k.groups.models import Group


@dataclass
class Section:
    """One page of eROSES: its title, lines of (what, value), a list, and what is missing with where to mend it."""

    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    table: list[tuple[str, str]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)


def pack(group: "Group", owed: Owed, at: datetime) -> list[Section]:
    """Every section in order. About ten queries."""
    return [SECTIONS[name](group, owed, at) for name in rules.PARTS]


def missing(sections: list[Section]) -> list[tuple[str, str]]:
    """What is still missing in all of them."""
    return [each for section in sections for each in section.missing]


def _day(day: date) -> str:
    return formats.day(day, get_language() or "ms", "year")


def _write(group: "Group", owed: Owed) -> str:
    return reverse("returns:write", args=[group.code, owed.year])


def _general(group: "Group", owed: Owed, at: datetime) -> Section:
    lines = [
        (_("Name"), group.name),
        (_("Registration number"), group.registered_as or "–"),
        (_("Kind"), groups.kind_title(group)),
        (_("Place"), group.site.name),
        (_("Members on the day of this pack"), str(groups.members(group, at).count())),
    ]
    lack = (
        []
        if group.registered_as
        else [(_("The registration number is not known here: copy it from the certificate."), "")]
    )
    return Section(_("General information"), lines, missing=lack)


def _meeting(group: "Group", owed: Owed, at: datetime) -> Section:
    section, one = Section(_("General meeting")), owed.meeting
    if one is None:
        section.items.append(_("No annual general meeting was held in %(year)s.") % {"year": owed.year})
        section.missing.append(
            (_("The year had no general meeting with enough members."), reverse("meetings:list", args=[group.code]))
        )
        return section
    assert one.closed_at is not None
    section.lines = [
        (_("Day"), _day(clock.today(one.closed_at))),
        (_("Place"), meetings.place_of(one)),
        (_("Present"), str(one.present_n)),
        (_("Needed"), str(one.quorum_n)),
    ]
    if one.signed_at is None:
        section.missing.append(
            (_("The minutes are not signed yet."), reverse("meetings:minutes", args=[group.code, one.code]))
        )
    else:
        section.lines.append((_("Minutes signed on"), _day(clock.today(one.signed_at))))
    return section


def _committee(group: "Group", owed: Owed, at: datetime) -> Section:
    rows = [(bodies.post_title(term.post.kind), term.account.display_name) for term in groups.committee(group, at)]
    held = {term.post.kind for term in groups.committee(group, at)}
    url = reverse("groups:group", args=[group.code])
    lack = [
        (_("Nobody holds this post: %(post)s") % {"post": bodies.post_title(kind)}, url)
        for kind in ("chair", "secretary", "treasurer") if kind not in held
    ]  # fmt: skip
    return Section(_("Committee"), table=rows, missing=lack)


def _auditors(group: "Group", owed: Owed, at: datetime) -> Section:
    row = owed.row
    said = None if row is None else row.audited
    lack = [(_("Say whether the accounts were audited."), _write(group, owed))] if said is None else []
    return Section(_("Auditors"), [(_("Accounts audited"), words.yes_no(said))], missing=lack)


def _activities(group: "Group", owed: Owed, at: datetime) -> Section:
    since, until = date(owed.year, 1, 1), date(owed.year + 1, 1, 1)
    rows = sorted(row for make in registry.items("return_activity") for row in make(group, since, until))
    return Section(
        _("Activities of the year"),
        items=[_("%(day)s: %(title)s") % {"day": _day(day), "title": title} for day, title in rows] or [_("None")],
    )


def _accounts(group: "Group", owed: Owed, at: datetime) -> Section:
    row = owed.row
    sums = [(words.FIGURES[name], None if row is None else getattr(row, name)) for name in rules.FIGURES]
    end = row.year_end if row else None
    lines = [(_("Financial year ended on"), _day(end) if end else "–")]
    lines += [(str(label), "–" if sen is None else money.format_rm(sen, exact=True)) for label, sen in sums]
    lack = any(sen is None for _label, sen in sums) or end is None
    return Section(
        _("Accounts"), lines, missing=[(_("Write the figures of the year."), _write(group, owed))] if lack else []
    )


def _rules(group: "Group", owed: Owed, at: datetime) -> Section:
    since, until = date(owed.year, 1, 1), date(owed.year + 1, 1, 1)
    rows = groups.written_between(group, since, until)
    items = [
        _("%(rule)s, from %(day)s: %(source)s")
        % {"rule": groups.rule_title(row.name), "day": _day(row.since), "source": row.source}
        for row in rows
    ]
    return Section(_("Changes of the constitution"), items=items or [_("None")])


def _abroad(group: "Group", owed: Owed, at: datetime) -> Section:
    row = owed.row
    ties, received = (row.ties_abroad, row.money_abroad) if row else (None, None)
    lines = [
        (_("Tied to a body outside Malaysia"), words.yes_no(ties)),
        (_("Money or property from outside Malaysia"), words.yes_no(received)),
    ]
    lack = ties is None or received is None
    return Section(
        _("Ties and money from abroad"), lines,
        missing=[(_("Answer both questions about abroad."), _write(group, owed))] if lack else [],
    )  # fmt: skip


def _declaration(group: "Group", owed: Owed, at: datetime) -> Section:
    return Section(_("Declaration"), items=[_("The secretary declares in eROSES, under their own login.")])


SECTIONS: dict[str, Callable[["Group", Owed, datetime], Section]] = {
    "general": _general,
    "meeting": _meeting,
    "committee": _committee,
    "auditors": _auditors,
    "activities": _activities,
    "accounts": _accounts,
    "rules": _rules,
    "abroad": _abroad,
    "declaration": _declaration,
}
