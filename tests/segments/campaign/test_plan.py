"""Which villages are on a target list, with whom and with what."""

from datetime import date

import pandas as pd
import pytest

from geodata import load_sources
from segments.campaign import build_target_list
from segments.campaign.plan import COLUMNS
from tests.segments.campaign.small_regency import (
    ADVICE,
    CREATED,
    small_areas,
    small_list,
    small_segmentation,
)


def test_a_village_has_one_row_for_each_channel_of_its_segment():
    table = small_list().table
    assert tuple(table.columns) == COLUMNS
    found = table.groupby("village_code")["channel"].agg(list).to_dict()
    of_a = ["Grup WhatsApp", "Radio"]
    assert found == {
        "32.01.01.1001": of_a,
        "32.01.01.2002": of_a,
        "32.01.02.2001": ["Posyandu"],
        "32.01.02.2002": of_a,
        "32.01.02.2010": ["Posyandu"],
    }
    assert table["message"].iloc[0] == ADVICE["A"][0][2]


def test_rows_are_sorted_by_district_and_village():
    codes = small_list().table["village_code"].tolist()
    assert codes == sorted(codes)


def test_segments_districts_and_channels_narrow_the_list():
    chosen = small_list(segments=["A"], districts=["32.01.01"], channels=["Radio"])
    assert chosen.table["village_code"].tolist() == ["32.01.01.1001", "32.01.01.2002"]
    assert set(chosen.table["channel"]) == {"Radio"}
    assert chosen.metadata.segments == ("A",)
    assert dict(chosen.metadata.districts) == {"32.01.01": "Awal"}


def test_a_segment_without_a_chosen_channel_stays_on_the_list():
    table = small_list(channels=["Radio"]).table
    of_b = table[table["segment"] == "B"]
    assert of_b["village_code"].tolist() == ["32.01.02.2001", "32.01.02.2010"]
    assert (of_b["channel"] == "").all()


def test_without_advice_every_village_is_listed_once():
    assert len(small_list(advice={}).table) == 5


def test_small_counts_are_hidden_and_left_out_of_the_total():
    target_list = small_list()
    tiny = target_list.villages.loc["32.01.02.2010"]
    assert tiny[["people_low", "people", "people_high"]].isna().all()
    assert target_list.metadata.n_suppressed == 1
    assert target_list.people.mid == 1200 + 800 + 450 + 300


def test_people_are_counted_once_however_many_channels():
    one, two = small_list(channels=["Radio"]), small_list()
    assert len(two.table) > len(one.table)
    assert one.people == two.people


def test_an_audience_brings_its_own_counts_and_evidence():
    index = small_areas().table.index
    people = pd.DataFrame(
        {"low": [50.7, 4.0, 20.0, 0.0, 2.0], "mid": [60.2, 30.0, 22.5, 0.0, 3.0]}, index=index
    )
    people["high"] = people["mid"] + 5.5 * (people["mid"] > 0)
    people["evidence"] = "modelled"
    target_list = small_list(people=people, audience="Ibu 20-39 tahun")
    villages = target_list.villages
    assert villages["people_low"].tolist()[:3] == [50, 0, 20]
    assert villages["people_high"].tolist()[:3] == [66, 36, 28]
    assert "32.01.02.2002" not in villages.index  # nobody of this audience lives there
    assert villages["people"].isna().tolist() == [False, False, False, True]
    assert target_list.people.evidence == "modelled"
    assert target_list.metadata.audience == "Ibu 20-39 tahun"


def test_the_list_id_names_the_content_and_not_the_day():
    base = small_list().metadata.list_id
    assert small_list(created=date(2027, 1, 1)).metadata.list_id == base
    assert small_list(language="en").metadata.list_id == base
    others = [
        small_list(segments=["A"]),
        small_list(channels=["Radio"]),
        small_list(minimum_cell=5),
        small_list(advice={"A": (("Radio", "Penyiar", "lain"),)}),
        small_list(audience="lain"),
    ]
    ids = {base, *(other.metadata.list_id for other in others)}
    assert len(ids) == 6
    assert len(base) == 12


def test_segment_names_follow_the_language():
    assert small_list(language="en").table["segment_name"].iloc[0] == "Dense town"
    assert small_list().table["segment_name"].iloc[0] == "Kota padat"


def test_only_the_sources_that_were_used_are_kept():
    sources = small_list(sources=load_sources()).metadata.sources
    used = {"population", "geographic_class"}
    codebook = small_areas().codebook
    expected = {source for name in used for source in codebook[name].source.split()}
    assert {source.source_id for source in sources} == expected


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"segments": ["Z"]}, "Unknown segment: Z. Known: A, B."),
        ({"districts": ["32.01.99"]}, "Unknown district: 32.01.99"),
        ({"channels": ["Pigeon"]}, "Unknown channel: Pigeon"),
        ({"advice": {"Q": ()}}, "Unknown segment: Q"),
        ({"minimum_cell": -1}, "at least 0"),
    ],
)
def test_unknown_choices_are_named(choices, message):
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        small_list(**choices)


def test_a_text_in_place_of_a_list_is_refused():
    with pytest.raises(TypeError, match="not as one text"):
        small_list(segments="AB")


def test_a_village_without_a_segment_is_refused():
    segmentation = small_segmentation()
    labels = segmentation.labels.drop("32.01.02.2010")
    with pytest.raises(ValueError, match="1 villages have no segment, such as 32.01.02.2010"):
        build_target_list(small_areas(), _with_labels(segmentation, labels), created=CREATED)


def test_an_empty_selection_gives_an_empty_list():
    target_list = small_list(segments=["B"], districts=["32.01.01"])
    assert target_list.table.empty
    assert target_list.people.mid == 0


def test_the_inputs_are_not_changed():
    areas, before = small_areas(), small_areas().table
    build_target_list(areas, small_segmentation(), created=CREATED, advice=ADVICE)
    pd.testing.assert_frame_equal(areas.table, before)


def test_the_published_segmentation_covers_the_whole_regency(areas, segmentation):
    target_list = build_target_list(areas, segmentation, created=CREATED)
    assert len(target_list.table) == 435
    assert target_list.people.mid == 5_664_537  # Dukcapil, semester I 2024
    assert target_list.metadata.version == segmentation.version


def _with_labels(segmentation, labels):
    from dataclasses import replace

    return replace(segmentation, labels=labels)
