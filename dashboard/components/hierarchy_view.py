"""Which segments may be split, which only show a pattern, and which stay whole."""

import streamlit as st

from dashboard import cached, state
from dashboard.cached.grouping import BOOTSTRAPS
from dashboard.components import profile_parts
from dashboard.components.long_work import WorkStep, show_long_work
from dashboard.components.refusal_words import column_words
from segments.i18n import Translator
from segments.typology import (
    TERRITORY_METHODS,
    GroupSplit,
    Recipe,
    Report,
    Segmentation,
    SubSegment,
    split_group,
)


def show_hierarchy(recipe: Recipe) -> None:
    """Try to split every segment on request, and say what became of each."""
    _ = state.translator()
    found = cached.grouping(recipe)
    if found is None or recipe.method in TERRITORY_METHODS:
        st.info(
            _("Hitung dulu resep ini sebagai jenis tempat pada Susun resep, bagian Hasil."),
            icon=":material/tune:",
        )
        return
    st.markdown(
        _(
            "Segmen dibelah hanya bila tiap bagian memuat paling sedikit 10 desa dan 2 % penduduk, "
            "dan kembali saat desa diundi ulang (Jaccard 0,75 ke atas). Belahan yang berguna "
            "tetapi belum kukuh ditandai *pola*: baik untuk dipahami, tidak untuk diterbitkan."
        )
    )
    show_long_work(
        [_step(found, group, _) for group in found.codes],
        key="splits",
        button=_("Coba belah tiap segmen"),
        hint=_("Beberapa detik."),
    )
    for group in found.codes:
        split = cached.split(recipe, group)
        if split is not None:
            _show_split(found, split, _)


def _step(found: Segmentation, group: str, _: Translator) -> WorkStep:
    def work(report: Report) -> None:
        made = split_group(
            cached.areas("village"), found, group, bootstraps=BOOTSTRAPS, report=report
        )
        cached.keep_split(found.recipe, made)

    name = _("segmen {code}").format(code=group)
    return WorkStep(name, cached.split(found.recipe, group) is not None, work)


def _show_split(found: Segmentation, split: GroupSplit, _: Translator) -> None:
    badge = {
        "split": f":green-badge[{_('dibelah')}]",
        "pattern": f":orange-badge[{_('pola')}]",
        "whole": f":gray-badge[{_('utuh')}]",
    }[split.verdict]
    with st.container(border=True, gap="xsmall", key=f"split_{split.group}"):
        title = f"**{split.group} · {found.names[split.group][_.language]}** {badge}"
        st.markdown(f"{title} {_verdict(split, _)}")
        if split.parts:
            rows = [_row(part, _) for part in split.parts]
            heads = ("", _("Desa"), _("Penduduk"), _("Kestabilan"), _("Beda dari segmennya"))
            profile_parts.show_table(heads, rows, "|:--|--:|--:|--:|:--|")


def _verdict(split: GroupSplit, _: Translator) -> str:
    jaccard = _.number(split.jaccard_min, 2)
    if split.verdict == "split":
        return _("Bagian terlemah kembali {jaccard}: kukuh.").format(jaccard=jaccard)
    if split.verdict == "pattern":
        return _("Bagian terlemah kembali {jaccard}, di bawah 0,75.").format(jaccard=jaccard)
    if split.reason == "too_small":
        return _("Tidak dibelah: bagian-bagiannya terlalu kecil.")
    return _("Tidak dibelah: bagian terlemah hanya kembali {jaccard}.").format(jaccard=jaccard)


def _row(part: SubSegment, _: Translator) -> tuple[str, ...]:
    marks = [
        (_("{column} lebih tinggi") if sign > 0 else _("{column} lebih rendah")).format(
            column=column_words(name, _)
        )
        for name, sign in part.marks
    ]
    return (
        f"**{part.code}**",
        _.number(part.places),
        _.number(part.people),
        _.number(part.jaccard, 2),
        "; ".join(marks),
    )
