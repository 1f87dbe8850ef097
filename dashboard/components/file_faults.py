"""What the screen says when a file of the office is not usable: every fault, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from geodata import AreaTableError, CodebookError
from segments.advice import PlaybookError
from segments.i18n import Translator
from segments.store import StoreError
from segments.typology import VersionError

FileError = (AreaTableError, CodebookError, PlaybookError, VersionError)


@contextmanager
def told(_: Translator) -> Iterator[None]:
    """Turn an error of a file into a page that names the faults; nothing else is hidden."""
    try:
        yield
    except FileError as error:
        st.error(
            _(
                "Sebagian berkas data tidak dapat dipakai, jadi halaman ini belum dapat "
                "ditampilkan. Tidak ada yang diubah. Perbaiki baris di bawah ini, lalu nyalakan "
                "ulang dasbor."
            ),
            icon=":material/error:",
        )
        st.table(_faults(error, _), border="horizontal")
        st.stop()
    except StoreError as error:
        st.error(
            _(
                "Basis data kantor tidak dapat dipakai, jadi halaman ini belum dapat ditampilkan. "
                "Tidak ada yang diubah. Pastikan berkas khalayak.sqlite3 tidak dipindah atau "
                "rusak, atau pulihkan cadangan terakhir, lalu nyalakan ulang dasbor."
            ),
            icon=":material/database_off:",
        )
        st.caption(str(error))
        st.stop()


def _faults(error: Exception, _: Translator) -> pd.DataFrame:
    if isinstance(error, PlaybookError):
        rows = [(p.file, str(p.row), p.column, str(p.value), p.rule) for p in error.problems]
        names = [_("Berkas"), _("Baris"), _("Kolom"), _("Isi"), _("Aturan")]
    elif isinstance(error, AreaTableError):
        found = error.problems[["place", "column", "value", "rule"]]
        rows = list(found.astype(str).itertuples(index=False, name=None))
        names = [_("Wilayah"), _("Kolom"), _("Isi"), _("Aturan")]
    elif isinstance(error, CodebookError):
        rows, names = [(line,) for line in error.problems], [_("Aturan")]
    else:
        rows, names = [(str(error),)], [_("Aturan")]
    return pd.DataFrame(rows, columns=names)
