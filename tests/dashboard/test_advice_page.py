"""The advice page: one message, checked; channels and framings that a planner takes into use."""

import re
import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cached
from dashboard.components import inventory_grid
from dashboard.components.plain_text import as_typed
from dashboard.draft import Draft, findings, must_be_mended, with_choice
from segments.advice import DEFAULT_WEIGHTS, load_playbook
from tests.dashboard.test_pages import APP, ROOT, open_page, words

ADVICE = "app_pages/advice.py"
TARGETS = "app_pages/target_list.py"
MESSAGE = "Bawa anak ke posyandu desa, Sabtu pukul 08.00."
MESSAGE_KEY = "draft_message"


def write(app: AppTest, message: str) -> AppTest:
    """Type the main message."""
    return app.text_area(key=MESSAGE_KEY).set_value(message).run()


def draft_id(app: AppTest) -> str:
    """Give the saved draft that the address names."""
    named = app.query_params["draft"]
    return named if isinstance(named, str) else named[0]


def used(app: AppTest, kind: str, segment: str) -> list[str]:
    """Give the channels or framings whose switch is on."""
    prefix = f"use_{kind}_{segment}_"
    switches = [*app.toggle, *app.checkbox]
    found = [switch for switch in switches if switch.key.startswith(prefix) and switch.value]
    return [switch.key.removeprefix(prefix) for switch in found]


class TestChannels:
    def test_the_six_best_are_shown_with_all_terms_of_their_score(self):
        app = open_page(ADVICE, segment="D")
        drawn = [element.proto.body for element in app.get("html")]
        bars = [body for body in drawn if body.startswith("<table")]
        assert len(bars) == 6
        for table in bars:
            assert table.count("<tr") == 7  # six terms and their sum
            assert re.search(r"0,\d\d × \d+ % = 0,\d\d", table)
            assert any(evidence in table for evidence in ("terukur", "estimasi model", "asumsi"))

    def test_three_are_in_use_until_somebody_chooses(self):
        app = open_page(ADVICE, segment="D")
        first = used(app, "channels", "D")
        assert len(first) == 3
        app.toggle(key=f"use_channels_D_{first[0]}").set_value(False).run()
        assert used(app, "channels", "D") == first[1:]
        assert len(used(open_page(ADVICE, segment="D"), "channels", "D")) == 3

    def test_choices_belong_to_one_segment(self):
        app = open_page(ADVICE, segment="D")
        app.toggle(key="use_channels_D_whatsapp_cascade").set_value(False).run()
        app.selectbox(key="widget_segment").set_value("A").run()
        assert "whatsapp_cascade" in used(app, "channels", "A")
        app.selectbox(key="widget_segment").set_value("D").run()
        assert "whatsapp_cascade" not in used(app, "channels", "D")

    def test_reach_cost_and_limits_are_in_words(self):
        text = words(open_page(ADVICE, segment="D"))
        assert re.search(r"Jangkauan: sekitar [\d.]+ jiwa sebulan \(antara [\d.]+ dan", text)
        assert re.search(r"Biaya: .+Rp[\d.,]+ per .+; asumsi", text)
        assert "Batas: " in text

    def test_the_ranking_says_for_whom_it_is(self):
        assert "berumur 5 tahun ke atas" in words(open_page(ADVICE, segment="D"))

    def test_a_weak_first_place_and_weak_signal_stand_on_the_card(self):
        from dashboard import cached

        found = {code: cached.channel_cards(code, "id")[:6] for code in "ABCDE"}
        code = next(code for code, cards in found.items() if cards[0].near)
        assert "Hampir setara dengan" in words(open_page(ADVICE, segment=code))
        code = next(c for c, cards in found.items() if any(card.warning for card in cards))
        assert "] Butuh sinyal" in words(open_page(ADVICE, segment=code))

    def test_why_not_another_one(self):
        app = open_page(ADVICE, segment="D")
        question = app.selectbox(key="why_not_D")
        assert len(question.options) == len(load_playbook().channels) - 6
        question.set_value("videotron").run()
        text = words(app)
        assert re.search(r"Urutan \d+ dari \d+", text)
        assert "Menurut inventaris kanal" in text
        app.toggle(key="use_channels_D_videotron").set_value(True).run()
        assert "videotron" in used(app, "channels", "D")
        assert not app.exception

    def test_a_channel_for_emergencies_says_so(self):
        app = open_page(ADVICE, segment="D")
        app.selectbox(key="why_not_D").set_value("amateur_radio").run()
        assert "keadaan darurat" in words(app)


