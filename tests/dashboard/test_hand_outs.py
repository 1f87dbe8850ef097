"""The forty one-pagers in one zip: made on demand, whole, one file a kecamatan."""

import io
from datetime import date

from pypdf import PdfReader

from dashboard import cached
from segments import export
from segments.i18n import Translator
from tests.dashboard.test_pages import open_page

PAGE = "app_pages/slides.py"


def test_the_zip_is_made_when_asked_and_then_offered():
    app = open_page(PAGE)
    assert not [one for one in app.get("download_button") if "zip semua" in one.label]
    next(one for one in app.button if one.key == "make_pages_zip").click()
    app.run(timeout=240)
    assert not app.exception
    assert [one for one in app.get("download_button") if "zip semua" in one.label]


def test_a_one_pager_bears_the_figures_of_the_screen():
    code = "32.01.01"
    content = export.one_pager_pdf(
        cached.district_page(code, "id"), Translator("id"), made=date(2026, 11, 2)
    )
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    people = cached.areas("district").table.at[code, "population"]
    assert Translator("id").number(int(people)) in text
    assert cached.segmentation().version[:8] in text
