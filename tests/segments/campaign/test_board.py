"""Who has answered, and who has not."""

from datetime import date

import pytest

from segments.campaign import build_board
from tests.segments.campaign.test_scoring import TWO, order_of, sheet_of

BEFORE, AFTER = date(2027, 1, 31), date(2027, 2, 1)


@pytest.mark.parametrize(
    ("sent", "today", "state"),
    [((), AFTER, "not_sent"), (["32.01.01"], BEFORE, "waiting"), (["32.01.01"], AFTER, "late")],
)
def test_a_kecamatan_without_an_answer_waits_until_the_day_is_past(sent, today, state):
    board = build_board(order_of(*TWO), [], sent=sent, today=today)
    assert board.loc["32.01.01", ["state", "received", "filled"]].tolist() == [state, None, 0.0]


def test_an_answer_counts_whether_or_not_the_pack_was_marked_as_sent():
    board = build_board(order_of(*TWO), [sheet_of(*TWO)], sent=(), today=AFTER)
    assert board.loc["32.01.01", ["state", "filled"]].tolist() == ["received", 1.0]
