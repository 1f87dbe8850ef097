"""The line under every figure: source, year, evidence; more in a popover."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import cached, figures, layers, state
from geodata import Column
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.typology import Segmentation

# Publishers named in the line itself; the popover names all.
N_NAMED = 2
METHOD_WORDS = MappingProxyType(
    {
        "kmeans": "k-means",
        "ward": "Ward",
        "gmm": "campuran Gauss",
        "ward_contiguous": "Ward menyambung",
        "ward_balanced": "Ward menyambung dan seimbang",
    }
)
_BADGES = {"measured": "primary", "modelled": "orange", "assumed": "gray"}


@dataclass(frozen=True)
class SourceNote:
    """What a reader must know to trust a figure."""

    title: str
    definition: str
    year: str
    evidence: str
    sources: tuple[str, ...]
    formula: str = ""
    caveats: tuple[str, ...] = ()
    remark: str = ""


def show_source_note(note: SourceNote, *, key: str) -> None:
    """Show the source line of one figure."""
    _ = state.translator()
    badge = f":{_BADGES[note.evidence]}-badge[{figures.evidence_words(note.evidence, _)}]"
    line = _("Sumber: {publishers}, {year}").format(
        publishers=_publishers(note.sources, _), year=note.year
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"note_{key}"):
        st.caption(f"{badge} {line}{'. ' + note.remark if note.remark else ''}", width="stretch")
        # Filled when it is opened: the text stays off every other run.
        details = st.popover(
            _("Tentang angka ini"),
            type="tertiary",
            icon=":material/info:",
            key=f"details_{key}",
            on_change="rerun",
        )
        if details.open:
            with details:
                _show_details(note, _)


def column_note(column: Column, level: str, _: Translator) -> SourceNote:
    """Make the source line of a column of the codebook."""
    caveat = column.caveat(_.language)
    remark = ""
    if column.inherited and level == "village":
        remark = _("Diukur per kecamatan; semua desa di dalamnya memakai angka yang sama")
    elif column.interval:
        remark = _("Angka dalam kurung adalah rentang kemungkinan")
    return SourceNote(
        title=column.label(_.language),
        definition=column.definition(_.language),
        year=column.year,
        evidence=column.evidence,
        sources=source_lines(column.sources),
        formula=_formula(column, _),
        caveats=(caveat,) if caveat else (),
        remark=remark,
    )


def show_layer_note(name: str, level: str, n_missing: int) -> None:
    """Show the source line of what is on a map: a column, or the segments."""
    _ = state.translator()
    if name == layers.SEGMENTS or name.startswith(layers.SHARE_PREFIX):
        show_source_note(segment_note(cached.segmentation(), _), key=name)
        return
    note = column_note(cached.codebook()[name], level, _)
    if n_missing:
        gap = _("Bergaris: tidak ada data, bukan nol")
        note = replace(note, remark=f"{note.remark}. {gap}" if note.remark else gap)
    show_source_note(note, key=name)
    if name == "geographic_class":
        st.markdown(
            _(
                "**3T resmi: 0.** Tidak ada wilayah Kabupaten Bogor yang berstatus tertinggal "
                "menurut Perpres 63/2020; *akses terbatas* adalah kelas aplikasi ini."
            )
        )


def segment_note(segmentation: "Segmentation", _: Translator) -> SourceNote:
    """Make the source line of the segments: what they are made of and which version."""
    columns = [cached.codebook()[name] for name in segmentation.recipe.features]
    years = [year for column in columns for year in column.year.split("-")]
    return SourceNote(
        title=_("Segmen khalayak"),
        definition=_(
            "Desa dan kelurahan yang mirip dikelompokkan menurut {n} ciri demografi, geografi, "
            "dan psikografi"
        ).format(n=_.number(len(columns))),
        year=f"{min(years)}-{max(years)}",
        evidence="modelled",
        sources=source_lines(tuple(dict.fromkeys(s for c in columns for s in c.sources))),
        formula=_("Pengelompokan {method}, versi {version}").format(
            method=_(METHOD_WORDS.get(segmentation.recipe.method, segmentation.recipe.method)),
            version=segmentation.version,
        ),
        caveats=(_("Segmen menggambarkan tempat; tidak setiap warganya demikian"),),
        remark=_("Versi segmen {version}").format(version=segmentation.version),
    )


def source_lines(ids: Sequence[str]) -> tuple[str, ...]:
    """Write publisher, title and year of sources, for a note."""
    register = cached.sources()
    known = [register[source_id] for source_id in ids if source_id in register]
    return tuple(f"{source.publisher} — {source.title} ({source.year})" for source in known)


def _publishers(sources: Sequence[str], _: Translator) -> str:
    names = list(dict.fromkeys(source.split(" — ")[0] for source in sources))
    if len(names) <= N_NAMED + 1:
        return "; ".join(names)
    rest = len(names) - N_NAMED
    others = _.plural("dan {n} penerbit lain", "dan {n} penerbit lain", rest)
    return f"{'; '.join(names[:N_NAMED])}; {others}"


def _formula(column: Column, _: Translator) -> str:
    codebook = cached.codebook()
    above = " + ".join(codebook[part].label(_.language) for part in column.numerators)
    below = codebook[column.denominator].label(_.language) if column.denominator else ""
    if above and below:
        return f"{above} ÷ {below}"
    return above


def _show_details(note: SourceNote, _: Translator) -> None:
    st.markdown(f"**{note.title}**\n\n{note.definition}.")
    if note.formula:
        st.markdown(f"**{_('Cara hitung')}**\n\n{note.formula}")
    if note.sources:
        lines = "\n".join(f"- {source}" for source in note.sources)
        st.markdown(f"**{_('Sumber')}**\n\n{lines}")
    if note.caveats:
        lines = "\n".join(f"- {caveat}." for caveat in note.caveats)
        st.markdown(f"**{_('Yang perlu diingat')}**\n\n{lines}")
    st.caption(_evidence_meaning(note.evidence, _))


def _evidence_meaning(evidence: str, _: Translator) -> str:
    return {
        "measured": _("Terukur: dicatat atau dihitung oleh penerbit sumbernya."),
        "modelled": _("Estimasi model: dihitung dari angka lain, selalu dengan rentang."),
        "assumed": _("Asumsi: ditetapkan dengan aturan yang terbuka dan dapat diubah."),
    }[evidence]
