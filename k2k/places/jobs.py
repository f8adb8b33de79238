"""What places does in the background."""

from datetime import datetime, timedelta

from k2k.core.jobs import job
from k2k.places import rules
from k2k.places.models import RegisterDraft


@job("places.forget_drafts", every=timedelta(days=1))
def forget_drafts(at: datetime) -> None:
    """Forget registers that nobody confirmed."""
    RegisterDraft.objects.filter(confirmed_at=None, created_at__lte=at - rules.DRAFT_KEPT).delete()
