"""How many people an audience is, with its range where two tables were crossed."""

import streamlit as st

from dashboard import cached, state
from dashboard.components.plan_choices import ranked_by


def show_size(segment: str) -> None:
    """Say how many people of a segment are meant, where they live and what part they are."""
    _ = state.translator()
    _weights, (sex, ages) = ranked_by()
    traits = cached.traits(segment, (sex, ages))
    counts = cached.audience_counts(sex, ages)
    people = _.people(traits.population)
    if counts is not None:
        labels = cached.segmentation().labels
        inside = counts.loc[labels.index[labels == segment], ["low", "high"]].sum()
        if inside["high"] > inside["low"]:
            people += f" ({_.range(inside['low'], inside['high'])}, {_('estimasi model')})"
    st.markdown(
        _("{people} di {villages} desa/kelurahan; {share} penduduk kabupaten.").format(
            people=people,
            villages=_.number(traits.n_villages),
            share=_.percent(traits.population / traits.regency_population),
        )
    )
