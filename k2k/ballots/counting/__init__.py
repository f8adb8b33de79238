"""Counting: pure functions in integers and fractions. The order of the ballots never matters, floats never appear.

    profile = blt.read(text)
    result = METHODS["scottish-stv"](profile, Lots((3, 1, 2)))

A tie that the votes do not settle asks the lots, drawn beforehand; without them it raises `Unsettled`.
"""

from k2k.ballots.counting import approval, phragmen, stv
from k2k.ballots.counting.lots import Lots, Unsettled
from k2k.ballots.counting.profile import BadBallots, Profile
from k2k.ballots.counting.result import Result, Round, Tie

METHODS = {"scottish-stv": stv.count, "phragmen": phragmen.count, "approval": approval.count}

__all__ = ["METHODS", "BadBallots", "Lots", "Profile", "Result", "Round", "Tie", "Unsettled"]
