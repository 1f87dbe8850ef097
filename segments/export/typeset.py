"""Pages set by typst: a template in plain text, data as JSON, the font of the screen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

TEMPLATES = Path(__file__).parent / "templates"
PICTURE_PPI = 110.0


def font_folder() -> str:
    """Give the folder of Source Sans Pro, which is the font of the screen too."""
    return str(files("font_source_sans_pro") / "files")


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    created: date,
    kind: Literal["pdf", "png", "svg"] = "pdf",
    ppi: float = PICTURE_PPI,
) -> bytes:
    """Set a page from a template of `templates`; the template reads `sys.inputs.data`.

    What comes in as data is shown, never run. The same data give the same bytes.
    """
    import typst

    moment = int(datetime.combine(created, time(), tzinfo=UTC).timestamp())
    return typst.compile(
        str(TEMPLATES / template),
        format=kind,
        ppi=ppi if kind == "png" else None,
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=moment if kind == "pdf" else None,
    )
