"""Afterwards: what the secretary writes, corrections, two signatures that freeze it, notes on what is wrong."""

import hashlib

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Denied, Refused, command
from k2k.groups import queries as groups
from k2k.meetings import canonical, queries, rules
from k2k.meetings.commands.allowed import lines, run, stands, there
from k2k.meetings.models import AgendaItem, Correction, Meeting, Minutes, Note, Signature
from k2k.people import queries as people


def _unsigned(meeting: Meeting) -> Meeting:
    if Minutes.objects.filter(meeting=meeting).exists():
        raise Refused(_("The minutes are being signed. Nothing in them changes any more."))
    return meeting


@command("meetings.write", **there)
def write(ctx: Context, *, meeting: Meeting, item: AgendaItem, said: str) -> AgendaItem:
    """What the minutes say of one item; until the first signature. Raises Refused and Denied."""
    meeting = _unsigned(run(ctx, meeting, "open", "closed", "published"))
    if item.meeting_id != meeting.pk:
        raise Refused(_("Choose an item of this agenda."), field="item")
    item.said = lines(said, rules.MINUTES_LENGTH, "said", required=False)
    item.save(update_fields=["said"])
    ctx.detail(item=item.pk)
    return item


@command("meetings.publish", **there)
def publish(ctx: Context, *, meeting: Meeting) -> Meeting:
    """Everybody reads the minutes; those who were there have seven days to say what is wrong. Raises Refused."""
    meeting = run(ctx, meeting, "closed")
    if meeting.motions.filter(state="seconded").exists():
        raise Refused(_("A secret vote is not counted yet."))
    meeting.state, meeting.published_at = "published", ctx.at
    meeting.save(update_fields=["state", "published_at"])
    ctx.announce("meetings.published", meeting=meeting)
    return meeting


@command("meetings.correct", **there)
def correct(ctx: Context, *, meeting: Meeting, text: str, item: AgendaItem | None = None) -> Correction:
    """A home that was there says what the minutes should say, while there is time. Raises Refused and Denied."""
    meeting = stands(meeting)
    household = people.household_of(ctx.actor)
    if household is None or not meeting.attendances.filter(membership__household=household).exists():
        raise Denied(ctx.verb)
    if not queries.may_correct(ctx.actor, meeting, ctx.at):
        raise Refused(_("The time for corrections is over. A later meeting can note what is wrong."))
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused(_("Choose an item of this agenda."), field="item")
    made = Correction.objects.create(
        meeting=_unsigned(meeting),
        item=item,
        household=household,
        text=lines(text, rules.TEXT_LENGTH, "text"),
        at=ctx.at,
    )
    ctx.announce("meetings.corrected", meeting=meeting, correction=made)
    return made


@command("meetings.answer", at_node=lambda given: given["correction"].meeting.node)
def answer(ctx: Context, *, correction: Correction, accept: bool, because: str) -> Correction:
    """The secretary accepts a correction, or notes it, and says why; it stays beside the minutes. Raises Refused."""
    _unsigned(run(ctx, correction.meeting, "published"))
    correction.refresh_from_db(from_queryset=Correction.objects.select_for_update())
    if correction.state != "proposed":
        raise Refused(_("This correction was answered."))
    correction.answer = lines(because, rules.REASON_LENGTH, "because")
    correction.state, correction.answered_at = ("accepted" if accept else "noted"), ctx.at
    correction.save(update_fields=["answer", "state", "answered_at"])
    ctx.detail(accept=accept)
    ctx.announce("meetings.answered", correction=correction)
    return correction


@command("meetings.sign", **there)
def sign(ctx: Context, *, meeting: Meeting) -> Signature:
    """Sign the minutes as they stand; the second signature, of another post and another person, freezes them for good.

    Raises Refused and Denied.
    """
    meeting = run(ctx, meeting, "published")
    until = queries.corrections_until(meeting)
    if until is not None and ctx.at < until:
        raise Refused(_("Those who were there can still say what is wrong. Sign when that time is over."))
    if meeting.corrections.filter(state="proposed").exists():
        raise Refused(_("Answer every correction first."))
    minutes = Minutes.objects.filter(meeting=meeting).first() or _written(ctx, meeting)
    signed = list(minutes.signatures.all())
    if any(each.account_id == ctx.actor.account.pk for each in signed):
        raise Refused(_("You signed already. Somebody else with another post signs too."))
    mine = (
        groups.committee(meeting.group, ctx.at).filter(account=ctx.actor.account).values_list("post__kind", flat=True)
    )
    free = [kind for kind in rules.SIGNING_POSTS if kind in mine and kind not in {each.post for each in signed}]
    if not free:
        raise Refused(_("Another post signs: chair, secretary, treasurer or a member of the committee."))
    made = Signature.objects.create(minutes=minutes, post=free[0], account=ctx.actor.account, at=ctx.at)
    if len(signed) + 1 >= rules.SIGNATURES:
        meeting.state, meeting.signed_at = "signed", ctx.at
        meeting.save(update_fields=["state", "signed_at"])
        ctx.announce("meetings.signed", meeting=meeting)
    ctx.detail(post=free[0], signatures=len(signed) + 1)
    return made


def _written(ctx: Context, meeting: Meeting) -> Minutes:
    text = canonical.text(meeting)
    return Minutes.objects.create(meeting=meeting, text=text, sha256=digest(text), at=ctx.at)


def digest(text: str) -> str:
    """The mark by which anybody sees whether these are the words that were signed."""
    return hashlib.sha256(text.encode()).hexdigest()


@command("meetings.note", **there)
def note(ctx: Context, *, meeting: Meeting, by_meeting: Meeting, text: str) -> Note:
    """A later meeting says what is wrong in signed minutes; the minutes stay. Raises Refused and Denied."""
    meeting = run(ctx, meeting, "signed")
    if by_meeting.group_id != meeting.group_id or by_meeting.opened_at is None:
        raise Refused(_("Choose a meeting of this group that took place."), field="by_meeting")
    if by_meeting.opened_at <= (meeting.signed_at or ctx.at):
        raise Refused(_("Choose a meeting after these minutes were signed."), field="by_meeting")
    if meeting.kind in rules.GENERAL and by_meeting.kind not in rules.GENERAL:
        raise Refused(_("Only a general meeting corrects the minutes of a general meeting."), field="by_meeting")
    return Note.objects.create(
        meeting=meeting, by_meeting=by_meeting, text=lines(text, rules.TEXT_LENGTH, "text"), at=ctx.at
    )
