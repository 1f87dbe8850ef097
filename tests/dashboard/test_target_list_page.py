"""The target list page: a question in, villages and people out, and files to take away."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import layers, targets
from dashboard.targets import (
    ListQuestion,
    audience_filter,
    audience_words,
    chosen_lines,
    listed_layer,
    table_data,
)
from segments.audience import AudienceFilter
from segments.campaign import ChannelLine, build_target_list
from segments.i18n import Translator
from tests.dashboard.test_pages import open_page, payload, words

ADVICE = "app_pages/advice.py"
TARGETS = "app_pages/target_list.py"
CREATED = date(2026, 11, 23)
MESSAGE = "Bawa anak ke posyandu desa, Sabtu pukul 08.00."
_ = Translator("id")


def open_list(**link: str) -> AppTest:
    """Open the page by a link."""
    return open_page(TARGETS, **link)


def buttons(app: AppTest) -> list[str]:
    """Give the labels of the files on offer."""
    return [element.proto.label for element in app.get("download_button")]


def metric(app: AppTest, label: str) -> str:
    """Give the value of a metric."""
    (found,) = [metric for metric in app.metric if metric.label == label]
    return found.value


def question(**changes: object) -> ListQuestion:
    """Ask for everybody in segment A, but for what is passed."""
    plain: dict = {
        "segments": ("A",),
        "districts": (),
        "lines": (),
        "sex": "",
        "youngest": targets.AGES[0],
        "oldest": targets.AGES[-1],
        "language": "id",
        "created": CREATED,
    }
    return ListQuestion(**(plain | changes))


class TestQuestion:
    def test_it_starts_with_the_segment_and_the_channels_of_the_advice(self):
        app = open_list(segment="D")
        assert app.multiselect(key="widget_list_segments").value == ["D"]
        assert len(app.multiselect(key="widget_list_channels").value) == 3
        assert {*payload(app, "target_table")["lines"]} == {"D"}

    def test_a_channel_dropped_on_the_advice_page_is_not_in_the_list(self):
        app = open_page(ADVICE, segment="D")
        app.toggle(key="use_channels_D_whatsapp_cascade").set_value(False).run()
        app.switch_page(TARGETS).run()
        assert "whatsapp_cascade" not in app.multiselect(key="widget_list_channels").value

    def test_a_framing_opens_the_message_of_the_channels_it_suits(self):
        app = open_page(ADVICE, segment="D")
        app.text_area(key="draft_message").set_value(MESSAGE).run()
        app.checkbox(key="use_framings_D_entitlement_facts").set_value(True).run()
        app.switch_page(TARGETS).run()
        app.multiselect(key="widget_list_channels").set_value(["notice_board", "videotron"]).run()
        framed, plain = payload(app, "target_table")["lines"]["D"]
        assert framed[2].startswith(f"{MESSAGE} Haknya: [")
        assert plain[2] == MESSAGE
        villages = len(payload(app, "target_table")["cells"][0])
        (warning,) = app.warning
        assert warning.value.startswith(f"{villages} baris daftar ini masih memuat bagian dalam")
        assert len(buttons(app)) == 3

    def test_ages_the_wrong_way_round_are_swapped_and_said_so(self):
        app = open_list(list_segments="D", youngest="30_34", oldest="20_24")
        (warning,) = app.warning
        assert "20 tahun sampai 34 tahun" in warning.value
        assert not open_list(list_segments="D", youngest="20_24", oldest="30_34").warning

    def test_the_question_stands_in_the_link(self):
        app = open_list(
            list_segments="D,E", list_districts="32.01.21", sex="female", youngest="20_24"
        )
        assert app.multiselect(key="widget_list_segments").value == ["D", "E"]
        assert app.multiselect(key="widget_list_districts").value == ["32.01.21"]
        app.selectbox(key="widget_oldest").set_value("30_34").run()
        assert app.query_params["oldest"] == "30_34"
        assert "perempuan 20–34 tahun" in words(app)

    def test_nonsense_in_the_link_opens_the_default_with_a_notice(self):
        app = open_list(list_segments="Z", list_channels="'; drop", sex="x", oldest="200")
        assert not app.exception
        assert app.multiselect(key="widget_list_segments").value == ["A"]
        assert "segmen dalam daftar, kanal dalam daftar, jenis kelamin, umur tertua" in words(app)


class TestAnswer:
    def test_people_are_those_of_the_villages_of_the_segment(self, areas, segmentation):
        app = open_list(list_segments="D")
        expected = areas.table.loc[segmentation.labels == "D", "population"]
        assert metric(app, "Jumlah desa/kelurahan") == _.number(len(expected))
        assert metric(app, "Jiwa (setiap orang dihitung sekali)") == _.number(expected.sum())
        assert "tanpa rentang" in words(app)
        table = payload(app, "target_table")
        assert sum(table["cells"][5]) == expected.sum()
        assert all(re.fullmatch(r"32\.01\.\d\d\.\d{4}", code) for code in table["cells"][0])

    def test_more_channels_add_rows_but_no_people(self):
        one = open_list(list_segments="D", list_channels="notice_board")
        two = open_list(list_segments="D", list_channels="notice_board,radio_teman")
        label = "Jiwa (setiap orang dihitung sekali)"
        assert metric(one, label) == metric(two, label)
        rows = [int(re.findall(r"Daftar, (\d+) baris", words(app))[0]) for app in (one, two)]
        assert rows[1] == 2 * rows[0]

    def test_two_traits_give_a_range_and_say_why(self):
        app = open_list(list_segments="D", sex="female", youngest="20_24", oldest="30_34")
        assert "paling sedikit dan paling banyak mungkin" in words(app)
        table = payload(app, "target_table")
        labels = [column["label"] for column in table["columns"]]
        low, mid, high = (table["cells"][labels.index(label)] for label in labels[5:8])
        assert labels[5:8] == ["Jiwa, batas bawah", "Jiwa", "Jiwa, batas atas"]
        known = [row for row in zip(low, mid, high, strict=True) if None not in row]
        assert known
        assert all(first <= middle <= last for first, middle, last in known)

    def test_one_trait_is_measured(self):
        text = words(open_list(list_segments="D", sex="male"))
        assert "laki-laki" in text
        assert "tanpa rentang" in text

    def test_children_are_reached_through_their_carers(self):
        assert "orang tua atau pengasuhnya" in words(open_list(oldest="10_14"))
        assert "orang tua atau pengasuhnya" not in words(open_list())

    def test_the_text_to_forward_follows_the_district(self):
        app = open_list(list_segments="D", list_districts="32.01.21,32.01.22")
        assert len(payload(app, "copy_text")["text"]) <= 1_000
        app.selectbox(key="forward_to").set_value("32.01.21").run()
        assert "Kec. Nanggung" in payload(app, "copy_text")["text"]
        app.multiselect(key="widget_list_districts").set_value(["32.01.22"]).run()
        assert not app.exception
        assert "Nanggung" not in payload(app, "copy_text")["text"]


class TestNothingToShow:
    def test_no_segment_offers_every_segment(self):
        app = open_list(list_segments="D")
        app.multiselect(key="widget_list_segments").set_value([]).run()
        assert "Pilih satu untuk mulai" in words(app)
        assert buttons(app) == []
        app.button(key="start_B").click().run()
        assert app.multiselect(key="widget_list_segments").value == ["B"]
        assert len(buttons(app)) == 3

    def test_a_district_without_the_segment_says_what_is_there(self, areas, segmentation):
        labels = segmentation.labels.groupby(areas.table["district_code"]).agg(set)
        district = next(code for code, found in labels.items() if "A" not in found)
        app = open_list(list_segments="A", list_districts=district)
        assert "tidak ada di kecamatan" in words(app)
        assert all(f"- {code} · " in words(app) for code in labels[district])
        app.button(key="all_districts").click().run()
        assert len(buttons(app)) == 3

    def test_without_channels_every_village_is_still_listed(self):
        app = open_list(list_segments="D")
        app.multiselect(key="widget_list_channels").set_value([]).run()
        assert payload(app, "target_table")["lines"] == {"D": []}
        assert len(buttons(app)) == 3


class TestFiles:
    def test_three_files_are_on_offer_in_both_languages(self):
        assert buttons(open_list()) == ["Unduh Excel", "Unduh CSV", "Unduh GeoJSON"]
        assert buttons(open_list(lang="en")) == [
            "Download Excel",
            "Download CSV",
            "Download GeoJSON",
        ]

    def test_personal_data_in_the_source_keeps_the_list_back(self):
        app = open_page(ADVICE)
        message = "Ayo ke posyandu: 20 persen anak belum diimunisasi."
        app.text_area(key="draft_message").set_value(message).run()
        app.text_input(key="draft_source").set_value("Budi, NIK 3201010101010001").run()
        app.switch_page(TARGETS).run()
        assert buttons(app) == []
        sent = str(payload(app, "target_table"))
        assert "3201010101010001" not in sent
        assert message not in sent

    def test_a_message_that_must_be_mended_does_not_go_out(self):
        app = open_page(ADVICE)
        app.text_area(key="draft_message").set_value("NIK 3201010101010001 ambil bantuan.").run()
        app.switch_page(TARGETS).run()
        assert buttons(app) == []
        assert "Perbaiki pesan utama sebelum mengunduh" in words(app)
        assert "forward_to" not in {box.key for box in app.selectbox}
        assert "supaya tidak tersebar dulu" in words(app)
        lines = payload(app, "target_table")["lines"]
        assert {line[2] for found in lines.values() for line in found} == {
            "Ditahan: pesan utama perlu diperbaiki"
        }
        app.switch_page(ADVICE).run()
        app.text_area(key="draft_message").set_value(MESSAGE).run()
        app.switch_page(TARGETS).run()
        assert len(buttons(app)) == 3


class TestListQuestion:
    def test_ages_cover_both_ends_in_any_order(self):
        forward = question(youngest="20_24", oldest="30_34")
        assert forward.ages == ("20_24", "25_29", "30_34")
        assert question(youngest="30_34", oldest="20_24").ages == forward.ages

    def test_all_ages_and_both_sexes_are_everybody(self):
        assert question().ages == ()
        assert audience_filter("", ()) is None
        assert audience_filter("male", ("20_24",)) == AudienceFilter(("male",), ("20_24",))

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({}, ""),
            ({"sex": "male"}, "laki-laki"),
            ({"youngest": "60_64"}, "penduduk 60 tahun ke atas"),
            ({"sex": "female", "oldest": "00_04"}, "perempuan 0–4 tahun"),
        ],
    )
    def test_the_audience_reads_as_words(self, changes, expected):
        assert audience_words(question(**changes), _) == expected


class TestChosenLines:
    CHOICES = (("A", ("wa", "poster")), ("B", ("radio",)))

    def test_untouched_every_segment_keeps_its_own(self):
        assert chosen_lines(self.CHOICES, None) == {"A": ("wa", "poster"), "B": ("radio",)}

    def test_what_is_dropped_goes_everywhere_and_what_is_added_comes_everywhere(self):
        found = chosen_lines(self.CHOICES, ("wa", "radio", "van"))
        assert found == {"A": ("wa", "van"), "B": ("radio", "van")}

    def test_nothing_wanted_leaves_nothing(self):
        assert chosen_lines(self.CHOICES, ()) == {"A": (), "B": ()}


class TestOnTheScreen:
    LINES = (("D", (ChannelLine("Radio", "Penyiar", "Halo"),)),)

    @pytest.fixture
    def target_list(self, areas, segmentation):
        return build_target_list(
            areas, segmentation, created=CREATED, segments=["D"], advice=dict(self.LINES)
        )

    def test_the_map_colours_the_list_and_leaves_the_rest_pale(
        self, areas, segmentation, target_list
    ):
        names = [segmentation.names[code]["id"] for code in segmentation.codes]
        whole = layers.segment_layer(areas, segmentation.labels, names, _)
        found = listed_layer(whole, target_list.villages, 1000, _)
        assert [part.letter for part in found.classes] == ["D", "–"]
        assert found.classes[0].colour == whole.classes[3].colour
        assert [part.n_areas for part in found.classes] == [
            len(target_list.villages),
            435 - len(target_list.villages),
        ]
        listed = found.rows["position"] == 0
        assert set(found.rows.index[listed]) == set(target_list.villages.index)

    def test_villages_and_channels_travel_once(self, target_list):
        sent = table_data(target_list, target_list.villages, self.LINES, _)
        assert {len(cells) for cells in sent["cells"]} == {len(target_list.villages)}
        assert sent["lines"] == {"D": [["Radio", "Penyiar", "Halo"]]}
        assert sent["thousands"] == "."
        assert len(sent["columns"]) == len(sent["cells"]) + 3
