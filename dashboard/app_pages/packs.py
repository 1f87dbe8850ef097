"""The packs of an approved plan: one to look at, forty to send, and where they went."""

import streamlit as st

from dashboard import cached, state
from dashboard.components.packs import all_packs, one_pack, plan_choice
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Paket kecamatan"),
    _("Buku kerja, satu halaman A4, dan satu teks WhatsApp untuk setiap kecamatan."),
)
if said := state.said():
    st.info(said, icon=":material/info:")

document = plan_choice.show_plan_choice()
if document is None:
    st.stop()
content = cached.pack_content(document.id, document.revision, _.language)
if not content.order.districts:
    st.info(_("Rencana ini tidak mencakup satu kecamatan pun. Periksa kanal dan sasarannya."))
    st.stop()
all_packs.show_all_packs(content, f"{document.id} {document.revision} {_.language}")
all_packs.show_sending(content)
one_pack.show_one_pack(document.id, document.revision)
