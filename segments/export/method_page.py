"""How a segmentation was made, told by the run itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from segments.export.document import Rows, Section, document_pdf
from segments.export.text import evidence_labels
from segments.typology import BORDERLINE, stability_mark

if TYPE_CHECKING:
    from geodata import AreaTable, Source
    from segments.i18n import Translator
    from segments.typology import Decision, VersionRecord


def method_sections(
    areas: AreaTable,
    record: VersionRecord,
    decisions: Sequence[Decision],
    sources: Mapping[str, Source],
    translator: Translator,
) -> tuple[Section, ...]:
    """Write the method of a version from its recipe, its diagnostics and its decision log."""
    _ = translator
    found = record.segmentation
    return (
        Section(_("Versi"), _version_words(record, _)),
        Section(_("Langkah"), _steps(record, _)),
        Section(
            _("Data yang dipakai"), _columns_words(record, _), _columns(areas, record, decisions, _)
        ),
        Section(
            _("Data yang tidak dipakai"),
            (_("Setiap data lain yang dipertimbangkan, dan alasannya bila tertulis."),),
            _dropped(areas, decisions, _),
        ),
        Section(_("Kestabilan"), _stability_words(record, _), _stability(record, _)),
        Section(_("Batasan"), _limits(record, len(found.labels), _)),
        Section(_("Sumber"), (), _sources(areas, record, sources, _)),
    )


def method_pdf(
    sections: Sequence[Section], record: VersionRecord, translator: Translator, made: date
) -> bytes:
    """Set the method of a version as PDF, for print."""
    _ = translator
    version = record.segmentation.version
    return document_pdf(
        sections,
        title=_("Metode segmentasi khalayak"),
        subtitle=_("Kabupaten Bogor, versi {version}").format(version=version),
        footer=_("Khalayak · versi {version} · dicetak {date}").format(
            version=version, date=_.date(made)
        ),
        language=_.language,
        made=made,
    )


def _version_words(record: VersionRecord, _: Translator) -> tuple[str, ...]:
    found = record.segmentation
    words = [
        _(
            "Nomor versi {version}: sidik isi dari resep, label, titik tengah, skala, dan data."
        ).format(version=found.version)
    ]
    if record.description:
        words.append(record.description)
    if record.reason:
        words.append(_("Alasan penerbitan: {reason}").format(reason=record.reason))
    for edit in record.edits:
        words.append(
            _("Keputusan {actor}: {subject} → {target}. {reason}").format(
                actor=edit.actor, subject=edit.subject, target=edit.target, reason=edit.reason
            )
        )
    return tuple(words)


def _steps(record: VersionRecord, _: Translator) -> tuple[str, ...]:
    recipe = record.segmentation.recipe
    transforms = {
        "asinh": _("sinus hiperbolik balik (asinh), yang meredam angka ekstrem dan menerima nol"),
        "log": _("logaritma dari angka tambah satu"),
        "boxcox": _("Box-Cox dengan satu lambda untuk semua"),
        "none": _("tanpa pengubahan"),
    }
    scales = {
        "range": _("rentang 0–1"),
        "z": _("simpangan baku (nilai z)"),
        "interdecile": _("jarak antardesil"),
    }
    diagnostics = record.segmentation.diagnostics
    lenses = {
        "demographic": _("demografi"),
        "geographic": _("geografi"),
        "psychographic": _("psikografi"),
    }
    weights = ", ".join(
        f"{lenses[lens]} {_.number(weight, 2)}" for lens, weight in recipe.lens_weights
    )
    return (
        _("1. Persentase dan rasio setiap desa diubah: {transform}.").format(
            transform=transforms.get(recipe.transform, recipe.transform)
        ),
        _("2. Angka disetarakan dengan {scale}; ukuran skalanya disimpan untuk data baru.").format(
            scale=scales.get(recipe.standardise, recipe.standardise)
        ),
        _(
            "3. Sudut pandang diberi bobot ({weights}). Data estimasi paling banyak {modelled}, "
            "data kecamatan yang diwariskan ke desa paling banyak {inherited} dari seluruh bobot."
        ).format(
            weights=weights,
            modelled=_.percent(recipe.modelled_cap, 0),
            inherited=_.percent(recipe.inherited_cap, 0),
        ),
        _(
            "4. Desa dikelompokkan menjadi {k} segmen dari {restarts} titik mulai; {best} dari "
            "titik mulai itu sampai pada hasil terbaik yang sama."
        ).format(
            k=_.number(len(record.segmentation.codes)),
            restarts=_.number(recipe.restarts),
            best=_.percent(diagnostics.get("best_share"), 0),
        ),
        _(
            "5. Angka yang kosong diisi median desa sekelas di kecamatannya: {cells} angka di "
            "{places} desa/kelurahan."
        ).format(
            cells=_.number(diagnostics.get("n_imputed_cells")),
            places=_.number(diagnostics.get("n_imputed_places")),
        ),
    )


def _columns_words(record: VersionRecord, _: Translator) -> tuple[str, ...]:
    n = len(record.segmentation.recipe.features)
    return (_.plural("{n} jenis data.", "{n} jenis data.", n),)


def _columns(
    areas: AreaTable, record: VersionRecord, decisions: Sequence[Decision], _: Translator
) -> Rows:
    reasons = {decision.column: decision.text.get(_.language, "") for decision in decisions}
    evidence, weights = evidence_labels(_), record.segmentation.scaling["weight"]
    head = (_("Data"), _("Bobot"), _("Tahun"), _("Bukti"), _("Sumber"), _("Alasan"))
    rows = []
    for name in weights.sort_values(ascending=False).index:
        if name not in areas.codebook:
            continue
        column = areas.column(name)
        rows.append(
            (
                column.label(_.language),
                _.percent(float(weights[name])),
                str(column.year),
                evidence[column.evidence],
                column.source,
                reasons.get(name, ""),
            )
        )
    return (head, *rows)


def _dropped(areas: AreaTable, decisions: Sequence[Decision], _: Translator) -> Rows:
    rows = [
        (areas.column(decision.column).label(_.language), decision.text.get(_.language, ""))
        for decision in decisions
        if not decision.kept and decision.column in areas.codebook and decision.text
    ]
    return ((_("Data"), _("Alasan")), *rows) if rows else ()


def _stability_words(record: VersionRecord, _: Translator) -> tuple[str, ...]:
    diagnostics = record.segmentation.diagnostics
    return (
        _(
            "Desa diambil ulang secara acak {n} kali dan dikelompokkan lagi. Indeks Rand yang "
            "disesuaikan rata-rata {ari} (simpangan {sd}); siluet {silhouette}. Siluet di bawah "
            "0,25 lazim untuk wilayah: batas antarsegmen tidak tajam."
        ).format(
            n=_.number(diagnostics.get("bootstraps")),
            ari=_.number(diagnostics.get("ari"), 2),
            sd=_.number(diagnostics.get("ari_sd"), 2),
            silhouette=_.number(diagnostics.get("silhouette"), 2),
        ),
    )


def _stability(record: VersionRecord, _: Translator) -> Rows:
    found = record.segmentation
    words = {
        "stable": _("Stabil"),
        "pattern": _("Pola, belum stabil"),
        "no_group": _("Bukan kelompok yang tetap"),
        "unknown": _("Belum diukur"),
    }
    jaccard = found.diagnostics.get("jaccard", {})
    sizes = found.labels.value_counts()
    rows = [
        (
            f"{code} · {found.names[code][_.language]}",
            _.number(int(sizes[code])),
            _.number(jaccard.get(code), 2),
            words[stability_mark(found, code)],
        )
        for code in found.codes
    ]
    return ((_("Segmen"), _("Desa/kelurahan"), _("Kestabilan (0–1)"), _("Artinya")), *rows)


def _limits(record: VersionRecord, n: int, _: Translator) -> tuple[str, ...]:
    border = int((record.segmentation.distances["ratio"] > BORDERLINE).sum())
    return (
        _(
            "Segmen menggambarkan wilayah, bukan orang per orang: suatu ciri lebih banyak dijumpai "
            "di wilayah itu, tetapi tidak berarti dimiliki setiap warganya."
        ),
        _("{border} dari {n} desa/kelurahan berada di perbatasan dua segmen.").format(
            border=_.number(border), n=_.number(n)
        ),
        _(
            "Penduduk adalah penduduk terdaftar. Kebiasaan media adalah estimasi dari angka "
            "provinsi dan nasional, bukan survei di Kabupaten Bogor."
        ),
        _("Agama dan suku tidak dipakai dalam pengelompokan."),
    )


def _sources(
    areas: AreaTable, record: VersionRecord, sources: Mapping[str, Source], _: Translator
) -> Rows:
    used = {
        source
        for name in record.segmentation.recipe.features
        if name in areas.codebook
        for source in areas.column(name).source.split()
    }
    rows = [
        (source_id, source.title, source.publisher, str(source.year))
        for source_id, source in sources.items()
        if source_id in used
    ]
    return ((_("Kode"), _("Judul"), _("Penerbit"), _("Tahun")), *rows) if rows else ()
