"""A ballot opens with its key and its lots, closes with its list, or is cancelled unopened."""

import secrets

from django.db import connection
from django.utils.translation import gettext as _

from k2k.ballots import jobs, sealing
from k2k.ballots.commands.locked import in_state, must_run, there
from k2k.ballots.models import Ballot, Contest, Envelope, KeyPart, Typing, random_id
from k2k.ballots.rules import FEWEST_TELLERS
from k2k.core.commands import Context, Refused, command

_chance = secrets.SystemRandom()


def overwrite_deleted() -> None:
    """SQLite: what this connection deletes is overwritten. PostgreSQL has only VACUUM for it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


@command("ballots.open", **there)
def open_ballot(ctx, *, ballot: Ballot) -> Ballot:
    """Open the vote: the roll freezes, the box gets its key, lots are drawn for every contest.

    Lots that two tellers typed alike are taken; where none typed any the machine draws, and that is said.
    Raises Refused without a roll, a question, two tellers with their passphrases, or where the tellers' lots differ.
    """
    must_run(ctx, ballot)
    in_state(ballot, "draft")
    tellers = {teller.number: bytes(teller.public) for teller in ballot.tellers.all()}
    if len(tellers) < FEWEST_TELLERS or not all(tellers.values()):
        raise Refused(_("At least two tellers are needed, each with a passphrase."))
    if ballot.closes_at <= ctx.at or not ballot.roll.exists() or not ballot.contests.exists():
        raise Refused(_("A ballot needs a question, a roll and an end in the future."))
    for contest in ballot.contests.all():
        numbers = sorted(contest.options.values_list("number", flat=True))
        drawn = _drawn(ctx, contest) if contest.drawn.exists() else None
        contest.lots = drawn or _chance.sample(numbers, len(numbers))
        contest.drawn_by = "tellers" if drawn else "machine"
        contest.save(update_fields=["lots", "drawn_by"])
    ballot.box, parts = sealing.new_box(tellers, ballot.code)
    KeyPart.objects.bulk_create(
        [KeyPart(ballot=ballot, one=one, two=two, sealed=sealed) for (one, two), sealed in parts.items()]
    )
    ballot.state, ballot.opened_at = "open", ctx.at
    ballot.save(update_fields=["box", "state", "opened_at"])
    ctx.detail(roll=ballot.roll.count(), tellers=len(tellers))
    ctx.announce("ballots.opened", ballot=ballot)
    return ballot


def _drawn(ctx: Context, contest: Contest) -> list[int] | None:
    """The order that two tellers typed alike. Raises Refused while they differ or one is missing.

    Where the clock opens the vote there is nobody to ask: then nothing, so that no teller holds a vote up.
    """
    typed = [row.lots for row in contest.drawn.order_by("teller")]
    if len(typed) >= FEWEST_TELLERS and all(one == typed[0] for one in typed):
        return typed[0]
    if ctx.actor.is_system:
        return None
    if len(typed) < FEWEST_TELLERS:
        raise Refused(_("A second teller must type the lots too: %s") % contest.title)
    raise Refused(_("The tellers typed different lots. Look at the slips again: %s") % contest.title)


@command("ballots.close", **there)
def close(ctx, *, ballot: Ballot) -> Ballot:
    """End the vote: the list of envelopes is published, its hash goes into the trail, the box is stirred."""
    must_run(ctx, ballot)
    in_state(ballot, "open")
    found = [(each.slip, bytes(each.sealed)) for each in ballot.envelopes.all()]
    listed = sorted((slip, sealing.digest(sealed)) for slip, sealed in found)
    ballot.listed, ballot.box_hash = [list(each) for each in listed], sealing.list_hash(listed)
    ballot.state, ballot.closed_at = "closed", ctx.at
    ballot.save(update_fields=["listed", "box_hash", "state", "closed_at"])
    overwrite_deleted()
    ballot.envelopes.all().delete()
    _chance.shuffle(found)
    Envelope.objects.bulk_create(
        [Envelope(id=random_id(), ballot=ballot, slip=slip, sealed=sealed) for slip, sealed in found]
    )
    jobs.ask_for_sweep()
    ctx.detail(envelopes=len(found), list=ballot.box_hash)
    ctx.announce("ballots.closed", ballot=ballot)
    return ballot


@command("ballots.cancel", **there)
def cancel(ctx, *, ballot: Ballot, reason: str) -> Ballot:
    """End a ballot that cannot stand, with a public reason; its envelopes are destroyed unopened."""
    must_run(ctx, ballot)
    in_state(ballot, "draft", "open", "closed")
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    ballot.state, ballot.cancelled_reason = "cancelled", " ".join(reason.split())[:300]
    ballot.save(update_fields=["state", "cancelled_reason"])
    destroy(ballot)
    ctx.announce("ballots.cancelled", ballot=ballot)
    return ballot


def destroy(ballot: Ballot) -> None:
    """Envelopes, parts of the key, tellers' keys and typed papers go, and a job cleans what they leave in the file."""
    overwrite_deleted()
    for rows in (ballot.envelopes, ballot.parts, ballot.tellers):
        rows.all().delete()
    Typing.objects.filter(contest__ballot=ballot).delete()
    jobs.ask_for_sweep()