class TestFramings:
    def test_none_is_in_use_until_somebody_confirms(self):
        app = open_page(ADVICE, segment="D")
        app.toggle(key="more_framings").set_value(True).run()
        assert used(app, "framings", "D") == []

    def test_the_opening_line_carries_the_message(self):
        app = write(open_page(ADVICE, segment="D"), MESSAGE)
        opened = [text for text in words(app).split("\n") if text.startswith("> ")]
        assert len(opened) >= 3
        assert all(as_typed(MESSAGE) in text for text in opened)

    def test_every_card_says_its_evidence_and_what_not_to_do(self):
        app = open_page(ADVICE, segment="A")
        cards = [block.value for block in app.markdown if "Tingkat bukti" in block.value]
        cards = [text for text in cards if "Jangkauan" not in text]
        assert len(cards) in (3, 4)
        assert words(app).count("**Pantangan**") == len(cards)
        assert all(re.search(r"badge\[Tingkat bukti [A-D]\]", text) for text in cards)

    def test_judgement_alone_needs_confirmation(self):
        app = open_page(ADVICE, segment="D")
        app.toggle(key="more_framings").set_value(True).run()
        playbook = load_playbook()
        untested = [
            box
            for box in app.checkbox
            if playbook.framings[box.key.removeprefix("use_framings_D_")].grade == "D"
        ]
        assert untested
        assert {box.label for box in untested} == {"Sudah dipastikan, pakai"}

    def test_an_election_takes_framings_away(self):
        app = open_page(ADVICE, segment="A")
        before = app.toggle(key="more_framings").label
        app.toggle(key="draft_election").set_value(True).run()
        assert app.toggle(key="more_framings").label != before


