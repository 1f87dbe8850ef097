"""Compute a recipe, look at the answer, and hand it on as a draft version."""

import streamlit as st

from dashboard import cached, layers, state
from dashboard.components import area_map, profile_parts
from dashboard.components.long_work import WorkStep, show_long_work
from dashboard.components.refusal_words import show_refusals
from dashboard.components.source_note import segment_note, show_source_note
from dashboard.layers import NOMINAL_COLOURS
from segments.i18n import Translator
from segments.store import Document
from segments.typology import (
    TERRITORY_METHODS,
    RefusedError,
    Report,
    Segmentation,
    VersionRecord,
    adjusted_rand,
    match_labels,
    save_draft,
)

MAP_HEIGHT = 360
MOST_NAMED = 20


def show_recipe_answer() -> None:
    """Compute on request; afterwards show the segments beside the published version."""
    _ = state.translator()
    draft = state.recipe_draft()
    if not draft.complete:
        st.warning(
            _("Pilih ciri dan beri bobot pada sedikitnya satu sudut pandang."),
            icon=":material/balance:",
        )
        return
    recipe = draft.recipe()

    def work(report: Report) -> None:
        cached.compute_grouping(recipe, report)

    step = WorkStep(_("mengelompokkan dan menguji"), cached.grouping(recipe) is not None, work)
    try:
        done = show_long_work(
            [step],
            key=f"grouping_{hash(recipe)}",
            button=_("Hitung segmen"),
            hint=_("Beberapa detik; campuran Gauss dapat memakan satu menit."),
        )
    except RefusedError as refused:
        state.end_work(f"grouping_{hash(recipe)}")
        show_refusals(refused.refusals)
        return
    found = cached.grouping(recipe)
    if done and found is not None:
        _show_answer(found, _)
        show_source_note(segment_note(found, _), key="recipe_answer")
        _show_saving(found, _)


def _show_answer(found: Segmentation, _: Translator) -> None:
    left, right = st.columns([11, 9], gap="medium")
    with left:
        _show_map(found, _)
    with right:
        _show_measures(found, _)
        _show_segments(found, _)
        _show_difference(found, _)


def _show_map(found: Segmentation, _: Translator) -> None:
    if len(found.codes) > len(NOMINAL_COLOURS):
        st.info(
            _(
                "Peta memuat paling banyak {n} segmen: lebih dari itu warnanya tidak dapat "
                "dibedakan. Tabel di samping tetap lengkap."
            ).format(n=_.number(len(NOMINAL_COLOURS))),
            icon=":material/palette:",
        )
        return
    names = [found.names[code][_.language] for code in found.codes]
    layer = layers.segment_layer(cached.areas("village"), found.labels, names, _)
    area_map.show_area_map(layer, key="recipe_map", height=MAP_HEIGHT)


def _show_measures(found: Segmentation, _: Translator) -> None:
    figures = found.diagnostics
    if found.recipe.method in TERRITORY_METHODS:
        st.markdown(
            _(
                "**Wilayah kerja, bukan jenis tempat.** Tiap segmen satu wilayah yang menyambung "
                "di peta. Penduduk wilayah terkecil {least} dan terbesar {most} dari rata-rata. "
                "Wilayah menjelaskan {share} perbedaan antardesa; tanpa syarat menyambung {free}. "
                "Wilayah tidak diuji dengan undian ulang."
            ).format(
                least=_.percent(figures["smallest_territory"], 0),
                most=_.percent(figures["largest_territory"], 0),
                share=_.percent(figures["explained_share"], 0),
                free=_.percent(figures["explained_share_free"], 0),
            )
        )
        return
    st.markdown(
        _(
            "**Kesepakatan saat desa diundi ulang {ari}** (kukuh mulai 0,80). {best} titik awal "
            "sampai pada hasil yang sama; {border} desa di perbatasan dua segmen."
        ).format(
            ari=_.number(figures["ari"], 2),
            best=_.percent(figures["best_share"], 0),
            border=_.number(figures["n_borderline"]),
        )
    )
    _show_gaps(found, _)


