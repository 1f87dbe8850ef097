"""Every finding of the message check has a sentence that says how to mend it."""

import inspect
import re
from typing import get_args

import pytest

from geodata.personal_text import Kind
from segments.advice import Finding, check_message, guardrails
from segments.export import finding_sentence, severity_names
from segments.export.advice_words import LONGEST_EXCERPT
from segments.i18n import Translator

MESSAGES = {
    "threat_without_action": "Banjir mengancam desa.",
    "threat_without_place_or_time": "Banjir mengancam. Segera siapkan tas.",
    "threatens_with_sanction": "Ayo datang, kalau tidak didenda.",
    "stigma": "Ayo datang, jangan kampungan.",
    "shouting": "Ayo datang!!",
    "nothing_to_do": "Kesehatan itu penting.",
    "message_too_long": "Bawa anak ke posyandu. " * 40,
    "norm_not_verified": "Kebanyakan warga sudah ikut.",
    "negative_norm": "Masih banyak warga yang belum ikut.",
    "claim_without_source": "Kasus turun tajam 30 persen.",
    "targets_religion_or_ethnicity": "Bantuan ini khusus warga Sunda.",
    "names_religion_or_ethnicity": "Umat merayakan bersama.",
    "addresses_children": "Adik-adik, ayo cuci tangan.",
    "asks_for_votes": "Ayo coblos calon kita.",
    "official_named": "Datang bersama Bupati Budiman.",
    "official_perhaps_named": "Temui Ketua Budiman di balai desa.",
    "official_portrait": "Pasang foto bupati di spanduk.",
    "personal_nik_or_kk": "NIK 3201010101010001",
    "personal_phone": "Hubungi 081234567890",
    "personal_email": "Kirim ke budi@contoh.id",
    "personal_birth_date": "Budi, lahir 12 Mei 1980",
    "sentence_too_long": "kata " * 25,
    "office_word": "Dalam rangka hari gizi, bawa anak.",
    "hard_to_read": "Penyelenggaraan pemberdayaan kesejahteraan kemasyarakatan " * 3,
}


def test_every_code_of_the_check_is_tried_here():
    codes = set(re.findall(r'Finding\(\s*"(\w+)"', inspect.getsource(guardrails)))
    codes |= {"addresses_children", "asks_for_votes"}
    codes |= {f"personal_{kind}" for kind in get_args(Kind)}
    assert codes - {"norm_not_majority", "source_too_long"} == set(MESSAGES)


def test_a_source_that_is_too_long_is_answered():
    (found,) = check_message("Bawa anak.", sources=("x" * 200,))
    assert "200/160" in finding_sentence(found, Translator("en"))


@pytest.mark.parametrize(("code", "message"), MESSAGES.items(), ids=MESSAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_message_is_found_and_answered(code, message, language):
    found = {f.code: f for f in check_message(message, election_period=True)}
    sentence = finding_sentence(found[code], Translator(language))
    assert "{" not in sentence
    assert sentence.endswith(".")


def test_a_norm_that_is_no_majority_is_answered():
    (found,) = check_message("Ayo, kebanyakan warga sudah ikut.", norm_share=0.4)
    assert "lebih dari separuh" in finding_sentence(found, Translator("id"))


def test_the_excerpt_is_shortened_and_never_read_as_a_template():
    found = Finding("sentence_too_long", "warn", "{x} " + "kata " * 50)
    sentence = finding_sentence(found, Translator("id"))
    assert "{x} kata" in sentence
    assert len(sentence) < LONGEST_EXCERPT + 60


def test_every_severity_has_a_name():
    assert set(severity_names(Translator("en"))) == {"block", "warn", "info"}
