import pandas as pd
import pytest

from segments.typology.naming import NamingRule, load_naming_rules, name_segments

STIGMA = (
    "miskin", "tertinggal", "terbelakang", "kumuh", "bodoh", "malas", "rawan", "liar",
    "poor", "backward", "slum", "ignorant", "deprived", "ghetto", "illegal",
    "islam", "muslim", "kristen", "sunda", "betawi", "jawa", "tionghoa",
)  # fmt: skip


def rule(part, column, phrase, *, direction="high", weight=1.0):
    return NamingRule(part, column, direction, weight, phrase, phrase.lower())


def halves(areas, column):
    return (areas.table[column].rank(pct=True) > 0.5).map({True: "A", False: "B"})


def test_a_name_is_the_place_and_the_trait_that_stand_out_most(areas):
    labels = halves(areas, "density")
    rules = (
        rule("place", "density", "Permukiman padat"),
        rule("place", "share_farm_work", "Desa tani"),
        rule("trait", "mean_radiance", "terang"),
        rule("trait", "mean_radiance", "gelap", direction="low", weight=2.0),
    )
    names = name_segments(areas, labels, rules)
    assert names["A"] == {"id": "Permukiman padat terang", "en": "permukiman padat terang"}
    assert names["B"]["id"] == "Desa tani gelap"


def test_a_trait_that_hardly_differs_stays_out_of_the_name(areas):
    labels = halves(areas, "density")
    rules = (
        rule("place", "density", "Permukiman padat"),
        rule("place", "share_farm_work", "Desa tani"),
        rule("trait", "mean_radiance", "terang", weight=0.01),
    )
    assert name_segments(areas, labels, rules)["A"]["id"] == "Permukiman padat"


def test_a_name_that_is_taken_gives_way_to_the_next_trait(areas):
    dense = areas.table["density"].rank(pct=True)
    labels = pd.cut(dense, [0, 0.6, 0.8, 1], labels=["C", "B", "A"]).astype("str")
    rules = (
        rule("place", "density", "Permukiman padat"),
        rule("trait", "mean_radiance", "terang"),
        rule("trait", "share_upper_secondary", "terdidik", weight=0.9),
    )
    names = name_segments(areas, labels, rules)
    assert names["A"]["id"] == "Permukiman padat terang"
    assert names["B"]["id"].startswith("Permukiman padat")
    assert len({name["id"] for name in names.values()}) == 3


def test_a_segment_that_no_rule_fits_keeps_its_letter(areas):
    labels = halves(areas, "density")
    rules = (rule("place", "density", "Permukiman padat"),)
    assert name_segments(areas, labels, rules)["B"] == {"id": "Kelompok B", "en": "Group B"}


def test_rules_for_columns_that_the_table_lacks_are_passed_over(areas):
    rules = (rule("place", "density", "Padat"), rule("trait", "altitude", "tinggi"))
    assert name_segments(areas, halves(areas, "density"), rules)["A"]["id"] == "Padat"
    with pytest.raises(ValueError, match="No naming rule fits"):
        name_segments(areas, halves(areas, "density"), rules[1:])


def test_the_shipped_rules_fit_the_table_and_can_be_read_aloud(areas):
    rules = load_naming_rules()
    assert {rule.part for rule in rules} == {"place", "trait"}
    for found in rules:
        assert found.column in areas.table
        assert found.phrase_id
        assert found.phrase_en
        words = f" {found.phrase_id} {found.phrase_en} ".lower()
        assert not any(word in words for word in STIGMA)


def test_a_rule_with_an_unknown_part_is_refused_with_its_row(tmp_path):
    path = tmp_path / "naming.csv"
    path.write_text(
        "part,column,direction,weight,phrase_id,phrase_en\n"
        "place,density,high,1,Padat,Dense\n"
        "mood,density,high,1,Padat,Dense\n",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="row 3"):
        load_naming_rules(path)
