"""The method of the version in use, written by the run itself."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import export_buttons, export_log
from dashboard.components.export_buttons import Export
from segments import export


def show_method() -> None:
    """Show the method, and offer it as PDF."""
    _ = state.translator()
    record, sections = cached.version_record()[0], cached.method_sections(_.language)
    version = record.segmentation.version
    make = export_log.logged(
        lambda: export.method_pdf(sections, record, _, date.today()),
        "export.method.pdf",
        subject=version,
    )
    name = export.safe_filename(_("Metode segmentasi"), date.today(), version, "pdf")
    file = Export(_("Unduh PDF untuk dicetak"), name, "application/pdf", make)
    export_buttons.show_export_buttons([file], key="method")
    for section in sections:
        st.subheader(section.title, anchor=False)
        for paragraph in section.paragraphs:
            st.markdown(paragraph.replace("$", "\\$"))
        if len(section.table) > 1:
            head, *rows = section.table
            st.table(pd.DataFrame(rows, columns=list(head)), border="horizontal")
