"""Four real elections of Scottish councils, given as BLT, counted in two ways that must agree.

Who was declared elected does not stand in the files, so it is not asserted here.
"""

import io
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from k2k.ballots.counting import METHODS, Lots, blt
from k2k.ballots.tests import second_way

pytestmark = [pytest.mark.sqlite_only, pytest.mark.needs_shared]
FOLDER = settings.SHARED / "data" / "blt"
NAMES = ("aberdeen_2012_ward13", "aberdeen_2017_ward10", "aberdeen_2022_ward1", "edinburgh_2017_ward12")


@pytest.mark.parametrize("name", NAMES)
def test_a_real_election_is_counted_without_a_lot_and_the_second_way_agrees(name):
    found = blt.read((FOLDER / f"{name}.blt").read_text())
    result = METHODS["scottish-stv"](found, Lots())
    assert set(result.elected) == second_way.stv(found)
    assert len(result.elected) == found.seats


def count(*words) -> str:
    out = io.StringIO()
    call_command("count", *words, stdout=out)
    return out.getvalue()


def test_the_command_counts_a_file_for_people_and_for_programs():
    path = str(FOLDER / "edinburgh_2017_ward12.blt")
    found = json.loads(count(path, "--method", "scottish-stv", "--json"))
    assert len(found["elected"]) == found["seats"] == 4
    told = count(path, "--method", "scottish-stv")
    assert "Elected: " in told
    assert "Round 1: first" in told


def test_the_command_takes_other_seats_and_another_method():
    path = str(FOLDER / "edinburgh_2017_ward12.blt")
    for method in METHODS:
        assert len(json.loads(count(path, "--method", method, "--seats", "2", "--json"))["elected"]) == 2


def test_the_command_asks_for_lots_and_takes_them(tmp_path):
    path = tmp_path / "tie.blt"
    path.write_text('2 1\n3 1 0\n3 2 0\n0\n"Ali"\n"Bala"\n"Tie"\n')
    with pytest.raises(CommandError, match="a lot must decide between 1 Ali, 2 Bala"):
        count(str(path), "--method", "scottish-stv")
    (tmp_path / "lots").write_text("Bala\nAli\n")
    found = json.loads(count(str(path), "--method", "scottish-stv", "--lots", str(tmp_path / "lots"), "--json"))
    assert found["elected"] == [2]
    assert found["ties"][0]["by"] == "lot"


def test_the_command_refuses_what_is_no_ballot_file(tmp_path):
    path = tmp_path / "x.blt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="cannot be read"):
        count(str(path), "--method", "approval")
    path.write_text('{"format": "other"}')
    with pytest.raises(CommandError, match="no tally file"):
        count(str(path))