class TestMessage:
    def test_it_is_kept_between_pages(self):
        app = write(open_page(ADVICE), MESSAGE)
        app.switch_page(TARGETS).run()
        app.switch_page(ADVICE).run()
        assert app.text_area(key=MESSAGE_KEY).value == MESSAGE

    def test_a_good_one_has_nothing_to_mend(self):
        assert "Tidak ditemukan masalah yang dikenali" in words(write(open_page(ADVICE), MESSAGE))

    def test_a_long_one_is_kept_and_refused(self):
        long = "Bawa anak ke posyandu. " * 40
        app = write(open_page(ADVICE), long)
        assert app.text_area(key=MESSAGE_KEY).value == long
        assert app.text_area(key=MESSAGE_KEY).max_chars in (None, 0)
        assert "terlalu panjang" in words(app)

    def test_what_was_decided_survives_a_reload_and_travels_by_link(self):
        app = write(open_page(ADVICE, segment="D"), MESSAGE)
        app.toggle(key="use_channels_D_whatsapp_cascade").set_value(False).run()
        address = app.query_params["draft"]
        again = open_page(ADVICE, segment="D", draft=address)
        assert again.text_area(key=MESSAGE_KEY).value == MESSAGE
        assert "whatsapp_cascade" not in used(again, "channels", "D")
        history = cached.store().history(draft_id(app))
        assert [one.name for one in history] == [MESSAGE, MESSAGE]

    def test_two_who_work_on_one_draft_keep_what_the_other_changed(self):
        first = write(open_page(ADVICE, segment="D"), MESSAGE)
        address = first.query_params["draft"]
        second = open_page(ADVICE, segment="D", draft=address)
        first.toggle(key="draft_election").set_value(True).run()
        second.toggle(key="use_channels_D_whatsapp_cascade").set_value(False).run()
        third = open_page(ADVICE, segment="D", draft=address)
        assert third.toggle(key="draft_election").value
        assert "whatsapp_cascade" not in used(third, "channels", "D")

    def test_data_on_a_person_never_reaches_the_store(self):
        app = write(open_page(ADVICE), "Datang, NIK 3201010101900001")
        assert "Belum disimpan karena memuat data orang" in words(app)
        assert "draft" not in app.query_params
        assert app.text_area(key=MESSAGE_KEY).value.startswith("Datang")
        assert all("3201010101900001" not in str(d.body) for d in cached.store().find("messages"))

    def test_a_reader_may_try_but_nothing_is_kept(self):
        app = open_page(ADVICE)
        app.session_state["actor_role"] = "viewer"
        write(app.run(), MESSAGE)
        assert "draft" not in app.query_params
        assert "tidak disimpan" in words(app)

    def test_a_link_to_a_draft_that_is_gone_is_told(self):
        app = open_page(ADVICE, draft="tidakada23")
        assert "naskah pesan" in app.info[0].value

    def test_nobody_is_said_to_have_chosen_nothing(self):
        assert "belum ada yang memilih" not in words(open_page(ADVICE, segment="D"))

    def test_the_way_on_stands_last_on_the_page(self):
        links = open_page(ADVICE).get("page_link")
        assert [link.proto.label for link in links][-1] == "Buat daftar sasaran"

    def test_personal_data_in_the_source_is_found(self):
        app = write(open_page(ADVICE), "Ayo ke posyandu: 20 persen anak belum diimunisasi.")
        app.text_input(key="draft_source").set_value("Budi, NIK 3201010101010001").run()
        assert "mirip NIK" in words(app)

    def test_a_claim_asks_for_its_source(self):
        app = write(open_page(ADVICE), "Ayo ke posyandu: 20 persen anak belum diimunisasi.")
        assert "perlu sumber" in words(app)
        app.text_input(key="draft_source").set_value("Dinas Kesehatan 2025").run()
        assert "perlu sumber" not in words(app)
        assert app.text_input(key="draft_source").value == "Dinas Kesehatan 2025"

    def test_a_norm_asks_for_its_share(self):
        app = write(open_page(ADVICE), "Kebanyakan warga sudah memilah sampah.")
        assert "kebiasaan banyak warga" in words(app)
        app.number_input(key="draft_norm_percent").set_value(40).run()
        assert "lebih dari separuh" in words(app)
        app.number_input(key="draft_norm_percent").set_value(70).run()
        assert "lebih dari separuh warga" not in words(app)

    def test_markup_is_shown_and_never_obeyed(self):
        app = write(open_page(ADVICE), "*a* <b>b</b> $c$ :red[d] [e](http://f)")
        assert not any("*a*" in block.value for block in app.markdown)
        assert any(r"\*a\* \<b\>b\</b\>" in block.value for block in app.markdown)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_code_name_is_on_the_screen(language):
    app = open_page(ADVICE, lang=language, segment="C")
    app.toggle(key="more_framings").set_value(True).run()
    playbook = load_playbook()
    codes = {*playbook.channels, *playbook.framings, *playbook.gates, *playbook.evidence}
    found = set(re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", words(app)))
    assert found & codes == set()
    assert not {word for word in found if word.startswith(("share_", "n_", "score_"))}


def test_planning_needs_no_slow_library():
    script = (
        "import sys; from streamlit.testing.v1 import AppTest\n"
        f"app = AppTest.from_file({APP!r}, default_timeout=60).run()\n"
        f"for page in ({ADVICE!r}, {TARGETS!r}):\n"
        "    app.switch_page(page).run()\n"
        "    assert not app.exception\n"
        "print(sorted({'scipy', 'sklearn', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


class TestDraft:
    def test_a_choice_starts_from_what_the_advice_has_in_use(self):
        draft = with_choice(Draft(), "channels", "D", ("radio", "poster"), "radio", used=False)
        assert draft.channels == {"D": ("poster",)}
        draft = with_choice(draft, "channels", "D", draft.channels["D"], "van", used=True)
        assert draft.channels == {"D": ("poster", "van")}
        assert Draft().channels == {}

    def test_an_official_is_a_remark_outside_elections_and_forbidden_in_them(self):
        message = "Ayo ke posyandu bersama Bupati Budiman."
        calm, strict = Draft(message=message), Draft(message=message, election=True)
        assert [(f.code, f.severity) for f in findings(calm)] == [("official_named", "info")]
        assert must_be_mended(calm) == ()
        assert [finding.code for finding in must_be_mended(strict)] == ["official_named"]

    def test_the_gravest_finding_comes_first(self):
        found = findings(Draft(message="Bupati Budiman: NIK 3201010101010001 hubungi 081234567890"))
        severities = [finding.severity for finding in found]
        assert severities == sorted(severities, key=["block", "warn", "info"].index)
        assert severities[0] == "block"


def test_typed_text_keeps_its_lines():
    assert as_typed("satu\n\n  dua ") == "satu  \ndua"


class TestInventoryAndWeights:
    def test_the_inventory_of_the_office_moves_the_ranking_at_once(self):
        before = [c.id for c in cached.ranked_channels("D")]
        rows = [dict(row) for row in cached.inventory_rows(cached.InventoryKey())]
        kept = [row for row in rows if row["channel"] != before[0]]
        far = next(row for row in rows if row["channel"] == before[0]) | {"coverage": "32.01.01"}
        document = inventory_grid._create({"rows": [*kept, far]}, "test")
        try:
            after = cached.ranked_channels("D")
            found = next(one for one in after if one.id == before[0])
            assert after[0].id != before[0]
            assert any(reason.code == "outside_coverage" for reason in found.reasons)
        finally:
            cached.store().delete(document, actor="test")
        assert [c.id for c in cached.ranked_channels("D")] == before

    def test_a_planner_s_weights_change_the_order_and_travel_by_link(self):
        app = open_page(ADVICE, segment="D")
        app.session_state["weights"] = True
        assert len(app.run().slider) == len(DEFAULT_WEIGHTS)
        assert "Dari 1.000 campuran bobot acak" in words(app)
        app.slider(key="draft_weight_inclusivity").set_value(100).run()
        weights = Draft.from_body(cached.store().get(draft_id(app)).body).weights
        assert weights == {**DEFAULT_WEIGHTS, "inclusivity": 1.0}
        order = cached.ranked_channels("D", tuple(sorted(weights.items())))
        assert [c.id for c in order] != [c.id for c in cached.ranked_channels("D")]

    def test_weights_that_make_no_sense_give_those_that_ship(self):
        strange = ({"trust": 1}, {"trust": "x"}, [1], dict.fromkeys(DEFAULT_WEIGHTS, 0))
        for weights in strange:
            assert Draft.from_body({"weights": weights}).weights == {}


class TestAudience:
    def test_an_age_group_has_its_own_order(self):
        young = open_page(ADVICE, segment="A", youngest="15_19", oldest="20_24")
        assert "Urutan ini untuk kelompok yang dipilih" in words(young)
        whole = {c.id: c.score for c in cached.ranked_channels("A")}
        part = {c.id: c.score for c in cached.ranked_channels("A", (), ("", ("15_19", "20_24")))}
        assert part["tiktok_regency"] > whole["tiktok_regency"]
        people = cached.traits("A", ("", ("15_19", "20_24"))).population
        assert people < 0.3 * cached.traits("A").population

    def test_a_crossed_count_has_its_range(self):
        link = {"segment": "D", "youngest": "20_24", "oldest": "35_39"}
        assert "estimasi model)" not in words(open_page(ADVICE, **link))
        crossed = words(open_page(ADVICE, sex="female", **link))
        assert re.search(r"jiwa \([\d.]+–[\d.]+, estimasi model\) di 72 desa", crossed)

    def test_children_are_reached_through_carers(self):
        app = open_page(ADVICE, segment="A", youngest="05_09", oldest="10_14")
        assert "lewat orang tua atau pengasuhnya" in words(app)

    def test_even_those_too_young_for_media_get_an_order(self):
        app = open_page(ADVICE, segment="A", youngest="00_04", oldest="00_04")
        assert not app.exception
        assert len(used(app, "channels", "A")) == 3


class TestForms:
    def fill(self, app: AppTest) -> AppTest:
        details = {
            "lembaga": "Dinas Kesehatan",
            "waktu": "Sabtu pukul 08.00",
            "tempat": "posyandu desa",
            "langkah": "bawa buku KIA",
            "bukti": "imunisasi melindungi anak",
            "sumber": "Kemenkes 2024",
            "tanya": "kader posyandu",
        }
        for name, value in details.items():
            app = app.text_input(key=f"draft_detail_{name}").set_value(value).run()
        return app

    def text_area(self, app: AppTest, segment: str) -> tuple[str, str]:
        found = next(a for a in app.text_area if a.key.startswith(f"draft_text_{segment}_"))
        return found.key, found.value

    def test_they_are_drafted_from_the_main_message_and_say_what_is_missing(self):
        app = write(open_page(ADVICE, segment="D"), MESSAGE)
        _key, text = self.text_area(app, "D")
        assert MESSAGE in text
        assert "\\[waktu\\], \\[tempat\\]" in words(app)
        forms = app.multiselect(key="draft_forms_D").value
        assert 3 <= len(forms) <= 5

    def test_an_edited_text_is_kept_and_drafted_anew_on_request(self):
        app = self.fill(write(open_page(ADVICE, segment="D"), MESSAGE))
        key, drafted = self.text_area(app, "D")
        app.text_area(key=key).set_value(f"{MESSAGE} Ayo bersama.").run()
        again = open_page(ADVICE, segment="D", draft=app.query_params["draft"])
        assert self.text_area(again, "D")[1] == f"{MESSAGE} Ayo bersama."
        next(b for b in again.button if b.label == "Susun ulang dari templat").click().run()
        assert self.text_area(again, "D")[1] == drafted

    def test_a_text_that_lost_the_main_message_is_told(self):
        app = self.fill(write(open_page(ADVICE, segment="D"), MESSAGE))
        key, _text = self.text_area(app, "D")
        app.text_area(key=key).set_value("Datang ke balai desa hari Senin.").run()
        assert "tidak lagi ada di sini kata demi kata" in words(app)

    def test_a_framing_opens_the_forms_once_somebody_answered_for_it(self):
        app = write(open_page(ADVICE, segment="D"), MESSAGE)
        assert "Pilih satu cara menyampaikan pesan" in words(app)
        box = next(c for c in app.checkbox if c.label == "Sudah dipastikan, pakai")
        framing = box.key.removeprefix("use_framings_D_")
        box.set_value(True).run()
        assert "Dipastikan oleh" in words(app)
        assert "Pilih satu cara menyampaikan pesan" not in words(app)
        entry = cached.store().audit(action="framing.confirm")[0]
        assert (entry.subject, entry.details["segment"]) == (framing, "D")
