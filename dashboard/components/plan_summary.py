"""What will go into the target list for a segment, and the way there."""

import streamlit as st

from dashboard import cached, draft, state
from dashboard.components.plain_text import as_typed
from dashboard.components.plan_choices import lines_of, ranked_by, used_channels, used_framings


def show_plan_summary(segment: str) -> None:
    """Show channel, messenger and message of a segment as they will stand in the list."""
    _ = state.translator()
    used = used_channels(segment)
    lines = lines_of(segment, used)
    with st.container(border=True, gap="small", key="plan_summary"):
        st.markdown(
            f"**{_('Yang masuk daftar sasaran untuk segmen {code}').format(code=segment)}**"
        )
        if not lines:
            st.caption(_("Belum ada kanal yang dipakai."))
        for line in lines:
            text = as_typed(line.message) or f"*{_('pesan utama belum ditulis')}*"
            st.markdown(f"- **{line.channel}** ({line.messenger}): {text}")
        if segment not in state.draft().channels:
            st.caption(_("Kanal-kanal ini mengikuti saran; ubah dengan tombol Pakai."))
        if unsuited := _unsuited(segment, used):
            st.caption(
                _(
                    "Cara penyampaian yang dipakai tidak dibuat untuk {channels}; di sana pesan "
                    "utama tampil apa adanya."
                ).format(channels=unsuited)
            )
        if "[" in "".join(line.message for line in lines):
            st.caption(_("Isi bagian dalam kurung siku sebelum pesan dikirim."))
        if draft.must_be_mended(state.draft()):
            st.caption(_("Perbaiki dulu pesan utamanya: daftar baru bisa diunduh sesudah itu."))


def show_way_to_list() -> None:
    """Lead on to the target list, in a bar that stays at the foot of the window.

    A link inside the page would slip from under the mouse: a click on it ends the typing, and
    what was typed then lengthens the page above it.
    """
    _ = state.translator()
    with st.container(key="way_to_list"):
        st.page_link(
            "app_pages/target_list.py",
            label=_("Buat daftar sasaran"),
            icon=":material/checklist:",
            query_params=state.link(list_segments=()),
        )


def _unsuited(segment: str, channels: tuple[str, ...]) -> str:
    playbook, framings = cached.playbook(), used_framings(segment)
    if not framings:
        return ""
    suited = {channel for name in framings for channel in playbook.framings[name].channels}
    cards = {
        card.id: card.name for card in cached.channel_cards(segment, _language(), *ranked_by())
    }
    return "; ".join(cards.get(name, name) for name in channels if name not in suited)


def _language() -> str:
    return state.selection().language
