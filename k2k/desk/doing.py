"""What a press at the desk does to one report or to many, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.core.actors import Actor
from k2k.desk import commands, rules
from k2k.issues import commands as issues

if TYPE_CHECKING:
    from k2k.issues.models import Issue


@dataclass
class Outcome:
    """What was done, what can still be undone, and what was left with its reason."""

    sentence: str
    done: list[Issue] = field(default_factory=list)
    left: list[tuple[Issue, str]] = field(default_factory=list)
    undo: bool = False

    @property
    def complaints(self) -> list[str]:
        """Each reason once, with the numbers of the reports it is about."""
        reasons: dict[str, list[str]] = {}
        for issue, why in self.left:
            reasons.setdefault(why, []).append(issue.code)
        return [f"{', '.join(codes)}: {why}" for why, codes in reasons.items()]


def accept(actor: Actor, chosen: list[Issue], client_id: UUID | None, at: datetime, **given: Any) -> Outcome:
    """Accept each for the body that is responsible for it, with the target that the rule counts."""
    done, left = commands.each(
        chosen, lambda one, cid: issues.accept(actor, issue=one, client_id=cid, at=at), client_id
    )
    words = ngettext("%(n)s report accepted.", "%(n)s reports accepted.", len(done)) % {"n": len(done)}
    return Outcome(words, done, left, undo=True)


def hand_over(
    actor: Actor, chosen: list[Issue], client_id: UUID | None, at: datetime, *, body, words: str, **given: Any
) -> Outcome:
    """Give each to one body; what is new is accepted for it."""

    def one_of(one: Issue, cid: UUID | None) -> Any:
        if one.state == "new":
            return issues.accept(actor, issue=one, body=body, reply=words, client_id=cid, at=at)
        return issues.hand_over(actor, issue=one, body=body, reason=words, client_id=cid, at=at)

    new = {one.pk for one in chosen if one.state == "new"}
    done, left = commands.each(chosen, one_of, client_id)
    said = ngettext("%(n)s report handed over.", "%(n)s reports handed over.", len(done)) % {"n": len(done)}
    return Outcome(said, done, left, undo=bool(done) and all(one.pk in new for one in done))


def merge(
    actor: Actor, chosen: list[Issue], client_id: UUID | None, at: datetime, *, into: Issue, **given: Any
) -> Outcome:
    """Join each with `into`, which stays."""
    others = [one for one in chosen if one.pk != into.pk]
    done, left = commands.each(
        others, lambda one, cid: issues.merge(actor, issue=one, into=into, client_id=cid, at=at), client_id
    )
    said = ngettext("%(n)s report joined with %(code)s.", "%(n)s reports joined with %(code)s.", len(done))
    return Outcome(said % {"n": len(done), "code": into.code}, done, left, undo=True)


def refuse(
    actor: Actor, chosen: list[Issue], client_id: UUID | None, at: datetime, *, words: str, **given: Any
) -> Outcome:
    """Say of each that it cannot be done, with the same reason."""
    words = rules.REFUSALS.get(words, words)
    done, left = commands.each(
        chosen, lambda one, cid: issues.reject(actor, issue=one, reason=words, client_id=cid, at=at), client_id
    )
    said = ngettext("%(n)s report refused, with the reason.", "%(n)s reports refused, with the reason.", len(done))
    return Outcome(said % {"n": len(done)}, done, left, undo=True)


def undo(actor: Actor, chosen: list[Issue], client_id: UUID | None, at: datetime, **given: Any) -> Outcome:
    """Take back what was just done to each."""

    def back(one: Issue, cid: UUID | None) -> Any:
        command = issues.unmerge if one.state == "merged" else issues.take_back
        return command(actor, issue=one, client_id=cid, at=at)

    done, left = commands.each(chosen, back, client_id)
    said = ngettext("%(n)s report waits again.", "%(n)s reports wait again.", len(done)) % {"n": len(done)}
    return Outcome(said, done, left)


def view(
    actor: Actor, chosen: list[Issue], client_id: UUID | None, at: datetime, *, stance: str, **given: Any
) -> Outcome:
    """Record what one's body thinks of each."""
    done, left = commands.each(
        chosen,
        lambda one, cid: commands.record_view(actor, issue=one, stance=stance, client_id=cid, at=at),
        client_id,
    )
    return Outcome(_("The view of your body stands beside the report."), done, left)


DOINGS: dict[str, Callable[..., Outcome]] = {
    "accept": accept, "hand_over": hand_over, "merge": merge, "refuse": refuse, "undo": undo, "view": view,
}  # fmt: skip
