"""The story for the coordination forum: the same screens for the hall, the slides and the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from segments.export.text import limits_of_places
from segments.typology import (
    comparable_figures,
    district_composition,
    pick_contrasts,
    segment_facts,
)

if TYPE_CHECKING:
    from geodata import AreaTable
    from segments.campaign import Plan
    from segments.i18n import Translator
    from segments.typology import Segmentation

N_TRAITS = 2


@dataclass(frozen=True)
class Chart:
    """Figures to draw: bars of one series, or several series stacked to the whole.

    `unit` is "people" or "share" (0 to 1).
    """

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    colours: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class Slide:
    """One screen: what it says, what it shows, what the speaker says, where it is from."""

    key: str
    title: str
    lead: str = ""
    bullets: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    chart: Chart | None = None
    has_map: bool = False
    notes: str = ""
    source: str = ""


@dataclass(frozen=True)
class Story:
    """All screens, with what identifies them: version, edition and, with a plan, its number."""

    title: str
    subtitle: str
    version: str
    edition: str
    plan_id: str
    made: date
    slides: tuple[Slide, ...]

    def footer(self, _: Translator) -> str:
        """Say which figures these are, on every screen."""
        parts = [_("Segmentasi {version}").format(version=self.version)]
        if self.plan_id:
            parts.append(_("Rencana {plan}").format(plan=self.plan_id))
        return " · ".join([*parts, _("Data {edition}").format(edition=self.edition)])


def build_story(
    areas: AreaTable,
    segmentation: Segmentation,
    translator: Translator,
    *,
    edition: str,
    made: date,
    colours: Sequence[str],
    plan: Plan | None = None,
    plan_id: str = "",
    plan_name: str = "",
    channels: dict[str, str] | None = None,
) -> Story:
    """Tell the segmentation, and a plan where one is given, in six to eight screens."""
    _ = translator
    names = {
        code: f"{code} · {segmentation.names[code][_.language]}" for code in segmentation.codes
    }
    palette = tuple(colours[: len(names)])
    slides = [
        _map(segmentation, names, _),
        _sizes(areas, segmentation, names, palette, _),
        _traits(areas, segmentation, names, _),
        _districts(areas, segmentation, names, palette, _),
    ]
    if plan is not None and plan.variant is not None:
        slides += _plan_slides(plan, channels or {}, _)
    slides.append(_limits(_))
    title = plan_name or _("Khalayak Kabupaten Bogor")
    lead = _(
        "{n} desa dan kelurahan di {districts} kecamatan, {people} penduduk terdaftar."
    ).format(
        n=_.number(len(areas.table)),
        districts=_.number(areas.table["district_code"].nunique()),
        people=_.number(int(areas.table["population"].sum())),
    )
    cover = Slide(
        "cover",
        title,
        lead,
        bullets=(plan.brief.behaviour,) if plan and plan.brief.behaviour else (),
        notes=_("Perkenalkan tujuan pertemuan, lalu lanjut ke peta."),
        source=_population_source(_),
    )
    return Story(
        title, _("Forum koordinasi kehumasan"), segmentation.version, edition, plan_id, made,
        (cover, *slides),
    )  # fmt: skip


def _population_source(_: Translator) -> str:
    return _("Sumber: Ditjen Dukcapil, semester I 2024 (terukur).")


def _segment_source(_: Translator) -> str:
    return _(
        "Sumber: pengelompokan Khalayak dari data Dukcapil, Kemendesa, DPM-Desa, VIIRS, dan "
        "kebiasaan media (estimasi model)."
    )


def _map(segmentation: Segmentation, names: dict[str, str], _: Translator) -> Slide:
    sizes = segmentation.labels.value_counts()
    rows = [(_("Segmen"), _("Desa"))]
    rows += [(names[code], _.number(int(sizes[code]))) for code in segmentation.codes]
    return Slide(
        "map",
        _("{n} jenis wilayah dalam satu kabupaten").format(n=_.number(len(names))),
        _("Desa dengan huruf yang sama mirip satu sama lain, di mana pun letaknya."),
        table=tuple(rows),
        has_map=True,
        notes=_(
            "Tunjukkan satu desa dari setiap huruf. Segmen menggambarkan wilayah, bukan orang."
        ),
        source=_segment_source(_),
    )


def _sizes(
    areas: AreaTable,
    segmentation: Segmentation,
    names: dict[str, str],
    palette: tuple[str, ...],
    _: Translator,
) -> Slide:
    people = areas.table["population"].groupby(segmentation.labels).sum()
    largest = str(people.idxmax())
    share = people[largest] / people.sum()
    return Slide(
        "sizes",
        _("Berapa orang di setiap segmen"),
        _("{share} penduduk tinggal di segmen {name}.").format(
            share=_.percent(float(share), 0), name=names[largest]
        ),
        chart=Chart(
            tuple(names.values()),
            ((_("Penduduk"), tuple(float(people[code]) for code in names)),),
            palette,
            "people",
        ),
        notes=_("Setiap orang dihitung sekali, di desa tempat ia terdaftar."),
        source=_population_source(_),
    )


def _traits(
    areas: AreaTable, segmentation: Segmentation, names: dict[str, str], _: Translator
) -> Slide:
    rows = [(_("Segmen"), _("Lebih banyak daripada kabupaten"), _("Lebih sedikit"))]
    figures = comparable_figures(areas)
    for code in segmentation.codes:
        facts = segment_facts(areas, figures, segmentation, code)
        high, low = pick_contrasts(facts.contrasts.values(), areas.codebook)
        rows.append(
            (
                names[code],
                ", ".join(areas.column(one.column).label(_.language) for one in high[:N_TRAITS]),
                ", ".join(areas.column(one.column).label(_.language) for one in low[:N_TRAITS]),
            )
        )
    return Slide(
        "traits",
        _("Apa yang membedakan mereka"),
        table=tuple(rows),
        notes=_("Dibanding rata-rata kabupaten, dengan bobot penduduk."),
        source=_segment_source(_),
    )


def _districts(
    areas: AreaTable,
    segmentation: Segmentation,
    names: dict[str, str],
    palette: tuple[str, ...],
    _: Translator,
) -> Slide:
    shares = district_composition(areas, segmentation)
    districts = areas.table.groupby("district_code")["district_name"].first()
    order = shares.max(axis=1).sort_values(kind="stable").index  # the most mixed first
    mixed = int((shares.max(axis=1) < 1).sum())
    return Slide(
        "districts",
        _("Satu kecamatan, beberapa khalayak"),
        _("{n} dari {all} kecamatan punya lebih dari satu segmen; yang paling beragam:").format(
            n=_.number(mixed), all=_.number(len(shares))
        ),
        chart=Chart(
            tuple(str(districts[code]) for code in order),
            tuple(
                (names[code], tuple(float(share) for share in shares.loc[order, code]))
                for code in segmentation.codes
            ),
            palette,
            "share",
        ),
        notes=_("Tanyakan kepada camat: apakah susunan ini sesuai dengan pengalaman di lapangan?"),
        source=_population_source(_),
    )


def _plan_slides(plan: Plan, channels: dict[str, str], _: Translator) -> list[Slide]:
    variant = plan.variant
    if variant is None:
        return []
    by_channel = variant.lines.assign(met=variant.lines["mid"] * variant.lines["people"])
    people = by_channel.groupby("channel")["met"].sum().sort_values(ascending=False)
    message = Slide(
        "message",
        _("Satu pesan untuk semua"),
        plan.messages.core,
        bullets=tuple(channels.get(str(one), str(one)) for one in people.index),
        notes=_("Pesan utama sama; bentuknya disesuaikan dengan kanal."),
        source=_("Sumber: rencana yang diajukan."),
    )
    reach = Slide(
        "reach",
        _("Jangkauan untuk anggarannya"),
        _("{people} ({range}) dengan Rp{money}.").format(
            people=_.people(variant.reach.mid),
            range=_.range(variant.reach.low, variant.reach.high),
            money=_.number(variant.cost),
        ),
        chart=Chart(
            tuple(channels.get(str(one), str(one)) for one in people.index),
            ((_("Orang yang bertemu kanal ini"), tuple(float(value) for value in people)),),
            ("#0F766E",),
            "people",
        ),
        notes=_("Jangan menjumlahkan antarkanal: satu orang dapat bertemu beberapa kanal."),
        source=_("Estimasi model dari kebiasaan media provinsi dan nasional; rentang ditulis."),
    )
    steps = tuple(
        f"{_.date(step.start)} – {_.date(step.end)}: {step.task} ({step.owner})"
        for step in plan.brief.steps
    )
    answer = _.date(plan.answer_by) if plan.answer_by else "–"
    asked = Slide(
        "asked",
        _("Yang diminta dari kecamatan"),
        _("Isi lembar Laporan dan kirim kembali paling lambat {date}.").format(date=answer),
        bullets=steps,
        notes=_("Paket dikirim ke setiap kecamatan: buku kerja, satu halaman, satu teks WhatsApp."),
        source=_("Sumber: rencana yang diajukan."),
    )
    return [message, reach, asked]


def _limits(_: Translator) -> Slide:
    return Slide(
        "limits",
        _("Cara membaca angka ini"),
        bullets=tuple(limits_of_places(_)),
        notes=_("Tutup dengan kesepakatan: siapa melakukan apa, sampai kapan."),
    )
