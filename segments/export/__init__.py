"""Turn lists and answers into words and files that people can use.

The names below load when they are used: Excel and map libraries stay away until a download.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.export.advice_cards import (
        ChannelCard,
        FramingCard,
        TermLine,
        channel_cards,
        framing_cards,
        why_not_sentences,
    )
    from segments.export.advice_words import finding_sentence, severity_names, term_names
    from segments.export.channel_lines import campaign_lines
    from segments.export.disclosure import SubtractionRisk, export_record, subtraction_risks
    from segments.export.document import Section, document_pdf
    from segments.export.geo import to_geojson
    from segments.export.html_file import SegmentText, to_html
    from segments.export.inventory_sheet import (
        InventoryFile,
        inventory_workbook,
        read_inventory_file,
    )
    from segments.export.inventory_words import (
        inventory_choices,
        inventory_headings,
        inventory_help,
        inventory_problem_sentence,
    )
    from segments.export.message_text import messages_text
    from segments.export.metadata import metadata_lines, metadata_object
    from segments.export.method_page import method_pdf, method_sections
    from segments.export.nota import nota_pdf, nota_sections
    from segments.export.one_pager import (
        OnePager,
        infographic,
        many_pagers_pdf,
        one_pager_pdf,
    )
    from segments.export.pack_page import pack_picture
    from segments.export.packs import (
        CalendarLine,
        PackContent,
        PackingStoppedError,
        PackMessage,
        all_packs,
        district_pack,
    )
    from segments.export.plain_table import table_to_xlsx
    from segments.export.portrait import (
        PortraitSentence,
        count_places,
        portrait_text,
        stability_words,
        write_portrait,
    )
    from segments.export.pretest import (
        PretestPair,
        pretest_page,
        pretest_pair,
        pretest_workbook,
    )
    from segments.export.result_words import (
        board_words,
        conclusion_sentences,
        reminder_text,
    )
    from segments.export.return_words import choice_words, field_words, return_rows_words
    from segments.export.slides import TemplateError, check_template, to_pptx
    from segments.export.story import Story, build_story
    from segments.export.survey_form import survey_form_pdf
    from segments.export.synthetic import synthetic_csv
    from segments.export.tabular import to_csv
    from segments.export.text import (
        class_labels,
        evidence_labels,
        headings,
        hidden_count,
        safe_cell,
        safe_filename,
    )
    from segments.export.typeset import font_folder
    from segments.export.whatsapp import whatsapp_text
    from segments.export.xlsform import survey_xlsform
    from segments.export.xlsx import to_xlsx

_HOMES = {
    "advice_cards": (
        "ChannelCard",
        "FramingCard",
        "TermLine",
        "channel_cards",
        "framing_cards",
        "why_not_sentences",
    ),
    "advice_words": ("finding_sentence", "severity_names", "term_names"),
    "channel_lines": ("campaign_lines",),
    "disclosure": ("SubtractionRisk", "export_record", "subtraction_risks"),
    "geo": ("to_geojson",),
    "inventory_sheet": ("InventoryFile", "inventory_workbook", "read_inventory_file"),
    "inventory_words": (
        "inventory_choices",
        "inventory_headings",
        "inventory_help",
        "inventory_problem_sentence",
    ),
    "message_text": ("messages_text",),
    "pretest": ("PretestPair", "pretest_page", "pretest_pair", "pretest_workbook"),
    "metadata": (
        "metadata_lines",
        "metadata_object",
    ),
    "document": ("Section", "document_pdf"),
    "html_file": ("SegmentText", "to_html"),
    "method_page": ("method_pdf", "method_sections"),
    "nota": ("nota_pdf", "nota_sections"),
    "one_pager": ("OnePager", "infographic", "many_pagers_pdf", "one_pager_pdf"),
    "pack_page": ("pack_picture",),
    "packs": (
        "CalendarLine",
        "PackContent",
        "PackMessage",
        "PackingStoppedError",
        "all_packs",
        "district_pack",
    ),
    "plain_table": ("table_to_xlsx",),
    "portrait": (
        "PortraitSentence",
        "count_places",
        "portrait_text",
        "stability_words",
        "write_portrait",
    ),
    "result_words": ("board_words", "conclusion_sentences", "reminder_text"),
    "return_words": ("choice_words", "field_words", "return_rows_words"),
    "slides": ("TemplateError", "check_template", "to_pptx"),
    "story": ("Story", "build_story"),
    "survey_form": ("survey_form_pdf",),
    "synthetic": ("synthetic_csv",),
    "xlsform": ("survey_xlsform",),
    "tabular": ("to_csv",),
    "text": (
        "class_labels",
        "evidence_labels",
        "headings",
        "hidden_count",
        "safe_cell",
        "safe_filename",
    ),
    "typeset": ("font_folder",),
    "whatsapp": ("whatsapp_text",),
    "xlsx": ("to_xlsx",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CalendarLine",
    "ChannelCard",
    "FramingCard",
    "InventoryFile",
    "OnePager",
    "PackContent",
    "PackMessage",
    "PackingStoppedError",
    "PortraitSentence",
    "PretestPair",
    "Section",
    "SegmentText",
    "Story",
    "SubtractionRisk",
    "TemplateError",
    "TermLine",
    "all_packs",
    "board_words",
    "build_story",
    "campaign_lines",
    "channel_cards",
    "check_template",
    "choice_words",
    "class_labels",
    "conclusion_sentences",
    "count_places",
    "district_pack",
    "document_pdf",
    "evidence_labels",
    "export_record",
    "field_words",
    "finding_sentence",
    "font_folder",
    "framing_cards",
    "headings",
    "hidden_count",
    "infographic",
    "inventory_choices",
    "inventory_headings",
    "inventory_help",
    "inventory_problem_sentence",
    "inventory_workbook",
    "many_pagers_pdf",
    "messages_text",
    "metadata_lines",
    "metadata_object",
    "method_pdf",
    "method_sections",
    "nota_pdf",
    "nota_sections",
    "one_pager_pdf",
    "pack_picture",
    "portrait_text",
    "pretest_page",
    "pretest_pair",
    "pretest_workbook",
    "read_inventory_file",
    "reminder_text",
    "return_rows_words",
    "safe_cell",
    "safe_filename",
    "severity_names",
    "stability_words",
    "subtraction_risks",
    "survey_form_pdf",
    "survey_xlsform",
    "synthetic_csv",
    "table_to_xlsx",
    "term_names",
    "to_csv",
    "to_geojson",
    "to_html",
    "to_pptx",
    "to_xlsx",
    "whatsapp_text",
    "why_not_sentences",
    "write_portrait",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
