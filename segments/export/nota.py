"""The nota for approval: a plan on two A4 pages, with its number, version and signatures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from segments.export.document import Rows, Section, document_pdf
from segments.export.text import limits_of_places

if TYPE_CHECKING:
    from segments.campaign import Plan
    from segments.i18n import Translator


def nota_sections(
    plan: Plan,
    translator: Translator,
    *,
    segments: Mapping[str, str],
    districts: Mapping[str, str],
    channels: Mapping[str, str],
    audience: str = "",
) -> tuple[Section, ...]:
    """Sum a plan up for the person who approves it; names come by segment, district, channel.

    `audience` is who is meant in those places; "" for all registered residents.
    """
    _ = translator
    brief = plan.brief
    where = ", ".join(districts[code] for code in plan.districts) or _("semua")
    whom = "; ".join(segments.get(code, code) for code in plan.segments) or _("semua")
    return (
        Section(
            _("Maksud"),
            table=(
                (_("Bagian"), _("Isi")),
                (_("Masalah"), brief.issue or "–"),
                (_("Tindakan yang diharapkan"), brief.behaviour or "–"),
                (_("Segmen"), whom),
                (_("Kecamatan"), where),
                (_("Khalayak"), audience or _("Semua penduduk terdaftar")),
                (_("Pesan utama"), plan.messages.core or "–"),
                (_("Mulai"), _.date(brief.start) if brief.start else "–"),
                (_("Tanggal selesai"), _.date(brief.deadline) if brief.deadline else "–"),
            ),
        ),
        Section(_("Anggaran dan jangkauan"), _money(plan, _), _lines(plan, channels, _)),
        Section(_("Ukuran"), (), _measures(plan, _)),
        Section(_("Linimasa"), (), _steps(plan, _)),
        Section(_("Batasan"), tuple(limits_of_places(_))),
        Section(
            _("Persetujuan"),
            (),
            (
                (_("Diajukan oleh"), _("Diperiksa oleh"), _("Disetujui oleh")),
                ("\n\n\n\n…………………………",) * 3,
            ),
        ),
    )


def nota_pdf(
    sections: tuple[Section, ...],
    translator: Translator,
    *,
    name: str,
    plan_id: str,
    plan: Plan,
    state: str,
    made: date,
) -> bytes:
    """Set the nota as PDF; `state` is where the plan stands, in words."""
    _ = translator
    footer = _("Rencana {plan}, segmentasi {version}, data {edition}").format(
        plan=plan_id, version=plan.version, edition=plan.edition
    )
    return document_pdf(
        sections,
        title=name,
        subtitle=_("Nota rencana komunikasi · {state} · {date}").format(
            state=state, date=_.date(made)
        ),
        footer=footer,
        language=_.language,
        made=made,
    )


def _money(plan: Plan, _: Translator) -> tuple[str, ...]:
    variant = plan.variant
    if variant is None:
        return (_("Anggaran belum dibagi."),)
    sentences = [
        _(
            "Rp{cost} dari Rp{budget} untuk {months} bulan; jangkauan {people} (rentang {range}), "
            "setiap orang dihitung sekali, estimasi model."
        ).format(
            cost=_.number(variant.cost),
            budget=_.number(variant.budget),
            months=_.number(variant.months),
            people=_.people(variant.reach.mid),
            range=_.range(variant.reach.low, variant.reach.high),
        )
    ]
    if variant.rules.floor or variant.rules.limited_floor:
        sentences.append(
            _("Harga keadilan: {people} lebih sedikit daripada tanpa batas pemerataan.").format(
                people=_.people(variant.fairness_price)
            )
        )
    if plan.holdout:
        sentences.append(
            _.plural("{n} desa pembanding ditunda dulu.", "{n} desa pembanding ditunda dulu.",
                     len(plan.holdout))
        )  # fmt: skip
    return tuple(sentences)


def _lines(plan: Plan, channels: Mapping[str, str], _: Translator) -> Rows:
    variant = plan.variant
    if variant is None:
        return ()
    rows = [(_("Kanal"), _("Desa/kelurahan"), _("Biaya"))]
    for channel, group in variant.lines.groupby("channel", sort=False):
        rows.append(
            (
                channels.get(str(channel), str(channel)),
                _.number(group["village_code"].nunique()),
                f"Rp{_.number(group['cost'].sum())}",
            )
        )
    return tuple(rows)


def _measures(plan: Plan, _: Translator) -> Rows:
    stages = {"output": _("Keluaran"), "outtake": _("Tanggapan"), "outcome": _("Hasil")}
    rows = [(_("Tahap"), _("Ukuran"), _("Angka sekarang"), _("Angka tujuan"))]
    for one in plan.measures:
        rows.append((stages[one.stage], one.name, _.number(one.baseline), _.number(one.target)))
    return tuple(rows)


def _steps(plan: Plan, _: Translator) -> Rows:
    rows = [(_("Mulai"), _("Selesai"), _("Kegiatan"), _("Pelaksana"))]
    rows += [(_.date(s.start), _.date(s.end), s.task, s.owner) for s in plan.brief.steps]
    return tuple(rows)
