"""What we hand out as a table never begins a formula."""

import pytest

from k2k.core import cells


@pytest.mark.parametrize("text", ["=1+1", "+60123", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_is_handed_out_as_text(text):
    assert cells.safe(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [("PPR Contoh", "PPR Contoh"), (-2, -2), (None, ""), ("", "")])
def test_words_numbers_and_nothing_stay_as_they_are(value, cell):
    assert cells.safe(value) == cell
