"""Two exports together must not tell what each hides."""

from dataclasses import replace

import pytest

from segments.export.disclosure import export_record, subtraction_risks
from segments.i18n import Translator
from tests.segments.campaign.small_regency import small_list

ID = Translator("id")


def moved(target_list, by):
    """Make another list of the same villages, with so many more people in the first of them."""
    table = target_list.table.copy()
    first = table["village_code"] == table["village_code"].iloc[0]
    table.loc[first, "people"] += by
    return replace(
        target_list, table=table, metadata=replace(target_list.metadata, list_id="other")
    )


@pytest.mark.parametrize(("by", "n"), [(0, 0), (1, 1), (9, 1), (-9, 1), (10, 0), (500, 0)])
def test_a_difference_of_one_to_nine_is_a_risk(by, n):
    earlier = export_record(small_list(), ID)
    assert len(subtraction_risks(moved(small_list(), by), [earlier])) == n


def test_the_risk_names_the_list_and_the_village_once():
    earlier = export_record(small_list(), ID)
    (risk,) = subtraction_risks(moved(small_list(), 3), [earlier, earlier])
    assert (risk.list_id, risk.n_villages) == (small_list().metadata.list_id, 1)
    assert risk.villages == (small_list().villages["village"].iloc[0],)


def test_the_same_list_again_is_no_risk_and_a_broken_record_no_fault():
    earlier = export_record(small_list(), ID)
    assert subtraction_risks(small_list(), [earlier, {}, {"list_id": "x", "people": None}]) == ()
