"""The playbook that ships, and what a planner is told who makes a mistake in it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from segments.advice import (
    DEFAULT_WEIGHTS,
    GRADE_WEIGHTS,
    Playbook,
    PlaybookError,
    in_language,
    is_forbidden_column,
    load_playbook,
)
from segments.advice.playbook_schema import FILES
from segments.advice.recommendation import REASON_CODES


def edit(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    header = list(rows[0])
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)


def problems_of(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(PlaybookError) as caught:
        load_playbook(folder)
    return [(found.file, found.row, found.column) for found in caught.value.problems]


class TestWhatShips:
    def test_has_the_channels_and_framings_that_planners_need(self, playbook: Playbook) -> None:
        assert len(playbook.channels) >= 18
        assert len(playbook.framings) >= 14
        assert {
            "radio_teman", "radio_community", "whatsapp_cascade", "social_village", "posyandu",
            "prayer_group", "women_groups", "kim", "loudspeaker_van", "banner", "notice_board",
            "school", "neighbourhood_relay", "community_meeting", "sms", "wifi_portal",
            "paid_social", "press_release", "village_website", "videotron",
        } <= set(playbook.channels)  # fmt: skip

    @pytest.mark.parametrize("kind", ["channels", "framings", "evidence", "gates"])
    def test_every_text_is_there_in_both_languages(self, playbook: Playbook, kind: str) -> None:
        for record in getattr(playbook, kind).values():
            for field in fields(record):
                if field.name.endswith("_id") and "capacity_note" not in field.name:
                    stem = field.name.removesuffix("_id")
                    assert in_language(record, stem, "id").strip(), (record.id, stem)
                    assert in_language(record, stem, "en").strip(), (record.id, stem)

    def test_every_figure_says_where_it_is_from(self, playbook: Playbook) -> None:
        for channel in playbook.channels.values():
            costs = (channel.cost,) if channel.cost else ()
            for claim in (*costs, *channel.rates.values()):
                assert claim.source
                assert claim.evidence in ("measured", "modelled", "assumed")
                assert claim.confidence in ("found", "unverified")

    def test_a_figure_that_was_not_found_is_an_assumption(self, playbook: Playbook) -> None:
        for channel in playbook.channels.values():
            for claim in (channel.cost, *channel.rates.values()):
                if claim is not None and claim.confidence == "unverified":
                    assert claim.evidence == "assumed", channel.id

    def test_no_condition_touches_religion_or_ethnicity(self, playbook: Playbook) -> None:
        for framing in playbook.framings.values():
            for condition in framing.conditions:
                assert not is_forbidden_column(condition.subject)

    def test_no_framing_claims_a_local_trial(self, playbook: Playbook) -> None:
        grades = {framing.id: framing.grade for framing in playbook.framings.values()}
        assert "A" not in grades.values()
        assert grades["entitlement_facts"] == "B"

    def test_a_framing_that_rests_on_judgement_alone_is_grade_d(self, playbook: Playbook) -> None:
        research = {"trial", "meta_analysis", "review"}
        for framing in playbook.framings.values():
            kinds = {playbook.evidence[source].kind for source in framing.sources}
            if not kinds & research:
                assert framing.grade == "D", framing.id
            if framing.grade == "B":
                assert kinds & {"trial", "meta_analysis"}, framing.id

    def test_threats_and_norms_have_their_gates(self, playbook: Playbook) -> None:
        assert "doable_action" in playbook.framings["risk_with_action"].gates
        assert "norm_above_half" in playbook.framings["positive_norm"].gates
        assert "service_exists" in playbook.framings["entitlement_facts"].gates

    def test_every_reason_has_its_wording(self, playbook: Playbook) -> None:
        assert set(playbook.reasons) == set(REASON_CODES)
        values = {"subject": "S", "number": "1", "threshold": "2"}
        for code in REASON_CODES:
            for language in ("id", "en"):
                assert "{" not in playbook.reason_text(code, language).format(**values)

    def test_prayer_groups_are_a_venue_with_an_equal_channel(self, playbook: Playbook) -> None:
        channel = playbook.channels["prayer_group"]
        assert not channel.open_to_all
        assert not channel.access_column
        assert "law_discrimination" in channel.limit_sources


class TestWhatPlannersAreTold:
    def test_all_faults_come_at_once_with_file_row_and_column(self, playbook_copy: Path) -> None:
        def spoil_channels(rows: list[dict[str, str]]) -> None:
            rows[0]["name_en"] = ""
            rows[1]["type"] = "telepathy"
            rows[2]["needs_signal"] = "mungkin"
            rows[3]["lead_time_days"] = "tiga"

        edit(playbook_copy / "channels.csv", spoil_channels)
        edit(playbook_copy / "rates.csv", lambda rows: rows[0].update(value="1.7"))
        found = problems_of(playbook_copy)
        assert found == [
            ("channels.csv", 2, "name_en"),
            ("channels.csv", 3, "type"),
            ("channels.csv", 4, "needs_signal"),
            ("channels.csv", 5, "lead_time_days"),
            ("rates.csv", 2, "value"),
        ]

    def test_the_message_is_in_indonesian_and_repeats_what_was_written(
        self, playbook_copy: Path
    ) -> None:
        edit(playbook_copy / "rates.csv", lambda rows: rows[0].update(value="setengah"))
        with pytest.raises(
            PlaybookError, match="rates.csv, baris 2, kolom value: harus angka"
        ) as e:
            load_playbook(playbook_copy)
        assert e.value.problems[0].value == "setengah"
        assert "must be a number" in e.value.problems[0].rule_en

    @pytest.mark.parametrize(
        ("file", "column", "value"),
        [
            ("framings.csv", "sources", "no_such_source"),
            ("framings.csv", "channels", "pigeon_post"),
            ("framings.csv", "gates", "no_such_gate"),
            ("framings.csv", "grade", "E"),
            ("framings.csv", "opening_a_id", "Tanpa pesan"),
            ("framing_conditions.csv", "threshold", "7"),
            ("rates.csv", "channel", "pigeon_post"),
            ("rates.csv", "low", "0.99"),
            ("rates.csv", "year", "1875"),
            ("costs.csv", "people_per_unit", ""),
            ("costs.csv", "low", "-1"),
            ("channels.csv", "access_column", "share_of_nothing"),
            ("channels.csv", "works_in", "bulan"),
            ("evidence.csv", "url", "tanya saja"),
            ("evidence.csv", "url", ""),
            ("scales.csv", "value", "nan"),
        ],
    )
    def test_a_wrong_cell_is_pointed_at(
        self, playbook_copy: Path, file: str, column: str, value: str
    ) -> None:
        def first_that_matters(row: dict[str, str]) -> bool:
            return file != "costs.csv" or row["basis"] == "contact"

        place = 0

        def spoil(rows: list[dict[str, str]]) -> None:
            nonlocal place
            place = next(i for i, row in enumerate(rows) if first_that_matters(row))
            rows[place][column] = value

        edit(playbook_copy / file, spoil)
        assert {(name, row) for name, row, _ in problems_of(playbook_copy)} == {(file, place + 2)}

    def test_a_rule_on_religion_is_refused_however_it_is_spelled(self, playbook_copy: Path) -> None:
        def add(rows: list[dict[str, str]]) -> None:
            rows += [
                {
                    "framing": "plain_and_pictured",
                    "measure": "index",
                    "subject": subject,
                    "operator": ">=",
                    "threshold": "110",
                }
                for subject in ("n_islam", "share_a_g_a_m_a", "n_masj1d", "Suku_Sunda")
            ]

        edit(playbook_copy / "framing_conditions.csv", add)
        with pytest.raises(PlaybookError) as caught:
            load_playbook(playbook_copy, columns=[*load_columns(), "n_islam", "Suku_Sunda"])
        assert len(caught.value.problems) == 4
        assert all("agama" in found.rule for found in caught.value.problems)

    def test_the_same_id_twice_is_refused(self, playbook_copy: Path) -> None:
        edit(playbook_copy / "gates.csv", lambda rows: rows.append(dict(rows[0])))
        assert [found[0] for found in problems_of(playbook_copy)] == ["gates.csv"]

    def test_trust_from_two_surveys_may_not_be_mixed(self, playbook_copy: Path) -> None:
        def mix(rows: list[dict[str, str]]) -> None:
            trust = [row for row in rows if row["term"] == "trust" and row["evidence"] != "assumed"]
            trust[3]["series"] = "sld_2022"

        edit(playbook_copy / "rates.csv", mix)
        assert [found[2] for found in problems_of(playbook_copy)] == ["series"]

    @pytest.mark.parametrize("file", FILES)
    def test_a_missing_file_is_named(self, playbook_copy: Path, file: str) -> None:
        (playbook_copy / file).unlink()
        assert problems_of(playbook_copy) == [(file, 0, "-")]

    def test_a_comma_inside_a_sentence_is_explained(self, playbook_copy: Path) -> None:
        path = playbook_copy / "gates.csv"
        path.write_text(path.read_text(encoding="utf-8") + "x,a,b,c,d,e\n", encoding="utf-8")
        assert problems_of(playbook_copy)[0][2] == "-"

    def test_a_renamed_column_is_named_once(self, playbook_copy: Path) -> None:
        path = playbook_copy / "gates.csv"
        path.write_text(path.read_text("utf-8").replace("name_en", "nama_en", 1), "utf-8")
        assert {found[2] for found in problems_of(playbook_copy)} == {"name_en", "nama_en"}

    def test_a_deleted_scale_or_wording_is_missed(self, playbook_copy: Path) -> None:
        edit(playbook_copy / "scales.csv", lambda rows: rows.pop())
        edit(playbook_copy / "reasons.csv", lambda rows: rows.pop())
        assert [found[0] for found in problems_of(playbook_copy)] == ["scales.csv", "reasons.csv"]

    def test_a_file_saved_by_an_indonesian_spreadsheet_is_read(
        self, playbook_copy: Path, playbook: Playbook
    ) -> None:
        path = playbook_copy / "rates.csv"
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file, delimiter=";").writerows(
                [
                    [cell.replace(".", ",") if column in (2, 3, 4) else cell
                     for column, cell in enumerate(row)]
                    for row in rows
                ]
            )  # fmt: skip
        assert load_playbook(playbook_copy).channels == playbook.channels


def test_the_guide_explains_every_file_and_column(root: Path) -> None:
    guide = (root / "docs" / "playbook.md").read_text(encoding="utf-8")
    for file, columns in FILES.items():
        assert file in guide
        for column in columns:
            stem = column.removesuffix("_en") if column.endswith("_en") else column
            stem = stem.removesuffix("_id")
            assert f"`{stem}`" in guide, (file, column)


def test_the_guide_states_the_weights_in_use(root: Path) -> None:
    guide = (root / "docs" / "playbook.md").read_text(encoding="utf-8")
    for term, weight in DEFAULT_WEIGHTS.items():
        assert f"| {term} | {weight:.2f} |" in guide
    for grade, weight in GRADE_WEIGHTS.items():
        assert f"{grade} {weight:g}" in guide


def load_columns() -> list[str]:
    from geodata import load_codebook

    return list(load_codebook())
