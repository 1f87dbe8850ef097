"""What a column of an upload is, what saving it would change, and saving it."""

import pandas as pd
import streamlit as st

from dashboard import cached, figures, office_data, state, upload_view
from dashboard.components import plain_rows
from dashboard.components.export_buttons import XLSX, Export, show_export_buttons
from geodata import AreaTable, AreaTableError, load_areas
from geodata.loading import stored_columns
from geodata.office_columns import (
    KINDS,
    OfficeColumn,
    OfficeColumnError,
    column_name,
    replaceable,
)
from geodata.office_files.election_data import find_election_data
from geodata.upload_review import (
    ColumnReview,
    diff_column,
    level_of_codes,
    review_column,
    suggest_columns,
)
from geodata.uploads import UploadedTable
from geodata.wanted_tables import WantedTable, wanted_of
from segments import export
from segments.advice import is_forbidden_column
from segments.i18n import Translator
from segments.store import ConflictError

NEW = ""
LENSES = ("demographic", "geographic", "psychographic")
EVIDENCES = ("measured", "modelled", "assumed")


def show_description(
    table: UploadedTable,
    codes: pd.Series,
    content: bytes,
    file_name: str,
    file: str,
    year: str,
) -> None:
    """Ask which column it is, show the dry run, and offer to save."""
    _ = state.translator()
    st.subheader(_("2. Kolom yang disimpan"), anchor=False)
    numbers = [name for name in table.frame if table.kinds.get(name) == "number"]
    if not numbers:
        st.warning(_("Tidak ada kolom angka di lembar ini."), icon=":material/123:")
        return
    level = level_of_codes(codes)
    areas = cached.areas(level)
    key = f"{file}_{table.sheet}"
    # A running number is hardly ever what is meant, so the last column is offered first.
    heading = st.selectbox(_("Kolom angka"), numbers, index=len(numbers) - 1, key=f"heading_{key}")
    key = f"{key}_{heading}"
    replaces = _ask_which(table, heading, codes, areas, key, _)
    wanted = wanted_of(file_name)
    column = _ask_description(table, heading, level, replaces, key, wanted, year, _)
    review = review_column(table, heading, codes, column["kind"], list(areas.table.index))
    faults = _show_faults(table, heading, codes, review, _)
    st.subheader(_("3. Yang akan berubah"), anchor=False)
    if review.values.empty:
        st.warning(
            _("Belum ada wilayah yang cocok dengan angka di kolom ini."), icon=":material/search:"
        )
        return
    try:
        made = _made(column, review, replaces, areas)
        _check_fits(made)
    except OfficeColumnError as fault:
        st.warning(upload_view.refusal(fault, _), icon=":material/edit:")
        return
    except AreaTableError as fault:
        st.error(
            _("Angka ini bertentangan dengan kolom lain, jadi tidak dapat dipakai."),
            icon=":material/error:",
        )
        st.dataframe(fault.problems.head(20), hide_index=True)
        return
    _show_change(made, areas, review, _)
    origin = office_data.UploadedFile(content, file_name, table.sheet, heading)
    _show_saving(made, origin, faults, _)


def _ask_which(
    table: UploadedTable,
    heading: str,
    codes: pd.Series,
    areas: AreaTable,
    key: str,
    _: Translator,
) -> str:
    """Ask whether the column is a new one or takes the place of one; "" for new."""
    values = pd.to_numeric(table.frame[heading], errors="coerce")
    known = codes.isin(areas.table.index) & values.notna() & ~codes.duplicated(keep=False)
    by_code = pd.Series(values[known].to_numpy(), index=codes[known].to_numpy(), dtype=float)
    may = replaceable(cached.codebook(), stored_columns(areas.level), areas.level)
    alike = suggest_columns(heading, by_code, areas, areas.columns(numeric=True))
    words = {NEW: _("Kolom baru")}
    for name in may:
        words[name] = _("Menggantikan: {label}").format(label=areas.column(name).label(_.language))
    likely = next((one.name for one in alike if one.name in may), NEW)
    chosen = st.selectbox(
        _("Ini kolom apa?"),
        list(words),
        index=list(words).index(likely),
        format_func=words.__getitem__,
        key=f"which_{key}",
    )
    if alike:
        best = alike[0]
        text = _("Paling mirip dengan *{label}*").format(
            label=areas.column(best.name).label(_.language)
        )
        if best.correlation == best.correlation:
            text += _(", korelasi peringkat {r} di {n} wilayah").format(
                r=_.number(best.correlation, 2), n=_.number(best.n_common)
            )
        st.caption(f"{text}.")
    return chosen or NEW


