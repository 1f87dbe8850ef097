"""How often people meet a message, checked against every way it can happen."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.campaign import net_reach, people_by_contacts
from segments.campaign.frequency import contact_shares, repeated_contacts

RATES = st.lists(st.floats(0, 1), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None)
@given(RATES)
def test_one_use_each_is_the_poisson_binomial(rates):
    shares = contact_shares(np.array([rates]))[0]
    tried = np.zeros(len(rates) + 1)
    for met in itertools.product((0, 1), repeat=len(rates)):
        chance = math.prod(p if hit else 1 - p for p, hit in zip(rates, met, strict=True))
        tried[sum(met)] += chance
    np.testing.assert_allclose(shares, tried, atol=1e-12)
    assert 1 - shares[0] == pytest.approx(net_reach(rates).mid, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(RATES, st.integers(1, 6), st.floats(0, 1))
def test_shares_add_up_and_contacts_are_those_bought(rates, uses, loyalty):
    shares = contact_shares(np.array([rates]), uses, loyalty=loyalty)[0]
    assert shares.sum() == pytest.approx(1)
    contacts = shares @ np.arange(len(shares))
    assert contacts == pytest.approx(uses * sum(rates), abs=1e-6)


def test_two_uses_follow_the_correlation_that_loyalty_is():
    # R2 = R1 + R1 (1 - R1) (1 - loyalty).
    shares = repeated_contacts(np.array([0.3]), 2, 0.4)[0]
    assert 1 - shares[0] == pytest.approx(0.3 + 0.3 * 0.7 * 0.6)


def test_the_more_loyal_the_audience_the_fewer_are_new():
    reached = [
        1 - contact_shares(np.array([[0.3]]), 6, loyalty=loyalty)[0, 0]
        for loyalty in (0, 0.2, 0.5, 0.8, 1)
    ]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == pytest.approx(1 - 0.7**6)
    assert reached[-1] == pytest.approx(0.3)


def test_people_are_added_over_villages_once():
    lines = pd.DataFrame(
        {
            "channel": ["radio", "posyandu", "radio"],
            "village_code": ["x", "x", "y"],
            "low": [0.4, 0.1, 0.4],
            "mid": [0.5, 0.2, 0.5],
            "high": [0.6, 0.3, 0.6],
            "people": [100, 100, 200],
        }
    )
    found = people_by_contacts(lines)
    assert found.loc[1, "mid"] == pytest.approx(100 * 0.6 + 200 * 0.5)
    assert found.loc[2, "mid"] == pytest.approx(100 * 0.1)
    assert found.loc[3, "mid"] == 0
    assert (found["low"] <= found["mid"]).all()
    assert (found["mid"] <= found["high"]).all()
    assert people_by_contacts(lines.iloc[:0]).to_numpy().sum() == 0


@pytest.mark.parametrize(("uses", "loyalty"), [(0, 0.5), (2, -0.1), (2, 1.1)])
def test_impossible_questions_are_refused(uses, loyalty):
    with pytest.raises(ValueError, match="must"):
        repeated_contacts(np.array([0.5]), uses, loyalty)
