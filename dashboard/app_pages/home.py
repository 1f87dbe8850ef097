"""The working day in ten steps, the state of the data, what is measured and what is not."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import working_day
from dashboard.components.page_header import show_page_header

_ = state.translator()
data = cached.data_state()
show_page_header(
    _("Khalayak Kabupaten Bogor"),
    _("Dari permintaan informasi sampai laporan hasil, dalam sepuluh langkah."),
)
with st.container(key="first_time"):
    st.markdown(
        _(
            "**Baru pertama kali?** Buka Peta khalayak, ketik nama kecamatan Anda, lalu klik satu "
            "desa: segmen, jumlah penduduk, dan sumber angkanya langsung terlihat."
        )
    )

working_day.show_steps()

now, trust = st.columns(2, gap="large")
with now:
    st.subheader(_("Keadaan data"), anchor=False)
    st.markdown(
        _(
            "Peta memuat {villages} desa dan {urban} kelurahan di {districts} kecamatan, dengan "
            "{people} penduduk terdaftar (Dukcapil, semester I 2024). Indeks Desa Membangun, "
            "sinyal seluler, dan mata pencaharian tidak tercatat untuk {urban} kelurahan; di "
            "peta bagian itu bergaris, bukan nol. Wilayah 3T resmi: 0, sedangkan {limited} desa "
            "masuk kelas akses terbatas menurut aturan aplikasi ini."
        ).format(
            villages=_.number(data.n_villages),
            urban=_.number(data.n_urban_villages),
            districts=_.number(data.n_districts),
            people=_.number(data.population),
            limited=_.number(data.limited_access),
        )
    )
with trust:
    st.subheader(_("Yang terukur dan yang diperkirakan"), anchor=False)
    measured, modelled, assumed = st.columns(3, gap="small")
    measured.metric(_("Terukur"), _.number(data.n_measured))
    modelled.metric(_("Estimasi model"), _.number(data.n_modelled))
    assumed.metric(_("Asumsi"), _.number(data.n_assumed))
    st.caption(
        _(
            "Banyaknya jenis data pada peta. Estimasi, seperti kebiasaan media, tampil dengan "
            "rentang; asumsi mengikuti aturan yang terbuka. Setiap angka menyebut sumbernya."
        )
    )
