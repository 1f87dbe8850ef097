"""Text that somebody typed, shown as it stands."""

import re

# Whatever Markdown, or the signs that Streamlit adds to it, could take for a command.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])")


def as_typed(text: str) -> str:
    """Escape a text for Markdown, line by line."""
    lines = [_SIGNS.sub(r"\\\1", line.strip()) for line in text.splitlines()]
    return "  \n".join(line for line in lines if line)
