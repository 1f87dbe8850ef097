"""CSV, read back as Excel and a script would."""

import csv
import io

import pandas as pd
import pytest

from segments.export import metadata_lines, to_csv
from segments.export.text import headings
from segments.i18n import Translator
from tests.segments.campaign.small_regency import small_list

SEPARATOR = {"id": ";", "en": ","}


def read(content: bytes, separator: str) -> tuple[list[list[str]], list[list[str]]]:
    """Table and metadata: the table ends at the first empty line."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = list(csv.reader(text, delimiter=separator))
    end = rows.index([])
    return rows[:end], rows[end + 1 :]


@pytest.mark.parametrize("language", SEPARATOR)
def test_the_list_comes_back_as_it_was(language):
    target_list, _ = small_list(language=language), Translator(language)
    table, _meta = read(to_csv(target_list, _), SEPARATOR[language])
    columns = [name for name in target_list.table if name != "district_code"]
    assert table[0] == [headings(_)[name] for name in columns]
    found = pd.DataFrame(table[1:], columns=columns)
    for name in ("village_code", "village", "district", "segment", "channel", "messenger"):
        plain = found[name].str.removeprefix("'")
        assert plain.tolist() == target_list.table[name].tolist()
    people = target_list.table["people"]
    assert found["people"].tolist() == ["<10" if pd.isna(n) else str(n) for n in people]


def test_it_opens_as_utf8_in_excel():
    assert to_csv(small_list(), Translator("id")).startswith(b"\xef\xbb\xbfKode desa;")


def test_what_looks_like_a_formula_is_disarmed():
    table, _ = read(to_csv(small_list(), Translator("id")), ";")
    cells = [cell for row in table for cell in row]
    assert "'=1+1" in cells
    assert '\'=HYPERLINK("http://contoh.id","klik")' in cells
    assert "'+62 bukan rumus, @juga bukan" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


def test_separators_quotes_and_lines_inside_a_message_survive():
    message = 'Satu; dua, "tiga"\nempat'
    target_list = small_list(advice={"A": (("Radio", "Penyiar", message),)})
    for language, separator in SEPARATOR.items():
        table, _ = read(to_csv(target_list, Translator(language)), separator)
        assert table[1][-1] == message


@pytest.mark.parametrize("language", SEPARATOR)
def test_the_metadata_stand_below_the_table(language):
    target_list, _ = small_list(), Translator(language)
    _table, below = read(to_csv(target_list, _), SEPARATOR[language])
    lines = metadata_lines(target_list, _)
    assert below == [[f"# {line.group}", line.label, line.value] for line in lines]


def test_a_reader_that_skips_comments_gets_only_the_table():
    content = to_csv(small_list(), Translator("id"))
    table = pd.read_csv(io.BytesIO(content), sep=";", comment="#", dtype={"Kode desa": str})
    assert len(table) == len(small_list().table)
    assert table["Kode desa"].iloc[0] == "32.01.01.1001"


def test_the_same_list_gives_the_same_bytes():
    assert to_csv(small_list(), Translator("en")) == to_csv(small_list(), Translator("en"))
