"""Channels for a segment: the first few with every part of their score, and why not another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import cached, state, targets
from dashboard.components.plan_choices import ranked_by, used_channels
from dashboard.components.term_bars import heaviest_weight, show_term_bars
from segments.advice import in_language
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.export import ChannelCard, TermLine

N_SHOWN = 6


def show_channels(segment: str) -> None:
    """Show the best channels, and any other one that is in use."""
    _ = state.translator()
    used = used_channels(segment)
    cards = cached.channel_cards(segment, _.language, *ranked_by())
    shown = [card for card in cards if card.rank <= N_SHOWN or card.id in used]
    heaviest = heaviest_weight(shown)
    st.markdown(_for_whom(_))
    for card in shown:
        with st.container(border=True, key=f"channel_{card.id}"):
            words, bars, use = st.columns([9, 10.6, 2.6], vertical_alignment="center")
            with words:
                st.markdown(_summary(card, _))
            with bars:
                show_term_bars(card, heaviest, _)
            with use:
                st.toggle(_("Pakai"), **state.choosing("channels", segment, used, card.id))
                key = f"details_{segment}_{card.id}"
                details = st.popover(_("Rincian"), type="tertiary", key=key, on_change="rerun")
                if details.open:
                    details.markdown(_details(card, _))
    st.caption(
        _(
            "Panjang jalur: bobot unsur; bagian yang terisi: sumbangannya pada nilai. Bergaris: "
            "asumsi. Akses, kebiasaan, dan kepercayaan berasal dari survei nasional atau provinsi, "
            "bukan survei Kabupaten Bogor; cakupan dan biaya sebagian besar asumsi yang dapat "
            "diubah di berkas buku pedoman."
        )
    )


def _for_whom(_: Translator) -> str:
    """Say for whom the order holds."""
    _weights, (sex, ages) = ranked_by()
    if not sex and not ages:
        return _(
            "Urutan ini untuk warga segmen berumur 5 tahun ke atas secara umum, bukan untuk satu "
            "kelompok umur."
        )
    text = _(
        "Urutan ini untuk kelompok yang dipilih di atas: kebiasaan medianya menurut umur dan jenis "
        "kelaminnya, sedangkan keadaan tempat dan kepercayaan menurut warga umumnya."
    )
    if ages and targets.AGES.index(ages[0]) < targets.FIRST_ADULT_GROUP:
        text += " " + _("Ada anak di bawah 15 tahun: sampaikan lewat orang tua atau pengasuhnya.")
    return text


def show_why_not(segment: str) -> None:
    """Answer why another channel is not among the first."""
    _ = state.translator()
    used = used_channels(segment)
    first = {found.id for found in cached.ranked_channels(segment, *ranked_by())[:N_SHOWN]}
    names = {
        channel.id: in_language(channel, "name", _.language)
        for channel in cached.playbook().channels.values()
        if channel.id not in first
    }
    question, answer = st.columns([8, 12], gap="medium")
    with question:
        asked = st.selectbox(
            _("Mengapa bukan …?"),
            sorted(names, key=names.__getitem__),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Pilih kanal lain"),
            key=f"why_not_{segment}",
        )
    if asked not in names:
        return
    with answer:
        sentences = cached.why_not_channel(segment, asked, _.language, *ranked_by())
        st.markdown("\n".join(f"- {sentence}." for sentence in sentences))
        st.caption(_("Angka pada “kalah”: selisih sumbangan terhadap kanal teratas."))
        if asked not in used:  # one in use has a row with a switch above
            st.toggle(_("Tetap pakai"), **state.choosing("channels", segment, used, asked))


def _summary(card: "ChannelCard", _: Translator) -> str:
    colour = "primary" if card.grade in "AB" else "gray"
    grade = _("Tingkat bukti {grade}").format(grade=card.grade)
    lines = [
        f"**{card.rank}. {card.name}** :{colour}-badge[{grade}]",
        _("Jangkauan: {reach}.").format(reach=card.reach),
        _("Biaya: {cost}.").format(cost=card.cost),
        _("Batas: {limits}").format(limits=card.limits),
    ]
    if card.near:
        lines.append(f"*{card.near}*")
    if card.warning:
        lines.append(f":orange-badge[{_('Sinyal')}] {card.warning}")
    return "  \n".join(lines)


def _details(card: "ChannelCard", _: Translator) -> str:
    grade = _("Tingkat bukti {grade}: {meaning}.").format(
        grade=card.grade, meaning=card.grade_meaning
    )
    remarks = [card.special, *card.reasons, card.inclusion, card.notes, card.cost_note]
    parts = [
        f"**{card.name}**\n\n{grade} {card.stability}",
        _term_table(card.terms, _),
        _bullets(_("Arti dan sumber setiap unsur"), [_term_source(term, _) for term in card.terms]),
        _bullets(_("Yang perlu diingat"), [remark for remark in remarks if remark]),
        _bullets(_("Dasar batas"), card.limit_sources),
        _bullets(_("Dasar biaya"), [*card.cost_sources, card.lead_time]),
    ]
    return "\n\n".join(part for part in parts if part)


def _term_table(terms: "Sequence[TermLine]", _: Translator) -> str:
    heading = [_("Unsur"), _("Angka"), _("Nilai"), _("Bobot"), _("Sumbangan"), _("Dasar angka")]
    rows = [heading, ["---", "---", "--:", "--:", "--:", "---"]]
    rows += [
        [
            term.name,
            term.figure,
            term.value_text if term.value is not None else "–",
            term.weight_text or "–",
            term.contribution_text or "–",
            term.evidence_text if term.value is not None else "–",
        ]
        for term in terms
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _term_source(term: "TermLine", _: Translator) -> str:
    text = f"**{term.name}**: {term.meaning}."
    if not term.sources:
        return text
    return f"{text} {_('Sumber')}: {'; '.join(term.sources)}."


def _bullets(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"**{title}**\n\n" + "\n".join(f"- {line}" for line in lines)
