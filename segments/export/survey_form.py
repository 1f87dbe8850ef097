"""The questionnaire on paper, where there is no signal for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from segments.audience import Question
from segments.export.document import Section, document_pdf
from segments.export.xlsform import CONSENT, GROUPS
from segments.i18n import Translator

BOX, LINE = "☐", "………………………………"


def survey_form_pdf(questions: Sequence[Question], translator: Translator, *, made: date) -> bytes:
    """Set the questionnaire as PDF, A4; its questions are asked in Indonesian."""
    _ = translator
    sections = [Section("Persetujuan", (f"{CONSENT}", f"{BOX} Ya   {BOX} Tidak (berhenti)"))]
    number = 1
    for group, title in GROUPS.items():
        paragraphs = []
        for question in questions:
            if question.group != group:
                continue
            paragraphs.append(f"{number}. {question.label_id}  \n{_answer(question)}")
            number += 1
        sections.append(Section(title, tuple(paragraphs)))
    return document_pdf(
        sections,
        title=_("Kuesioner khalayak"),
        subtitle=_("Sekitar 12 menit; nama, alamat, dan nomor telepon tidak dicatat"),
        footer=_("Isi dengan pena. Satu lembar untuk satu orang berumur 15 tahun ke atas."),
        language="id",
        made=made,
    )


def _answer(question: Question) -> str:
    if not question.choices:
        return LINE
    several = " (boleh lebih dari satu)" if question.kind == "select_multiple" else ""
    return "   ".join(f"{BOX}\u00a0{words}" for words in question.choices.values()) + several