def _show_gaps(found: Segmentation, _: Translator) -> None:
    figures = found.diagnostics
    if figures["n_imputed_cells"]:
        st.caption(
            _(
                "{cells} angka yang kosong, semuanya di {places} tempat, diisi nilai tengah tempat "
                "sejenis dan ditandai; tidak ada desa yang dikeluarkan."
            ).format(
                cells=_.number(figures["n_imputed_cells"]),
                places=_.number(figures["n_imputed_places"]),
            )
        )
    names = cached.areas("village").table["name"]
    if filled := figures.get("mostly_filled"):
        st.warning(
            _(
                "Lebih dari 30 % angka kosong, jadi segmennya lebih ditentukan oleh isian: {names}."
            ).format(names=", ".join(names[code] for code in filled[:MOST_NAMED])),
            icon=":material/rule:",
        )


def _show_segments(found: Segmentation, _: Translator) -> None:
    people = cached.areas("village").table["population"].groupby(found.labels).sum()
    places = found.labels.value_counts()
    jaccard = found.diagnostics.get("jaccard", {})
    rows = [
        (
            f"**{code}** {found.names[code][_.language]}",
            _.number(places[code]),
            _.percent(people[code] / people.sum()),
            *([_.number(jaccard[code], 2)] if jaccard else []),
        )
        for code in found.codes
    ]
    heads = (_("Segmen"), _("Desa"), _("Penduduk"), *([_("Kestabilan")] if jaccard else []))
    profile_parts.show_table(heads, rows, "|:--" + "|--:" * (len(heads) - 1) + "|")
    weak = [code for code, value in jaccard.items() if value < 0.75]
    if weak:
        st.warning(
            _(
                "Segmen {codes} belum kukuh (di bawah 0,75) dan hanya boleh diterbitkan dengan "
                "alasan tertulis."
            ).format(codes=", ".join(weak)),
            icon=":material/warning:",
        )


def _show_difference(found: Segmentation, _: Translator) -> None:
    if found.recipe.method in TERRITORY_METHODS:
        return
    published = cached.segmentation()
    if found.version == published.version:
        st.caption(_("Ini versi yang dipakai: {version}.").format(version=found.version))
        return
    renamed = found.labels.map(match_labels(found.labels, published.labels).mapping)
    moved = int((renamed != published.labels).sum())
    st.markdown(
        _(
            "Dibandingkan versi yang dipakai: kesepakatan {ari}, {n} desa berada di segmen lain "
            "setelah segmennya dipasangkan."
        ).format(ari=_.number(adjusted_rand(found.labels, published.labels), 2), n=_.number(moved))
    )


def _show_saving(found: Segmentation, _: Translator) -> None:
    """Hand the answer on: a draft in the store, with the reasons, for naming and publishing."""
    actor = state.actor()
    if not actor.may_plan:
        st.caption(_("Peran Anda hanya melihat; menyimpan versi dilakukan perencana."))
        return
    name, save = st.columns([9, 3], vertical_alignment="bottom")
    title = name.text_input(
        _("Nama konsep"),
        _("Konsep {k} segmen, {version}").format(
            k=_.number(len(found.codes)), version=found.version[:6]
        ),
        max_chars=100,
        key=f"draft_name_{found.version}",
    )
    saved = save.button(
        _("Simpan sebagai konsep versi"),
        icon=":material/save:",
        key="save_draft_version",
        disabled=not title.strip(),
        width="stretch",
    )
    if saved:
        document = _save(found, title)
        # From here on the address of the page reproduces this recipe.
        state.name_recipe_source(document.id)
        st.success(
            _(
                "Tersimpan sebagai konsep “{name}”. Versi yang dipakai tidak berubah sampai konsep "
                "ini diterbitkan."
            ).format(name=document.name),
            icon=":material/check:",
        )
        st.page_link(
            "app_pages/versions.py",
            label=_("Lanjutkan pada Versi segmentasi"),
            icon=":material/history:",
            query_params=state.link(),
        )


def _save(found: Segmentation, title: str) -> Document:
    record = VersionRecord(
        found, based_on=cached.segmentation().version, reasons=dict(state.recipe_draft().reasons)
    )
    name = title.strip()
    return save_draft(cached.store(), record, name=name, actor=state.actor().signature)
