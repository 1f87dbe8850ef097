"""What travels how: channels, messengers and messages of one segment, for a target list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segments.advice import in_language, opening_lines
from segments.campaign import ChannelLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segments.advice import Framing, Playbook
    from segments.i18n import Translator


def campaign_lines(
    playbook: Playbook,
    channels: Sequence[str],
    framings: Sequence[str],
    message: str,
    translator: Translator,
    *,
    source: str = "",
) -> tuple[ChannelLine, ...]:
    """Give each channel its messenger and its message.

    The first chosen framing that suits a channel opens its message; one that none of them suits
    carries the main message as it is. Who speaks belongs to the channel: the messenger that the
    framing advises is taken only for a channel without one. Without a main message there is
    nothing to adapt, and messages stay empty.

    Parameters
    ----------
    source
        Source of the claims in the message; put behind it.
    """
    _ = translator
    lines = []
    for channel_id in channels:
        channel = playbook.channels[channel_id]
        framing = _suiting(playbook, framings, channel_id)
        messenger = in_language(channel, "owner", _.language)
        if framing and not messenger:
            messenger = in_language(framing, "messenger", _.language)
        text = message.strip()
        if text and framing:
            text = opening_lines(framing, text, language=_.language)[0]
        if text and source.strip():
            text += " " + _("Sumber: {source}.").format(source=source.strip().rstrip("."))
        lines.append(ChannelLine(in_language(channel, "name", _.language), messenger, text))
    return tuple(lines)


def _suiting(playbook: Playbook, framings: Sequence[str], channel_id: str) -> Framing | None:
    chosen = (playbook.framings[framing_id] for framing_id in framings)
    return next((framing for framing in chosen if channel_id in framing.channels), None)
