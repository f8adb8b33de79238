"""Every write about activities: planned and announced, who comes, who came, the roll of a class, stories."""

from k2k.activities.commands.coming import sign_up, take_back
from k2k.activities.commands.planning import announce, cancel, change, plan
from k2k.activities.commands.rolls import close_series, enrol, enrol_on_paper, tick, withdraw_pupil
from k2k.activities.commands.stories import publish_story, refuse_story, tell, withdraw_story
from k2k.activities.commands.turnout import correct_turnout, write_turnout

__all__ = [
    "announce",
    "cancel",
    "change",
    "close_series",
    "correct_turnout",
    "enrol",
    "enrol_on_paper",
    "plan",
    "publish_story",
    "refuse_story",
    "sign_up",
    "take_back",
    "tell",
    "tick",
    "withdraw_pupil",
    "withdraw_story",
    "write_turnout",
]
