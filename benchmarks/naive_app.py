"""The same map page as most would write it first: one script, Altair, GeoJSON in the chart.

It shows what the map page shows, from the same cached tables: segments of 435 villages, a click
that selects one, its name and residents, a chart of the ten most populous and the selected one,
and the table. Nothing is slowed down on purpose.
"""

import json

import altair as alt
import pandas as pd
import streamlit as st

from geodata import load_areas
from segments.typology import published_segmentation


@st.cache_data
def read_villages() -> tuple[pd.DataFrame, dict]:
    """Read the table and the outlines once; every run gets a copy."""
    areas, segmentation = load_areas(), published_segmentation()
    villages = areas.table[["name", "district_name", "population"]].rename_axis("code")
    villages["segment"] = (
        segmentation.labels
        + " · "
        + segmentation.labels.map({code: names["id"] for code, names in segmentation.names.items()})
    )
    villages = villages.reset_index()
    outlines = json.loads(areas.outlines.to_json())
    for shape in outlines["features"]:
        shape["properties"] = villages[villages["code"] == shape["id"]].iloc[0].to_dict()
        shape["properties"]["population"] = int(shape["properties"]["population"])
    return villages, outlines


st.set_page_config(page_title="Naive", layout="wide")
villages, outlines = read_villages()
st.title("Peta khalayak")
left, right = st.columns([11, 9])

with left:
    picked = alt.selection_point(name="picked", fields=["id"])
    area_map = (
        alt.Chart(alt.Data(values=outlines["features"]))
        .mark_geoshape(stroke="white", strokeWidth=0.4)
        .encode(
            color=alt.Color("properties.segment:N", title="Segmen"),
            opacity=alt.condition(picked, alt.value(1), alt.value(0.5)),
            tooltip=["properties.name:N", "properties.district_name:N", "properties.population:Q"],
        )
        .project("mercator")
        .properties(height=390)
        .add_params(picked)
    )
    event = st.altair_chart(area_map, on_select="rerun", key="area_map")

codes = [point["id"] for point in event["selection"].get("picked", [])]
chosen = villages[villages["code"].isin(codes)]
ranked = villages.sort_values("population", ascending=False)
shown = pd.concat([ranked.head(10), chosen]).drop_duplicates("code")

with right:
    for name, residents in zip(chosen["name"], chosen["population"], strict=True):
        st.markdown(f"**{name}** · {residents:,.0f} jiwa")
    st.altair_chart(
        alt.Chart(shown.assign(chosen=shown["code"].isin(codes)))
        .mark_bar()
        .encode(
            x="population:Q",
            y=alt.Y("name:N", sort="-x"),
            color="segment:N",
            opacity=alt.condition("datum.chosen", alt.value(1), alt.value(0.5)),
        )
    )
    st.dataframe(chosen if codes else ranked, height=230, hide_index=True)