def _ask_description(
    table: UploadedTable,
    heading: str,
    level: str,
    replaces: str,
    key: str,
    wanted: WantedTable | None,
    year: str,
    _: Translator,
) -> dict[str, str]:
    """Ask for everything that the dictionary will say about the column."""
    kinds = {
        "count": _("Jumlah (bilangan bulat, dapat dijumlahkan)"),
        "amount": _("Besaran (boleh pecahan, dapat dijumlahkan)"),
        "share": _("Bagian atau persen (dirata-rata menurut penduduk)"),
        "ratio": _("Nilai atau indeks (dirata-rata menurut penduduk)"),
    }
    old = cached.codebook()[replaces] if replaces else None
    percent = table.units.get(heading) == "%"
    whole = bool((pd.to_numeric(table.frame[heading], errors="coerce").dropna() % 1 == 0).all())
    numbers = pd.to_numeric(table.frame[heading], errors="coerce").dropna()
    yes_no = bool(numbers.isin([0, 1]).all()) and len(numbers) > 0
    usual = old.kind if old else "share" if percent or yes_no else "count" if whole else "ratio"
    if wanted is not None and old is None:
        st.caption(_("Dikenali dari daftar data yang dicari: {title}.").format(title=wanted.title))
    left, right = st.columns(2, gap="large")
    with left:
        label = st.text_input(
            _("Nama kolom di layar"),
            value=old.label(_.language) if old else wanted.title if wanted else str(heading),
            max_chars=80,
            disabled=old is not None,
            key=f"label_{key}_{replaces}",
        )
        definition = st.text_area(
            _("Definisi: apa yang dihitung"), max_chars=300, height=80, key=f"definition_{key}"
        )
        kind = st.selectbox(
            _("Jenis angka"),
            KINDS,
            index=KINDS.index(usual),
            format_func=kinds.__getitem__,
            disabled=old is not None,
            key=f"kind_{key}_{replaces}",
        )
        unit = st.text_input(
            _("Satuan"),
            value=old.unit if old else wanted.unit if wanted else table.units.get(heading, ""),
            max_chars=30,
            disabled=old is not None,
            key=f"unit_{key}_{replaces}",
        )
    with right:
        source = st.text_input(
            _("Penerbit dan judul sumber"),
            value=wanted.publisher if wanted else "",
            placeholder=_("misalnya BPS, Kecamatan Cibinong Dalam Angka 2025"),
            max_chars=160,
            key=f"source_{key}",
        )
        year_place, licence_place = st.columns(2)
        year = year_place.text_input(_("Tahun"), value=year, max_chars=9, key=f"year_{key}_{year}")
        licence = licence_place.text_input(_("Lisensi"), max_chars=60, key=f"licence_{key}")
        lens_place, evidence_place = st.columns(2)
        lenses = {one: _(figures.LENS_WORDS[one]) for one in LENSES}
        lens = lens_place.selectbox(
            _("Sudut pandang"),
            LENSES,
            index=LENSES.index(wanted.lens) if wanted else 0,
            format_func=lenses.__getitem__,
            key=f"lens_{key}",
        )
        words = export.evidence_labels(_)
        evidence = evidence_place.selectbox(
            _("Bukti"), EVIDENCES, format_func=words.__getitem__, key=f"evidence_{key}"
        )
        caveat = st.text_input(_("Catatan untuk pembaca"), max_chars=200, key=f"caveat_{key}")
    return {
        "name": replaces or column_name(label, cached.codebook()),
        "label": label,
        "definition": definition,
        "unit": unit,
        "year": year,
        "source": source,
        "licence": licence,
        "level": level,
        "kind": kind or usual,
        "lens": lens,
        "evidence": evidence,
        "caveat": caveat,
    }


def _show_faults(
    table: UploadedTable, heading: str, codes: pd.Series, review: ColumnReview, _: Translator
) -> int:
    """Show the figures that cannot be taken and the rows without a place, as a list to mend."""
    names = cached.place_words()
    left = table.frame.loc[codes.isna()].fillna("").astype(str)
    written = [" · ".join(filter(None, cells)) for cells in left.itertuples(index=False)]
    open_rows = pd.DataFrame({"written": written}, index=left.index)
    everything = pd.concat(
        [
            upload_view.problem_rows(table.problems, _),
            upload_view.place_fault_rows(open_rows, table.sheet, _),
            upload_view.fault_rows(review, names, table.sheet, heading, _),
        ],
        ignore_index=True,
    )
    if len(review.faults):
        st.warning(
            _.plural(
                "{n} angka tidak dapat diambil.", "{n} angka tidak dapat diambil.",
                len(review.faults),
            ),
            icon=":material/rule:",
        )  # fmt: skip
        plain_rows.show_rows(
            upload_view.fault_rows(review, names, table.sheet, heading, _), height=220
        )
    if len(everything):
        label = _("Unduh daftar perbaikan (Excel)")
        show_export_buttons(
            [
                Export(
                    label,
                    f"{_('daftar-perbaikan')}.xlsx",
                    XLSX,
                    lambda: export.table_to_xlsx(everything, _("Perbaikan")),
                )
            ],
            key="fix_list",
        )
    return len(review.faults)


