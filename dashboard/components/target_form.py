"""The question of a target list: which segments, where, through which channels, for whom."""

import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import cached, state, targets
from dashboard.components import segment_legend
from dashboard.components.people_choice import show_people_choice
from dashboard.components.plan_choices import lines_of, used_channels
from segments.advice import in_language
from segments.audience import read_citation
from segments.i18n import Translator


def show_target_form() -> targets.ListQuestion:
    """Ask for segments, districts, channels and people; everything stands in the link."""
    _ = state.translator()
    chosen = state.selection()
    codes = cached.segmentation().codes
    wanted = tuple(code for code in chosen.list_segments or (chosen.segment,) if code in codes)
    left, right = st.columns(2, gap="medium")
    with left:
        segments = st.multiselect(
            _("Segmen"),
            codes,
            format_func=segment_legend.segment_title,
            placeholder=_("Pilih segmen"),
            select_all=False,
            wrap=True,
            **state.bound_list("list_segments", wanted),
        )
    with right:
        names = cached.areas("district").table["name"]
        districts = st.multiselect(
            _("Kecamatan"),
            names.sort_values().index.tolist(),
            format_func=names.__getitem__,
            placeholder=_("Semua kecamatan"),
            select_all=False,
            wrap=True,
            **state.bound_list("list_districts", [d for d in chosen.list_districts if d]),
        )
    with left:
        lines = _ask_channels(tuple(sorted(segments)), _)
    with right:
        audience, audience_name = _ask_audience(_)
        if not audience:
            show_people_choice()
    chosen = state.selection()
    question = targets.ListQuestion(
        segments=tuple(sorted(segments)),
        districts=tuple(sorted(districts)),
        lines=lines,
        sex=chosen.sex,
        youngest=chosen.youngest,
        oldest=chosen.oldest,
        language=_.language,
        created=datetime.date.today(),
        audience=audience,
        audience_name=audience_name,
    )
    if question.ages_swapped and not audience:
        _show_swap(question, right, _)
    return question


def _ask_audience(_: Translator) -> tuple[str, str]:
    """Ask for a saved audience: its citation and its name, both "" for ages and sex instead."""
    cited = cached.saved_audiences()
    citations = {read_citation(one)[0]: one for one in cited}
    names = {"": _("Menurut umur dan jenis kelamin")}
    names |= {one: cited[citation] for one, citation in citations.items()}
    chosen = st.selectbox(
        _("Khalayak"),
        list(names),
        format_func=names.__getitem__,
        help=_("Khalayak yang disimpan di halaman Khalayak dapat dipilih di sini."),
        **state.bound("audience", allowed=list(names)),
    )
    return (citations[chosen], names[chosen]) if chosen else ("", "")


def _show_swap(question: targets.ListQuestion, place: DeltaGenerator, _: Translator) -> None:
    ages = question.ages or targets.AGES
    place.warning(
        _(
            "“Umur dari” lebih tua daripada “Umur sampai”, jadi keduanya ditukar: yang dihitung "
            "{first} sampai {last}."
        ).format(first=targets.first_year(ages[0], _), last=targets.last_year(ages[-1], _)),
        icon=":material/swap_horiz:",
    )


def _ask_channels(segments: tuple[str, ...], _: Translator) -> targets.Lines:
    choices = [(segment, used_channels(segment)) for segment in segments]
    wanted = state.selection().list_channels
    union = dict.fromkeys(channel for _segment, channels in choices for channel in channels)
    shown = [channel for channel in wanted or union if channel]
    playbook = cached.playbook().channels
    names = {name: in_language(channel, "name", _.language) for name, channel in playbook.items()}
    st.multiselect(
        _("Kanal"),
        sorted(names, key=names.__getitem__),
        format_func=names.__getitem__,
        placeholder=_("Tanpa kanal"),
        select_all=False,
        wrap=True,
        **state.bound_list("list_channels", shown),
    )
    found = targets.chosen_lines(choices, shown if wanted else None)
    return tuple((segment, lines_of(segment, channels)) for segment, channels in found.items())
