"""What time does by itself: it asks again and it forgets. It never closes anything."""

from datetime import datetime, timedelta

from django.db.models import Q

from k2k.core.actors import SYSTEM
from k2k.core.batches import batched
from k2k.core.jobs import job
from k2k.issues import commands, danger, events, messages, ranking, rules
from k2k.issues.models import Answer, Contact, Issue, Step, Tap

#: At most so many in one run, so that a run stays short; the next run takes the rest.
BATCH = 200
#: So many reports are weighed together: they fit in memory, and few statements serve them.
TOGETHER = 2000


@job("issues.ask_again", every=timedelta(minutes=30))
def ask_again(at: datetime) -> None:
    """Once for each claim that has waited 72 hours: ask those who reported and tapped whether it is fixed."""
    old = Issue.objects.filter(
        state="claimed", claimed_at__lte=at - rules.UNCONFIRMED_AFTER, asked_again_at=None, source=""
    )
    for issue in old.select_related("node", "node__block", "node__floor").order_by("claimed_at", "id")[:BATCH]:
        mine = Issue.objects.filter(pk=issue.pk, state="claimed", asked_again_at=None)
        if mine.update(asked_again_at=at):
            answered = issue.answers.filter(round=issue.round, answer="yes").values_list("household_id", flat=True)
            silent = {f"household:{pk}" for pk in answered}
            to = [key for key in events.neighbours(issue) if key not in silent]
            events.tell(messages.Claimed, issue, to, at, again=True)


@job("issues.rank", every=timedelta(days=1), lease=timedelta(hours=1))
def rank(at: datetime) -> None:
    """Weigh every open report again: a day has passed, and homes may have said what they need."""
    open_now = Issue.objects.filter(state__in=rules.OPEN, source="").select_related("node").order_by("node_id", "id")
    for together in batched(open_now.iterator(chunk_size=TOGETHER), TOGETHER):
        ranking.rank_many(together, at)


@job("issues.escalate", every=timedelta(minutes=5))
def escalate(at: datetime) -> None:
    """Up the ladder, by the hour, at night and on holidays too: whose danger nobody has taken on."""
    waiting = Issue.objects.exclude(danger="").filter(state__in=rules.OPEN, source="", rung__lt=len(danger.LADDER))
    for issue in waiting.select_related("node", "site").order_by("danger_at", "id")[:BATCH]:
        assert issue.danger_at is not None
        if danger.due_rungs(issue.danger_at, issue.rung, issue.state, at):
            commands.escalate(SYSTEM, issue=issue, at=at)


@job("issues.erase_contacts", every=timedelta(hours=6))
def erase_contacts(at: datetime) -> None:
    """Forget who reported in confidence, 90 days after the report was closed."""
    over = Contact.objects.filter(erased_at=None, issue__closed_at__lte=at - rules.CONTACT_KEPT)
    for contact in over.select_related("issue")[:BATCH]:
        contact.sealed, contact.erased_at = "", at
        contact.save(update_fields=["sealed", "erased_at"])
        Step.objects.create(issue=contact.issue, what="contact_erased", at=at, public=False)


@job("issues.forget_devices", every=timedelta(hours=6))
def forget_devices(at: datetime) -> None:
    """Drop the marks of phones 90 days after the report was closed; that somebody tapped stays counted."""
    over = Q(issue__closed_at__lte=at - rules.DEVICES_KEPT)
    Tap.objects.filter(over).exclude(device="").update(device="")
    Answer.objects.filter(over).exclude(device="").update(device="")
