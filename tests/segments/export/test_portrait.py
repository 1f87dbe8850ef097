"""The pen portrait: short sentences, every figure from the table, no word that hurts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from segments.export import count_places, portrait_text, stability_words, write_portrait
from segments.i18n import Translator
from segments.typology import comparable_figures, district_facts, segment_facts

# Words that blame or belittle residents, in both languages.
HURTFUL = (
    "miskin|kumuh|tertinggal|terbelakang|bodoh|malas|rendah|kurang|hanya|banyak anak|"
    "poor|slum|backward|uneducated|lazy|only|lack|illiterate|many children"
)
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@pytest.fixture(scope="module")
def figures(areas):
    """Give the figures of the 435 villages."""
    return comparable_figures(areas)


@pytest.fixture(scope="module")
def facts_of(areas, districts, figures, segmentation):
    """Give the facts of a segment by its letter or of a kecamatan by its code."""

    def facts(code):
        describe = district_facts if code in districts.table.index else segment_facts
        return describe(areas, figures, segmentation, code)

    return facts


@pytest.fixture(scope="module")
def write(areas, districts, facts_of):
    """Give the portrait of a group, or of given facts, in a language."""
    names = districts.table["name"].to_dict()

    def portrait(group, language="id"):
        facts = facts_of(group) if isinstance(group, str) else group
        return write_portrait(facts, areas.codebook, names, Translator(language))

    return portrait


@pytest.fixture(scope="module")
def groups(districts, segmentation):
    """List every segment and every kecamatan."""
    return [*segmentation.codes, *districts.table.index]


@pytest.mark.parametrize("code", ["A", "D", "E"])
def test_the_portrait_of_a_segment_reads_as_it_did(write, snapshot, code):
    snapshot(f"portrait_{code}.txt", portrait_text(write(code)))


def test_the_portrait_of_a_kecamatan_reads_as_it_did(write, snapshot):
    snapshot("portrait_nanggung.txt", portrait_text(write("32.01.21")))
    snapshot("portrait_nanggung_en.txt", portrait_text(write("32.01.21", "en")))


@pytest.mark.parametrize("language", ["id", "en"])
class TestEveryPortrait:
    def test_ends_with_the_warning_that_it_describes_places(self, write, groups, language):
        warning = {"id": "bukan orang per orang", "en": "places, not persons"}[language]
        for group in groups:
            assert warning in write(group, language)[-1].text

    def test_has_no_word_that_hurts(self, write, groups, language):
        for group in groups:
            text = portrait_text(write(group, language)).lower()
            assert re.findall(rf"\b({HURTFUL})\b", text) == []

    def test_says_what_is_not_known(self, write, groups, language):
        survey = {"id": "belum ada survei setempat", "en": "no local survey yet"}[language]
        assert all(survey in portrait_text(write(group, language)) for group in groups)

    def test_names_columns_and_evidence_for_every_claim(self, write, areas, groups, language):
        for group in groups:
            for sentence in write(group, language):
                if sentence.topic in ("Segmen", "Segment"):
                    continue  # rests on the version of the segments, not on a column
                claims = bool(sentence.evidence)
                assert claims == bool(sentence.columns)
                assert all(name in areas.codebook for name in sentence.columns)
                kinds = {areas.column(name).evidence for name in sentence.columns}
                assert not claims or sentence.evidence in kinds

    def test_gives_a_range_with_what_is_modelled(self, write, groups, language):
        for group in groups:
            claims = [s for s in write(group, language) if s.columns]
            modelled = [s for s in claims if s.evidence == "modelled"]
            assert len(modelled) == 1
            assert re.search(r"\(\d+–\d+ ?%\)", modelled[0].text)

    def test_leaves_no_blank_to_fill(self, write, groups, language):
        for group in groups:
            assert not re.search(r"[{}]|\b(nan|None)\b", portrait_text(write(group, language)))


def test_every_figure_is_one_of_the_facts(write, facts_of, groups, areas):
    _ = Translator("id")
    for group in groups:
        facts = facts_of(group)
        known = {_.number(len(facts.districts)), _.percent(facts.share_population)[:-2]}
        known |= {
            _.number(n)
            for n in (
                facts.population,
                facts.n_villages,
                facts.n_urban_villages,
                facts.n_unrecorded,
                *(part.people for part in facts.districts),
            )
        }
        for part in (*facts.classes, *facts.segments):
            known.add(_.percent(part.share_of_group)[:-2])
        for found in facts.contrasts.values():
            for value in (found.value, found.base, found.low, found.high):
                known |= {_.percent(value)[:-2], _.percent(value, 0)[:-2], _.number(value)}
        labels = " ".join(c.label_id for c in areas.codebook.values())
        # Ages and the year of the signal report are words of the sentence, not figures.
        known |= set(NUMBER.findall(labels)) | {"5", "20", "2023"}
        for sentence in write(group):
            assert set(NUMBER.findall(sentence.text)) <= known, (group, sentence.text)


def test_ages_like_those_of_the_regency_are_said_to_be_alike(write, facts_of):
    facts = facts_of("D")
    alike = {name: replace(found, index=101.0) for name, found in facts.contrasts.items()}
    apart = alike | {"share_elderly": replace(alike["share_elderly"], index=140.0)}
    age = {
        name: next(s.text for s in write(replace(facts, contrasts=found)) if s.topic == "Umur")
        for name, found in (("alike", alike), ("apart", apart))
    }
    assert age["alike"].startswith("Susunan umurnya mirip kabupaten")
    assert age["apart"].startswith("Yang berbeda dari kabupaten: lansia")


def test_a_job_is_not_named_when_its_difference_is_in_doubt(write, facts_of):
    facts = facts_of("D")
    assert "petani" in portrait_text(write(facts))
    doubted = {name: replace(found, weakness="spread") for name, found in facts.contrasts.items()}
    assert "petani" not in portrait_text(write(replace(facts, contrasts=doubted)))


def test_a_rule_without_its_figure_says_nothing(write, facts_of):
    topics = [sentence.topic for sentence in write(replace(facts_of("D"), contrasts={}))]
    assert topics == ["Penduduk", "Tempat", "Belum diketahui", "Ingat"]


def test_no_signal_trouble_is_said_in_words_and_not_as_nought_percent(write, facts_of):
    facts = facts_of("A")
    signal = replace(facts.contrasts["weak_signal_2023"], value=0.0, index=0.0)
    found = facts.contrasts | {"weak_signal_2023": signal}
    text = next(s.text for s in write(replace(facts, contrasts=found)) if s.topic == "Sinyal")
    assert text.startswith("Tidak ada desa yang melaporkan")


def test_kelurahan_without_records_are_mentioned_where_there_are_any(write):
    assert "di 13 kelurahan tidak dicatat" in portrait_text(write("32.01.01"))
    assert "tidak dicatat" not in portrait_text(write("32.01.21"))


@pytest.mark.parametrize(
    ("jaccard", "words"),
    [
        (0.85, "Sangat stabil"),
        (0.849, "Stabil"),
        (0.75, "Stabil"),
        (0.6, "Hanya pola"),
        (0.59, "Belum dapat dipercaya"),
        (float("nan"), ""),
    ],
)
def test_stability_is_said_in_words(jaccard, words):
    assert stability_words(jaccard, Translator("id")) == words


@pytest.mark.parametrize(
    ("villages", "urban", "words"),
    [(92, 0, "92 desa"), (0, 13, "13 kelurahan"), (87, 18, "87 desa dan 18 kelurahan")],
)
def test_places_are_counted_by_their_kind(villages, urban, words):
    assert count_places(villages, urban, Translator("id")) == words