def _made(
    column: dict[str, str], review: ColumnReview, replaces: str, areas: AreaTable
) -> OfficeColumn:
    told = f"{column['label']} {column['definition']} {column['source']}"
    election = find_election_data([[column["label"]], [column["definition"]]], sheet="")
    if is_forbidden_column(told) or len(election):
        raise OfficeColumnError("forbidden", column["label"])
    made = OfficeColumn(
        **column,
        replaces=bool(replaces),
        values={str(c): float(v) for c, v in review.values.items()},
    )
    if replaces:
        lost = areas.table[replaces].notna() & ~areas.table.index.isin(review.values.index)
        if lost.any():
            raise OfficeColumnError("incomplete", str(int(lost.sum())))
    return made


def _check_fits(made: OfficeColumn) -> None:
    """Lay the column over the tables before it is saved; raises what would break them."""
    others = tuple(one for one in cached.office_columns()[0] if one.name != made.name)
    state.remembered(
        "office_dry_run",
        f"{cached.edition()} {hash(str(made.to_body()))}",
        lambda: bool(load_areas(made.level, office=(*others, made))),
    )


def _show_change(made: OfficeColumn, areas: AreaTable, review: ColumnReview, _: Translator) -> None:
    described = made.column(areas.codebook.get(made.name))
    diff = diff_column(areas, made.name, review.values, described)
    filled, changed, before, after = st.columns(4)
    filled.metric(
        _("Wilayah terisi"),
        _("{n} dari {all}").format(n=_.number(len(review.values)), all=_.number(len(areas.table))),
    )
    changed.metric(_("Angka berubah"), _.number(len(diff.rows)))
    earlier = upload_view.written(diff.before, made.kind, _)
    before.metric(_("Kabupaten sebelum"), _("belum ada") if earlier == "–" else earlier)
    after.metric(_("Kabupaten sesudah"), upload_view.written(diff.after, made.kind, _))
    if review.n_missing:
        st.caption(
            _("{n} wilayah tidak ada di berkas: dibiarkan kosong, bukan nol.").format(
                n=_.number(review.n_missing)
            )
        )
    if len(diff.rows):
        with st.expander(_("Wilayah yang angkanya berubah")):
            plain_rows.show_rows(upload_view.change_rows(diff, areas, made.kind, _), height=260)
    touched = []
    if made.name in cached.segmentation().recipe.features:
        touched.append(
            _("Segmen yang dipakai memakai kolom ini. Segmen tidak berubah sendiri: lihat "
              "*Versi segmentasi* untuk desa yang menjadi lebih dekat ke segmen lain.")
        )  # fmt: skip
    n_plans = sum(
        one.body.get("edition") == cached.edition() for one in cached.store().find("plan")
    )
    if n_plans:
        touched.append(
            _.plural(
                "{n} rencana mengutip edisi data kini dan tetap mengutipnya.",
                "{n} rencana mengutip edisi data kini dan tetap mengutipnya.",
                n_plans,
            )
        )
    touched.append(
        _("Kolom ini akan dapat dipilih di *Peta khalayak* dan *Susun resep*, dan nomor edisi "
          "data berganti.")
    )  # fmt: skip
    st.markdown("\n".join(f"* {line}" for line in touched))


def _show_saving(
    made: OfficeColumn, origin: office_data.UploadedFile, n_faults: int, _: Translator
) -> None:
    allowed = state.actor().may_plan
    sure = True
    if n_faults:
        sure = st.checkbox(
            _.plural(
                "Simpan tanpa {n} angka yang tidak dapat diambil",
                "Simpan tanpa {n} angka yang tidak dapat diambil",
                n_faults,
            ),
            key="save_without_faults",
        )
    st.button(
        _("Simpan dan pakai di semua halaman"),
        type="primary",
        icon=":material/save:",
        key="save_office_column",
        disabled=not (allowed and sure),
        on_click=_save,
        args=(made, origin),
    )
    if not allowed:
        st.caption(_("Peran ini hanya dapat melihat. Ganti peran di bilah samping."))


def _save(made: OfficeColumn, origin: office_data.UploadedFile) -> None:
    _ = state.translator()
    try:
        office_data.save_column(cached.store(), made, origin, actor=state.actor().signature)
    except ConflictError:
        state.say(
            _("Kolom tersimpan, tetapi rekan lain baru saja mengganti pengaturan. Pakai kolom ini "
              "dari daftar Simpanan.")
        )  # fmt: skip
    else:
        state.say(_("Kolom “{name}” tersimpan dan dipakai semua halaman.").format(name=made.label))
    state.update(desk_view="saved")
