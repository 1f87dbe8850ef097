"""A table of words and written numbers: numbers to the right, all columns in reach."""

from collections.abc import Collection

import pandas as pd
import streamlit as st


def show_rows(
    rows: pd.DataFrame,
    *,
    numbers: Collection[str] = (),
    height: int | None = None,
    key: str | None = None,
) -> None:
    """Show rows that are words already; the columns of `numbers` stand to the right."""
    config = {name: st.column_config.TextColumn(alignment="right") for name in numbers}
    st.dataframe(
        rows,
        hide_index=True,
        column_config=config,
        height=height if height is not None else "auto",
        key=key,
    )
