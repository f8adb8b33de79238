"""Motions: moved, seconded, voted on by hands, roll call or secret ballot; interests; what becomes a promise."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext as _

from k2k.ballots import commands as ballots
from k2k.commitments import commands as commitments
from k2k.core import clock
from k2k.core.commands import Context, Denied, Refused, command
from k2k.groups import queries as groups
from k2k.meetings import queries, rules, words
from k2k.meetings.commands.allowed import at_motion, lines, plain, run, run_motion, stands, there
from k2k.meetings.models import AgendaItem, Attendance, Decision, Interest, Meeting, Motion, RollVote

if TYPE_CHECKING:
    from k2k.bodies.models import Appointment, Post
    from k2k.groups.models import Membership

#: A secret ballot of a meeting is open for so long at most; the committee closes it when all have voted.
SECRET_FOR = timedelta(hours=12)


@command("meetings.propose", **there)
def propose(
    ctx: Context, *, meeting: Meeting, item: AgendaItem, text: str, proposer: Attendance, subject: str = "ordinary",
    about_post: "Appointment | None" = None, about_member: "Membership | None" = None,
) -> Motion:  # fmt: skip
    """A member who is there moves something under an item of the agenda. Raises Refused and Denied."""
    meeting = run(ctx, meeting, "open")
    if item.meeting_id != meeting.pk:
        raise Refused(_("Choose an item of this agenda."), field="item")
    if subject not in rules.SUBJECTS:
        raise Refused(_("Choose what the motion is about."), field="subject")
    _must_be_decidable(ctx, meeting, item, subject)
    if subject == "remove" and about_post is None and about_member is None:
        raise Refused(_("Choose whom it is about."), field="about")
    if meeting.motions.count() >= rules.MOST_MOTIONS:
        raise Refused(_("These are too many motions for one meeting."))
    _must_be_here(meeting, proposer, "proposer")
    made = Motion.objects.create(
        meeting=meeting,
        item=item,
        number=(meeting.motions.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=lines(text, rules.TEXT_LENGTH, "text"),
        subject=subject,
        about_post=about_post if subject == "remove" else None,
        about_member=about_member if subject == "remove" else None,
        proposer=proposer,
        moved_at=ctx.at,
    )
    ctx.detail(number=made.number, subject=subject)
    return made


def _must_be_decidable(ctx: Context, meeting: Meeting, item: AgendaItem, subject: str) -> None:
    values = groups.values(meeting.group, clock.today(meeting.called_at or ctx.at))
    if subject in rules.cannot_decide(values, meeting.second):
        raise Refused(_("This is a second call: by the constitution it cannot decide this."), field="subject")
    if subject in ("amend", "remove"):
        if meeting.kind not in rules.GENERAL:
            raise Refused(_("Only a general meeting of all members can decide this."), field="subject")
        if item.kind != "motion":
            raise Refused(_("Members must have read of this on the agenda: choose an item for motions."), field="item")
    if item.kind == "approve" and (item.approves is None or item.approves.state != "signed"):
        raise Refused(_("Those minutes are not signed yet, so they cannot be approved."), field="item")


def _must_be_here(meeting: Meeting, attendance: Attendance | None, field: str) -> None:
    if attendance is None or not queries.present(meeting).filter(pk=attendance.pk).exists():
        raise Refused(_("Choose a member who is here and may vote."), field=field)


@command("meetings.second", **at_motion)
def second(ctx: Context, *, motion: Motion, seconder: Attendance) -> Motion:
    """Another member seconds it; only then it is voted on. Raises Refused and Denied."""
    motion = run_motion(ctx, motion, "moved")
    _must_be_here(motion.meeting, seconder, "seconder")
    if seconder.pk == motion.proposer_id:
        raise Refused(_("Who moves it does not second it."), field="seconder")
    motion.seconder, motion.state = seconder, "seconded"
    motion.save(update_fields=["seconder", "state"])
    return motion


@command("meetings.withdraw", **at_motion)
def withdraw(ctx: Context, *, motion: Motion) -> Motion:
    """It is taken back before the vote. Raises Refused and Denied."""
    motion = run_motion(ctx, motion, "moved", "seconded")
    if motion.method == "secret":
        raise Refused(_("A secret vote was begun. Cancel it there first."))
    motion.state = "withdrawn"
    motion.save(update_fields=["state"])
    return motion


def _interest(ctx: Context, motion: Motion, attendance: Attendance, why: str) -> Interest:
    made, _new = Interest.objects.get_or_create(
        motion=motion, attendance=attendance, defaults={"why": why, "at": ctx.at}
    )
    ctx.detail(attendance=attendance.pk, why=made.why)
    return made


def _must_wait(motion: Motion) -> None:
    if motion.state not in ("moved", "seconded") or motion.method:
        raise Refused(_("This motion has moved on. Look at it again."))


@command("meetings.declare_interest", **at_motion)
def declare_interest(ctx: Context, *, motion: Motion) -> Interest:
    """A home that is here says that a motion concerns it: it neither votes nor counts. Raises Refused and Denied."""
    stands(motion.meeting, "open")
    _must_wait(motion)
    mine = list(queries.own_attendances(motion.meeting, ctx.actor))
    if ctx.actor.person_id:
        mine = [row for row in mine if row.membership and row.membership.person_id in (ctx.actor.person_id, None)]
    if not mine:
        raise Denied(ctx.verb)
    return [_interest(ctx, motion, row, "declared") for row in mine][0]


@command("meetings.recuse", **at_motion)
def recuse(ctx: Context, *, motion: Motion, attendance: Attendance) -> Interest:
    """The meeting asks somebody to stand aside in a motion that concerns them. Raises Refused and Denied."""
    motion = run_motion(ctx, motion, "moved", "seconded")
    _must_wait(motion)
    if attendance.meeting_id != motion.meeting_id:
        raise Refused(_("Choose a member who is here and may vote."), field="attendance")
    return _interest(ctx, motion, attendance, "recused")


def _ready(ctx: Context, motion: Motion) -> Motion:
    """A seconded motion in a meeting with enough members, with whom the rule keeps out of it. Raises Refused."""
    motion = run_motion(ctx, motion, "seconded")
    if motion.method:
        raise Refused(_("A secret vote was begun for this motion."))
    if not queries.counted(motion.meeting).enough:
        raise Refused(_("Too few members are here to decide. Wait, or make the second call."))
    if queries.is_about(motion, ctx.actor.account):
        raise Refused(_("This is about you. Somebody else of the committee counts the votes."))
    _must_be_decidable(ctx, motion.meeting, motion.item, motion.subject)
    if motion.subject == "remove":
        for attendance in queries.people_of_removal(motion):
            _interest(ctx, motion, attendance, "rule")
    return motion


def _settle(ctx: Context, motion: Motion, votes: tuple[int, int, int], entitled: int) -> Motion:
    motion.votes_for, motion.votes_against, motion.abstained = votes
    motion.entitled, motion.voted_at = entitled, ctx.at
    motion.state = "carried" if rules.carried(rules.NEEDS[motion.subject], *votes[:2]) else "lost"
    motion.save(
        update_fields=["votes_for", "votes_against", "abstained", "entitled", "voted_at", "state", "method", "ballot"]
    )
    approves = motion.item.approves
    if motion.state == "carried" and motion.item.kind == "approve" and approves and approves.approved_at is None:
        Meeting.objects.filter(pk=approves.pk, approved_at=None).update(approved_at=ctx.at)
    ctx.detail(state=motion.state, entitled=entitled)
    ctx.announce("meetings.voted", motion=motion)
    return motion


def _entitled(motion: Motion) -> int:
    return queries.count_of(queries.entitled(motion), motion.meeting.per_home)


@command("meetings.vote_hands", **at_motion)
def vote_hands(ctx: Context, *, motion: Motion, votes_for: int, votes_against: int, abstained: int) -> Motion:
    """Type how many hands were up; never more than there are members who can vote in it. Raises Refused and Denied."""
    motion = _ready(ctx, motion)
    votes = (votes_for, votes_against, abstained)
    if min(votes) < 0 or sum(votes) == 0:
        raise Refused(_("Type how many hands were up."), field="votes_for")
    entitled = _entitled(motion)
    if sum(votes) > entitled:
        raise Refused(
            _("These are %(votes)s hands, and %(n)s of those here can vote in this. Count again.")
            % {"votes": sum(votes), "n": entitled},
            field="votes_for",
        )
    motion.method = "hands"
    return _settle(ctx, motion, votes, entitled)


def _home(row: Attendance) -> int | None:
    return row.membership.household_id if row.membership else None


@command("meetings.vote_roll", **at_motion)
def vote_roll(ctx: Context, *, motion: Motion, votes: Mapping[int, str]) -> Motion:
    """Write how each of those here voted, by the number of their attendance. Raises Refused and Denied."""
    motion = _ready(ctx, motion)
    can = {row.pk: row for row in queries.entitled(motion)}
    if not votes or not set(votes) <= set(can) or not set(votes.values()) <= set(rules.CHOICES):
        raise Refused(_("Only those who are here and can vote in this are called."))
    homes = [_home(can[pk]) if motion.meeting.per_home else pk for pk in votes]
    if len(set(homes)) != len(homes):
        raise Refused(_("Each home has one vote."))
    RollVote.objects.bulk_create([RollVote(motion=motion, attendance=can[pk], choice=votes[pk]) for pk in votes])
    counts = [list(votes.values()).count(choice) for choice in rules.CHOICES]
    motion.method = "roll"
    return _settle(ctx, motion, (counts[0], counts[1], counts[2]), _entitled(motion))


@command("meetings.vote_secret", **at_motion)
def vote_secret(ctx: Context, *, motion: Motion) -> Motion:
    """Begin a secret ballot of those here who can vote in it; its tellers open it there. Raises Refused and Denied."""
    motion = _ready(ctx, motion)
    meeting = motion.meeting
    if meeting.kind == "committee":
        raise Refused(_("A committee votes by hands or by roll call."))
    voters = sorted({row.membership.voter for row in queries.entitled(motion) if row.membership})
    title = motion.text if len(motion.text) <= rules.TITLE_LENGTH else words.motion_title(motion)
    ballot = ballots.create(
        ctx.actor, node=meeting.node, title=title, unit="household" if meeting.per_home else "person",
        closes_at=ctx.at + SECRET_FOR, source=motion.ref, lang=meeting.lang, body=meeting.group.body, at=ctx.at,
    )  # fmt: skip
    ballots.add_contest(
        ctx.actor, ballot=ballot, title=ballot.title, method="yes-no", options=words.yes_no(meeting.lang),
        needs=rules.NEEDS[motion.subject].written, at=ctx.at,
    )  # fmt: skip
    ballots.enrol(ctx.actor, ballot=ballot, voters=voters, at=ctx.at)
    motion.method, motion.ballot = "secret", ballot.ref
    motion.save(update_fields=["method", "ballot"])
    return motion


@command("meetings.read_secret", **at_motion)
def read_secret(ctx: Context, *, motion: Motion, result: Mapping[str, Any] | None) -> Motion:
    """The box was opened: its count is the motion's. Without a result the ballot was cancelled. Raises Refused."""
    if motion.state != "seconded" or motion.method != "secret":
        raise Refused(_("This motion has moved on. Look at it again."))
    if result is None:
        motion.method, motion.ballot = "", ""
        motion.state = "seconded" if motion.meeting.state == "open" else "withdrawn"
        motion.save(update_fields=["method", "ballot", "state"])
        return motion
    votes = (result["yes"], result["no"], result["abstained"])
    return _settle(ctx, motion, votes, result["entitled"])


@command("meetings.decide", **at_motion)
def decide(ctx: Context, *, motion: Motion, what: str, post: "Post", due: date) -> Decision:
    """A carried motion becomes a promise of the group: what, which post sees to it, by when. Raises Refused."""
    meeting = run(ctx, motion.meeting, "open", "closed", "published")
    if motion.state != "carried":
        raise Refused(_("Only what was carried becomes a promise."))
    if hasattr(meeting, "minutes"):
        raise Refused(_("The minutes are being signed. Nothing in them changes any more."))
    if Decision.objects.filter(motion=motion).exists():
        raise Refused(_("This is promised already. Give a new date with a reason."))
    if post.body_id != meeting.group.body_id or post.ended_on is not None:
        raise Refused(_("Choose a post of this group."), field="post")
    promised = commitments.promise(
        ctx.actor, source=motion.ref, node=meeting.node, body=meeting.group.body,
        what=plain(what, rules.PLACE_LENGTH, "what"), due=clock.due_at(due), lang=meeting.lang,
        private=False, at=ctx.at,
    )  # fmt: skip
    ctx.detail(post=post.pk)
    return Decision.objects.create(motion=motion, post=post, commitment=promised, at=ctx.at)
