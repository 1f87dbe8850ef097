"""Two versions side by side: who moved, and why."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from segments.i18n import Translator
from segments.typology import (
    MUCH_CHANGED,
    Segmentation,
    VersionDiff,
    VersionEdit,
    diff_versions,
)

MANY = 9


def show_diff(new: Segmentation, edits: Sequence[VersionEdit] = ()) -> None:
    """Compare a version with the one that all pages use; `edits` are what people decided."""
    _ = state.translator()
    old = cached.segmentation()
    if old.version == new.version:
        st.markdown(_("Ini versi yang sedang dipakai: tidak ada bedanya."))
        return
    if old.recipe.level != new.recipe.level:
        st.markdown(_("Versi ini mengelompokkan kecamatan, jadi tidak dapat dibandingkan."))
        return
    key = f"{old.version} {new.version}"
    diff = state.remembered(
        "version_diff", key, lambda: diff_versions(cached.areas("village"), old, new)
    )
    _show_totals(diff, _)
    if diff.moved.empty:
        return
    height = 360 if len(diff.moved) > MANY else None
    plain_rows.show_rows(_rows(diff, edits, _), numbers=[_("Jiwa")], height=height)
    st.caption(
        _(
            "Huruf segmen mengikuti versi yang sedang dipakai, supaya jenis wilayah yang sama "
            "berhuruf sama. Tanda bintang: jenis itu tidak ada lagi di versi baru."
        )
    )


def _show_totals(diff: VersionDiff, _: Translator) -> None:
    moved, people, agreement = st.columns(3)
    moved.metric(
        _("Desa berpindah segmen"),
        _("{n} dari {all}").format(n=_.number(len(diff.moved)), all=_.number(diff.n_places)),
    )
    people.metric(_("Penduduk di desa itu"), _.percent(diff.share_people))
    agreement.metric(_("Kemiripan kedua versi"), _.number(diff.agreement, 2))
    if diff.n_places and len(diff.moved) / diff.n_places > MUCH_CHANGED:
        st.info(
            _(
                "Lebih dari {share} desa berpindah: beri tahu pemakai rencana lama sebelum versi "
                "ini dipakai."
            ).format(share=_.percent(MUCH_CHANGED, 0)),
            icon=":material/campaign:",
        )
    labels = _labels(_.language)
    for words, columns in ((_("Data baru"), diff.added), (_("Data dilepas"), diff.dropped)):
        if columns:
            st.markdown(
                f"{words}: {', '.join(labels[name] for name in columns if name in labels)}."
            )


def _labels(language: str) -> dict[str, str]:
    codebook = cached.areas("village").codebook
    return {name: column.label(language) for name, column in codebook.items()}


def _rows(diff: VersionDiff, edits: Sequence[VersionEdit], _: Translator) -> pd.DataFrame:
    labels = _labels(_.language)
    decided = {one.subject: one.reason for one in edits if one.action == "override"}
    moved = diff.moved
    return pd.DataFrame(
        {
            _("Desa/kelurahan"): moved["name"].to_numpy(),
            _("Kecamatan"): moved["district_name"].to_numpy(),
            _("Jiwa"): [_.number(people) for people in moved["population"]],
            _("Dulu"): moved["old"].to_numpy(),
            _("Kini"): moved["new"].to_numpy(),
            _("Sebab"): [
                _("Keputusan kantor: {reason}").format(reason=decided[code])
                if code in decided
                else ", ".join(str(labels.get(name, name)) for name in reasons) or "–"
                for code, reasons in moved["reasons"].items()
            ],
        }
    )
