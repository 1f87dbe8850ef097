"""What stands behind several figures at once: every column with definition, year and source."""

from collections.abc import Sequence
from types import MappingProxyType

import streamlit as st

from dashboard import cached, figures, state
from geodata import Column
from segments.i18n import Translator

# Publishers named in the line itself; the popover names all.
N_NAMED = 2
BADGES = MappingProxyType({"measured": "primary", "modelled": "orange", "assumed": "gray"})


def show_column_sources(names: Sequence[str], *, key: str, intro: str) -> None:
    """Show the publishers in one line; definitions, years and caveats on demand."""
    _ = state.translator()
    columns = [cached.codebook()[name] for name in dict.fromkeys(names)]
    years = [year for column in columns for year in column.year.split("-")]
    publishers = _publishers(columns)
    named = "; ".join(publishers[:N_NAMED])
    rest = len(publishers) - N_NAMED
    if rest > 0:
        named += "; " + _.plural("dan {n} penerbit lain", "dan {n} penerbit lain", rest)
    line = _("Sumber: {publishers}, {year}").format(
        publishers=named, year=f"{min(years)}-{max(years)}"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(line, width="stretch")
        # Filled when it is opened: the text stays off every other run.
        details = st.popover(
            _("Tentang angka ini"),
            type="tertiary",
            icon=":material/info:",
            key=f"sources_{key}",
            on_change="rerun",
        )
    if details.open:
        with details:
            st.markdown(intro)
            st.markdown("\n".join(f"- {_described(column, _)}" for column in columns))


def evidence_badge(evidence: str, _: Translator) -> str:
    """Write a kind of evidence as a small coloured word."""
    return f":{BADGES[evidence]}-badge[:small[{figures.evidence_words(evidence, _)}]]"


def _described(column: Column, _: Translator) -> str:
    caveat = column.caveat(_.language)
    parts = [
        f"**{figures.title_words(column, _)}**: {column.definition(_.language)}.",
        f"{evidence_badge(column.evidence, _)} {column.year}, {'; '.join(_publishers([column]))}.",
    ]
    return " ".join([*parts, f"*{caveat}.*"] if caveat else parts)


def _publishers(columns: Sequence[Column]) -> list[str]:
    register = cached.sources()
    ids = dict.fromkeys(source for column in columns for source in column.sources)
    return list(dict.fromkeys(register[name].publisher for name in ids if name in register))
