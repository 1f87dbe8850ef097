"""A plan as rows, layers and sentences to show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.layers import Layer, share_layer
from geodata import AreaTable
from segments.advice import load_playbook
from segments.campaign import (
    STRONG,
    BudgetError,
    Plan,
    ReachRange,
    SpendingRules,
    Variant,
    channel_names,
    people_by_contacts,
    reach_by,
)
from segments.i18n import Translator

DISTRICT_DIGITS = len("32.01.01")


@dataclass(frozen=True)
class SpendingQuestion:
    """What a planner asks for: for whom, where, through what, with how much, how fair."""

    name: str
    segments: tuple[str, ...]
    districts: tuple[str, ...]
    channels: tuple[str, ...]
    rules: SpendingRules
    budget: float
    months: int
    audience: str = ""


def all_channels(language: str) -> dict[str, str]:
    """Name every channel of the playbook."""
    return channel_names(load_playbook(), language)


def people_meant(
    areas: AreaTable,
    labels: pd.Series,
    segments: tuple[str, ...],
    districts: tuple[str, ...],
    counts: pd.DataFrame | None = None,
) -> pd.Series:
    """Count those of an audience (all residents without `counts`) in the places meant."""
    people = (areas.table["population"] if counts is None else counts["mid"]).astype(float)
    inside = pd.Series(True, index=people.index)
    if segments:
        inside &= labels.reindex(people.index).isin(segments)
    if districts:
        inside &= areas.table["district_code"].isin(districts)
    return people.where(inside, 0.0)


def with_answer(plan: Plan, question: SpendingQuestion, variant: Variant) -> Plan:
    """Put a variant into a plan; other people or places make the other variants void."""
    same = (plan.segments, plan.districts, plan.audience) == (
        question.segments,
        question.districts,
        question.audience,
    )
    kept = plan if same else replace(plan, variants=(), chosen="", holdout=())
    placed = replace(
        kept,
        segments=question.segments,
        districts=question.districts,
        audience=question.audience,
    )
    return placed.with_variant(variant)


def budget_fault(fault: BudgetError, districts: pd.Series, _: Translator) -> str:
    """Say why a budget cannot be spent, and what would do."""
    names = districts.to_dict()
    short = ", ".join(
        f"{names.get(name, _('akses terbatas'))} {_.people(people)}"
        for name, people in list(fault.short.items())[:5]
    )
    needed = ""
    if fault.needed == fault.needed:  # not NaN
        needed = " " + _("Perlu sekitar Rp{money}.").format(money=_.number(fault.needed))
    words = {
        "no_budget": _("Anggaran harus lebih dari nol rupiah."),
        "nothing_to_buy": _(
            "Tidak ada yang dapat dibeli: tidak ada warga di pilihan ini, atau kanalnya tidak "
            "menjangkau tempat itu. Periksa segmen, kecamatan, dan inventaris kanal."
        ),
        "obligatory_too_dear": _(
            "Anggaran tidak cukup untuk kanal yang wajib dipakai. Tambah anggaran atau kurangi "
            "kanal wajib."
        ),
        "floors": _(
            "Batas pemerataan tidak dapat dipenuhi dengan anggaran ini. Yang kurang: {short}. "
            "Turunkan batasnya, tambah anggaran, atau tambah kanal."
        ).format(short=short or "–"),
    }
    return words[fault.rule] + needed


def left_out_words(left_out: Mapping[str, str], names: Mapping[str, str], _: Translator) -> str:
    """Say which channels took no part, and why."""
    why = {
        "not_in_inventory": _("tidak ada di inventaris"),
        "no_villages": _("tidak mencakup satu desa pun"),
        "no_rate": _("tidak ada angka pemakaiannya"),
    }
    parts = "; ".join(f"{names.get(one, one)} ({why[rule]})" for one, rule in left_out.items())
    return _("Tidak ikut dihitung: {parts}. Lengkapi di Inventaris kanal.").format(parts=parts)


def variant_rows(plan: Plan, names: Mapping[str, str], _: Translator) -> pd.DataFrame:
    """Put the variants side by side: one column each, and what differs as rows."""
    rows: dict[str, list[str]] = {}
    for one in plan.variants:
        used = sorted(names.get(c, c) for c in set(map(str, one.lines["channel"])))
        cells = {
            _("Anggaran"): f"Rp{_.number(one.budget)}",
            _("Terpakai"): f"Rp{_.number(one.cost)}",
            _("Jangkauan (orang)"): _.number(one.reach.mid),
            _("Rentang"): _.range(one.reach.low, one.reach.high),
            _("Rupiah per orang"): _.number(one.cost / one.reach.mid) if one.reach.mid else "–",
            _("Desa/kelurahan"): _.number(one.lines["village_code"].nunique()),
            _("Kanal"): ", ".join(used),
            _("Lama (bulan)"): _.number(one.months),
            _("Paling sedikit per kecamatan"): _.percent(one.rules.floor, 0),
            _("Paling sedikit di akses terbatas"): _.percent(one.rules.limited_floor, 0),
            _("Harga keadilan (orang)"): _.number(one.fairness_price),
            _("Selisih dari yang terbaik"): _.percent(one.gap),
        }
        for label, text in cells.items():
            rows.setdefault(label, []).append(text)
    marks = {plan.chosen: f" ({_('dijalankan')})"}
    columns = [
        _("Rencana {name}").format(name=one.name) + marks.get(one.name, "") for one in plan.variants
    ]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return table.rename_axis(_("Yang dibandingkan")).reset_index()


def reach_layer(areas: AreaTable, plan: Plan, variant: Variant, _: Translator) -> Layer:
    """Map the share of residents whom a variant reaches, by village."""
    everyone = areas.table["population"].astype(float)
    missed = (1 - variant.lines["mid"]).groupby(variant.lines["village_code"]).prod()
    shares = (1 - missed).reindex(everyone.index).fillna(0.0)
    shares[list(plan.holdout)] = 0.0
    title = _("Warga yang terjangkau rencana {name}").format(name=variant.name)
    return share_layer(areas, shares.rename(f"reach_{variant.name}"), title, _)


def line_rows(
    variant: Variant, names: Mapping[str, str], districts: pd.Series, _: Translator
) -> pd.DataFrame:
    """Sum a variant up by channel: villages, kecamatan, money, and how firm it is."""
    lines = variant.lines
    rows = []
    for channel, group in lines.groupby("channel", sort=False):
        bought = {f"{channel}|{code}" for code in group["village_code"].str[:DISTRICT_DIGITS]}
        firm = [share for key, share in variant.firmness.items() if key in bought]
        strong = sum(share >= STRONG for share in firm)
        rows.append(
            {
                _("Kanal"): names.get(str(channel), str(channel)),
                _("Desa/kelurahan"): _.number(group["village_code"].nunique()),
                _("Kecamatan"): _.number(districts[group["village_code"]].nunique()),
                _("Biaya"): f"Rp{_.number(group['cost'].sum())}",
                _("Kecamatan yang kuat"): _("{n} dari {all}").format(
                    n=_.number(strong), all=_.number(len(firm))
                )
                if firm
                else "–",
            }
        )
    return pd.DataFrame(rows)


def reach_rows(
    plan: Plan,
    variant: Variant,
    areas: AreaTable,
    labels: pd.Series,
    names: Mapping[str, str],
    _: Translator,
    counts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give reach by segment: people meant, met, and the range."""
    people = people_meant(areas, labels, plan.segments, plan.districts, counts)
    by = reach_by(variant.lines, people, labels)
    return pd.DataFrame(
        {
            _("Segmen"): [names.get(code, code) for code in by.index],
            _("Sasaran (orang)"): [_.number(value) for value in by["people"]],
            _("Terjangkau (orang)"): [_.number(value) for value in by["mid"]],
            _("Rentang"): [
                _.range(low, high) for low, high in zip(by["low"], by["high"], strict=True)
            ],
            _("Bagian"): [
                _.percent(mid / people, 0) if people else "–"
                for mid, people in zip(by["mid"], by["people"], strict=True)
            ],
        }
    )


