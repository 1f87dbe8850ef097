"""A survey in words and as rows to show."""

from collections.abc import Mapping

import pandas as pd

from segments.audience import (
    AreaRates,
    ClassChoice,
    Question,
    SurveyError,
    class_profile,
    load_questionnaire,
)
from segments.i18n import Translator

AGREE = 4


def refusal(fault: SurveyError, _: Translator) -> str:
    """Say why answers cannot be taken, and what to do."""
    return {
        "too_few": _(
            "Hanya {n} responden: terlalu sedikit untuk 40 kecamatan. Kumpulkan paling sedikit "
            "100 jawaban dulu."
        ),
        "no_answers": _(
            "Pertanyaan kuesioner tidak dikenali di berkas ini ({n} kolom cocok). Ekspor lagi dari "
            "Kobo atau ODK dengan nama atau label pertanyaan."
        ),
        "duplicate_ids": _(
            "{n} baris memakai nomor jawaban yang sama. Hapus jawaban yang terkirim dua kali."
        ),
        "unknown_places": _("{n} jawaban menyebut kecamatan yang tidak dikenal."),
    }[fault.rule].format(n=_.number(fault.n))


def problem_rows(problems: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Give the answers that were not taken, in words."""
    labels = {one.name: one.label(_.language) for one in load_questionnaire()}
    words = {
        "unknown_choice": _("Jawaban ini tidak ada di kuesioner."),
        "out_of_scale": _("Angkanya di luar batas."),
        "not_a_number": _("Harus angka."),
        "duplicate_id": _("Nomor jawaban ini sudah ada."),
    }
    return pd.DataFrame(
        {
            _("Baris"): problems["row"].astype(str).to_numpy(),
            _("Pertanyaan"): [labels.get(name, name) for name in problems["question"]],
            _("Isi"): problems["value"].astype(str).to_numpy(),
            _("Aturan"): [words[rule] for rule in problems["rule"]],
        }
    )


def construct_words(_: Translator) -> dict[str, str]:
    """Name the scales."""
    return {
        "trust_near": _("Percaya orang dekat"),
        "trust_media": _("Percaya media"),
        "responsiveness": _("Pemerintah tanggap"),
        "together": _("Warga kompak"),
        "novelty": _("Suka cara baru"),
    }


def class_words(_: Translator) -> dict[str, str]:
    """Name the kinds of people, as neutrally as can be read aloud."""
    return {
        "digital": _("Terbiasa dengan ponsel"),
        "broadcast": _("Mengikuti televisi dan media"),
        "neighbours": _("Mendengar dari orang sekitar"),
        "mixed": _("Campuran"),
    }


def item_words(_: Translator) -> dict[str, str]:
    """Name the yes/no items of the classes."""
    return construct_words(_) | {
        "internet": _("Memakai internet"),
        "own_phone": _("Ponsel sendiri"),
        "send_photo": _("Mengirim foto sendiri"),
        "whatsapp": _("Kemarin: WhatsApp"),
        "tv": _("Kemarin: televisi"),
        "loudspeaker": _("Kemarin: pengeras suara"),
        "neighbour": _("Kemarin: tetangga"),
        "gathers": _("Mendatangi pertemuan warga"),
    }


def profile_rows(choice: ClassChoice, names: Mapping[int, str], _: Translator) -> pd.DataFrame:
    """Give the share of yes by item: the classes, and everybody."""
    profile, words, kinds = class_profile(choice), item_words(_), class_words(_)
    shown = {_("Ciri"): [words[item] for item in profile.index]}
    for number in choice.result.sizes.index:
        label = f"{number} · {kinds[names[number]]}"
        shown[label] = [_.percent(value, 0) for value in profile[number]]
    shown[_("Semua")] = [_.percent(value, 0) for value in profile["all"]]
    return pd.DataFrame(shown)


def answer_options(questions: tuple[Question, ...], _: Translator) -> dict[str, str]:
    """List the answers whose share may be mapped: "question=code" -> words."""
    return {
        f"{question.name}={code}": f"{question.label(_.language)}: {words}"
        for question in questions
        if question.kind in ("select_one", "select_multiple")
        and question.choices
        and question.group in ("digital", "media", "community")
        for code, words in question.choices.items()
    }


def rate_rows(rates: AreaRates, names: Mapping[str, str], _: Translator) -> pd.DataFrame:
    """Give a share by kecamatan, highest first; what is too uncertain is not shown."""
    table = rates.table.sort_values("estimate", ascending=False)
    words = {"ok": _("dapat dipakai"), "flag": _("hati-hati"), "suppress": _("tidak ditampilkan")}
    hidden = table["status"] == "suppress"
    return pd.DataFrame(
        {
            _("Kecamatan"): [names[code] for code in table.index],
            _("Responden"): [_.number(int(n)) for n in table["n"]],
            _("Langsung"): [_.percent(value, 0) for value in table["direct"]],
            _("Estimasi model"): [
                "–" if hide else _.percent(value, 0)
                for value, hide in zip(table["estimate"], hidden, strict=True)
            ],
            _("Rentang 90 %"): [
                "–" if hide else f"{_.percent(low, 0)}–{_.percent(high, 0)}"
                for low, high, hide in zip(table["low"], table["high"], hidden, strict=True)
            ],
            _("Keadaan"): [words[one] for one in table["status"]],
        }
    )
