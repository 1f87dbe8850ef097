"""Whether newer figures would put villages nearer to another segment of a version."""

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from segments.i18n import Translator
from segments.typology import MUCH_CHANGED, VersionRecord, would_move


def show_new_data(record: VersionRecord) -> None:
    """Measure today's figures with the stored yardstick: nothing is clustered again."""
    _ = state.translator()
    found, now = record.segmentation, cached.edition()
    if found.recipe.level != "village":
        return
    st.subheader(_("Bila dihitung dengan data yang dipakai kini"), anchor=False)
    if record.edition in ("", now):
        st.markdown(
            _("Versi ini dibuat dari data yang dipakai kini (edisi {edition}).").format(edition=now)
        )
        return
    if found.recipe.method != "kmeans":
        st.markdown(
            _(
                "Versi ini dibuat dari edisi data lain dan dengan cara yang tidak menilai desa "
                "satu per satu. Untuk data baru, kelompokkan lagi di *Susun resep*."
            )
        )
        return
    moved = state.remembered(
        "would_move",
        f"{found.version} {now}",
        lambda: would_move(cached.areas("village"), found),
    )
    # What a person decided stays decided, whatever the figures say.
    decided = {edit.subject for edit in record.edits if edit.action == "override"}
    moved = moved.drop(index=moved.index.intersection(list(decided)))
    st.markdown(_words(len(moved), len(found.labels), record.edition, now, _))
    if not moved.empty:
        plain_rows.show_rows(_rows(moved, record, _), numbers=[_("Jiwa")], height=300)


def _words(n: int, every: int, old: str, now: str, _: Translator) -> str:
    start = _("Versi ini dibuat dari edisi data {old}; yang dipakai kini edisi {now}.").format(
        old=old, now=now
    )
    if not n:
        return f"{start} {_('Tidak ada desa yang menjadi lebih dekat ke segmen lain.')}"
    text = _.plural(
        "{n} desa kini lebih dekat ke segmen lain. Segmennya belum diubah.",
        "{n} desa kini lebih dekat ke segmen lain. Segmennya belum diubah.",
        n,
    )
    if n / every > MUCH_CHANGED:
        text += " " + _("Lebih dari {share} desa: saatnya membuat versi baru.").format(
            share=_.percent(MUCH_CHANGED, 0)
        )
    return f"{start} {text}"


def _rows(moved: pd.DataFrame, record: VersionRecord, _: Translator) -> pd.DataFrame:
    found = record.segmentation
    names = {code: f"{code} · {found.names[code][_.language]}" for code in found.codes}
    return pd.DataFrame(
        {
            _("Desa/kelurahan"): moved["name"].to_numpy(),
            _("Kecamatan"): moved["district_name"].to_numpy(),
            _("Jiwa"): [_.number(people) for people in moved["population"]],
            _("Segmen kini"): [names.get(code, code) for code in moved["old"]],
            _("Kini lebih dekat ke"): [names.get(code, code) for code in moved["new"]],
        }
    )
