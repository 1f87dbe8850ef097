"""Synthetic persons are whole, as many as the register has, and the same every time."""

import pandas as pd
import pytest

from segments.audience import synthetic_persons

BOGOR = ("32.01.03", "32.01.19")


def test_are_as_many_as_the_register_counts_in_every_village(joint, villages):
    persons = synthetic_persons(joint, BOGOR)
    inside = villages.table["district_code"].isin(BOGOR)
    drawn = persons.groupby("village_code")["n_persons"].sum()
    assert drawn.to_dict() == villages.table.loc[inside, "population"].to_dict()
    assert persons["n_persons"].min() >= 1


def test_stay_near_the_modelled_cells(joint, villages):
    persons = synthetic_persons(joint, ("32.01.03",))
    teachers = persons.loc[persons["occupation"] == "teacher", "n_persons"].sum()
    inside = villages.table["district_code"] == "32.01.03"
    registered = villages.table.loc[inside, "n_work_teacher"].sum()
    assert teachers == pytest.approx(registered, rel=0.1)


def test_are_the_same_every_time_and_in_any_company(joint):
    alone = synthetic_persons(joint, ("32.01.19",))
    together = synthetic_persons(joint, BOGOR)
    again = together[together["village_code"].str.startswith("32.01.19")].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, again)


@pytest.mark.parametrize("districts", [(), ("99.99.99",)])
def test_of_no_district_are_refused(joint, districts):
    with pytest.raises(ValueError, match="Unknown districts"):
        synthetic_persons(joint, districts)
