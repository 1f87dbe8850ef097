"""The segmentation in use: which version, how stable, and what that means."""

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from segments.i18n import Translator
from segments.typology import Segmentation, VersionRecord, errata_of, stability_mark


def mark_words(_: Translator) -> dict[str, str]:
    """Name how stable a segment is."""
    return {
        "stable": _("Stabil"),
        "pattern": _("Pola, belum stabil"),
        "no_group": _("Bukan kelompok yang tetap"),
        "unknown": _("Belum diukur"),
    }


def method_words(_: Translator) -> dict[str, str]:
    """Name the methods that group places."""
    return {
        "kmeans": _("k-means"),
        "gmm": _("campuran Gauss"),
        "ward": _("Ward"),
        "ward_contiguous": _("Ward bersambung"),
        "ward_balanced": _("Ward bersambung, seimbang penduduk"),
    }


def show_overview() -> None:
    """Show the version in use in plain words."""
    _ = state.translator()
    record = cached.version_record()[0]
    found = record.segmentation
    _show_facts(found, _)
    _show_reason(record, _)
    st.subheader(_("Kestabilan setiap segmen"), anchor=False)
    show_stability(found)
    st.markdown(
        _(
            "**Cara membaca.** Desa-desa diambil ulang secara acak {n} kali, lalu dikelompokkan "
            "lagi. Angka kestabilan menunjukkan seberapa mirip segmen yang terbentuk dengan segmen "
            "ini: 0,75 ke atas stabil, 0,60–0,75 hanya pola, di bawah itu bukan kelompok yang "
            "tetap. Segmen menggambarkan **wilayah**: suatu ciri lebih banyak dijumpai di sana, "
            "tetapi tidak berarti dimiliki setiap warganya."
        ).format(n=_.number(found.diagnostics.get("bootstraps", 0)))
    )
    _show_errata(found.version, _)


def show_stability(found: Segmentation) -> None:
    """Show every segment with its size and its stability."""
    _ = state.translator()
    numbers = (_("Desa/kelurahan"), _("Penduduk"), _("Kestabilan (0–1)"))
    plain_rows.show_rows(stability_rows(found, _), numbers=numbers)


def stability_rows(found: Segmentation, _: Translator) -> pd.DataFrame:
    """Give every segment with its size and its stability."""
    words = mark_words(_)
    names = {code: f"{code} · {found.names[code][_.language]}" for code in found.codes}
    places = cached.areas("village").table
    jaccard = found.diagnostics.get("jaccard", {})
    people = places["population"].groupby(found.labels).sum()
    sizes = found.labels.value_counts()
    return pd.DataFrame(
        {
            _("Segmen"): [names[code] for code in found.codes],
            _("Desa/kelurahan"): [_.number(int(sizes[code])) for code in found.codes],
            _("Penduduk"): [_.number(int(people[code])) for code in found.codes],
            _("Kestabilan (0–1)"): [_.number(jaccard.get(code), 2) for code in found.codes],
            _("Artinya"): [words[stability_mark(found, code)] for code in found.codes],
        }
    )


def _show_facts(found: Segmentation, _: Translator) -> None:
    diagnostics, recipe = found.diagnostics, found.recipe
    version, whole, border, mixed = st.columns([3, 2.4, 2.4, 2.4])
    version.metric(_("Nomor versi"), found.version[:8], help=found.version)
    whole.metric(
        _("Kemiripan bila diulang"),
        _.number(diagnostics.get("ari"), 2),
        help=_("Indeks Rand yang disesuaikan: 1 sama persis, 0 seperti kebetulan; 0,8 baik."),
    )
    n = int(diagnostics.get("n_borderline", 0))
    border.metric(_("Desa di perbatasan"), _.number(n))
    mixed.metric(_("Kecamatan beragam"), _.number(int(diagnostics.get("n_districts_mixed", 0))))
    st.caption(
        _(
            "{k} segmen dari {n} jenis data, metode {method}, {restarts} kali mulai; angka yang "
            "diisi karena kosong: {imputed}. Bobot data estimasi {modelled}, bobot data kecamatan "
            "yang diwariskan ke desa {inherited}."
        ).format(
            k=_.number(len(found.codes)),
            n=_.number(len(recipe.features)),
            method=method_words(_).get(recipe.method, recipe.method),
            restarts=_.number(recipe.restarts),
            imputed=_.number(diagnostics.get("n_imputed_cells")),
            modelled=_.percent(diagnostics.get("modelled_weight"), 0),
            inherited=_.percent(diagnostics.get("inherited_weight"), 0),
        )
    )


def show_remarks(record: VersionRecord | None, version: str) -> None:
    """Show description, reason and corrections of a frozen version."""
    _ = state.translator()
    if record is not None:
        _show_reason(record, _)
    _show_errata(version, _)


def _show_reason(record: VersionRecord, _: Translator) -> None:
    if record.description:
        st.markdown(record.description.replace("$", "\\$"))
    if record.reason:
        st.warning(
            _("Diterbitkan meski belum semua segmen stabil. Alasannya: {reason}").format(
                reason=record.reason
            ),
            icon=":material/info:",
        )


def _show_errata(version: str, _: Translator) -> None:
    errata = errata_of(cached.store(), version)
    if not errata:
        return
    st.subheader(_("Ralat"), anchor=False)
    for erratum in errata:
        st.info(
            f"{_.date(erratum.saved_at.date())}: {erratum.body['text']}",
            icon=":material/edit_document:",
        )
