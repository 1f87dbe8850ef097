import json

import pytest

from segments.advice import (
    MESSAGE_DETAILS,
    MessageSet,
    UnconfirmedError,
    advise_forms,
    check_adaptation,
    draft_messages,
    edit_text,
)

CORE = "Bawa anak ke posyandu desa. Imunisasi gratis."
DETAILS = {
    "lembaga": "Dinas Kesehatan Kabupaten Bogor",
    "waktu": "Sabtu 12 Desember pukul 08.00",
    "tempat": "posyandu desa",
    "langkah": "bawa buku KIA dan anaknya",
    "bukti": "imunisasi lengkap melindungi anak",
    "sumber": "Kementerian Kesehatan 2024",
    "tanya": "kader posyandu",
}


@pytest.fixture
def full(playbook):
    return draft_messages(MessageSet(CORE, details=DETAILS), playbook, tuple(playbook.forms))


def codes(messages, form, playbook, **options):
    return {found.code for found in check_adaptation(messages, form, playbook, **options)}


def test_every_form_carries_the_main_message_and_passes_its_own_checks(full, playbook):
    assert len(full.adaptations) == 7
    for one in full.adaptations:
        assert CORE in one.text
        found = check_adaptation(full, one.form, playbook)
        assert [f for f in found if f.severity != "info"] == [], one.form


def test_what_is_not_known_stays_in_brackets_and_blocks(playbook):
    messages = draft_messages(MessageSet(CORE), playbook, ["whatsapp"])
    gaps = [f.excerpt for f in check_adaptation(messages, "whatsapp", playbook)
            if f.code == "left_to_fill"]  # fmt: skip
    assert gaps == ["[lembaga], [waktu], [tempat], [langkah], [tanya]"]
    assert {gap.strip("[]") for gap in gaps[0].split(", ")} <= set(MESSAGE_DETAILS)


def test_three_to_five_forms_follow_the_channels_and_one_needs_no_phone(playbook):
    digital = ["tiktok_regency", "instagram_regency", "whatsapp_cascade"]
    forms = advise_forms(playbook, digital)
    assert {"short_video", "whatsapp", "infographic"} & set(forms)
    assert any(playbook.forms[name].no_phone for name in forms)
    assert advise_forms(playbook, ["radio_teman"])[0] == "radio_spot"
    for channels in ([], digital, list(playbook.channels)):
        assert 3 <= len(advise_forms(playbook, channels)) <= 5


def test_an_edited_text_stays_until_it_is_emptied(full, playbook):
    mine = edit_text(full, "outdoor", f"{CORE} Ayo!")
    again = draft_messages(mine, playbook, ["outdoor", "whatsapp"])
    assert again.text("outdoor") == f"{CORE} Ayo!"
    emptied = draft_messages(edit_text(again, "outdoor", " "), playbook, ["outdoor"])
    assert emptied.text("outdoor") == full.text("outdoor")


def test_a_form_that_says_something_else_is_told(full, playbook):
    other = edit_text(full, "outdoor", "Imunisasi itu baik. Datang ke posyandu.")
    assert "core_message_lost" in codes(other, "outdoor", playbook)
    same = edit_text(full, "outdoor", "BAWA ANAK ke posyandu desa! Imunisasi gratis, lho.")
    assert "core_message_lost" not in codes(same, "outdoor", playbook)


def test_a_form_has_its_own_length_and_ease(full, playbook):
    long = edit_text(full, "outdoor", CORE + " Datang ya." * 20)
    assert "form_too_long" in codes(long, "outdoor", playbook)
    assert "message_too_long" not in codes(full, "press_release", playbook)
    hard = CORE + " Penyelenggaraan pemberdayaan kesejahteraan kemasyarakatan berkelanjutan" * 3
    assert "harder_than_form" in codes(edit_text(full, "whatsapp", hard), "whatsapp", playbook)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kebanyakan warga sudah ikut.", "norm_not_verified"),
        ("B.a.n.j.i.r mengancam desa.", "threat_without_action"),
        ("Kasus turun 30 persen.", "claim_without_source"),
        ("Khusus warga Sund4.", "targets_religion_or_ethnicity"),
        ("Hubungi O8l2-3456-789O.", "personal_phone"),
    ],
)
def test_an_edited_form_cannot_say_what_the_main_message_may_not(playbook, text, code):
    core = "Kesehatan itu penting."
    messages = draft_messages(MessageSet(core), playbook, ["outdoor"])
    messages = edit_text(messages, "outdoor", f"{core} {text}")
    assert code in codes(messages, "outdoor", playbook)


def test_names_of_officials_are_refused_in_forms_too_while_the_election_switch_is_on(
    full, playbook
):
    named = edit_text(full, "outdoor", f"{CORE} Bersama Bupati Budiman.")
    assert "official_named" in codes(named, "outdoor", playbook, election_period=True)
    assert "official_named" not in codes(named, "outdoor", playbook)


def test_no_framing_opens_a_message_while_its_gates_are_open(playbook):
    messages = MessageSet(CORE, framing="how_to_steps")
    with pytest.raises(UnconfirmedError) as told:
        draft_messages(messages, playbook, ["whatsapp"])
    assert told.value.gates == ("doable_action",)
    drafted = draft_messages(messages, playbook, ["whatsapp"], confirmed_gates=["doable_action"])
    assert "Caranya: 1)" in drafted.text("whatsapp")


def test_grade_d_is_never_taken_without_a_person(playbook):
    for framing in playbook.framings.values():
        if framing.grade != "D":
            continue
        asked = MessageSet(CORE, framing=framing.id)
        with pytest.raises(UnconfirmedError):
            draft_messages(asked, playbook, ["whatsapp"], confirmed_gates=framing.gates)
        answered = MessageSet(CORE, framing=framing.id, confirmed_by="Pranata Humas")
        drafted = draft_messages(answered, playbook, ["whatsapp"], confirmed_gates=framing.gates)
        assert drafted.confirmed_by == "Pranata Humas"


def test_a_set_goes_into_the_store_and_comes_back_and_a_strange_body_does_no_harm(full):
    body = json.loads(json.dumps(full.to_body()))
    assert MessageSet.from_body(body) == full
    strange = {
        "core": 5,
        "variant": "z",
        "details": {"hp": "0812"},
        "adaptations": [1, {"form": "x"}],
    }
    assert MessageSet.from_body(strange) == MessageSet("5")
    assert MessageSet.from_body({}) == MessageSet("")


def test_text_in_braces_is_shown_not_filled_in(playbook):
    messages = draft_messages(MessageSet("Isi {tempat} {pembuka}"), playbook, ["outdoor"])
    assert messages.text("outdoor").startswith("Isi {tempat} {pembuka}")
