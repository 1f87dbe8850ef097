"""Who has answered: one line a kecamatan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from segments.campaign.return_order import ReturnOrder
    from segments.campaign.return_reader import ReturnSheet

NOT_SENT, WAITING, LATE, PARTIAL, RECEIVED = "not_sent", "waiting", "late", "partial", "received"
BOARD_STATES = (NOT_SENT, WAITING, LATE, PARTIAL, RECEIVED)


def build_board(
    order: ReturnOrder,
    returns: Sequence[ReturnSheet],
    *,
    sent: Collection[str],
    today: date,
) -> pd.DataFrame:
    """Tell where every kecamatan stands.

    Parameters
    ----------
    sent
        Codes of the kecamatan that were sent their pack.

    Returns
    -------
    DataFrame
        Indexed by district_code: district, state (`BOARD_STATES`: "late" is sent, past the day
        and without an answer), received (date or None), came_late, filled (share of the rows
        answered), n_problems, filename.
    """
    found = {sheet.district_code: sheet for sheet in returns}
    rows = []
    for code, name in order.districts.items():
        sheet = found.get(code)
        rows.append(
            {
                "district_code": code,
                "district": name,
                "state": _state(sheet, code in sent, today > order.answer_by),
                "received": sheet.received if sheet else None,
                "came_late": bool(sheet and sheet.late),
                "filled": sheet.n_filled / sheet.n_expected if sheet and sheet.n_expected else 0.0,
                "n_problems": len(sheet.problems) if sheet else 0,
                "filename": sheet.filename if sheet else "",
            }
        )
    return pd.DataFrame(rows).set_index("district_code")


def _state(sheet: ReturnSheet | None, was_sent: bool, is_past: bool) -> str:
    if sheet is not None:
        return PARTIAL if sheet.partial else RECEIVED
    if not was_sent:
        return NOT_SENT
    return LATE if is_past else WAITING
