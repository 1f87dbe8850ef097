"""What a plan may never be: a basis for aid, a sorting by faith or origin, election work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from segments.advice import check_message, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from segments.campaign.campaign_plan import Plan

FEWEST_PEOPLE = 100
"""A plan for fewer residents than this would be about persons, not about places."""

_AID = r"(?:bantuan|bansos|blt|pkh|bpnt|sembako|subsidi|hibah|santunan|aid|subsidy)"
_DECIDES = (
    r"(?:penentu\w*|menentukan|ditentukan|penetapan|menetapkan|seleksi|menyeleksi|memilih|pemilihan"
    r"|mencoret|dicoret|menghapus|menolak|mencabut|dicabut|penyaring\w*|menyaring|layak tidaknya"
    r"|kelayakan|eligib\w*|select\w*|decid\w*)"
)
AID_BASIS = re.compile(
    rf"\b{_DECIDES}\b[^.;\n]{{0,60}}\b{_AID}\b|\b{_AID}\b[^.;\n]{{0,40}}\b(?:dicoret|dicabut|ditolak)\b"
    rf"|\b(?:dasar|syarat|kriteria) (?:\w+ ){{0,2}}{_AID}\b"
    rf"|\b(?:calon|daftar|data) penerima (?:\w+ )?{_AID}\b"
)
ELECTION = re.compile(
    r"\b(?:pemilu|pemilukada|pilkada|pilbup|pilgub|pilpres|pileg|pilkades|caleg|cabup|cawabup"
    r"|paslon|petahana|elektabilitas|(?:tim|juru) (?:sukses|kampanye)|calon (?:bupati|wakil bupati"
    r"|gubernur|presiden|legislatif|kepala desa)|coblos|mencoblos|nomor urut|perolehan suara"
    r"|lumbung suara|partai(?: politik)?|parpol)\b"
)
TURNOUT = re.compile(
    r"\b(?:daftar pemilih|hak pilih|tps|netralitas asn|aparatur (?:\w+ )?netral"
    r"|partisipasi pemilih)\b"
)
"""Public information about voting is service, as long as nobody is recommended."""

GROUP_CODES = ("targets_religion_or_ethnicity",)
OFFICIAL_CODES = ("official_named", "official_portrait")
PERSONAL_CODES = ("personal_nik_or_kk", "personal_birth_date", "personal_phone", "personal_email")


def check_plan(plan: Plan, *, people: pd.Series | None = None) -> tuple[str, ...]:
    """Say which limits a plan oversteps, as codes.

    Everything that somebody typed is read, with disguises undone (digits for letters, hidden
    characters, letters spaced out): the brief, its timeline and stakeholders, measures, and every
    form of the message.

    Parameters
    ----------
    people
        Residents of every place that the plan means; None where that is not known.

    Returns
    -------
    tuple
        "basis_for_aid", "electoral", "group_criterion", "official_in_election",
        "personal_data", "message_must_be_mended", "too_few_people".
    """
    found = []
    texts = tuple(text for text in _texts(plan) if text.strip())
    readings = [reading for text in texts for reading in _readings(text)]
    if any(AID_BASIS.search(reading) for reading in readings):
        found.append("basis_for_aid")
    if any(ELECTION.search(reading) and not TURNOUT.search(reading) for reading in readings):
        found.append("electoral")
    codes = {one.code for text in texts for one in check_message(text, election_period=True)}
    if codes & {*GROUP_CODES}:
        found.append("group_criterion")
    if plan.election and codes & {*OFFICIAL_CODES}:
        found.append("official_in_election")
    if codes & {*PERSONAL_CODES} - {"personal_phone"}:
        found.append("personal_data")
    if _message_blocked(plan):
        found.append("message_must_be_mended")
    if people is not None and people.sum() < FEWEST_PEOPLE:
        found.append("too_few_people")
    return tuple(found)


def _texts(plan: Plan) -> Iterator[str]:
    brief = plan.brief
    yield from (brief.issue, brief.behaviour, brief.outcome, brief.must_include, brief.strategy)
    yield from brief.stakeholders.values()
    for step in brief.steps:
        yield from (step.task, step.owner)
    yield from (measure.name for measure in plan.measures)
    yield plan.messages.core
    yield from plan.messages.details.values()
    yield from (one.text for one in plan.messages.adaptations)


def _readings(text: str) -> tuple[str, str]:
    """Give the text in plain letters, and once more with letters that were spaced out joined."""
    plain = " ".join(fold(text).split())
    spaced = r"\b(?:[a-z][ .\-_*]){3,}[a-z]\b"
    return plain, re.sub(spaced, lambda found: re.sub(r"[^a-z]", "", found[0]), plain)


def _message_blocked(plan: Plan) -> bool:
    source = plan.messages.details.get("sumber", "").strip()
    sources = (source,) if source else ()
    texts = (plan.messages.core, *(one.text for one in plan.messages.adaptations))
    blocked = {
        one.code
        for number, text in enumerate(texts)
        if text.strip()
        for one in check_message(text, sources=sources, election_period=plan.election)
        # A form may be longer than a message: its own check says how long.
        if one.severity == "block" and not (number and one.code == "message_too_long")
    }
    return bool(blocked)
