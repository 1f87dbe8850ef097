"""Words for how places are grouped: choices, advice, reasons and what a scan says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from geodata import Column
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.typology import Decision, ScanReading, Trial

RECIPE_PARTS = ("columns", "settings", "log", "answer")
K_PARTS = ("choice", "methods", "hierarchy", "sensitivity")


def transform_words(_: Translator) -> dict[str, str]:
    """Name the transforms."""
    return {
        "asinh": _("asinh (bawaan)"),
        "log": _("Logaritma"),
        "boxcox": _("Box-Cox, satu lambda"),
        "none": _("Tanpa perubahan"),
    }


def standardise_words(_: Translator) -> dict[str, str]:
    """Name the ways to make columns comparable."""
    return {
        "z": _("Skor z (bawaan)"),
        "range": _("Rentang 0–1"),
        "interdecile": _("Antardesil"),
    }


def method_words(_: Translator) -> dict[str, str]:
    """Name the methods."""
    return {
        "kmeans": _("k-means (bawaan)"),
        "gmm": _("Campuran Gauss"),
        "ward": _("Ward"),
        "ward_contiguous": _("Wilayah menyambung (Ward)"),
        "ward_balanced": _("Wilayah menyambung, seimbang"),
    }


def choice_help(_: Translator) -> dict[str, str]:
    """Explain what each setting chooses between."""
    return {
        "transform": _(
            "Meredam nilai ekstrem supaya beberapa desa tidak menentukan segalanya. asinh menerima "
            "nol; Box-Cox menghitung satu lambda dari semua ciri."
        ),
        "standardise": _(
            "Membuat ciri sebanding. Dengan skor z bobot berlaku persis seperti tertulis; rentang "
            "0–1 memberi bobot lebih pada ciri yang menyebar; antardesil tahan nilai ekstrem."
        ),
        "method": _(
            "k-means, campuran Gauss, dan Ward mencari jenis tempat, yang boleh tersebar di peta. "
            "Wilayah menyambung membuat wilayah kerja lapangan yang utuh; yang seimbang menjaga "
            "penduduk tiap wilayah dalam 20 % dari rata-rata."
        ),
    }


def verdict_words(_: Translator) -> dict[str, str]:
    """Name what the screen advises in one word or two."""
    return {
        "drop": _("Keluarkan"),
        "choose": _("Pilih salah satu"),
        "know": _("Perlu diketahui"),
        "fine": _("Baik"),
    }


def advice_sentence(row: pd.Series, codebook: Mapping[str, Column], _: Translator) -> str:
    """Say what the screen found about a column, the gravest first."""
    label = codebook[row["partner"]].label(_.language) if row["partner"] else ""
    sentences = {
        "too_many_missing": _("{missing} datanya kosong"),
        "constant": _("nilainya sama di semua tempat"),
        "near_constant": _("hampir semua tempat bernilai sama"),
        "identical": _("sama dengan {partner}"),
        "correlated": _("searah dengan {partner} (r {r})")
        if row["r"] > 0
        else _("berlawanan dengan {partner} (r {r})"),
        "inflated": _("sudah terbaca dari gabungan ciri lain (VIF {vif})"),
        "skewed": _("masih condong setelah diubah ({skew})"),
        "inherited": _("diukur per kecamatan; bobotnya dibatasi"),
        "modelled": _("estimasi model; bobotnya dibatasi"),
        "filled": _("{missing} kosong, diisi nilai tengah tempat sejenis dan ditandai"),
    }
    words = [
        sentences[code].format(
            missing=_.percent(row["missing"]),
            partner=label,
            r=_.number(row["r"], 2),
            vif=vif_words(row["vif"], _),
            skew=_.number(row["skew_after"], 1),
        )
        for code in row["advice"]
    ]
    return "; ".join(words) or _("tidak ada catatan")


def vif_words(vif: float, _: Translator) -> str:
    """Write a variance inflation factor; beyond 1,000 its size says nothing more."""
    return f"> {_.number(1000)}" if vif > 1000 else _.number(vif, 1)


def decision_sentence(decision: "Decision", codebook: Mapping[str, Column], _: Translator) -> str:
    """Say why a column is in a recipe or not."""
    if decision.text:
        return decision.text[_.language]
    partner = codebook[decision.partner].label(_.language) if decision.partner else ""
    sentence = {
        "absent": _("Datanya sudah tidak tersedia."),
        "unsaid": _("Belum ada alasan. Tulis alasannya di bawah tabel ini."),
        "too_many_missing": _("Terlalu banyak data kosong."),
        "constant": _("Nilainya sama di semua tempat."),
        "near_constant": _("Hampir semua tempat bernilai sama."),
        "correlated": _("Sudah diwakili {partner} (r {r})."),
        "inherited": _("Diukur per kecamatan; bobot untuk ciri seperti ini dibatasi."),
        "modelled": _("Estimasi model; bobot untuk ciri seperti ini dibatasi."),
        "unlike": _("Tidak dipilih. Yang paling dekat dalam resep: {partner} (r {r})."),
    }[decision.rule]
    return sentence.format(partner=partner, r=_.number(decision.r, 2))


def trial_words(trial: "Trial", codebook: Mapping[str, Column], _: Translator) -> str:
    """Name a change of a recipe."""
    if trial.kind == "column":
        return _("tanpa: {column}").format(column=codebook[trial.change].label(_.language))
    if trial.kind == "lenses":
        shares = [_.percent(float(part), 0) for part in trial.change.split()]
        return _("bobot demografi {one}, geografi {two}, psikografi {three}").format(
            one=shares[0], two=shares[1], three=shares[2]
        )
    if trial.kind == "seed":
        return _("angka awal acak lain ({seed})").format(seed=trial.change)
    words = transform_words(_) if trial.kind == "transform" else standardise_words(_)
    frame = (
        _("perubahan nilai: {choice}") if trial.kind == "transform" else _("penyetaraan: {choice}")
    )
    return frame.format(choice=words[trial.change].split(" (")[0])


def scan_sentences(read: "ScanReading", table: pd.DataFrame, _: Translator) -> list[str]:
    """Say what the measures of a scan tell together, without hiding where they disagree."""
    return [
        *_advised(read, table, _),
        _shape(read, table, _),
        *_beyond(read, table, _),
        _continuum(read, table, _),
    ]


def _advised(read: "ScanReading", table: pd.DataFrame, _: Translator) -> list[str]:
    if read.advised is None:
        return [
            _(
                "**Tidak ada jumlah segmen yang lolos.** Bila desa diundi ulang, kelompoknya tidak "
                "cukup sering kembali atau ada yang terlalu kecil. Ubah resep, atau tulis alasan "
                "bila tetap akan diterbitkan."
            )
        ]
    row = table.loc[read.advised]
    return [
        _(
            "**{k} segmen adalah jumlah terbanyak yang masih kukuh.** Saat desa diundi ulang, "
            "kelompoknya kembali dengan kesepakatan {ari}; segmen terlemah kembali {jaccard} "
            "(batas kukuh 0,75), dan segmen terkecil memuat {places} desa dan {people} penduduk."
        ).format(
            k=_.number(read.advised),
            ari=_.number(row["ari"], 2),
            jaccard=_.number(row["jaccard_min"], 2),
            places=_.percent(row["smallest_share"], 0),
            people=_.percent(row["smallest_people"], 0),
        )
    ]


def _shape(read: "ScanReading", table: pd.DataFrame, _: Translator) -> str:
    names = {
        "silhouette": "silhouette",
        "calinski_harabasz": "Calinski-Harabasz",
        "davies_bouldin": "Davies-Bouldin",
        "gap": "gap",
    }
    by_k: dict[int, list[str]] = {}
    for name, k in read.preferences.items():
        if k is not None:
            by_k.setdefault(k, []).append(names[name])
    parts = [f"{', '.join(found)} → {_.number(k)}" for k, found in sorted(by_k.items())]
    text = "; ".join(parts)
    if len(by_k) == 1:
        text = _("**Ukuran bentuk sepakat**: {parts}.").format(parts=text)
    else:
        text = _("**Ukuran bentuk tidak sepakat**: {parts}.").format(parts=text)
    if read.gap is None and table["gap"].notna().any():
        text += " " + _("Gap terus naik sampai jumlah terakhir, jadi tidak menunjuk satu pun.")
    coarse = [names[n] for n, k in read.preferences.items() if k and k < (read.advised or 0)]
    if coarse:
        text += " " + _(
            "Yang menunjuk jumlah lebih kecil ({names}) hanya melihat pembagian terbesar; itu "
            "benar, tetapi kerap terlalu kasar untuk memilih saluran."
        ).format(names=", ".join(coarse))
    return text


def _beyond(read: "ScanReading", table: pd.DataFrame, _: Translator) -> list[str]:
    """Say why the next number is not advised: unstable parts, an unstable whole, or its size."""
    later = [int(k) for k in table.index if read.advised is not None and k > read.advised]
    if not later:
        return []
    from segments.typology import STABLE_ARI, STABLE_JACCARD

    row, k = table.loc[later[0]], _.number(later[0])
    if row["jaccard_min"] < STABLE_JACCARD:
        sentence = _(
            "**Dengan {k} segmen**, segmen terlemah hanya kembali {jaccard}: pola yang berubah "
            "bila datanya sedikit berbeda. Pola seperti itu dapat dilihat pada *Segmen dan "
            "subsegmen*, tetapi jangan dijadikan dasar rencana."
        ).format(k=k, jaccard=_.number(row["jaccard_min"], 2))
    elif row["ari"] < STABLE_ARI:
        sentence = _(
            "**Dengan {k} segmen**, pembagian secara keseluruhan hanya kembali {ari} (batas 0,80)."
        ).format(k=k, ari=_.number(row["ari"], 2))
    else:
        sentence = _(
            "**Dengan {k} segmen**, segmen terkecil hanya memuat {places} desa dan {people} "
            "penduduk: terlalu kecil untuk rencana sendiri."
        ).format(
            k=k,
            places=_.percent(row["smallest_share"]),
            people=_.percent(row["smallest_people"]),
        )
    return [sentence]


def _continuum(read: "ScanReading", table: pd.DataFrame, _: Translator) -> str:
    k = read.advised if read.advised is not None else read.silhouette
    shape = _.number(table["silhouette"].get(k), 2)
    if read.separated:
        return _("**Kelompoknya terpisah jelas** (silhouette {shape}).").format(shape=shape)
    return _(
        "**Batas antarsegmen bukan jurang** (silhouette {shape}, di bawah 0,25). Desa berubah "
        "berangsur, dan segmen adalah cara yang ajek untuk membaginya. Desa di perbatasan dua "
        "segmen perlu dilihat satu per satu."
    ).format(shape=shape)
