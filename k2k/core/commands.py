"""Every write goes through a command: may this actor, one transaction, on whose behalf, one trail line, the events.

@command("issues.tap", at_node=lambda given: given["issue"].node)
def tap(ctx, *, issue): ...

tap(actor, issue=issue, client_id=uuid)
"""

import functools
import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from k2k.core import clock, events, ids, logs, receipts, registry, trail
from k2k.core.actors import Actor
from k2k.core.nodes import Node

#: What SQLite calls a second row of what there is once.
TAKEN = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")


class Refused(Exception):
    """A rule says no. The message is a sentence for the person; `field` names the form field it belongs to."""

    def __init__(self, sentence: str, field: str | None = None):
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


class TooOften(Refused):
    """A limit says not now; the page that shows it answers 429 and to come again after `wait`."""

    def __init__(self, sentence: str, wait: timedelta, field: str | None = None):
        super().__init__(sentence, field)
        self.wait = wait


class Denied(Exception):
    """This actor may not do this here. Shown as "not found", or with `reason` where the actor may see the thing."""

    def __init__(self, verb: str, reason: str = ""):
        super().__init__(verb)
        self.verb, self.reason = verb, reason


@dataclass
class Context:
    """What a command knows about its call."""

    verb: str
    actor: Actor
    at: datetime
    behalf: Actor | None
    node: Node | None
    details: dict = field(default_factory=dict)
    privates: dict = field(default_factory=dict)
    announced: list[tuple[str, dict]] = field(default_factory=list)

    def detail(self, **words: str | int | bool | None) -> None:
        """Add slugs, ids and numbers to the trail line; never names or free text."""
        self.details.update(words)

    def private(self, **words: Any) -> None:
        """Add what may one day be erased (names, sentences) to the line's private row."""
        self.privates.update(words)

    def announce(self, event: str, **words: Any) -> None:
        """Tell the apps above once the body has run, inside the same transaction."""
        self.announced.append((event, words))


@dataclass
class _Batch:
    """The lines of the outermost command and everything it calls; written as its last statement."""

    entries: list[trail.Entry] = field(default_factory=list)


_batch: ContextVar[_Batch | None] = ContextVar("k2k_batch", default=None)


def _plain(value: Any) -> str:
    """A stable text of one argument, for the fingerprint of a call."""
    if isinstance(value, models.Model):
        return f"{value._meta.label}:{value.pk}"
    if isinstance(value, File):
        digest = hashlib.sha256(b"".join(value.chunks())).hexdigest()
        value.seek(0)
        return digest
    if isinstance(value, dict):
        return str(sorted((k, _plain(v)) for k, v in value.items()))
    if isinstance(value, (list, tuple, set, frozenset, models.QuerySet)):
        return str([_plain(v) for v in value])
    return str(value)


def _fingerprint(given: dict[str, Any]) -> str:
    """A keyed hash: what was typed (a name, say) cannot be guessed back from the table."""
    return ids.keyed_hash("receipt", trail.canonical({k: _plain(v) for k, v in given.items()})).partition(":")[2]


def _run(ctx: Context, body: Callable, given: dict[str, Any], savepoint: bool = True) -> Any:
    batch = _batch.get()
    token = None if batch else _batch.set(batch := _Batch())
    before = len(batch.entries)
    try:
        with transaction.atomic(savepoint=savepoint):
            result = body(ctx, **given)
            batch.entries.append(_entry(ctx, result))
            for event, words in ctx.announced:
                events.announce(event, at=ctx.at, actor=ctx.actor, **words)
            if token:
                trail.write(batch.entries, clock.now())
        return result
    except BaseException:
        del batch.entries[before:]
        raise
    finally:
        if token:
            _batch.reset(token)


def _entry(ctx: Context, result: Any) -> trail.Entry:
    return trail.Entry(
        verb=ctx.verb,
        subject=getattr(result, "ref", "") or "",
        actor=ctx.actor.key,
        behalf=ctx.behalf.key if ctx.behalf else "",
        node=ctx.node or getattr(result, "node", None),
        occurred_at=ctx.at,
        detail=ctx.details,
        private=ctx.privates,
    )


def command(verb: str, *, at_node: Callable[[dict], Node | None] = lambda given: None, once: object = True) -> Callable:
    """Make `body(ctx, *, …)` the one way to do `verb`.

    The roles come from the app's rules.py, the node from `at_node(arguments)`. With `client_id` a repeated call gives
    the first call's answer, and another body under the same id is Refused. Raises Denied and Refused.

    `once=False` for a body that takes a secret (a vote, a passphrase): a client id then raises TypeError, for the
    receipt would keep a fingerprint from which a handful of choices is guessed.
    """

    def wrap(body: Callable) -> Callable:
        @functools.wraps(body)
        def call(
            actor: Actor,
            *,
            at: datetime | None = None,
            client_id: UUID | None = None,
            behalf: Actor | None = None,
            **given: Any,
        ) -> Any:
            if client_id and not once:
                raise TypeError(f"{verb} takes no client id: its fingerprint would be of a secret")
            node = at_node(given)
            if not actor.may(verb, node):
                raise Denied(verb)
            ctx = Context(verb=verb, actor=actor, at=at or clock.now(), behalf=behalf, node=node)
            try:
                return _run(ctx, body, given) if client_id is None else _once(ctx, body, given, client_id)
            except IntegrityError as error:
                if _batch.get() or not _is_taken(error):
                    raise
                logs.say("command.taken", "warning", kind=verb, error=error)
                raise Refused(_("Somebody did the same at this moment. Look again, then try once more.")) from error

        registry.put("command", verb, call)
        return call

    return wrap


def _is_taken(error: IntegrityError) -> bool:
    """Whether a second row of what there is once was refused: two people did the same, one was faster."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", "") == "23505" or getattr(cause, "sqlite_errorname", "") in TAKEN


def _once(ctx: Context, body: Callable, given: dict[str, Any], client_id: UUID) -> Any:
    """Run `body` once for this actor, verb and client id, however often the phone sends it."""
    print_ = _fingerprint(given)
    with transaction.atomic():
        receipt, is_new = receipts.open_receipt(ctx.actor.key, ctx.verb, client_id, print_, ctx.at)
        if not is_new:
            if receipt.fingerprint != print_:
                raise Refused(_("This was sent before with other words. Check what was received, then send it anew."))
            return receipt.answer()
        result = _run(ctx, body, given, savepoint=False)  # the receipt goes with it
        receipt.close(result)
    return result
