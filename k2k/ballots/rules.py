"""Ballots: states, who may do what, limits. The secrecy behind them is docs/decisions/0007-ballot-secrecy.md."""

from k2k.core.actors import ANYONE

#: From each state, where it can go. What is counted or cancelled stays.
MOVES: dict[str, set[str]] = {
    "draft": {"open", "cancelled"},
    "open": {"closed", "cancelled"},
    "closed": {"counted", "cancelled"},
    "counted": set(),
    "cancelled": set(),
}
STATES = tuple(MOVES)
#: How a contest is counted; yes and no are options 1 and 2 of "yes-no".
METHODS = ("approval", "yes-no", "scottish-stv", "phragmen")
#: Who has one vote: each person on the roll, or each home.
UNITS = ("person", "household")
#: How somebody on the roll voted; "" not yet. All count alike and are never shown apart in public.
MARKS = ("", "screen", "paper", "helped", "proxy")
#: Marks for which an envelope lies in the box.
IN_BOX = ("screen", "helped", "proxy")
#: Any two tellers open the box.
FEWEST_TELLERS, MOST_TELLERS = 2, 5
SHORTEST_PASSPHRASE = 12
MOST_CONTESTS, MOST_OPTIONS = 8, 40
TITLE_LENGTH, NAME_LENGTH = 120, 80
#: After a ballot is over, its roll keeps whose line was marked for so long (days), then only the marks.
ROLL_NAMED_FOR = 365
#: What stands in place of a name on the roll.
GONE = "gone:"

VERBS = {
    "ballots.create": {"committee"},
    "ballots.add_contest": {"committee"},
    "ballots.enrol": {"committee"},
    "ballots.appoint_teller": {"committee"},
    # a teller is named on the ballot, whatever else they are; the commands look there
    "ballots.keep_key": {ANYONE},
    "ballots.type_lots": {ANYONE},
    "ballots.open": {"committee"},
    "ballots.cast": {"resident"},
    "ballots.object": {"resident"},
    "ballots.hand_paper": {"committee"},
    # a teller, who runs the ballot, or (for homes) a mobiliser; the command looks there
    "ballots.help": {ANYONE},
    "ballots.name_proxy": {"resident", "committee"},
    "ballots.close": {"committee"},
    "ballots.cancel": {"committee"},
    "ballots.type_papers": {ANYONE},
    "ballots.count": {ANYONE},
}
