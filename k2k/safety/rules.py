"""Safety: who reads what is sealed, for how long, which homes need a working lift or water, which lines are named.

Pure: a committee secretary can read here what happens to words that must not be seen at home or in the office.
"""

from datetime import timedelta

from k2k.core.actors import ANYONE

#: What a sealed letter is about, and to whom it goes: the safeguarding lead outside the site, or the office's manager.
ABOUT = ("violence", "child", "person", "other")
TO = ("lead", "manager")
#: The office's manager gets what is about how people live together, never violence and never a child.
MANAGER_GETS = {"person", "other"}
STATES = ("open", "closed")
SENDERS = ("writer", "reader")
#: The role that reads, held at the programme and not below it: nobody of the site. The post of the office that reads.
LEAD_ROLES = {"safeguard"}
MANAGER_POST = "manager"

#: A closed letter is erased so long after its end; one in which nobody wrote any more, so long after the last word.
KEPT_AFTER_CLOSING = timedelta(days=90)
KEPT_WITHOUT_WORD = timedelta(days=365)
TEXT_LENGTH = 4000
#: So many letters an hour from one line, on which a whole block may sit; so many in all, far above that.
PER_ADDRESS, IN_ALL = 20, 300

#: What a home can say about itself, in private: then a stopped lift or a dry tap weighs more near it.
NEEDS = ("dialysis", "wheelchair", "infant", "elder_alone")
CONSENT_VERSION = "1"

#: Telephone lines: slug, number, WhatsApp (digits for wa.me, "" for none). When each was last checked is written down
#: by the operator; a number nobody has checked, or not for so long, is asked for.
LINES = (
    ("emergency", "999", ""),
    ("kasih", "15999", "60192615999"),
    ("wao", "03-3000 8858", "60189888058"),
    ("befrienders", "03-7627 2929", ""),
)
CHECK_EVERY = timedelta(days=90)

VERBS = {
    "safety.write": {ANYONE},
    "safety.add": {ANYONE},
    "safety.read": {"safeguard", "office"},
    "safety.reply": {"safeguard", "office"},
    "safety.close": {"safeguard", "office"},
    "safety.set_needs": {"household"},
    "safety.check_line": {"operator"},
}
