"""One HTML file with map, profiles and table: opens from a USB stick, asks for nothing."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from segments.export.text import limits_of_places

if TYPE_CHECKING:
    from geodata import AreaTable
    from segments.i18n import Translator
    from segments.typology import Segmentation

PAGE = Path(__file__).parent / "templates" / "page.html"
WIDTH = 900.0
DIGITS = 1


@dataclass(frozen=True)
class SegmentText:
    """What the file says of a segment: its name, its colour, and sentences."""

    code: str
    name: str
    colour: str
    sentences: tuple[str, ...]


def to_html(
    areas: AreaTable,
    segmentation: Segmentation,
    texts: Sequence[SegmentText],
    translator: Translator,
    *,
    edition: str,
    made: date,
) -> bytes:
    """Write the file. All content travels as data and is put in place as text, never as markup."""
    _ = translator
    paths, height = outline_paths(areas)
    table = areas.table
    content = {
        "width": WIDTH,
        "height": height,
        "segments": [
            {"code": t.code, "name": t.name, "colour": t.colour, "sentences": list(t.sentences)}
            for t in texts
        ],
        "places": [
            {
                "code": code,
                "name": row["name"],
                "district": row["district_name"],
                "people": int(row["population"]),
                "segment": segmentation.labels[code],
                "path": paths[code],
            }
            for code, row in table.sort_values(["district_name", "name"]).iterrows()
        ],
        "words": _words(_),
        "limits": limits_of_places(_),
        "locale": {"id": "id-ID", "en": "en-US"}[_.language],
    }
    title = _("Khalayak Kabupaten Bogor")
    footer = _("Segmentasi {version} · data {edition} · dibuat {date}").format(
        version=segmentation.version, edition=edition, date=_.date(made)
    )
    filled = PAGE.read_text(encoding="utf-8")
    for mark, text in (
        ("{{language}}", _.language),
        ("{{title}}", html.escape(title)),
        ("{{footer}}", html.escape(footer)),
        ("{{content}}", script_data(content)),
    ):
        filled = filled.replace(mark, text)
    return filled.encode()


def script_data(content: Mapping[str, Any]) -> str:
    """Write data that may stand inside a script element, whatever texts it holds."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def outline_paths(areas: AreaTable) -> tuple[dict[str, str], float]:
    """Draw every place as an SVG path, on a plane where shapes keep their angles (Mercator)."""
    bounds = areas.outlines.total_bounds
    left, right = math.radians(bounds[0]), math.radians(bounds[2])
    top = _mercator(bounds[3])
    scale = WIDTH / (right - left)

    def point(position: tuple[float, float]) -> str:
        x = (math.radians(position[0]) - left) * scale
        y = (top - _mercator(position[1])) * scale
        return f"{x:.{DIGITS}f} {y:.{DIGITS}f}"

    paths = {}
    for code, shape in areas.outlines.items():
        parts = getattr(shape, "geoms", [shape])
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        paths[str(code)] = "".join(
            "M" + "L".join(point(position[:2]) for position in ring.coords[:-1]) + "Z"
            for ring in rings
        )
    return paths, round((top - _mercator(bounds[1])) * scale, DIGITS)


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _words(_: Translator) -> dict[str, str]:
    return {
        "search": _("Cari desa, kelurahan, atau kecamatan"),
        "all": _("Semua kecamatan"),
        "village": _("Desa/kelurahan"),
        "district": _("Kecamatan"),
        "segment": _("Segmen"),
        "people": _("Jiwa"),
        "reading": _("Cara membaca angka ini"),
        "villages": _("desa/kelurahan"),
        "residents": _("jiwa"),
        "click": _("Klik satu desa pada peta, atau cari namanya."),
        "print": _("Cetak"),
    }
