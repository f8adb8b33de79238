"""Every write of this app, by noun."""

from k2k.works.commands.doing import accept, add_photo, cannot, clear_photos, done, start
from k2k.works.commands.ideas import refuse_idea, suggest, support, take_idea
from k2k.works.commands.later import care_done, inspect, plan_care, record_inspection
from k2k.works.commands.ordering import approve, cancel, draft, quote, refuse_quote, revoke_link, send_link

__all__ = [
    "accept", "add_photo", "approve", "cancel", "cannot", "care_done", "clear_photos", "done", "draft", "inspect",
    "plan_care", "quote", "record_inspection", "refuse_idea", "refuse_quote", "revoke_link", "send_link", "start",
    "suggest", "support", "take_idea",
]  # fmt: skip
