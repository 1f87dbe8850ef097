"""DATA SIMULASI: made-up answers for practice, drawn from the assumptions that stand here.

Nobody was asked. The respondents follow the joint population; what they answer follows three
invented ways of living with information. Every screen and file that shows them says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.audience.questionnaire import Question, load_questionnaire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from segments.audience.population import JointPopulation

MARK = "DATA SIMULASI"
N_RESPONDENTS = 2_000
SEED = 2026
KINDS = ("digital", "neighbours", "broadcast")

# Assumed log-odds of the three ways against "neighbours": constant, per ten years of age above
# 40, with upper secondary school or more, and in a kota or pinggiran kota.
KIND_ODDS = {
    "digital": (-0.2, -0.9, 1.3, 0.8),
    "neighbours": (0.0, 0.0, 0.0, 0.0),
    "broadcast": (-0.1, 0.2, 0.3, 0.4),
}

# Assumed chances by way: of each answer, or of each of several choices; of a scale, its mean.
CHANCES: Mapping[str, Mapping[str, tuple[float, float, float]]] = {
    "internet": {"yes": (0.99, 0.45, 0.75), "no": (0.01, 0.55, 0.25)},
    "phone": {"own": (0.97, 0.45, 0.75), "shared": (0.03, 0.35, 0.2), "none": (0, 0.2, 0.05)},
    "signal_video": {
        "5": (0.4, 0.08, 0.2), "4": (0.35, 0.17, 0.3), "3": (0.18, 0.35, 0.3),
        "2": (0.05, 0.25, 0.15), "1": (0.02, 0.15, 0.05),
    },
    "send_photo": {"yes": (0.96, 0.25, 0.55), "no": (0.04, 0.75, 0.45)},
    "doubtful_news": {
        "ignore": (0.3, 0.3, 0.4), "ask": (0.15, 0.55, 0.3), "search": (0.45, 0.05, 0.2),
        "forward": (0.1, 0.1, 0.1),
    },
    "media_yesterday": {
        "tv": (0.35, 0.5, 0.85), "radio": (0.05, 0.12, 0.2), "whatsapp": (0.93, 0.35, 0.55),
        "facebook": (0.45, 0.15, 0.3), "instagram": (0.55, 0.03, 0.1), "tiktok": (0.6, 0.08, 0.15),
        "youtube": (0.6, 0.12, 0.3), "news_site": (0.3, 0.02, 0.12), "banner": (0.2, 0.12, 0.2),
        "loudspeaker": (0.15, 0.5, 0.35), "rt_rw": (0.15, 0.5, 0.3), "neighbour": (0.2, 0.6, 0.35),
        "office": (0.05, 0.15, 0.1),
    },
    "free_time": {
        "morning": (0.1, 0.15, 0.2), "noon": (0.15, 0.15, 0.15), "afternoon": (0.15, 0.2, 0.2),
        "evening": (0.57, 0.35, 0.4), "never": (0.03, 0.15, 0.05),
    },
    "language": {"id": (0.75, 0.3, 0.6), "su": (0.23, 0.66, 0.38), "other": (0.02, 0.04, 0.02)},
    "gatherings": {
        "arisan": (0.15, 0.3, 0.3), "pkk": (0.06, 0.15, 0.12), "posyandu": (0.12, 0.22, 0.15),
        "prayer": (0.3, 0.6, 0.5), "farmers": (0.02, 0.15, 0.06), "youth": (0.12, 0.04, 0.04),
        "rt_meeting": (0.12, 0.3, 0.25),
    },
}  # fmt: skip
SCALE_MEANS = {
    "trust_near": (3.3, 4.1, 3.7),
    "trust_media": (2.8, 3.1, 3.9),
    "responsiveness": (3.0, 3.2, 3.4),
    "together": (3.0, 4.0, 3.6),
    "novelty": (3.9, 2.6, 3.0),
    "": (3.4, 4.1, 3.7),
}
PERSON_SPREAD, ITEM_SPREAD = 0.6, 0.8
SKIPPED = 0.02  # chance that a question is left out


def simulated_answers(
    joint: JointPopulation,
    *,
    n: int = N_RESPONDENTS,
    seed: int = SEED,
    questions: tuple[Question, ...] | None = None,
) -> pd.DataFrame:
    """Make up the answers of n people of 15 and over, as `read_answers` gives them.

    The same joint population and seed give the same answers.
    """
    random = np.random.default_rng(seed)
    frame = _respondents(joint, n, random)
    places = joint.places["geographic_class"].loc[frame["village"]].to_numpy()
    urban = np.isin(places, ("kota", "pinggiran_kota"))
    kinds = _kinds(frame, urban, random)
    for question in questions or load_questionnaire():
        if question.name in frame:
            continue
        if question.kind == "scale":
            frame[question.name] = _scale(question, kinds, random)
        else:
            frame[question.name] = _choices(question, kinds, random)
        frame.loc[random.random(n) < SKIPPED, question.name] = None
    return frame


def _respondents(joint: JointPopulation, n: int, random: np.random.Generator) -> pd.DataFrame:
    names = [part.name for part in joint.dimensions]
    ages = joint.dimensions[names.index("age")]
    first = np.array([int(group[:2]) for group in ages.categories])
    weights = joint.weights * (first >= 15).reshape(1, 1, -1, 1, 1, 1)
    adults = weights.sum(axis=tuple(range(1, weights.ndim)))
    villages = random.choice(len(adults), size=n, p=adults / adults.sum())
    rows = []
    for village in np.sort(villages):
        cells = weights[village].ravel()
        cell = np.searchsorted(np.cumsum(cells), random.random() * cells.sum(), side="right")
        place = np.unravel_index(min(cell, cells.size - 1), weights.shape[1:])
        kind = {
            part.name: part.categories[p] for part, p in zip(joint.dimensions, place, strict=True)
        }
        low = int(kind["age"][:2])
        years = low + int(random.integers(0, 5 if low < 75 else 15))
        code = str(joint.places.index[village])
        rows.append(
            (code[:8], code, kind["sex"], float(years), kind["education"], kind["occupation"])
        )
    columns = ["district", "village", "sex", "age", "education", "occupation"]
    index = pd.RangeIndex(2, n + 2, name="row")
    return pd.DataFrame(rows, columns=columns, index=index)


def _kinds(frame: pd.DataFrame, urban: np.ndarray, random: np.random.Generator) -> np.ndarray:
    schooled = frame["education"].isin(("upper_secondary", "diploma", "university")).to_numpy()
    decades = (frame["age"].to_numpy() - 40) / 10
    design = np.column_stack([np.ones(len(frame)), decades, schooled, urban])
    odds = np.exp(design @ np.array([KIND_ODDS[kind] for kind in KINDS]).T)
    chances = odds / odds.sum(axis=1, keepdims=True)
    return (chances.cumsum(axis=1) < random.random(len(frame))[:, None]).sum(axis=1)


def _choices(question: Question, kinds: np.ndarray, random: np.random.Generator) -> list[str]:
    table = CHANCES[question.name]
    if question.kind == "select_one":
        codes = list(table)
        chances = np.array([table[code] for code in codes]).T[kinds]
        picked = (chances.cumsum(axis=1) < random.random(len(kinds))[:, None]).sum(axis=1)
        return [codes[min(number, len(codes) - 1)] for number in picked]
    drawn = {code: random.random(len(kinds)) < np.array(table[code])[kinds] for code in table}
    return [
        " ".join(code for code in table if drawn[code][row]) or "none" for row in range(len(kinds))
    ]


def _scale(question: Question, kinds: np.ndarray, random: np.random.Generator) -> np.ndarray:
    means = np.array(SCALE_MEANS[question.construct])[kinds]
    # What a person adds to all questions of a construct, the same whichever is asked first.
    person = np.random.default_rng([SEED, *question.construct.encode()])
    feeling = means + PERSON_SPREAD * person.standard_normal(len(kinds))
    feeling = 6 - feeling if question.reversed else feeling
    return np.clip(np.rint(feeling + ITEM_SPREAD * random.standard_normal(len(kinds))), 1, 5)
