"""Any table of words and numbers as a workbook of one sheet."""

import io

import pandas as pd

from segments.export.workbook import add_formats, new_workbook, set_height, write_cell

NARROWEST, WIDEST = 10, 60


def table_to_xlsx(table: pd.DataFrame, title: str) -> bytes:
    """Write a table with a heading row, filters and wrapped text; text stays text."""
    buffer = io.BytesIO()
    workbook = new_workbook(buffer)
    formats = add_formats(workbook)
    sheet = workbook.add_worksheet(title[:31])
    widths = []
    for column, name in enumerate(table):
        longest = max([len(str(name)), *(len(str(cell)) for cell in table[name])])
        widths.append(min(max(longest + 2, NARROWEST), WIDEST))
        sheet.set_column(column, column, widths[-1])
        sheet.write_string(0, column, str(name), formats.heading)
    for row, values in enumerate(table.itertuples(index=False), start=1):
        cells = [value if isinstance(value, int | float) else str(value) for value in values]
        for column, value in enumerate(cells):
            look = formats.text if isinstance(value, str) else formats.number
            write_cell(sheet, row, column, value, look)
        if any(isinstance(value, str) for value in cells):
            set_height(sheet, row, tuple(cells), widths)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table), 1), max(len(table.columns) - 1, 0))
    workbook.close()
    return buffer.getvalue()
