"""Why places cannot be grouped as asked, and what to do about it, in words."""

from collections.abc import Sequence

import streamlit as st

from dashboard import cached, state
from segments.i18n import Translator
from segments.typology import Refusal


def show_refusals(refusals: Sequence[Refusal]) -> None:
    """Show every reason; nothing of the draft is lost."""
    _ = state.translator()
    lines = "\n".join(f"- {refusal_sentence(refusal, _)}" for refusal in refusals)
    head = _("Pengelompokan ini tidak dapat dihitung. Resep Anda tetap tersimpan; ubah yang ini:")
    st.error(f"{head}\n\n{lines}", icon=":material/block:")


def column_words(name: str, _: Translator) -> str:
    """Name a column on screen; one that the codebook lost keeps a plain word."""
    column = cached.codebook().get(name)
    return column.label(_.language) if column else _("ciri yang sudah tidak ada")


def refusal_sentence(refusal: Refusal, _: Translator) -> str:
    """Write one reason and what to do."""
    name = column_words(refusal.subject, _)
    sentence = _sentences(_)[refusal.rule]
    return sentence.format(
        name=name, value=_shown(refusal.value, _), limit=_shown(refusal.limit, _)
    )


def _shown(value: float | str, _: Translator) -> str:
    if isinstance(value, str):
        return value
    return _.number(value) if float(value).is_integer() else _.percent(value, 0)


def _sentences(_: Translator) -> dict[str, str]:
    return {
        "no_column": _("{name}: datanya sudah tidak tersedia. Keluarkan ciri ini dari resep."),
        "no_number": _("{name}: bukan angka, jadi tidak dapat dibandingkan. Keluarkan ciri ini."),
        "too_many_missing": _(
            "{name}: {value} datanya kosong, paling banyak {limit}. Keluarkan ciri ini atau "
            "lengkapi datanya."
        ),
        "constant": _("{name}: nilainya sama di semua tempat. Keluarkan ciri ini."),
        "no_spread": _(
            "{name}: sebagian besar tempat bernilai sama, sehingga tidak dapat disetarakan dengan "
            "cara ini. Pilih penyetaraan lain atau keluarkan ciri ini."
        ),
        "no_weight": _(
            "Semua sudut pandang berbobot nol. Beri bobot pada sedikitnya satu sudut pandang."
        ),
        "only_capped": _(
            "Semua ciri yang dipilih terkena batas bobot (estimasi model atau turunan kecamatan). "
            "Tambahkan ciri yang diukur per desa, atau naikkan batasnya menjadi 100 %."
        ),
        "wrong_level": _("Resep dan tabel berbeda tingkat wilayah."),
        "unknown_choice": _("Pilihan {value} tidak dikenal. Pilih yang lain pada Pengaturan."),
        "k_beyond_rows": _(
            "{value} segmen terlalu banyak: hanya {limit} tempat yang berbeda. Kurangi jumlahnya."
        ),
        "k_beyond_letters": _("{value} segmen terlalu banyak; paling banyak {limit}."),
        "k_beyond_places": _(
            "{value} segmen terlalu banyak untuk tempat sesedikit ini; paling banyak {limit}."
        ),
        "too_few_places": _("Hanya ada {value} tempat; pengelompokan perlu sedikitnya {limit}."),
        "no_neighbours": _("Cara ini perlu peta tempat yang saling berbatasan."),
        "not_filled": _(
            "Campuran Gauss tidak menemukan {value} segmen yang semuanya terisi. Kurangi jumlah "
            "segmen atau pakai k-means."
        ),
    }
