"""An upload in words and as rows to show."""

from collections.abc import Mapping

import pandas as pd

from geodata import AreaTable
from geodata.office_columns import OfficeColumnError
from geodata.upload_review import ColumnDiff, ColumnReview
from segments.i18n import Translator

SHOWN_CHANGES = 200


def problem_rows(problems: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Give what was found in a file: place in the sheet, value, what to do, how grave."""
    words = {"error": _("tidak diambil"), "check": _("periksa"), "info": _("sudah diurus")}
    return pd.DataFrame(
        {
            _("Lembar"): problems["sheet"],
            _("Baris"): [str(row) if row else "–" for row in problems["row"]],
            _("Kolom"): problems["column"],
            _("Isi"): problems["value"],
            _("Yang perlu dilakukan"): problems["mend"],
            _("Keadaan"): [words[one] for one in problems["severity"]],
        }
    )


def fault_words(_: Translator) -> dict[str, str]:
    """Say which rule a figure breaks."""
    return {
        "negative": _("Angka tidak boleh di bawah nol."),
        "not_whole": _("Jumlah harus bilangan bulat."),
        "over_100": _("Bagian tidak boleh lebih dari 100 %."),
        "twice": _("Wilayah ini muncul lebih dari sekali. Sisakan satu baris."),
    }


def fault_rows(
    review: ColumnReview, places: Mapping[str, str], sheet: str, heading: str, _: Translator
) -> pd.DataFrame:
    """Give the figures that cannot be taken, as `problem_rows` does."""
    words, faults = fault_words(_), review.faults
    return pd.DataFrame(
        {
            _("Lembar"): [sheet] * len(faults),
            _("Baris"): [str(row) for row in faults["row"]],
            _("Kolom"): [heading] * len(faults),
            _("Isi"): [
                f"{value} ({places.get(code, code)})"
                for value, code in zip(faults["value"], faults["code"], strict=True)
            ],
            _("Yang perlu dilakukan"): [words[rule] for rule in faults["rule"]],
            _("Keadaan"): [_("tidak diambil")] * len(faults),
        }
    )


def place_fault_rows(open_rows: pd.DataFrame, sheet: str, _: Translator) -> pd.DataFrame:
    """Give the rows whose place nobody has decided, as `problem_rows` does."""
    mend = _("Tulis nama desa dan kecamatan seperti daftar Kemendagri, atau isi kodenya.")
    return pd.DataFrame(
        {
            _("Lembar"): [sheet] * len(open_rows),
            _("Baris"): [str(row) for row in open_rows.index],
            _("Kolom"): [_("wilayah")] * len(open_rows),
            _("Isi"): open_rows["written"].to_numpy(),
            _("Yang perlu dilakukan"): [mend] * len(open_rows),
            _("Keadaan"): [_("tidak diambil")] * len(open_rows),
        }
    )


def note_words(_: Translator) -> dict[str, str]:
    """Say why a row was set aside or asks for a look."""
    return {
        "blank": _("kosong"),
        "total": _("baris jumlah"),
        "kota_bogor": _("Kota Bogor, bukan kabupaten"),
        "outside": _("di luar Kabupaten Bogor"),
        "district_row": _("baris kecamatan"),
        "unknown_code": _("kode tidak dikenal"),
        "repaired_code": _("kode dipulihkan"),
        "code_differs": _("kode dan nama tidak cocok"),
        "name_differs": _("nama sedikit berbeda"),
        "district_differs": _("kecamatan tidak cocok"),
        "unknown_district": _("kecamatan tidak dikenal"),
        "unknown_name": _("nama tidak dikenal"),
    }


def asked_rows(open_rows: pd.DataFrame, places: Mapping[str, str], _: Translator) -> pd.DataFrame:
    """Give the rows to decide: what is written, the proposal and its score, and why it is asked."""
    notes = note_words(_)
    best = [candidates[0] if candidates else None for candidates in open_rows["candidates"]]
    why = {
        "fuzzy": _("mirip"),
        "ambiguous": _("ada beberapa kemungkinan"),
        "none": _("tidak dikenal"),
    }
    return pd.DataFrame(
        {
            "row": open_rows.index,
            "written": open_rows["written"].to_numpy(),
            "proposal": [
                f"{places.get(one.code, one.code)} ({_.number(one.score, 0)})" if one else "–"
                for one in best
            ],
            "accept": False,
            "other": "",
            "why": [
                notes.get(note, why.get(how, how))
                for note, how in zip(open_rows["note"], open_rows["how"], strict=True)
            ],
        }
    )


def change_rows(diff: ColumnDiff, areas: AreaTable, kind: str, _: Translator) -> pd.DataFrame:
    """Give the places whose figure changes, the largest change first."""
    rows = diff.rows.head(SHOWN_CHANGES)
    places = areas.table.loc[rows.index]

    def write(values: pd.Series) -> list[str]:
        return [written(value, kind, _) for value in values]

    return pd.DataFrame(
        {
            _("Wilayah"): places["name"].to_numpy(),
            _("Kecamatan"): places["district_name"].to_numpy(),
            _("Dulu"): write(rows["old"]),
            _("Menjadi"): write(rows["new"]),
        }
    )


def written(value: float, kind: str, _: Translator) -> str:
    """Write a figure of a kind; "–" where there is none."""
    if value != value:
        return "–"
    if kind == "share":
        return _.percent(value)
    return _.number(value) if kind == "count" else _.number(value, 2)


def refusal(fault: OfficeColumnError, _: Translator) -> str:
    """Say why a column cannot be saved, and what to do."""
    return {
        "no_label": _("Beri nama kolom ini dulu."),
        "no_source": _("Tulis siapa yang menerbitkan angka ini."),
        "no_year": _("Tulis tahun angkanya."),
        "forbidden": _(
            "Kolom tentang agama, suku, atau pemilihan tidak dapat disimpan di Khalayak."
        ),
        "incomplete": _(
            "Berkas ini tidak memuat semua wilayah yang sudah ada angkanya, jadi tidak dapat "
            "menggantikan kolom itu. Simpan sebagai kolom baru, atau lengkapi berkasnya."
        ),
    }.get(fault.rule, _("Kolom ini tidak dapat disimpan. Periksa isiannya."))
