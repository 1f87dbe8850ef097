"""Answers as Kobo and ODK export them: recognised, checked, or refused whole."""

import numpy as np
import pandas as pd
import pytest

from segments.audience import (
    SurveyError,
    load_questionnaire,
    read_answers,
    scales,
    score_scale,
    simulated_answers,
)

DISTRICTS = {"32.01.01": "Cibinong", "32.01.21": "Nanggung"}
VILLAGES = {"32.01.01.1002": "Karadenan"}


def export(n=120, **columns):
    table = pd.DataFrame(
        {
            "district": ["32.01.01"] * n,
            "sex": ["female"] * n,
            "age": ["34"] * n,
            "education": ["primary"] * n,
            "media_yesterday": ["tv whatsapp"] * n,
            "trust_rt": ["4"] * n,
        },
        index=pd.RangeIndex(2, n + 2, name="row"),
        dtype="object",
    )
    return table.assign(**columns)


def taken(table):
    return read_answers(table, DISTRICTS, VILLAGES)


def test_codes_are_taken_as_they_are():
    found = taken(export())
    assert found.problems.empty
    first = found.frame.iloc[0]
    assert (first["district"], first["age"], first["trust_rt"]) == ("32.01.01", 34, 4)
    assert first["media_yesterday"] == "tv whatsapp"
    assert "phone" in found.absent


def test_labels_and_groups_are_understood_too():
    table = export().drop(columns=["trust_rt", "media_yesterday", "district", "sex"])
    table["attitude/trust_rt"] = "Setuju"
    table["Kecamatan tempat tinggal"] = "Nanggung"
    table["background/sex"] = "Perempuan"
    table["media/media_yesterday/tv"] = "1"
    table["media/media_yesterday/radio"] = "0"
    first = taken(table).frame.iloc[0]
    assert (first["trust_rt"], first["district"], first["sex"]) == (4, "32.01.21", "female")
    assert first["media_yesterday"] == "tv"


def test_several_choices_may_be_parted_by_semicolons_and_written_as_labels():
    first = taken(export(media_yesterday="Televisi; WhatsApp; Spanduk atau baliho")).frame.iloc[0]
    assert first["media_yesterday"] == "tv whatsapp banner"


def test_what_is_out_of_scale_is_named_and_left_out():
    table = export()
    table.loc[5, "trust_rt"] = "9"
    table.loc[6, "age"] = "seribu"
    table.loc[7, "age"] = "12"
    table.loc[8, "sex"] = "lain"
    found = taken(table)
    assert found.problems[["row", "question", "rule"]].to_numpy().tolist() == [
        [8, "sex", "unknown_choice"],
        [6, "age", "not_a_number"],
        [7, "age", "out_of_scale"],
        [5, "trust_rt", "out_of_scale"],
    ]
    assert found.frame.loc[5, ["trust_rt"]].isna().all()
    assert len(found.frame) == 120


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (export(30), "too_few"),
        (export(_uuid=["a"] * 120), "duplicate_ids"),
        (export(district=["32.99.99"] * 120), "unknown_places"),
        (pd.DataFrame({"apa": ["x"] * 120}), "no_answers"),
    ],
)
def test_what_cannot_be_used_is_refused_whole(table, rule):
    with pytest.raises(SurveyError) as told:
        taken(table)
    assert told.value.rule == rule


def test_what_is_simulated_comes_back_as_it_was_written(joint, villages, districts):
    made = simulated_answers(joint, n=400)
    as_text = made.map(lambda cell: None if pd.isna(cell) else str(cell)).astype("object")
    found = read_answers(
        as_text, districts.table["name"].to_dict(), villages.table["name"].to_dict()
    )
    assert found.problems.empty
    assert found.absent == ()
    pd.testing.assert_frame_equal(found.frame, made[list(found.frame)], check_dtype=False)


def test_a_reversed_item_is_turned_and_a_missing_third_is_borne():
    items = scales()["together"]
    assert [item.reversed for item in items] == [False, True]
    answers = pd.DataFrame({"solve_together": [5.0, 4.0, np.nan], "each_alone": [1.0, 2.0, 1.0]})
    scored = score_scale(answers, items)
    assert scored.scores.iloc[:2].tolist() == [5.0, 4.0]
    assert np.isnan(scored.scores.iloc[2])


def test_alpha_is_what_the_definition_gives():
    items = scales()["trust_near"]
    random = np.random.default_rng(0)
    feeling = random.normal(3, 1, 500)
    answers = pd.DataFrame({item.name: feeling + random.normal(0, 1, 500) for item in items})
    # Four parallel items with a correlation of one half: 4 * 0.5 / (1 + 3 * 0.5) = 0.8.
    assert score_scale(answers, items).alpha == pytest.approx(0.8, abs=0.03)


def test_nothing_in_the_questionnaire_asks_for_faith_origin_vote_or_name():
    words = " ".join(one.label_id.lower() for one in load_questionnaire())
    for word in ("agama", "suku", "etnis", "partai", "memilih", "pemilu", "nama lengkap", "nik"):
        assert f" {word} " not in f" {words} "
