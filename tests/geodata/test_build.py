"""The build takes raw figures in, checks everything, and writes the same bytes each time."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from geodata import load_areas
from geodata import raw_figures as raw
from geodata.build import BuildError, build, main
from tests.geodata.raw_folder import VILLAGES, outlines, write_outlines, write_raw_folder


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    return write_raw_folder(folder)


def change(source, file, code, column, value):
    """Write one other value into a raw file."""
    path = source / raw.FILES[file]
    frame = pd.read_csv(path, dtype=str, keep_default_na=False).set_index(raw.CODE)
    frame.loc[code, column] = str(value)
    frame.to_csv(path)


def rules(source, tmp_path):
    """Faults that the build reports, one string a fault."""
    with pytest.raises(BuildError) as caught:
        build(source, tmp_path / "built")
    assert not (tmp_path / "built").exists()
    return [" ".join(map(str, row)) for row in caught.value.problems.itertuples(index=False)]


def test_built_tables_load_at_both_levels(source, tmp_path):
    build(source, tmp_path / "built")
    villages = load_areas(folder=tmp_path / "built")
    districts = load_areas("district", folder=tmp_path / "built")
    assert tuple(villages.table.index) == VILLAGES
    assert villages.table["population"].sum() == districts.table["population"].sum() == 3360
    assert villages.neighbours[VILLAGES[0]]
    assert districts.outlines.union_all().equals(villages.outlines.union_all())


def test_same_figures_give_the_same_bytes(source, tmp_path):
    build(source, tmp_path / "one")
    build(source, tmp_path / "two")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_impossible_school_counts_are_capped(source, tmp_path):
    build(source, tmp_path / "built")
    table = load_areas(folder=tmp_path / "built").table
    assert set(table["n_primary_schools"]) == {20}
    assert set(table["has_cooperative"]) == {1}


def test_wrong_sums_are_all_named(source, tmp_path):
    change(source, "people", VILLAGES[0], "dkb24s1_laki_laki", 1)
    change(source, "people", VILLAGES[4], "dkb24s1_kawin", 1)
    found = rules(source, tmp_path)
    assert any(VILLAGES[0] in line and "sex" in line for line in found)
    assert any(VILLAGES[4] in line and "marital status" in line for line in found)
    assert any("32.01.01 n_male" in line for line in found)


def test_missing_columns_are_all_named(source, tmp_path):
    for file, column in (("people", "dkb24s1_u00_04"), ("villages", "idm_2024")):
        path = source / raw.FILES[file]
        pd.read_csv(path, dtype=str).drop(columns=column).to_csv(path, index=False)
    found = rules(source, tmp_path)
    assert {line.split()[1] for line in found} == {"dkb24s1_u00_04", "idm_2024"}


def test_wrong_codes_are_all_named(source, tmp_path):
    path = source / raw.FILES["people"]
    text = path.read_text(encoding="utf-8").replace(VILLAGES[5], "32.01.02.9999")
    path.write_text(text, encoding="utf-8")
    change(source, "villages", VILLAGES[0], "kode_kec_kemendagri", "32.01.77")
    found = " | ".join(rules(source, tmp_path))
    assert f"{VILLAGES[5]} village_people.csv None the village is missing" in found
    assert "32.01.02.9999 village_people.csv" in found
    assert "32.01.77 no such district" in found


def test_broken_outlines_are_all_named(source, tmp_path):
    rings = outlines()
    rings[0] = (rings[0][0], [rings[0][1][0][:2]])
    rings[3] = ("32.01.02.2001", [[[10.0, 10.0], [11.0, 10.0], [11.0, 11.0], [10.0, 10.0]]])
    write_outlines(source, rings[:5])
    found = rules(source, tmp_path)
    assert {line.split()[0] for line in found} == {VILLAGES[0], VILLAGES[3], VILLAGES[5]}


def test_outline_lines_that_are_not_json_are_named(source, tmp_path):
    path = source / raw.FILES["outlines"]
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1], lines[4] = "{broken", "[1, 2]"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = rules(source, tmp_path)
    assert ["line 2" in found[0], "line 5" in found[1], len(found)] == [True, True, 2]


def test_value_out_of_range_stops_the_build_before_anything_is_written(source, tmp_path, capsys):
    change(source, "villages", VILLAGES[2], "idm_2024", 7.5)
    change(source, "villages", VILLAGES[1], "sinyal_seluler_2023", "bagus")
    target = tmp_path / "built"
    assert main([str(source), "--into", str(target)]) == 1
    said = capsys.readouterr().err
    assert f"{VILLAGES[2]}, score_idm: 7.5" in said
    assert f"{VILLAGES[1]}, signal_2023: bagus" in said
    assert not target.exists()


def test_missing_file_is_named(source, tmp_path):
    (source / raw.FILES["districts"]).unlink()
    assert rules(source, tmp_path) == ["districts.csv file None the file is missing"]


def test_shipped_outlines_are_plain_topojson():
    from geodata.loading import DATA

    topology = json.loads((DATA / "areas.topojson").read_bytes())
    assert {name: len(part["geometries"]) for name, part in topology["objects"].items()} == {
        "villages": 435,
        "districts": 40,
    }
