"""The questionnaire as an XLSForm, for KoboToolbox or ODK."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from segments.audience import Question
from segments.export.workbook import new_workbook

GROUPS = {
    "background": "Tentang responden",
    "digital": "Ponsel dan internet",
    "media": "Sumber informasi",
    "community": "Kegiatan warga",
    "attitude": "Pendapat",
}
FORM_ID, FORM_VERSION = "khalayak_survei", "1"
SCALE_LIST = "setuju"
CONSENT = (
    "Kami dari Diskominfo Kabupaten Bogor. Kami menanyakan kebiasaan mencari informasi, sekitar 12 "
    "menit. Nama, alamat, dan nomor telepon tidak dicatat. Boleh berhenti kapan saja. Bersedia?"
)
Row = tuple[str, ...]


def survey_xlsform(
    questions: Sequence[Question],
    districts: Mapping[str, str],
    villages: Mapping[str, str],
    *,
    title: str,
) -> bytes:
    """Write the form: sheets survey, choices and settings, villages filtered by their kecamatan.

    Agreement is required before anything is asked; no question asks who somebody is.
    """
    buffer = io.BytesIO()
    workbook = new_workbook(buffer)
    sheets = {
        "survey": _survey(questions),
        "choices": _choices(questions, districts, villages),
        "settings": [
            ("form_title", "form_id", "version", "default_language"),
            (title, FORM_ID, FORM_VERSION, "Bahasa Indonesia (id)"),
        ],
    }
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    workbook.close()
    return buffer.getvalue()


def _survey(questions: Sequence[Question]) -> list[Row]:
    label = "label::Bahasa Indonesia (id)"
    rows: list[Row] = [
        (
            "type",
            "name",
            label,
            "required",
            "relevant",
            "constraint",
            "choice_filter",
            "appearance",
        ),
        ("select_one ya_tidak", "consent", CONSENT, "yes", "", "", "", ""),
    ]
    group = ""
    for question in questions:
        if question.group != group:
            if group:
                rows.append(("end_group", *[""] * 7))
            group = question.group
            rows.append(("begin_group", group, GROUPS[group], "", "${consent} = 'yes'", "", "", ""))
        rows.append(_question(question))
    rows.append(("end_group", *[""] * 7))
    return rows


def _question(question: Question) -> Row:
    kind = {
        "integer": "integer",
        "scale": f"select_one {SCALE_LIST}",
    }.get(question.kind, f"{question.kind} {question.places or question.name}")
    constraint = ". >= 15 and . <= 99" if question.kind == "integer" else ""
    if question.kind == "select_multiple" and "none" in question.choices:
        constraint = "not(selected(., 'none')) or count-selected(.) = 1"
    several = question.places == "villages"
    return (
        kind,
        question.name,
        question.label_id,
        "yes" if question.group == "background" else "",
        "",
        constraint,
        "district = ${district}" if several else "",
        "likert" if question.kind == "scale" else "minimal" if question.places else "",
    )


def _choices(
    questions: Sequence[Question], districts: Mapping[str, str], villages: Mapping[str, str]
) -> list[Row]:
    rows: list[Row] = [
        ("list_name", "name", "label::Bahasa Indonesia (id)", "district"),
        ("ya_tidak", "yes", "Ya", ""),
        ("ya_tidak", "no", "Tidak", ""),
    ]
    written = set()
    for question in questions:
        name = SCALE_LIST if question.kind == "scale" else question.places or question.name
        if name in written or question.kind == "integer":
            continue
        written.add(name)
        if question.places == "districts":
            rows += [(name, code, words, "") for code, words in districts.items()]
        elif question.places == "villages":
            rows += [(name, code, words, code[:8]) for code, words in villages.items()]
        else:
            rows += [(name, code, words, "") for code, words in question.choices.items()]
    return rows
