"""Make the tables and outlines that the application reads from a folder of raw figures.

python -m geodata.build FOLDER [--into FOLDER]
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import pandas as pd

from geodata import raw_figures as raw
from geodata.area_table import FAULT_COLUMNS, AreaTableError, Fault
from geodata.boundaries import read_topojson, to_topojson
from geodata.codebook import LEVELS
from geodata.coverage import (
    check_outlines,
    clean_coverage,
    outlines_from_rings,
    overlap_with_raw,
    simplify_coverage,
)
from geodata.loading import DATA, load_areas

LEAST_OVERLAP = 0.85
REGENCY_BOX = (106.2, -7.0, 107.4, -6.1)


class BuildError(ValueError):
    """The raw figures are not usable; `problems` has one row a fault."""

    def __init__(self, problems: list[Fault]) -> None:
        self.problems = pd.DataFrame(problems, columns=FAULT_COLUMNS, dtype=object)
        lines = [f"  {place}, {name}: {value} - {rule}" for place, name, value, rule in problems]
        super().__init__(f"{len(problems)} faults in the raw figures:\n" + "\n".join(lines))


def build(source: Path, target: Path) -> None:
    """Read the raw figures, check them, and write the project's own files.

    The same figures give the same bytes.

    Raises
    ------
    BuildError
        With every fault of the raw files at once; then nothing is written.
    AreaTableError
        With every value that the codebook does not allow; then nothing is written.
    """
    tables = _read(source)
    outlines = _read_outlines(source / raw.FILES["outlines"])
    faults = _faults(tables, outlines)
    if faults:
        raise BuildError(faults)
    villages = raw.village_table(tables["villages"], tables["people"])
    topology, weakest = _topology(outlines, villages["district_code"])
    if len(weakest):
        raise BuildError(
            [
                (code, "outline", round(share, 3), f"must overlap {LEAST_OVERLAP} with the raw one")
                for code, share in weakest.items()
            ]
        )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _write(villages, folder / "villages.csv")
        _write(raw.district_table(tables["districts"]), folder / "districts.csv")
        _write(raw.context_table(tables["districts"]), folder / "district_context.csv")
        regency = tables["regency"][list(raw.REGENCY)]
        regency.to_csv(folder / "regency.csv", index=False, lineterminator="\n")
        (folder / "areas.topojson").write_bytes(topology)
        for level in LEVELS:
            load_areas(level, folder=folder)
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(folder.iterdir()):
            shutil.copyfile(file, target / file.name)


def main(arguments: list[str] | None = None) -> int:
    """Run the build from the command line; faults go to the error stream, one a line."""
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the raw figures")
    parser.add_argument("--into", type=Path, default=DATA, help="folder for the built files")
    options = parser.parse_args(arguments)
    try:
        build(options.folder, options.into)
    except (BuildError, AreaTableError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Built into {options.into}\n")
    return 0


def _read(source: Path) -> dict[str, pd.DataFrame]:
    absent = [name for name in raw.FILES.values() if not (source / name).is_file()]
    if absent:
        raise BuildError([(name, "file", None, "the file is missing") for name in absent])
    tables = {}
    for key in ("villages", "people", "districts", "regency"):
        frame = pd.read_csv(source / raw.FILES[key], dtype=dict.fromkeys(raw.TEXT, str))
        tables[key] = frame.set_index(raw.CODE) if raw.CODE in frame else frame
    return tables


def _read_outlines(path: Path) -> list[tuple[str, list]]:
    outlines, faults = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            outlines.append((record[raw.CODE], record.get("rings") or []))
        except (ValueError, KeyError, AttributeError, TypeError):
            rule = f"must be a JSON object with {raw.CODE} and rings"
            faults.append((path.name, f"line {number}", line[:40], rule))
    if faults:
        raise BuildError(faults)
    return outlines


def _faults(tables: dict[str, pd.DataFrame], outlines: list[tuple[str, list]]) -> list[Fault]:
    faults = _column_faults(tables)
    if faults:
        return faults
    villages, people, districts = (tables[key] for key in ("villages", "people", "districts"))
    faults += _code_faults(villages, people, districts)
    if not faults:
        faults += _sum_faults(raw.village_table(villages, people), districts)
    return faults + check_outlines(outlines, codes=villages.index, bounds=REGENCY_BOX)


def _column_faults(tables: dict[str, pd.DataFrame]) -> list[Fault]:
    registered = {raw.REGISTER + part for parts in raw.PEOPLE.values() for part in parts}
    expected = {
        "villages": {
            *raw.VILLAGE_NAMES,
            *raw.VILLAGE_FIGURES,
            *raw.SIGNALS,
            "status_idm_2024",
            "viirs_luas_bercahaya_persen",
        },
        "people": {*registered, *raw.COMMUNITY, *raw.JOBS, *raw.SCHOOLS, *raw.PRESENCE},
        "districts": {
            *registered,
            *raw.DISTRICT_FIGURES,
            *raw.DISTRICT_PERCENTAGES,
            "nama",
            "kode_bps",
            "wsm_delineasi_2024",
            "terrain_class",
            *(f"{raw.REGISTER}agama_{name}" for name in raw.RELIGIONS),
        },
        "regency": set(raw.REGENCY),
    }
    missing: list[Fault] = [
        (raw.FILES[key], name, None, "the column is missing")
        for key, names in expected.items()
        for name in sorted(names - set(tables[key].columns))
    ]
    return missing + [
        (raw.FILES[key], raw.CODE, None, "the column is missing")
        for key in ("villages", "people", "districts")
        if tables[key].index.name != raw.CODE
    ]


def _code_faults(
    villages: pd.DataFrame,
    people: pd.DataFrame,
    districts: pd.DataFrame,
) -> list[Fault]:
    faults: list[Fault] = []
    for key, frame in (("villages", villages), ("people", people), ("districts", districts)):
        repeated = frame.index[frame.index.duplicated()]
        faults += [(code, raw.FILES[key], code, "the code appears twice") for code in repeated]
    faults += [
        (code, raw.FILES["people"], None, "the village is missing")
        for code in villages.index.difference(people.index)
    ]
    faults += [
        (code, raw.FILES["people"], code, "the code is not in villages.csv")
        for code in people.index.difference(villages.index)
    ]
    unknown = ~villages["kode_kec_kemendagri"].isin(districts.index)
    faults += [
        (code, "kode_kec_kemendagri", villages.at[code, "kode_kec_kemendagri"], "no such district")
        for code in villages.index[unknown]
    ]
    return faults


def _sum_faults(villages: pd.DataFrame, districts: pd.DataFrame) -> list[Fault]:
    """People of each block add up to the residents, villages add up to their district."""
    faults: list[Fault] = []
    for block, names in raw.BLOCKS.items():
        total = villages[list(names)].sum(axis=1)
        wrong = total != villages["population"]
        faults += [
            (code, block, float(total[code]), f"must add up to {villages.at[code, 'population']:g}")
            for code in villages.index[wrong]
        ]
    published = raw.district_people(districts)
    summed = villages.groupby("district_code")[list(raw.PEOPLE)].sum()
    for name in (
        "population",
        "n_households",
        *(n for names in raw.BLOCKS.values() for n in names),
    ):
        wrong = summed[name] != published[name]
        faults += [
            (code, name, float(summed.at[code, name]), f"district has {published.at[code, name]:g}")
            for code in summed.index[wrong]
        ]
    return faults


def _topology(outlines: list[tuple[str, list]], district_of: pd.Series) -> tuple[bytes, pd.Series]:
    """Generalised coverage as TopoJSON, and the villages that it distorts too much."""
    rough = outlines_from_rings(dict(outlines))
    topology = to_topojson(simplify_coverage(clean_coverage(rough)), district_of=district_of)
    overlap = overlap_with_raw(read_topojson(topology)[0], rough)
    return topology, overlap[overlap < LEAST_OVERLAP]


def _write(table: pd.DataFrame, path: Path) -> None:
    whole = {
        name: "Int64"
        for name in table.select_dtypes("number")
        if (table[name].dropna() % 1 == 0).all()
    }
    table.astype(whole).to_csv(path, lineterminator="\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
