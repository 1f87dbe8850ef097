"""A made-up kabupaten of six villages in two districts, in the shape of the raw figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from geodata import raw_figures as raw

if TYPE_CHECKING:
    from pathlib import Path

DISTRICTS = ("32.01.01", "32.01.02")
VILLAGES = tuple(f"{district}.200{number}" for district in DISTRICTS for number in (1, 2, 3))
SIDE = 0.03
SLIP = 0.0002


def write_raw_folder(folder: Path) -> Path:
    """Write a folder of raw figures that the build accepts."""
    people = people_frame()
    villages_frame(people).to_csv(folder / raw.FILES["villages"])
    people.to_csv(folder / raw.FILES["people"])
    districts_frame(people).to_csv(folder / raw.FILES["districts"])
    pd.DataFrame(
        [["penduduk", "total", "2024-S1", 900.0, "jiwa", "S01", ""]],
        columns=["variable", "category", "year", "value", "unit", "source", "note"],
    ).to_csv(folder / raw.FILES["regency"], index=False)
    write_outlines(folder, outlines())
    return folder


def write_outlines(folder: Path, rings: list[tuple[str, list]]) -> None:
    """Write one outline a line."""
    lines = [json.dumps({raw.CODE: code, "nama": code, "rings": parts}) for code, parts in rings]
    (folder / raw.FILES["outlines"]).write_text("\n".join(lines), encoding="utf-8")


def outlines() -> list[tuple[str, list]]:
    """Six squares beside each other, each drawn a little apart from its neighbours."""
    rings = []
    for number, code in enumerate(VILLAGES):
        column, row = number % 3, number // 3
        slip = SLIP if number % 2 else -SLIP
        west, south = 106.8 + column * SIDE - slip, -6.6 + row * SIDE
        east, north = west + SIDE + 2 * slip, south + SIDE + slip
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        rings.append((code, [ring]))
    return rings


def people_frame() -> pd.DataFrame:
    """People per village: every block adds up to the residents."""
    rows = {}
    for number, code in enumerate(VILLAGES, start=1):
        ages = {f"u{age}": 10 * number for age in raw.AGES}
        residents = sum(ages.values())
        row = {
            "penduduk": residents,
            "kk": residents // 4,
            "laki_laki": residents // 2,
            "perempuan": residents - residents // 2,
            **ages,
            **dict.fromkeys(("usia_3_4", "usia_5", "usia_6_11", "usia_12_14"), number),
            **dict.fromkeys(("usia_15_17", "usia_18_22"), number),
            "belum_kawin": residents // 2,
            "kawin": residents - residents // 2 - 4,
            "cerai_hidup": 1,
            "cerai_mati": 3,
            "didik_tidak_belum_sekolah": residents - 70 - number,
            "didik_belum_tamat_sd": 20,
            "didik_tamat_sd": 20,
            "didik_sltp": 10,
            "didik_slta": 10 + number,
            "didik_d1_d2": 2,
            "didik_d3": 3,
            "didik_s1_d4": 3,
            "didik_s2": 1,
            "didik_s3": 1,
            **{
                f"kerja_{name}": number
                for name in (
                    "belum_tidak_bekerja",
                    "pelajar_mahasiswa",
                    "mengurus_rt",
                    "wiraswasta",
                    "pensiunan",
                    "perdagangan",
                    "guru",
                    "perawat",
                )
            },
        }
        community = {
            "kk_2020": 30,
            "kk_2023": 33,
            "jumlah_rw_2023": 2,
            "jumlah_rt_2023": 5,
            "posyandu_2023": 2,
        }
        listed = dict.fromkeys(raw.JOBS, 10.0 * number)
        schools = dict.fromkeys(raw.SCHOOLS, 1.0) | {"jumlah_sd_2023": 490.0}
        presence = dict.fromkeys(raw.PRESENCE, 0.0) | {"koperasi_aktif_2023": 3.0}
        prefixed = {raw.REGISTER + name: value for name, value in row.items()}
        rows[code] = prefixed | community | listed | schools | presence
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(raw.CODE)


def villages_frame(people: pd.DataFrame) -> pd.DataFrame:
    """Names, area, night lights, IDM and signal per village."""
    rows = {}
    for number, code in enumerate(people.index, start=1):
        rows[code] = {
            "kode_bps": f"32010{number:05d}",
            "nama_kemendagri": f"Desa {number}",
            "nama_bps": f"Desa {number}",
            "jenis": "desa",
            "kode_kec_kemendagri": code[:8],
            "kode_kec_bps": "3201210",
            "kecamatan_kemendagri": f"Kecamatan {code[6:8]}",
            "kecamatan_bps": f"Kecamatan {code[6:8]}",
            "luas_km2": 10.0,
            "viirs_luas_bercahaya_persen": 50.0,
            "viirs_radiansi_rerata_nw": float(number),
            "status_idm_2024": "Maju",
            "idm_2024": 0.75,
            "iks_2024": 0.8,
            "ike_2024": 0.7,
            "ikl_2024": 0.75,
            **dict.fromkeys(raw.SIGNALS, "kuat"),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(raw.CODE)


def districts_frame(people: pd.DataFrame) -> pd.DataFrame:
    """Districts whose people are the sums of their villages."""
    registered = [name for name in people if name.startswith(raw.REGISTER)]
    frame = people[registered].groupby(lambda code: code[:8]).sum()
    for name in raw.RELIGIONS:
        frame[f"{raw.REGISTER}agama_{name}"] = 1
    frame["nama"] = ["Utara", "Selatan"]
    frame["kode_bps"] = ["3201210", "3201220"]
    frame["wsm_penduduk_2024"] = 1000
    frame["wsm_luas_km2"] = 30.0
    for name in ("ghs_vol_bangunan_2020_jutam3", "elev_mean_m", "slope_mean_deg"):
        frame[name] = 5.0
    for name in raw.DISTRICT_PERCENTAGES:
        frame[name] = 10.0
    frame["wsm_delineasi_2024"] = "Periferi"
    frame["terrain_class"] = "dataran"
    return frame.rename_axis(raw.CODE)
