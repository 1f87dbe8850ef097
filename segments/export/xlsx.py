"""Target lists as an Excel workbook: list, summary, metadata."""

import io
from datetime import UTC, datetime, time

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from segments.campaign import TargetList
from segments.export.metadata import metadata_lines
from segments.export.summary import by_channel, by_district, by_segment
from segments.export.tabular import printable_rows
from segments.export.text import headings
from segments.export.workbook import (
    A4,
    FONT,
    Formats,
    add_formats,
    new_workbook,
    set_height,
    write_cell,
)
from segments.i18n import Translator

WIDTHS = {
    "village_code": 13,
    "village": 17,
    "district_code": 10,
    "district": 14,
    "segment": 8,
    "segment_name": 25,
    "geographic_class": 13,
    "people_low": 10,
    "people": 10,
    "people_high": 10,
    "evidence": 11,
    "channel": 20,
    "messenger": 17,
    "message": 38,
}
CENTRED = ("district_code", "segment")
PEOPLE = ("people_low", "people", "people_high")
N_TO_FILL, WIDTH_TO_FILL = 3, 13  # empty columns for names, dates and remarks


def to_xlsx(target_list: TargetList, translator: Translator) -> bytes:
    """Write a target list as an Excel workbook of three sheets.

    The list (one row a village and channel, heading frozen, filters on, ready for A4 landscape),
    a summary in which everyone is counted once, and the metadata. All text is stored as text, so
    a message that begins with ``=`` is shown, never run; codes keep their zeros and dots. The
    same list gives the same bytes.
    """
    _ = translator
    buffer = io.BytesIO()
    workbook = new_workbook(buffer)
    workbook.set_properties(_properties(target_list, _))
    formats = add_formats(workbook)
    _write_list(workbook.add_worksheet(_("Daftar sasaran")), target_list, formats, _)
    _write_summary(workbook.add_worksheet(_("Ringkasan")), target_list, formats, _)
    _write_metadata(workbook.add_worksheet(_("Metadata")), target_list, formats, _)
    workbook.close()
    return buffer.getvalue()


def _properties(target_list: TargetList, _: Translator) -> dict[str, object]:
    metadata = target_list.metadata
    return {
        "title": _("Daftar sasaran"),
        "author": "Khalayak",
        "keywords": f"{metadata.list_id} {metadata.version}",
        "created": datetime.combine(metadata.created, time(), tzinfo=UTC),
    }


def _write_list(sheet: Worksheet, target_list: TargetList, formats: Formats, _: Translator) -> None:
    rows = printable_rows(target_list, _)
    names = headings(_)
    last = len(rows)
    for column, name in enumerate(rows):
        look = formats.centred if name in CENTRED else formats.text
        if name in PEOPLE:
            look = formats.number
        sheet.set_column(column, column, WIDTHS[name])
        sheet.write_string(0, column, names[name], formats.heading)
        for row, value in enumerate(rows[name].tolist(), start=1):
            write_cell(sheet, row, column, value, look)
    _write_empty(sheet, len(rows.columns), last, formats, _)
    sheet.set_row(0, 30)
    wrapped = [name for name in rows if name not in PEOPLE]
    for row, values in enumerate(rows[wrapped].itertuples(index=False), start=1):
        set_height(sheet, row, values, [WIDTHS[name] for name in wrapped])
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(last, 1), len(rows.columns) + N_TO_FILL - 1)
    _write_totals(sheet, last + 1, list(rows.columns), target_list, formats, _)
    sheet.repeat_rows(0)
    _set_page(sheet, target_list, _, landscape=True)


def _write_empty(sheet: Worksheet, first: int, last: int, formats: Formats, _: Translator) -> None:
    """Leave columns at the right for whoever carries the list out."""
    names = (_("Petugas"), _("Tanggal"), _("Status"))
    for column, name in enumerate(names, start=first):
        sheet.set_column(column, column, WIDTH_TO_FILL)
        sheet.write_string(0, column, name, formats.heading)
        for row in range(1, last + 1):
            sheet.write_blank(row, column, None, formats.text)


