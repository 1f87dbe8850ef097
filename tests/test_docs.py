"""Documents say what the code says."""

from __future__ import annotations

import re

import pytest

from geodata import load_codebook, load_sources
from geodata.dictionary import TARGET, dictionary

DOCS = TARGET.parent
ROOT = DOCS.parent


def test_dictionary_is_the_codebook():
    expected = dictionary(load_codebook(), load_sources())
    assert TARGET.read_text(encoding="utf-8") == expected, "run: python3 run.py docs"


def test_every_source_of_the_register_is_used():
    used = {source for column in load_codebook().values() for source in column.sources}
    unused = set(load_sources()) - used
    assert unused == {"D06"}  # the figures of the regency as a whole


def test_columns_named_in_the_methods_exist():
    known = load_codebook()
    text = (DOCS / "methods.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:share|n|score|mean)_\w+|density\w*)`", text))
    assert named
    assert named <= set(known)


def test_thresholds_in_the_methods_are_those_of_the_rule():
    from geodata.geographic_class import GeographicRule

    rule = GeographicRule.load()
    text = re.sub(r"\s+", " ", (DOCS / "methods.md").read_text(encoding="utf-8"))
    for words in (
        f"fewer than {rule.sparse_density:g} residents",
        f"under {rule.dark_radiance:g} nW",
        f"IKE under {rule.low_economic_score:g}",
        f"{rule.urban_density:,.0f} residents per km2",
        f"under {rule.urban_farm_share:.0%}".replace("%", " %"),
        f"have {rule.city_density:,.0f} residents",
        f"night light of {rule.city_radiance:g}",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda page: page.name
)
def test_links_between_documents_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"
