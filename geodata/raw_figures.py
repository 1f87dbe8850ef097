"""What the raw files are called and how their columns become the project's own."""

from __future__ import annotations

import pandas as pd

from geodata.media_habits import AGES

CODE = "kode_kemendagri"
FILES = {
    "villages": "villages.csv",
    "people": "village_people.csv",
    "districts": "districts.csv",
    "regency": "regency_figures.csv",
    "outlines": "village_outlines.jsonl",
}
TEXT = (CODE, "kode_bps", "kode_kec_kemendagri", "kode_kec_bps", "year")
REGISTER = "dkb24s1_"

VILLAGE_NAMES = {
    "nama_kemendagri": "name",
    "nama_bps": "name_bps",
    "jenis": "kind",
    "kode_kec_kemendagri": "district_code",
    "kecamatan_bps": "district_name_bps",
    "kode_bps": "bps_code",
}
VILLAGE_FIGURES = {
    "luas_km2": "area_km2",
    "viirs_radiansi_rerata_nw": "mean_radiance",
    "idm_2024": "score_idm",
    "iks_2024": "score_idm_social",
    "ike_2024": "score_idm_economic",
    "ikl_2024": "score_idm_environment",
}
SIGNALS = {f"sinyal_seluler_{year}": f"signal_{year}" for year in range(2019, 2024)}

# Own column <- raw columns that are added up. People of a village and of its district alike.
PEOPLE = {
    "population": ("penduduk",),
    "n_households": ("kk",),
    "n_male": ("laki_laki",),
    "n_female": ("perempuan",),
    **{f"n_age_{age}": (f"u{age}",) for age in AGES},
    **{
        f"n_school_age_{own}": (f"usia_{raw}",)
        for own, raw in {
            "03_04": "3_4",
            "05": "5",
            "06_11": "6_11",
            "12_14": "12_14",
            "15_17": "15_17",
            "18_22": "18_22",
        }.items()
    },
    "n_single": ("belum_kawin",),
    "n_married": ("kawin",),
    "n_divorced": ("cerai_hidup",),
    "n_widowed": ("cerai_mati",),
    "n_edu_none": ("didik_tidak_belum_sekolah",),
    "n_edu_some_primary": ("didik_belum_tamat_sd",),
    "n_edu_primary": ("didik_tamat_sd",),
    "n_edu_lower_secondary": ("didik_sltp",),
    "n_edu_upper_secondary": ("didik_slta",),
    "n_edu_diploma": ("didik_d1_d2", "didik_d3"),
    "n_edu_university": ("didik_s1_d4", "didik_s2", "didik_s3"),
    "n_work_none": ("kerja_belum_tidak_bekerja",),
    "n_work_student": ("kerja_pelajar_mahasiswa",),
    "n_work_homemaker": ("kerja_mengurus_rt",),
    "n_work_self_employed": ("kerja_wiraswasta",),
    "n_work_retired": ("kerja_pensiunan",),
    "n_work_trade": ("kerja_perdagangan",),
    "n_work_teacher": ("kerja_guru",),
    "n_work_nurse": ("kerja_perawat",),
}
# Blocks that must add up to the residents in every place.
BLOCKS = {
    "sex": ("n_male", "n_female"),
    "age": tuple(f"n_age_{age}" for age in AGES),
    "marital status": ("n_single", "n_married", "n_divorced", "n_widowed"),
    "education": tuple(name for name in PEOPLE if name.startswith("n_edu_")),
}
JOBS = tuple(
    f"kerja_{name}_2023"
    for name in (
        "petani",
        "buruh_tani",
        "buruh_pabrik",
        "pns",
        "swasta",
        "wiraswasta",
        "pekerja_lain",
    )
)
COMMUNITY = {
    "kk_2020": "n_households_2020",
    "kk_2023": "n_households_2023",
    "jumlah_rw_2023": "n_rw",
    "jumlah_rt_2023": "n_rt",
    "posyandu_2023": "n_posyandu",
}
LISTED_JOBS = {
    "n_listed_jobs": JOBS,
    "n_listed_farm": ("kerja_petani_2023", "kerja_buruh_tani_2023"),
    "n_listed_factory": ("kerja_buruh_pabrik_2023",),
    "n_listed_civil": ("kerja_pns_2023",),
    "n_listed_employee": ("kerja_swasta_2023",),
}
# Self-reported counts with impossible outliers (490 primary schools in one village): own column,
# largest number that is kept.
SCHOOLS = {
    "jumlah_sd_2023": ("n_primary_schools", 20),
    "jumlah_smp_2023": ("n_lower_secondary_schools", 20),
    "jumlah_sma_2023": ("n_upper_secondary_schools", 20),
    "jumlah_paud_2023": ("n_preschools", 30),
}
PRESENCE = {
    "ada_pasar_2023": "has_market",
    "koperasi_aktif_2023": "has_cooperative",
    "dataran_tinggi_2023": "is_highland",
}
DISTRICT_FIGURES = {
    "wsm_penduduk_2024": "n_residents_bps",
    "wsm_luas_km2": "area_bps_km2",
    "ghs_vol_bangunan_2020_jutam3": "building_volume",
    "elev_mean_m": "mean_elevation",
    "slope_mean_deg": "mean_slope",
}
DISTRICT_PERCENTAGES = {
    "wsm_persen_wilayah_urban": "share_urban_area",
    "wsm_persen_komuter_ke_inti_2024": "share_commuters",
    "slope_ge25_pct": "share_steep",
    "tree_pct_2021": "share_tree",
    "built_pct_2021": "share_built",
    "crop_pct_2021": "share_crop",
    "grass_pct_2021": "share_grass",
    "water_pct_2021": "share_water",
}
METROPOLITAN = {"Inti 1": "inti", "Periferi": "periferi", "Bukan WSM": "luar"}
REGENCY = ("variable", "category", "year", "value", "unit", "note")
RELIGIONS = ("islam", "kristen", "katolik", "hindu", "buddha", "konghucu", "kepercayaan")


