"""Forum mode: full screens that move without the server."""

from dataclasses import asdict
from datetime import date

from dashboard import cached, state
from dashboard.components.browser_module import mount
from segments.store import Document


def show_forum(document: Document | None) -> None:
    """Cover the window with the story, of a plan or of the segmentation in use."""
    _ = state.translator()
    name, revision = (document.id, document.revision) if document else ("", 0)
    story = cached.story(name, revision, _.language, date.today())
    picture = cached.map_picture(_.language, "svg")
    data = {
        "slides": [asdict(slide) for slide in story.slides],
        "map": cached.data_address(picture, "image/svg+xml"),
        "districts": cached.district_answers(_.language),
        "footer": story.footer(_),
        "exit": "slides",
        "words": {
            "next": _("Lanjut"),
            "back": _("Kembali"),
            "notes": _("Catatan"),
            "close": _("Tutup"),
            "why": _("Mengapa kecamatan saya seperti itu?"),
            "choose": _("Pilih kecamatan"),
            "locale": {"id": "id-ID", "en": "en-US"}[_.language],
        },
    }
    mount("forum", key="forum", data=data)
