"""The questionnaire to take away, and how many to ask."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from dashboard.components.export_buttons import XLSX, Export, show_export_buttons
from segments import export
from segments.audience import load_questionnaire, margin_of_error, sample_plan

SMALLEST_PLAN, USUAL_PLAN, LARGEST_PLAN = 400, 1_200, 6_000


def show_form() -> None:
    """Offer the questionnaire and plan the sample."""
    _ = state.translator()
    st.markdown(
        _(
            "Kuesioner siap pakai, sekitar 12 menit. Nama, alamat, dan nomor telepon tidak "
            "ditanyakan; agama, suku, dan pilihan politik juga tidak. Butirnya belum diuji: coba "
            "dulu pada 30 orang, lalu pada 300."
        )
    )
    questions = load_questionnaire()
    districts = cached.areas("district").table["name"].to_dict()
    villages = cached.areas("village").table["name"].to_dict()
    exports = [
        Export(
            _("Unduh XLSForm (Kobo, ODK)"),
            "khalayak-survei.xlsx",
            XLSX,
            lambda: export.survey_xlsform(
                questions, districts, villages, title=_("Kuesioner khalayak")
            ),
        ),
        Export(
            _("Unduh formulir cetak (PDF)"),
            "khalayak-survei.pdf",
            "application/pdf",
            lambda: export.survey_form_pdf(questions, _, made=date.today()),
        ),
    ]
    show_export_buttons(exports, key="survey_form")
    st.subheader(_("Berapa orang yang ditanya, dan di mana"), anchor=False)
    total = st.slider(
        _("Responden semuanya"), SMALLEST_PLAN, LARGEST_PLAN, USUAL_PLAN, 100, key="sample_total"
    )
    plan = sample_plan(cached.adults_by_district(), total)
    whole = margin_of_error(total, float(plan["adults"].sum()))
    everywhere, smallest, largest = st.columns(3)
    everywhere.metric(_("Batas galat kabupaten"), f"± {_.percent(float(whole), 1)}")
    smallest.metric(_("Kecamatan, terbaik"), f"± {_.percent(float(plan['margin'].min()), 0)}")
    largest.metric(_("Kecamatan, terlemah"), f"± {_.percent(float(plan['margin'].max()), 0)}")
    rows = pd.DataFrame(
        {
            _("Kecamatan"): [districts[code] for code in plan.index],
            _("Penduduk 15 tahun ke atas"): [_.number(int(one)) for one in plan["adults"]],
            _("Responden"): [_.number(int(one)) for one in plan["n"]],
            _("Batas galat (95 %)"): [f"± {_.percent(one, 0)}" for one in plan["margin"]],
        }
    )
    plain_rows.show_rows(rows, numbers=list(rows.columns[1:]), height=320)
    st.caption(
        _(
            "Batas galat untuk bagian 50 %, dengan asumsi pengaruh rancangan 1,5. Sumber penduduk: "
            "Dukcapil, semester I 2024."
        )
    )
