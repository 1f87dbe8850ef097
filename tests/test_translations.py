"""Every sentence on the screen has an English text, and no English text is left over."""

import ast
from pathlib import Path

from dashboard import figures
from dashboard.components.source_note import METHOD_WORDS
from geodata import load_codebook
from segments.i18n import load_catalogue

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("dashboard", "segments")


def spoken_in(source: str) -> set[str]:
    """Find the literal texts that a script hands to the Translator `_`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func
        plural = isinstance(called, ast.Attribute) and called.attr == "plural"
        if plural:
            called = called.value
        # The Translator speaks as `self` of itself, and only in plurals.
        speakers = ("_", "self") if plural else ("_",)
        if not (isinstance(called, ast.Name) and called.id in speakers):
            continue
        for argument in node.args[: 2 if plural else 1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.add(argument.value)
    return found


def spoken() -> dict[str, str]:
    """Every text of the screen, with the file it stands in."""
    texts = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            texts |= dict.fromkeys(spoken_in(path.read_text(encoding="utf-8")), name)
    for words in (
        figures.CATEGORY_WORDS,
        figures.EVIDENCE_WORDS,
        figures.LENS_WORDS,
        figures.SIGN_WORDS,
    ):
        texts |= dict.fromkeys(words.values(), "dashboard/figures.py")
    texts |= dict.fromkeys(METHOD_WORDS.values(), "dashboard/components/source_note.py")
    units = (figures.unit_words(column, str) for column in load_codebook().values())
    return texts | dict.fromkeys((unit for unit in units if unit), "geodata/codebook.csv")


def test_the_search_sees_sentences_plurals_and_nothing_else():
    source = '_("satu")\n_.plural("dua", "tiga", n)\n_(name)\nother("empat")\n_.number(5)'
    assert spoken_in(source) == {"satu", "dua", "tiga"}


def test_every_sentence_has_an_english_text():
    english = load_catalogue("en")
    missing = {text: place for text, place in spoken().items() if text not in english}
    assert missing == {}


def test_no_english_text_has_lost_its_sentence():
    assert set(load_catalogue("en")) - set(spoken()) == set()


def test_every_category_of_the_codebook_has_a_name_on_screen():
    categories = {name for column in load_codebook().values() for name in column.categories}
    assert categories - set(figures.CATEGORY_WORDS) == set()
