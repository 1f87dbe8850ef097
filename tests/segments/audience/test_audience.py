"""An audience is counted, crossed, stored and kept from giving small groups away."""

import json

import numpy as np
import pandas as pd
import pytest

from segments.audience import joint_population, total_people
from segments.audience.audience import (
    Audience,
    AudienceError,
    count_audience,
    crosstab,
    suppress_small,
    villages_of,
)

YOUNG = Audience(sexes=("female",), ages=("20_24", "25_29"), signals=("lemah", "tidak_ada"))


@pytest.fixture(scope="module")
def joint(areas):
    return joint_population(areas)


def test_an_audience_survives_being_stored():
    assert Audience.from_body(json.loads(json.dumps(YOUNG.to_body()))) == YOUNG
    assert Audience().to_body() == {}


@pytest.mark.parametrize(
    "body", [{"religion": ["x"]}, {"sexes": ["both"]}, {"ages": 5}, {"signals": ["5g"]}]
)
def test_a_body_that_is_no_audience_is_refused(body):
    with pytest.raises(AudienceError):
        Audience.from_body(body)


def test_places_are_kept_and_left_out(areas, segmentation):
    wanted = Audience(segments=("A", "B"), except_districts=("32.01.01",))
    found = villages_of(wanted, areas, segmentation.labels)
    assert set(segmentation.labels[found]) == {"A", "B"}
    assert "32.01.01" not in set(areas.table.loc[found, "district_code"])
    weak = villages_of(Audience(signals=("lemah",)), areas, segmentation.labels)
    assert set(areas.table.loc[weak, "signal_2023"]) == {"lemah"}


def test_everybody_is_everybody_and_is_measured(areas, segmentation, joint):
    counts = count_audience(Audience(), areas, segmentation.labels, joint)
    total = total_people(counts)
    assert (total.mid, total.evidence) == (areas.table["population"].sum(), "measured")


def test_two_traits_have_a_range_and_other_villages_nobody(areas, segmentation, joint):
    counts = count_audience(YOUNG, areas, segmentation.labels, joint)
    inside = villages_of(YOUNG, areas, segmentation.labels)
    assert (counts.drop(index=inside)[["low", "mid", "high"]] == 0).all(axis=None)
    total = total_people(counts)
    assert total.low < total.mid < total.high
    assert total.evidence == "modelled"


def test_a_small_count_cannot_be_worked_out_from_its_group():
    counts = pd.DataFrame({"mid": [4.0, 500, 300, 0, 7, 8, 90]}, index=list("abcdefg"))
    groups = pd.Series(["x", "x", "x", "x", "y", "y", "y"], index=counts.index)
    hidden = suppress_small(counts, groups)
    assert hidden[hidden].index.tolist() == ["a", "c", "e", "f"]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [("sex", "age"), ("age", "sex"), ("segment", "education"), ("marital", "district"),
     ("segment", "district")],
)  # fmt: skip
def test_a_crosstab_adds_up_to_the_audience(areas, segmentation, joint, rows, columns):
    table = crosstab(YOUNG, areas, segmentation.labels, joint, rows, columns)
    counts = count_audience(YOUNG, areas, segmentation.labels, joint)
    assert table.to_numpy().sum() == pytest.approx(counts["mid"].sum(), rel=1e-3)
    assert (table.to_numpy() >= 0).all()


def test_a_crosstab_is_the_same_turned_round(areas, segmentation, joint):
    one = crosstab(Audience(), areas, segmentation.labels, joint, "sex", "segment")
    other = crosstab(Audience(), areas, segmentation.labels, joint, "segment", "sex")
    np.testing.assert_allclose(one.to_numpy(), other.T.to_numpy())


def test_what_cannot_be_crossed_is_said(areas, segmentation, joint):
    for rows, columns in (("sex", "sex"), ("sex", "religion")):
        with pytest.raises(AudienceError):
            crosstab(Audience(), areas, segmentation.labels, joint, rows, columns)
