"""The grid of the channel inventory: typed in place, checked at once, saved when asked."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components.plain_text import as_typed
from segments import export
from segments.advice import (
    INVENTORY_COLUMNS,
    INVENTORY_KIND,
    INVENTORY_NUMBERS,
    InventoryProblem,
    tidy_row,
)
from segments.i18n import Translator
from segments.store import ConflictError, Document, MissingError

HEIGHT = 400
WIDTHS = {"name": 230, "channel": 190, "owner": 230, "coverage": 150, "share": 150}
TEXT_WIDTH, NUMBER_WIDTH = 190, 165
N_SHOWN = 12


def show_grid(desk: state.InventoryDesk) -> state.InventoryDesk:
    """Show the rows to type in; give the desk with what was typed."""
    _ = state.translator()
    rows = pd.DataFrame(desk.started, columns=list(INVENTORY_COLUMNS), dtype="str")
    rows.index = pd.RangeIndex(1, len(rows) + 1, name=_("Baris"))
    typed = st.data_editor(
        rows,
        num_rows="dynamic",
        height=HEIGHT,
        hide_index=False,
        column_config=_columns(_),
        key=desk.grid,
        disabled=not state.actor().may_plan,
    )
    records = (tidy_row(row) for row in typed.to_dict("records"))
    kept = [row for row in records if any(row.values())]
    return state.note_inventory(desk, kept) if tuple(kept) != desk.typed else desk


def problems_of(rows: Sequence[dict[str, str]]) -> tuple[InventoryProblem, ...]:
    """Check rows, whatever list they come from."""
    plain = tuple(tuple(row.items()) for row in rows)
    return cached.checked_rows(plain).problems


def show_problems(problems: Sequence[InventoryProblem], rows: Sequence[dict[str, str]]) -> None:
    """List what is wrong, by row, column and rule; the rows stay as they were typed."""
    _ = state.translator()
    if not problems:
        return
    n_rows = len({problem.row for problem in problems})
    st.warning(
        _.plural(
            "{n} baris belum lengkap. Baris itu tersimpan, tetapi belum ikut dihitung dalam saran "
            "dan rencana.",
            "{n} baris belum lengkap. Baris itu tersimpan, tetapi belum ikut dihitung dalam saran "
            "dan rencana.",
            n_rows,
        ),
        icon=":material/rule:",
    )
    headings, playbook = export.inventory_headings(_), cached.playbook()
    table = pd.DataFrame(
        {
            _("Baris"): [str(problem.row or "–") for problem in problems[:N_SHOWN]],
            _("Nama kanal"): [_name(problem, rows) for problem in problems[:N_SHOWN]],
            _("Kolom"): [headings[problem.column] for problem in problems[:N_SHOWN]],
            _("Isi"): [as_typed(problem.value) or "–" for problem in problems[:N_SHOWN]],
            _("Yang perlu dilakukan"): [
                export.inventory_problem_sentence(problem, playbook, _)
                for problem in problems[:N_SHOWN]
            ],
        }
    )
    st.table(table, border="horizontal", hide_index=True)
    if len(problems) > N_SHOWN:
        st.caption(_("dan {n} lagi").format(n=_.number(len(problems) - N_SHOWN)))


def show_saving(desk: state.InventoryDesk) -> None:
    """Offer to save or to drop what was typed, and say where things stand."""
    _ = state.translator()
    if not state.actor().may_plan:
        st.caption(
            _("Peran Anda dapat melihat dan mengunduh daftar ini, tetapi tidak mengubahnya.")
        )
        return
    private = [found for found in problems_of(desk.typed) if found.rule == "personal_data"]
    with st.container(horizontal=True, vertical_alignment="center", key="inventory_saving"):
        st.button(
            _("Simpan daftar"),
            type="primary",
            icon=":material/save:",
            disabled=not desk.changed or bool(private),
            on_click=_save,
            args=(desk, desk.revision),
        )
        st.button(
            _("Batalkan perubahan"),
            icon=":material/undo:",
            disabled=not desk.changed,
            on_click=_lay,
            args=(desk.saved,),
        )
        if desk.changed:
            st.markdown(f":orange-badge[{_('Belum disimpan')}]")
        elif desk.revision:
            saved = _("Tersimpan, simpanan ke-{n}").format(n=_.number(desk.revision))
            st.markdown(f":primary-badge[{saved}]")
        else:
            st.markdown(f":gray-badge[{_('Daftar bawaan, belum pernah diubah')}]")
    if private:
        st.error(
            _(
                "Daftar ini belum dapat disimpan karena memuat data orang. Hapus dulu dari baris "
                "{rows}; cukup tulis lembaga dan jabatannya."
            ).format(rows=", ".join(sorted({str(found.row) for found in private}, key=int))),
            icon=":material/person_off:",
        )


def show_newer(desk: state.InventoryDesk) -> None:
    """Tell that somebody saved the list while it was being typed in, and ask what to do."""
    document = cached.inventory_document()
    if document is None or document.revision == desk.revision or not desk.changed:
        return
    _ = state.translator()
    st.warning(
        _(
            "{actor} menyimpan daftar ini pada {at}, sesudah Anda membukanya. Ketikan Anda masih "
            "ada dan belum disimpan."
        ).format(actor=as_typed(document.actor), at=_.moment(document.saved_at)),
        icon=":material/group:",
    )
    stored = cached.inventory_rows(cached.inventory_key())
    with st.container(horizontal=True, key="inventory_newer"):
        st.button(
            _("Pakai daftar terbaru, buang ketikan saya"),
            on_click=_lay,
            args=(stored, document.revision),
        )
        st.button(
            _("Simpan ketikan saya di atasnya"),
            on_click=_save,
            args=(desk, document.revision),
            help=_("Simpanan rekan Anda tetap ada di riwayat."),
        )


def take_saved(document: Document) -> None:
    """Open the grid with what was just saved, as a callback."""
    _lay(document.body["rows"], document.revision)


def _lay(rows: Sequence[dict[str, str]], revision: int | None = None) -> None:
    """Open the grid with stored rows, as a callback."""
    state.lay_inventory(rows, saved=rows, revision=revision)


def _save(desk: state.InventoryDesk, revision: int) -> None:
    store, actor = cached.store(), state.actor().signature
    rows, document = list(desk.typed), cached.inventory_document()
    body = {"rows": rows}
    try:
        if document is None:
            saved = _create(body, actor)
        elif revision == document.revision:
            saved = store.save(document, actor=actor, body=body)
        else:
            return  # somebody saved first: show_newer asks what to do
    except ConflictError:
        return
    state.lay_inventory(rows, saved=rows, revision=saved.revision)


def _create(body: dict[str, Any], actor: str) -> Document:
    """Save the first list, or one after the list was put away."""
    store = cached.store()
    try:
        away = store.get(INVENTORY_KIND)
    except MissingError:
        name = "Inventaris kanal"
        return store.create(INVENTORY_KIND, name, body, actor=actor, id=INVENTORY_KIND)
    return store.save(away, actor=actor, body=body, deleted=False)


def _columns(_: Translator) -> dict[str, Any]:
    headings, help_ = export.inventory_headings(_), export.inventory_help(_)
    choices = export.inventory_choices(cached.playbook(), _)
    columns: dict[str, Any] = {}
    for name in INVENTORY_COLUMNS:
        usual = NUMBER_WIDTH if name in INVENTORY_NUMBERS else TEXT_WIDTH
        width = WIDTHS.get(name, usual)
        if name in choices:
            words = choices[name]
            columns[name] = st.column_config.SelectboxColumn(
                headings[name],
                options=list(words),
                format_func=partial(_word, words),
                width=width,
                help=help_.get(name),
            )
        else:
            columns[name] = st.column_config.TextColumn(
                headings[name], width=width, help=help_.get(name), pinned=name == "name" or None
            )
    return columns


def _word(words: Mapping[str, str], code: object) -> str:
    return words.get(str(code), str(code))


def _name(problem: InventoryProblem, rows: Sequence[dict[str, str]]) -> str:
    inside = 0 < problem.row <= len(rows)
    return as_typed(rows[problem.row - 1]["name"]) or "–" if inside else "–"
