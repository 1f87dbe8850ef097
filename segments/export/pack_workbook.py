"""The workbook of one kecamatan: what to read, whom to reach, what to say, what to report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from segments.campaign import DISTRICT_MARK, PLAN_MARK, RETURN_FIELDS
from segments.export.metadata import metadata_lines
from segments.export.return_words import choice_words, field_help, field_words, outcome_row
from segments.export.tabular import printable_rows
from segments.export.text import headings
from segments.export.workbook import (
    A4,
    DARK,
    FONT,
    PALE,
    Formats,
    add_formats,
    new_workbook,
    set_height,
    write_cell,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from segments.export.packs import PackContent
    from segments.i18n import Translator

LIST_COLUMNS = (
    "village_code",
    "village",
    "segment",
    "segment_name",
    "people_low",
    "people",
    "people_high",
    "channel",
    "messenger",
    "message",
)
LIST_WIDTHS = (13, 17, 8, 26, 10, 10, 10, 21, 17, 44)
COUNTS = ("people_low", "people", "people_high")
RETURN_HEADER = 5
"""Row of the headings of the return sheet, counted from 0."""
RETURN_WIDTHS = (14, 17, 25, 15, 12, 12, 17, 12, 28, 12, 12)


def pack_workbook(content: PackContent, district: str, translator: Translator) -> bytes:
    """Write the workbook of a kecamatan: protected but for the cells to fill in.

    The protection has no password: it guards against slips, not against people.
    """
    _ = translator
    buffer = io.BytesIO()
    workbook = new_workbook(buffer)
    created = content.target_list.metadata.created
    workbook.set_properties(
        {
            "title": content.order.plan_name,
            "author": "Khalayak",
            "keywords": f"{content.order.plan_id} {district} {content.order.version}",
            "created": datetime.combine(created, time(), tzinfo=UTC),
        }
    )
    formats = add_formats(workbook)
    _write_opening(workbook.add_worksheet(_("Baca dulu")), content, district, formats, _)
    _write_list(workbook.add_worksheet(_("Sasaran")), content, district, formats, _)
    _write_messages(workbook.add_worksheet(_("Pesan")), content, formats, _)
    _write_calendar(workbook.add_worksheet(_("Kalender")), content, formats, _)
    _write_return(workbook, workbook.add_worksheet(_("Laporan")), content, district, formats, _)
    _write_sources(workbook.add_worksheet(_("Metadata")), content, formats, _)
    workbook.close()
    return buffer.getvalue()


def _write_opening(
    sheet: Worksheet, content: PackContent, district: str, formats: Formats, _: Translator
) -> None:
    order = content.order
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, order.plan_name, formats.title)
    place = _("Kecamatan {name}").format(name=order.districts[district])
    sheet.write_string(1, 0, place, formats.group)
    rows = [
        (_("Nomor rencana"), order.plan_id),
        (_("Pesan utama"), content.core_message),
        (_("Yang diminta"), _steps(_)),
        (_("Kirim kembali"), _("paling lambat {date}").format(date=_.date(order.answer_by))),
        (_("Versi segmentasi"), order.version),
        (_("Edisi data"), content.edition),
    ]
    if content.simulated:
        rows.insert(0, (_("DATA SIMULASI"), _simulated(_)))
    row = 3
    for label, value in rows:
        row = _write_pair(sheet, row, label, value, formats)
    _protect(sheet)
    _set_page(sheet, content, _, landscape=False)


def _write_sources(sheet: Worksheet, content: PackContent, formats: Formats, _: Translator) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, _("Dari mana angkanya"), formats.title)
    row = 2
    for line in metadata_lines(content.target_list, _):
        row = _write_pair(sheet, row, line.label, line.value, formats)
    _protect(sheet)
    _set_page(sheet, content, _, landscape=False)


def _write_pair(sheet: Worksheet, row: int, label: str, value: str, formats: Formats) -> int:
    write_cell(sheet, row, 0, label, formats.text)
    write_cell(sheet, row, 1, value, formats.text)
    set_height(sheet, row, (label, value), [26, 84])
    return row + 1


def _steps(_: Translator) -> str:
    return "\n".join(
        [
            _("1. Lihat lembar Sasaran: desa mana, berapa orang, lewat kanal apa."),
            _("2. Pakai kata-kata di lembar Pesan; sesuaikan bagian dalam kurung siku."),
            _("3. Ikuti lembar Kalender."),
            _("4. Isi lembar Laporan, simpan, kirim kembali berkas ini."),
        ]
    )


def _simulated(_: Translator) -> str:
    return _("Sebagian angka berasal dari survei simulasi, bukan survei sungguhan.")


def _write_list(
    sheet: Worksheet, content: PackContent, district: str, formats: Formats, _: Translator
) -> None:
    rows = printable_rows(content.target_list, _)
    rows = rows[rows["district_code"] == district]
    names = headings(_)
    if not content.with_villages:
        _write_totals_only(sheet, content, district, formats, _)
        return
    for column, (name, width) in enumerate(zip(LIST_COLUMNS, LIST_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, names[name], formats.heading)
    sheet.set_row(0, 30)
    wrapped = [place for place, name in enumerate(LIST_COLUMNS) if name not in COUNTS]
    for row, values in enumerate(rows[list(LIST_COLUMNS)].itertuples(index=False), start=1):
        for column, (name, value) in enumerate(zip(LIST_COLUMNS, values, strict=True)):
            look = formats.number if name in COUNTS else formats.text
            write_cell(sheet, row, column, value, look)
        set_height(sheet, row, tuple(values[c] for c in wrapped), [LIST_WIDTHS[c] for c in wrapped])
    _write_total(sheet, len(rows) + 1, content, district, formats, _)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(LIST_COLUMNS) - 1)
    _protect(sheet)
    _set_page(sheet, content, _, landscape=True)


def _write_total(
    sheet: Worksheet,
    row: int,
    content: PackContent,
    district: str,
    formats: Formats,
    _: Translator,
) -> None:
    label = _("Jumlah (setiap orang dihitung sekali, bukan sekali per kanal)")
    villages = content.target_list.villages
    own = villages[villages["district_code"] == district]
    sheet.merge_range(row, 0, row, 3, "", formats.total_text)
    sheet.write_string(row, 0, label, formats.total_text)
    for column, name in enumerate(LIST_COLUMNS[4:], start=4):
        if name in COUNTS:
            sheet.write_number(row, column, int(own[name].sum()), formats.total_number)
        else:
            sheet.write_blank(row, column, None, formats.total_text)


def _write_totals_only(
    sheet: Worksheet, content: PackContent, district: str, formats: Formats, _: Translator
) -> None:
    """Give a kecamatan its totals by segment, where the plan names no villages."""
    villages = content.target_list.villages
    own = villages[villages["district_code"] == district]
    columns = [_("Segmen"), _("Nama segmen"), *(headings(_)[name] for name in COUNTS)]
    for column, (name, width) in enumerate(zip(columns, (9, 40, 12, 12, 12), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, formats.heading)
    row = 1
    for segment, group in own.groupby("segment", sort=True):
        write_cell(sheet, row, 0, str(segment), formats.text)
        write_cell(sheet, row, 1, str(group["segment_name"].iloc[0]), formats.text)
        for column, name in enumerate(COUNTS, start=2):
            sheet.write_number(row, column, int(group[name].sum()), formats.number)
        row += 1
    _protect(sheet)
    _set_page(sheet, content, _, landscape=False)


def _write_messages(
    sheet: Worksheet, content: PackContent, formats: Formats, _: Translator
) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, _("Pesan utama"), formats.group)
    write_cell(sheet, 1, 0, _("Sama untuk semua"), formats.text)
    write_cell(sheet, 1, 1, content.core_message, formats.text)
    set_height(sheet, 1, (content.core_message,), [84])
    row = 3
    if content.messages:
        sheet.write_string(row, 0, _("Versi siap pakai"), formats.group)
    for message in content.messages:
        row = _write_pair(sheet, row + 1, message.title, message.text, formats) - 1
    _protect(sheet)
    _set_page(sheet, content, _, landscape=False)


def _write_calendar(
    sheet: Worksheet, content: PackContent, formats: Formats, _: Translator
) -> None:
    widths = (18, 18, 58, 26)
    names = (_("Mulai"), _("Selesai"), _("Kegiatan"), _("Pelaksana"))
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, formats.heading)
    for row, line in enumerate(content.calendar, start=1):
        values = (_.date(line.start), _.date(line.end), line.task, line.owner)
        for column, value in enumerate(values):
            write_cell(sheet, row, column, value, formats.text)
        set_height(sheet, row, values, list(widths))
    _protect(sheet)
    _set_page(sheet, content, _, landscape=True)


def _write_return(
    workbook: Workbook,
    sheet: Worksheet,
    content: PackContent,
    district: str,
    formats: Formats,
    _: Translator,
) -> None:
    order = content.order
    rows = order.of_district(district)
    base = {"font_name": FONT, "font_size": 10, "valign": "top", "border": 1}
    line = {"border_color": "#B8C4C8"}
    filled = workbook.add_format(
        base | line | {"bg_color": "#FFFBE6", "locked": False, "text_wrap": True}
    )
    closed = workbook.add_format(base | line | {"bg_color": PALE, "font_color": "#7A8A8F"})
    quiet = workbook.add_format({"font_name": FONT, "font_size": 8, "font_color": "#7A8A8F"})
    title = _("Laporan Kecamatan {name}").format(name=order.districts[district])
    sheet.write_string(0, 0, title, formats.title)
    hint = _(
        "Isi sel kuning saja, kosongkan yang tidak diketahui. Kirim kembali paling lambat {date}."
    ).format(date=_.date(order.answer_by))
    sheet.write_string(1, 0, hint, formats.note)
    if order.outcome:
        counted = _("Angka hasil yang dihitung: {outcome}").format(outcome=order.outcome)
        sheet.write_string(2, 0, counted, formats.note)
    mark = f"{PLAN_MARK}: {order.plan_id}   {DISTRICT_MARK}: {district}"
    sheet.write_string(3, 0, mark, quiet)
    words, names = field_words(_), headings(_)
    heads = [names["village_code"], names["village"], _("Kanal atau isian")]
    if not content.with_villages:
        heads[:2] = [names["district_code"], names["district"]]
    heads += [words[field.name] for field in RETURN_FIELDS]
    for column, (name, width) in enumerate(zip(heads, RETURN_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(RETURN_HEADER, column, name, formats.heading)
    sheet.set_row(RETURN_HEADER, 44)
    for number, wanted in enumerate(rows.itertuples(index=False), start=RETURN_HEADER + 1):
        label = wanted.channel or outcome_row(_)
        if wanted.kind == "outcome" and wanted.holdout:
            label = _("Angka hasil (desa pembanding)")
        keys = (wanted.place_code, wanted.place, label)
        for column, value in enumerate(keys):
            write_cell(sheet, number, column, value, formats.text)
        for column, field in enumerate(RETURN_FIELDS, start=len(keys)):
            if field.row == wanted.kind:
                sheet.write_blank(number, column, None, filled)
            else:
                sheet.write_string(number, column, "–", closed)
        set_height(sheet, number, keys, list(RETURN_WIDTHS[:3]))
    _add_validation(sheet, rows["kind"].tolist(), _)
    sheet.freeze_panes(RETURN_HEADER + 1, 3)
    sheet.repeat_rows(RETURN_HEADER)
    _protect(sheet)
    _set_page(sheet, content, _, landscape=True)


def _add_validation(sheet: Worksheet, kinds: Sequence[str], _: Translator) -> None:
    """Give every cell to fill in its list or its limits, and a word of help."""
    words, help_, choices = field_words(_), field_help(_), choice_words(_)
    first, n_keys = RETURN_HEADER + 1, 3
    for column, field in enumerate(RETURN_FIELDS, start=n_keys):
        numbers = [first + n for n, kind in enumerate(kinds) if kind == field.row]
        if not numbers or field.kind == "text":
            continue
        rule = {
            "ignore_blank": True,
            "input_title": words[field.name][:32],
            "input_message": help_[field.name][:255],
            "error_title": _("Isian belum sesuai"),
        }
        if field.kind == "choice":
            source = [choices[choice] for choice in field.choices]
            wrong = _("Pilih salah satu dari daftar.")
            rule |= {"validate": "list", "source": source, "error_message": wrong}
        else:
            limit = field.most or 9_999_999
            rule |= {
                "validate": "integer",
                "criteria": "between",
                "minimum": 0,
                "maximum": limit,
                "error_message": _("Tulis bilangan bulat dari 0 sampai {most}.").format(
                    most=_.number(limit)
                ),
            }
        # Rows of one kind stand together: one rule covers them all.
        sheet.data_validation(numbers[0], column, numbers[-1], column, rule)


def _protect(sheet: Worksheet) -> None:
    allowed = ("format_columns", "format_rows", "autofilter", "sort", "select_locked_cells")
    sheet.protect("", dict.fromkeys(allowed, True))


def _set_page(sheet: Worksheet, content: PackContent, _: Translator, *, landscape: bool) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(DARK)
    # An ampersand begins a code of headers and footers.
    name = content.order.plan_name.replace("&", "&&")[:120]
    sheet.set_header(f'&L&"{FONT},Bold"&10 {name}')
    edition = _("Rencana {plan}, segmentasi {version}, data {edition}").format(
        plan=content.order.plan_id, version=content.order.version, edition=content.edition
    )
    page = _("Halaman {page} dari {pages}").format(page="&P", pages="&N")
    sheet.set_footer(f'&L&"{FONT},Regular"&8 {edition}&R&"{FONT},Regular"&8 {page}')
