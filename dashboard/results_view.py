"""Returned results as a map layer and as rows to show."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.layers import Layer, LayerClass, place_rows
from geodata import AreaTable
from segments.campaign import BOARD_STATES, CampaignResult, RefusedReturn, ReturnBatch
from segments.export import board_words
from segments.i18n import Translator

# Waiting is pale, late stands out, received is the accent: told apart in grey print by letters.
BOARD_COLOURS = ("#e9ecef", "#dcecf7", "#ee8866", "#eedd88", "#44bb99")
LETTERS = ("–", "M", "T", "S", "L")


def board_layer(districts: AreaTable, board: pd.DataFrame, _: Translator) -> Layer:
    """Map where every kecamatan stands; those that are not asked have no figure."""
    words = board_words(_)
    rows = place_rows(districts, _)
    states = board["state"].reindex(rows.index)
    order = {state: number for number, state in enumerate(BOARD_STATES)}
    rows["position"] = states.map(order).fillna(-1).astype(int)
    rows["value"] = rows["population"]
    rows["text"] = [words.get(str(state), _("Tidak ikut rencana ini")) for state in states]
    classes = []
    for number, state in enumerate(BOARD_STATES):
        inside = rows[rows["position"] == number]
        classes.append(
            LayerClass(
                LETTERS[number],
                words[state],
                BOARD_COLOURS[number],
                len(inside),
                int(inside["population"].sum()),
            )
        )
    return Layer("board", "district", _("Laporan kecamatan"), False, tuple(classes), rows)


def board_rows(board: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Give the board as a table in words, the most urgent first."""
    words = board_words(_)
    urgency = {state: n for n, state in enumerate(("late", "partial", "waiting", "not_sent"))}
    ordered = board.assign(order=board["state"].map(urgency).fillna(9)).sort_values(
        ["order", "district"], kind="stable"
    )
    return pd.DataFrame(
        {
            _("Kecamatan"): ordered["district"].to_numpy(),
            _("Keadaan"): [words[state] for state in ordered["state"]],
            _("Baris terisi"): [_.percent(share, 0) for share in ordered["filled"]],
            _("Diterima"): [_.date(day) if day else "–" for day in ordered["received"]],
            _("Perlu dilihat"): [_.number(n) for n in ordered["n_problems"]],
        }
    )


def refused_rows(refused: Sequence[RefusedReturn], _: Translator) -> pd.DataFrame:
    """Give the files that were not taken in, with the reason and what to ask for."""
    return pd.DataFrame(
        {
            _("Berkas"): [one.filename for one in refused],
            _("Sebab dan yang perlu diminta"): [one.reason for one in refused],
        }
    )


def problem_rows(batch: ReturnBatch, names: dict[str, str], _: Translator) -> pd.DataFrame:
    """Give every cell that was not taken over, where its sender finds it."""
    found = [
        (names[sheet.district_code], sheet.filename, problem)
        for sheet in batch.sheets
        for problem in sheet.problems
    ]
    return pd.DataFrame(
        {
            _("Kecamatan"): [name for name, _file, _problem in found],
            _("Berkas"): [file for _name, file, _problem in found],
            _("Lembar"): [problem.sheet for _name, _file, problem in found],
            _("Baris"): [problem.row for _name, _file, problem in found],
            _("Kolom"): [problem.column for _name, _file, problem in found],
            _("Tertulis"): [problem.value for _name, _file, problem in found],
            _("Yang perlu dilakukan"): [problem.mend for _name, _file, problem in found],
        }
    )


def score_rows(table: pd.DataFrame, names: dict[str, str], _: Translator) -> pd.DataFrame:
    """Give a table of `CampaignResult` in words: planned and reported ranges side by side."""
    yes_no = {True: _("di dalam rentang"), False: _("di luar rentang")}
    return pd.DataFrame(
        {
            _("Kelompok"): [names.get(str(code), str(code)) for code in table.index],
            _("Baris masuk"): [
                _("{n} dari {all}").format(n=_.number(n), all=_.number(every))
                for n, every in zip(table["n_reported"], table["n_rows"], strict=True)
            ],
            _("Terlaksana"): [_.percent(share, 0) for share in table["share_done"]],
            _("Rencana (orang)"): [
                _dash(_.number(mid), _.range(low, high), mid, _)
                for low, mid, high in zip(
                    table["planned_low"], table["planned_mid"], table["planned_high"], strict=True
                )
            ],
            _("Dilaporkan (orang)"): [
                "–" if np.isnan(low) else _.range(low, high)
                for low, high in zip(table["reported_low"], table["reported_high"], strict=True)
            ],
            _("Dibanding rencana"): [yes_no.get(inside, "–") for inside in table["inside"]],
        }
    )


def _dash(middle: str, ends: str, value: float, _: Translator) -> str:
    return "–" if np.isnan(value) else f"{middle} ({ends})"


def funnel_steps(result: CampaignResult, _: Translator) -> list[tuple[str, str, str]]:
    """Give the funnel as (stage, figure, explanation), from output to outcome."""
    funnel = result.funnel
    steps = [
        (
            _("Keluaran: kegiatan"),
            _("{n} dari {all}").format(n=_.number(funnel.n_done), all=_.number(funnel.n_rows)),
            _("kegiatan terlaksana, seluruhnya atau sebagian"),
        ),
        (
            _("Keluaran: jangkauan"),
            _.range(funnel.reached_low, funnel.reached_high),
            _("orang, tidak ada yang dihitung dua kali; rentang karena satu orang dapat bertemu "
              "beberapa kanal"),
        ),
    ]  # fmt: skip
    if funnel.n_asked:
        share = _.percent(funnel.recall, 0)
        interval = _.percent_range(funnel.recall_low, funnel.recall_high, 0)
        steps.append(
            (
                _("Tanggapan: ingat pesan"),
                share,
                _("dari {n} orang yang ditanya (rentang {interval})").format(
                    n=_.number(funnel.n_asked), interval=interval
                ),
            )
        )
    if funnel.n_outcomes:
        steps.append(
            (
                _("Hasil"),
                f"{_.number(funnel.before)} → {_.number(funnel.after)}",
                _("jumlah di {n} desa, sebelum dan sesudah").format(n=_.number(funnel.n_outcomes)),
            )
        )
    return steps


def update_rows(updates: pd.DataFrame, names: dict[str, str], _: Translator) -> pd.DataFrame:
    """Give what would be learnt: rate before, seen, after with its range."""
    return pd.DataFrame(
        {
            _("Segmen"): [names.get(str(code), str(code)) for code in updates["segment"]],
            _("Kanal"): updates["channel"].to_numpy(),
            _("Desa"): [_.number(n) for n in updates["n_places"]],
            _("Angka sekarang"): [_.percent(share) for share in updates["before"]],
            _("Yang dilaporkan"): [_.percent(share) for share in updates["observed"]],
            _("Angka baru"): [
                f"{_.percent(mean)} ({_.percent_range(low, high)})"
                for mean, low, high in zip(
                    updates["after"], updates["after_low"], updates["after_high"], strict=True
                )
            ],
        }
    )
