"""What the answers say: their quality, kinds of people, kecamatan."""

import pandas as pd
import streamlit as st

from dashboard import cached, state, survey_view
from dashboard.components import plain_rows
from segments.audience import class_names, load_questionnaire, scales, score_scale
from segments.i18n import Translator

GOOD_ALPHA = 0.7


def needs_survey(_: Translator) -> bool:
    """Say that no survey is in use, if so."""
    if cached.survey() is not None:
        return False
    st.info(
        _("Belum ada survei yang dipakai. Masukkan jawabannya di bagian *Jawaban*."),
        icon=":material/ballot:",
    )
    return True


def show_quality() -> None:
    """Show how far the respondents stand for the residents, and how the scales hold together."""
    _ = state.translator()
    if needs_survey(_):
        return
    found = cached.survey()
    weights = cached.survey_weights(found.id)
    n = len(found.answers)
    asked, worth, effect = st.columns(3)
    asked.metric(_("Responden"), _.number(n))
    worth.metric(_("Setara responden acak"), _.number(round(n / weights.design_effect)))
    effect.metric(_("Pengaruh pembobotan"), _.number(weights.design_effect, 2))
    st.caption(
        _(
            "Setiap jawaban diberi bobot supaya susunan jenis kelamin, umur, dan pendidikan sama "
            "dengan penduduk 15 tahun ke atas (estimasi model dari Dukcapil 2024)."
        )
    )
    st.subheader(_("Skala sikap"), anchor=False)
    words = survey_view.construct_words(_)
    rows = []
    for construct, items in scales().items():
        if sum(item.name in found.answers for item in items) < 2:
            continue
        scored = score_scale(found.answers, items)
        good = scored.alpha >= GOOD_ALPHA
        rows.append(
            (
                words[construct],
                _.number(len(items)),
                _.number(float(scored.scores.mean()), 1),
                _.number(scored.alpha, 2),
                _("kompak") if good else _("longgar: baca hati-hati"),
            )
        )
    heads = [_("Skala"), _("Butir"), _("Rata-rata (1–5)"), _("Alfa Cronbach"), _("Artinya")]
    plain_rows.show_rows(pd.DataFrame(rows, columns=heads), numbers=heads[1:4])


def show_classes() -> None:
    """Find kinds of people by their answers; long work that can be stopped."""
    _ = state.translator()
    if needs_survey(_):
        return
    found = cached.survey()
    choice = cached.survey_classes(found.id)
    if choice is None:
        place = st.empty()
        with place.container(horizontal=True, vertical_alignment="center"):
            started = st.button(
                _("Cari kelompok sikap"),
                type="primary",
                icon=":material/groups:",
                key="find_classes",
            )
            st.caption(_("Biasanya selesai dalam setengah menit."), width="stretch")
        if not started:
            return
        with place.container(horizontal=True, vertical_alignment="center"):
            # A click ends this run at the next word to the screen: nothing half-made is kept.
            st.button(_("Hentikan"), icon=":material/stop:", key="stop_classes")
            bar = st.progress(0.0, width="stretch")
        cached.find_classes(
            found.id,
            lambda k: bar.progress(
                (k - 1) / 4, text=_("Mencoba {k} kelompok...").format(k=_.number(k))
            ),
        )
        st.rerun()
    names, kinds = class_names(choice), survey_view.class_words(_)
    if choice.k == 1:
        st.info(_("Survei ini tidak menunjukkan kelompok sikap yang berbeda."))
        return
    sizes = st.columns(choice.k)
    for place, (number, share) in zip(sizes, choice.result.sizes.items(), strict=True):
        place.metric(f"{number} · {kinds[names[number]]}", _.percent(float(share), 0))
    if not choice.clear:
        st.warning(
            _("Batas antarkelompok kabur: pakai hanya sebagai gambaran."), icon=":material/blur_on:"
        )
    rows = survey_view.profile_rows(choice, names, _)
    plain_rows.show_rows(rows, numbers=list(rows.columns[1:]))
    with st.expander(_("Mengapa sebanyak ini?")):
        table = choice.table
        yes = {True: _("ya"), False: _("tidak, ada yang di bawah 5 %")}
        shown = pd.DataFrame(
            {
                _("Kelompok"): [_.number(int(k)) for k in table.index],
                _("BIC (makin kecil makin baik)"): [_.number(one) for one in table["bic"]],
                _("Kejelasan (0–1)"): [_.number(one, 2) for one in table["entropy"]],
                _("Kelompok terkecil"): [_.percent(one, 0) for one in table["smallest"]],
                _("Cukup besar"): [yes[bool(one)] for one in table["allowed"]],
            }
        )
        plain_rows.show_rows(shown, numbers=list(shown.columns[:4]))


def show_places() -> None:
    """Show a share by kecamatan, or say that the survey shows no difference."""
    _ = state.translator()
    if needs_survey(_):
        return
    found = cached.survey()
    options: dict[str, str] = {}
    choice = cached.survey_classes(found.id)
    if choice is not None and choice.k > 1:
        names, kinds = class_names(choice), survey_view.class_words(_)
        options = {
            f"class {number}": f"{_('Kelompok')} {number} · {kinds[names[number]]}"
            for number in choice.result.sizes.index
        }
    options |= {
        name: words
        for name, words in survey_view.answer_options(load_questionnaire(), _).items()
        if name.partition("=")[0] in found.answers
    }
    chosen = st.selectbox(
        _("Yang dihitung"), list(options), format_func=options.__getitem__, key="survey_indicator"
    )
    rates = cached.survey_rates(found.id, chosen)
    st.metric(_("Seluruh kabupaten"), _.percent(rates.overall, 0))
    if not rates.differs:
        st.info(
            _(
                "Survei ini **tidak menunjukkan** beda antarkecamatan untuk jawaban itu (peluang "
                "kebetulan {p}). Pakai angka kabupaten; jangan menyasar kecamatan dengannya."
            ).format(p=_.percent(rates.p_value, 0)),
            icon=":material/location_off:",
        )
    names = cached.areas("district").table["name"].to_dict()
    rows = survey_view.rate_rows(rates, names, _)
    with st.expander(_("Angka per kecamatan"), expanded=rates.differs):
        plain_rows.show_rows(rows, numbers=list(rows.columns[1:5]), height=420)
        st.caption(
            _(
                "Estimasi model menggabungkan jawaban di kecamatan itu dengan pola menurut luas "
                "wilayah perkotaan (Fay-Herriot). Rentang: 90 %. Kecamatan di bawah 10 responden "
                "tidak dihitung."
            )
        )
