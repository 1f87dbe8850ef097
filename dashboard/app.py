"""Khalayak: pages, language and the sidebar that every page shares."""

import sys
from pathlib import Path

import streamlit as st

# `streamlit run dashboard/app.py` puts this folder on the path, not the root of the project.
ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dashboard import cached, navigation, state  # noqa: E402 - needs the path above
from dashboard.components import file_faults, version_notice, who  # noqa: E402
from dashboard.components.browser_module import tell_language  # noqa: E402
from segments.i18n import LANGUAGES, Translator  # noqa: E402

STATIC = ROOT / "dashboard" / "static"

st.set_page_config(
    page_title="Khalayak",
    page_icon=str(STATIC / "icon.svg"),
    layout="wide",
    initial_sidebar_state=240,
)
st.html(STATIC / "chrome.css")
st.logo(str(STATIC / "logo.svg"), icon_image=str(STATIC / "icon.svg"), size="large")

_ = Translator(state.read_language())
page = st.navigation(navigation.menu(_), expanded=True)
unknown: tuple[str, ...] = ()
with file_faults.told(_):
    cached.follow_settings()
    unknown = state.open_link(page.url_path, cached.known_values())

with st.sidebar:
    tell_language(_.language)
    st.segmented_control(
        _("Bahasa"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code].removeprefix("Bahasa "),
        required=True,
        label_visibility="collapsed",
        **state.bound("language"),
    )
    with file_faults.told(_):
        who.show_who(_)
    st.caption(_("Batas wilayah pada peta bersifat indikatif, bukan batas hukum."))

if unknown:
    words = {
        "language": _("bahasa"),
        "level": _("tingkat wilayah"),
        "column": _("data pada peta"),
        "district": _("kecamatan"),
        "areas": _("wilayah terpilih"),
        "segment": _("segmen"),
        "view": _("tampilan"),
        "version_id": _("versi segmentasi"),
        "plan": _("rencana kampanye"),
        "step": _("langkah"),
        "results_view": _("tampilan hasil"),
        "place": _("wilayah"),
        "compared": _("segmen pembanding"),
        "list_segments": _("segmen dalam daftar"),
        "list_districts": _("kecamatan dalam daftar"),
        "list_channels": _("kanal dalam daftar"),
        "sex": _("jenis kelamin"),
        "youngest": _("umur termuda"),
        "oldest": _("umur tertua"),
        "recipe_part": _("bagian resep"),
        "recipe_id": _("resep tersimpan"),
        "k_part": _("bagian jumlah segmen"),
        "draft": _("naskah pesan"),
    }
    st.info(
        _(
            "Sebagian isi tautan ini tidak dikenal: {parts}. Bagian itu diganti dengan tampilan "
            "bawaan."
        ).format(parts=", ".join(words[field] for field in unknown)),
        icon=":material/link_off:",
    )

with file_faults.told(_):
    version_notice.show_version_notice(_)
    page.run()