def _write_totals(
    sheet: Worksheet,
    row: int,
    columns: list[str],
    target_list: TargetList,
    formats: Formats,
    _: Translator,
) -> None:
    people = target_list.people
    totals = {"people_low": people.low, "people": people.mid, "people_high": people.high}
    label = _("Jumlah (setiap orang dihitung sekali, bukan sekali per kanal)")
    sheet.merge_range(row, 0, row, columns.index("people_low") - 1, "", formats.total_text)
    sheet.write_string(row, 0, label, formats.total_text)
    for column in range(columns.index("people_low"), len(columns) + N_TO_FILL):
        name = columns[column] if column < len(columns) else ""
        if name in totals:
            sheet.write_number(row, column, totals[name], formats.total_number)
        else:
            sheet.write_blank(row, column, None, formats.total_text)


def _write_summary(
    sheet: Worksheet, target_list: TargetList, formats: Formats, _: Translator
) -> None:
    sheet.set_column(0, 0, 11)
    sheet.set_column(1, 1, 36)
    sheet.set_column(2, 30, 11)
    sheet.write_string(0, 0, _("Ringkasan daftar sasaran"), formats.title)
    note = _("Setiap orang dihitung sekali, di desa tempat ia terdaftar.")
    sheet.write_string(1, 0, note, formats.note)
    row = 3
    for title, table, totals in (
        (_("Menurut segmen"), by_segment(target_list, _), True),
        (_("Menurut kecamatan"), by_district(target_list, _), True),
        (_("Menurut kanal (jangan dijumlahkan antarkanal)"), by_channel(target_list, _), False),
    ):
        if table.empty:
            continue
        sheet.write_string(row, 0, title, formats.group)
        row = _write_table(sheet, row + 1, table, formats, totals=totals) + 2
    _set_page(sheet, target_list, _, landscape=False)


def _write_table(
    sheet: Worksheet, row: int, table: pd.DataFrame, formats: Formats, *, totals: bool
) -> int:
    """Write a summary table, its last row as the total; returns the row after it."""
    sheet.set_row(row, 30)
    for column, name in enumerate(table):
        sheet.write_string(row, column, str(name), formats.heading)
    last = len(table) - 1
    for i, values in enumerate(table.itertuples(index=False)):
        is_total = totals and i == last
        set_height(sheet, row + 1 + i, values[:2], [11, 36])
        for column, value in enumerate(values):
            look = formats.total_text if is_total else formats.text
            if isinstance(value, float):
                look = formats.total_percent if is_total else formats.percent
            elif column > 1:  # a mark in place of a number stands where the number would
                look = formats.total_number if is_total else formats.number
            write_cell(sheet, row + 1 + i, column, value, look)
    return row + 1 + len(table)


def _write_metadata(
    sheet: Worksheet, target_list: TargetList, formats: Formats, _: Translator
) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _("Metadata"), formats.title)
    row, group = 1, ""
    for line in metadata_lines(target_list, _):
        if line.group != group:
            group = line.group
            sheet.write_string(row + 1, 0, group, formats.group)
            row += 2
        write_cell(sheet, row, 0, line.label, formats.text)
        write_cell(sheet, row, 1, line.value, formats.text)
        set_height(sheet, row, (line.label, line.value), [30, 90])
        row += 1
    _set_page(sheet, target_list, _, landscape=False)


def _set_page(sheet: Worksheet, target_list: TargetList, _: Translator, *, landscape: bool) -> None:
    metadata = target_list.metadata
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    title, made = _("Daftar sasaran"), _.date(metadata.created)
    sheet.set_header(f'&L&"{FONT},Bold"&10 {title}&R&"{FONT},Regular"&9 {made}')
    edition = _("Daftar {list_id}, segmentasi {version}").format(
        list_id=metadata.list_id, version=metadata.version
    )
    page = _("Halaman {page} dari {pages}").format(page="&P", pages="&N")
    sheet.set_footer(f'&L&"{FONT},Regular"&8 {edition}&R&"{FONT},Regular"&8 {page}')