def village_table(villages: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Make the project's village table from the two raw village files (same index)."""
    own = villages[list(VILLAGE_NAMES)].rename(columns=VILLAGE_NAMES)
    own = own.join(_added_up(people))
    own = own.join(people[list(COMMUNITY)].rename(columns=COMMUNITY))
    for name, parts in LISTED_JOBS.items():
        own[name] = people[list(parts)].sum(axis=1, skipna=False)
    for raw, (name, largest) in SCHOOLS.items():
        own[name] = people[raw].clip(upper=largest)
    for raw, name in PRESENCE.items():
        own[name] = people[raw].clip(upper=1)
    own = own.join(villages[list(VILLAGE_FIGURES)].rename(columns=VILLAGE_FIGURES))
    own["share_area_lit"] = (villages["viirs_luas_bercahaya_persen"] / 100).round(6)
    own["idm_status"] = _plain(villages["status_idm_2024"])
    for raw, name in SIGNALS.items():
        own[name] = _plain(villages[raw])
    return own.rename_axis("village_code").sort_index()


def district_table(districts: pd.DataFrame) -> pd.DataFrame:
    """Make the table of what is measured per district."""
    own = pd.DataFrame({"name": districts["nama"], "district_bps_code": districts["kode_bps"]})
    own = own.join(districts[list(DISTRICT_FIGURES)].rename(columns=DISTRICT_FIGURES))
    for raw, name in DISTRICT_PERCENTAGES.items():
        own[name] = (districts[raw] / 100).round(6)
    own["density_actual"] = (own["n_residents_bps"] / own["area_bps_km2"]).round(3)
    own["metropolitan_status"] = districts["wsm_delineasi_2024"].map(METROPOLITAN)
    own["terrain_class"] = _plain(districts["terrain_class"])
    return own.rename_axis("district_code").sort_index()


def context_table(districts: pd.DataFrame) -> pd.DataFrame:
    """Residents by religion per district, for context only."""
    own = districts[[f"{REGISTER}agama_{name}" for name in RELIGIONS]]
    return (
        own.rename(columns=lambda raw: raw.removeprefix(REGISTER))
        .rename_axis("district_code")
        .sort_index()
    )


def district_people(districts: pd.DataFrame) -> pd.DataFrame:
    """People per district as published, to check the sums of the villages against."""
    return _added_up(districts).rename_axis("district_code").sort_index()


def _added_up(raw: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            name: raw[[REGISTER + part for part in parts]].sum(axis=1, skipna=False)
            for name, parts in PEOPLE.items()
        }
    )


def _plain(values: pd.Series) -> pd.Series:
    return values.str.strip().str.lower().str.replace(" ", "_")