def contact_rows(variant: Variant, _: Translator) -> pd.DataFrame:
    """Give the people who meet the message once, twice and more often, with the range."""
    found = people_by_contacts(variant.lines, uses=variant.months)
    if variant.months == 1:
        # One contact at least is the reach itself, whose range holds whatever the overlap is.
        found.loc[1] = [variant.reach.low, variant.reach.mid, variant.reach.high]
    found = found[found["high"] >= 1]
    return pd.DataFrame(
        {
            _("Bertemu pesan"): [
                _("paling sedikit {n} kali").format(n=_.number(n)) for n in found.index
            ],
            _("Orang"): [_.number(value) for value in found["mid"]],
            _("Rentang"): [
                _.range(low, high) for low, high in zip(found["low"], found["high"], strict=True)
            ],
        }
    )


def people_after_holdout(plan: Plan, variant: Variant, people: pd.Series) -> ReachRange:
    """Count whom a variant meets once the villages to compare with are left out."""
    met = variant.lines[~variant.lines["village_code"].isin(plan.holdout)]
    kept = people.drop(people.index.intersection(list(plan.holdout)))
    total = reach_by(met, kept, pd.Series("", index=people.index)).iloc[0]
    return ReachRange(total["low"], total["mid"], total["high"])


def similar_plans(
    plan: Plan, others: Sequence[tuple[str, str, Plan]]
) -> tuple[tuple[str, str], ...]:
    """Give id and name of the plans whose issue and behaviour share words with this one."""
    own = _telling(f"{plan.brief.issue} {plan.brief.behaviour}")
    shared = [
        (len(own & _telling(f"{name} {other.brief.issue} {other.brief.behaviour}")), one, name)
        for one, name, other in others
    ]
    ranked = sorted((row for row in shared if row[0]), key=lambda row: (-row[0], row[2]))
    return tuple((one, name) for _n, one, name in ranked[:3])


def _telling(text: str) -> set[str]:
    """Give the words that tell something: those of five letters and more."""
    return {word for word in re.findall(r"[a-z]+", text.casefold()) if len(word) > 4}


def quadrant_words(_: Translator) -> dict[str, str]:
    """Say what each of the four means for the work."""
    return {
        "first": _("Dahulukan: banyak warga, lebih perlu"),
        "focused": _("Tatap muka terarah: sedikit warga, lebih perlu"),
        "broad": _("Kanal luas yang murah: banyak warga, kurang perlu"),
        "later": _("Cukup informasi umum"),
    }


def quadrant_rows(found: pd.DataFrame, names: Mapping[str, str], _: Translator) -> pd.DataFrame:
    """Put segments by size and need into words."""
    words = quadrant_words(_)
    return found.assign(
        code=found.index,
        segment=[names.get(str(code), str(code)) for code in found.index],
        people_text=[_.number(value) for value in found["people"]],
        share_text=[_.percent(value, 0) for value in found["share"]],
        need_text=[_.number(value) if value == value else "–" for value in found["need"]],
        advice=[words.get(str(value), _("Angkanya tidak ada")) for value in found["quadrant"]],
    )
