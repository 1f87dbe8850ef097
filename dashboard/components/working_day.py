"""The working day of a planner: ten steps, and the page that serves each."""

from dataclasses import dataclass

import streamlit as st

from dashboard import navigation, state
from segments.i18n import Translator

N_COLUMNS = 5


@dataclass(frozen=True)
class Step:
    """One step: its name, what it gives, and the page that serves it, if there is one yet."""

    title: str
    outcome: str
    path: str = ""


def show_steps() -> None:
    """Show the steps as tiles; the title of a step leads to its page."""
    _ = state.translator()
    pages = {entry.path for entry in navigation.page_entries(_)}
    steps = working_steps(_)
    for start in range(0, len(steps), N_COLUMNS):
        tiles = st.columns(N_COLUMNS, gap="small")
        for number, (tile, step) in enumerate(
            zip(tiles, steps[start : start + N_COLUMNS], strict=True), start + 1
        ):
            with tile.container(border=True, height="stretch", gap="xsmall", key=f"step_{number}"):
                _show_step(number, step, step.path in pages, _)


def working_steps(_: Translator) -> tuple[Step, ...]:
    """List the ten steps in order."""
    return (
        Step(
            _("Permintaan"),
            _("Isu, perilaku yang diharapkan, tenggat, anggaran."),
            "app_pages/campaign.py",
        ),
        Step(
            _("Siapa"),
            _("Segmen khalayak: ciri, jumlah orang, dan bedanya."),
            "app_pages/profiles.py",
        ),
        Step(
            _("Di mana, berapa orang"),
            _("Peta, jumlah penduduk, dan daftar desa."),
            "app_pages/audience_map.py",
        ),
        Step(
            _("Pesan, pembawa, saluran"),
            _("Saluran dan kemasan pesan beserta alasannya."),
            "app_pages/advice.py",
        ),
        Step(
            _("Jangkauan dan biaya"),
            _("Pilihan rencana dengan rentang jangkauan."),
            "app_pages/campaign.py",
        ),
        Step(
            _("Rapat koordinasi"),
            _("Bahan paparan dengan peta yang sama."),
            "app_pages/slides.py",
        ),
        Step(_("Persetujuan"), _("Nota dengan nomor versi."), "app_pages/campaign.py"),
        Step(
            _("Kirim ke kecamatan"),
            _("Satu paket untuk setiap kecamatan."),
            "app_pages/packs.py",
        ),
        Step(_("Pelaksanaan"), _("Siapa yang sudah menjawab."), "app_pages/results.py"),
        Step(_("Hasil"), _("Hasil dibandingkan dengan rencana."), "app_pages/results.py"),
    )


def _show_step(number: int, step: Step, ready: bool, _: Translator) -> None:
    if ready:
        st.page_link(step.path, label=f"**{number}. {step.title}**", query_params=state.link())
    else:
        st.markdown(f":gray[**{number}. {step.title}**] :gray-badge[{_('menyusul')}]")
    st.caption(step.outcome)
