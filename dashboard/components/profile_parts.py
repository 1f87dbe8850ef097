"""The parts that every profile is made of: figures, portrait, what sets it apart, where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import cached, navigation, state
from dashboard.components.area_table import TableColumn, show_area_table
from dashboard.components.column_sources import evidence_badge, show_column_sources
from dashboard.contrast_rows import ContrastRow
from dashboard.profile_charts import HIGHEST, LOWEST
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.typology import ResidentPart

# The base that is the whole regency.
REGENCY = ""
TABLE_HEIGHT = 292


@dataclass(frozen=True)
class MainFigure:
    """One of the main figures of a profile: what it is, the figure, what to bear in mind."""

    label: str
    figure: str
    note: str


def show_main_figures(shown: Sequence[MainFigure]) -> None:
    """Show the main figures of a profile side by side."""
    for place, found in zip(st.columns(len(shown)), shown, strict=True):
        with place, st.container(gap=None):
            st.caption(found.label)
            st.markdown(f"#### {found.figure}")
            st.caption(found.note)


def base_name(base: str, _: Translator) -> str:
    """Name what a profile is compared with."""
    if base == REGENCY:
        return _("kabupaten")
    districts = cached.areas("district").table["name"]
    if base in districts.index:
        return _("Kec. {name}").format(name=districts[base])
    return _("segmen {code}").format(code=base)


def show_portrait(code: str) -> None:
    """Show the pen portrait, sentence by sentence, each with its evidence."""
    _ = state.translator()
    sentences = cached.portrait(code, _.language)
    lines = []
    for sentence in sentences:
        badge = f" {evidence_badge(sentence.evidence, _)}" if sentence.evidence else ""
        lines.append(f"**{sentence.topic}.** {sentence.text}{badge}")
    *told, warning = lines
    st.markdown("\n".join(f"- {line}" for line in told) + f"\n\n{warning}")
    show_column_sources(
        [name for sentence in sentences for name in sentence.columns],
        key=f"portrait_{code}",
        intro=_(
            "Kalimatnya disusun dengan aturan dari angka, tidak ditulis tangan. Setiap angka "
            "adalah jumlah di seluruh wilayahnya dibagi jumlah penyebutnya, bukan rata-rata "
            "persen desa. Pekerjaan baru disebut bila selisihnya melampaui keragaman antardesa."
        ),
    )


def show_contrast_chart(code: str, base: str, *, key: str) -> None:
    """Show what sets a segment or kecamatan apart as bars around 100."""
    _ = state.translator()
    rows = cached.profile_contrasts(code, base, _.language)
    if not rows:
        st.info(_("Tidak ada ciri dengan indeks 120 ke atas atau 80 ke bawah."))
        return
    chart = cached.index_bars(code, base, base_name(base, _), _.language)
    words = ", ".join(f"{row.label} {row.index_text}" for row in rows)
    st.vega_lite_chart(chart, theme=None, key=key, alt=_("Indeks: {rows}").format(rows=words))


def show_contrast_table(rows: Sequence[ContrastRow], names: tuple[str, str], *, key: str) -> None:
    """Show the figures behind the bars: value, base, index, difference, places, evidence."""
    if not rows:
        return
    _ = state.translator()
    heads = (
        _("Ciri"),
        *names,
        _("Indeks"),
        _("Selisih"),
        _("Wilayah searah"),
        _("Bukti"),
    )
    cells = [
        (
            row.title,
            row.value,
            row.base,
            f"**{row.index_text}**",
            row.difference_text,
            row.places,
            row.evidence + (" \\*" if row.weak else ""),
        )
        for row in rows
    ]
    show_table(heads, cells, "|:--|--:|--:|--:|--:|--:|:--|")
    weak = dict.fromkeys(f"{row.label}: {row.remark}" for row in rows if row.weak)
    if weak:
        text = _("\\* Batang abu-abu, bukti lemah. {reasons}.")
        st.caption(text.format(reasons="; ".join(weak)))
    show_column_sources(
        [row.column for row in rows],
        key=f"contrasts_{key}",
        intro=_(
            "Ditampilkan satu ciri untuk setiap tema, agar hal yang sama tidak disebut dua kali. "
            "Bukti lemah berarti: kurang dari lima wilayah punya angka, selisih kurang dari dua "
            "galat baku antarwilayah, atau rentang estimasi bertumpang tindih dengan pembanding."
        ),
    )


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]], rule: str) -> None:
    """Show a small table of finished text; `rule` is its line of alignments."""
    lines = [
        " | ".join(f":small[{cell}]" if cell else "" for cell in row) for row in (heads, *rows)
    ]
    lines.insert(1, rule.strip("|"))
    st.markdown("\n".join(f"|{line}|" for line in lines))


def show_reading_help(rows: Sequence[ContrastRow], names: tuple[str, str]) -> None:
    """Explain an index with the figures of this very page."""
    _ = state.translator()
    strong = [row for row in rows if not row.weak]
    told = [row for row in strong if row.index > 100][:1]
    # An index of 0 is no example: nobody is "0 times" as many.
    told += [row for row in strong if 1 <= row.index < 100][:1]
    text = _(
        "Indeks **{index}** pada *{label}*: {value} di {here} dan {base} di {there}, jadi "
        "{times} kalinya (selisih {difference})."
    )
    sentences = [
        text.format(
            index=row.index_text,
            label=row.label,
            value=row.value,
            here=names[0],
            base=row.base,
            there=names[1],
            times=_.number(row.index / 100, 1 if row.index > 100 else 2),
            difference=row.difference_text,
        )
        for row in told
    ]
    rule = _(
        "Angka 100 berarti sama; indeks di antara 80 dan 120 dianggap mirip dan tidak "
        "ditampilkan. Ciri yang langka mudah berindeks besar, maka baca indeks bersama "
        "selisihnya. *Wilayah searah* adalah banyaknya wilayah yang berada di sisi yang sama."
    )
    if any(not LOWEST <= row.index <= HIGHEST for row in rows):
        cut = _("Batang berhenti di {low} dan {high}; angkanya tetap utuh.")
        rule += " " + cut.format(low=_.number(LOWEST), high=_.number(HIGHEST))
    with st.container(border=True):
        st.markdown(f"**{_('Cara membaca')}.** {' '.join(sentences)}\n\n{rule}")


def show_next_pages(words: Mapping[str, str]) -> None:
    """Lead on to other pages, which keep the selection; `words` is page file -> label."""
    known = {entry.path: entry for entry in navigation.page_entries(state.translator())}
    with st.container(horizontal=True, gap="medium"):
        for path, label in words.items():
            if path in known:
                st.page_link(path, label=label, icon=f":material/{known[path].icon}:")


def show_parts(
    parts: Sequence["ResidentPart"], names: Sequence[str], heads: tuple[str, str, str], *, key: str
) -> None:
    """Show how residents divide: people, share of the profile, share of the part itself.

    `heads` are those of the part, of the share of the profile and of the share of the part.
    """
    _ = state.translator()
    whole = [part.share_of_group for part in parts]
    inside = [part.share_of_part for part in parts]
    show_area_table(
        [part.code for part in parts],
        [
            TableColumn(heads[0], list(names)),
            TableColumn(_("Jiwa"), None, [part.people for part in parts]),
            TableColumn(heads[1], [_.percent(share) for share in whole], whole),
            TableColumn(heads[2], [_.percent(share) for share in inside], inside),
        ],
        title=heads[0],
        key=key,
        height=TABLE_HEIGHT,
    )


def show_classes(code: str, head: str, *, key: str) -> None:
    """Show how the residents divide over the geographic classes."""
    from segments.export import class_labels

    _ = state.translator()
    parts, labels = cached.group_facts(code).classes, class_labels(_)
    show_parts(
        parts,
        [labels[part.code] for part in parts],
        (_("Kelas wilayah"), head, _("% kelas")),
        key=key,
    )
    st.caption(_("Kelas menurut aturan aplikasi ini. 3T resmi di kabupaten ini: 0."))
