"""What is in use for a segment: its channels, its framings, and the lines that follow."""

from dashboard import cached, state, targets
from segments.campaign import ChannelLine
from segments.export import campaign_lines


def ranked_by() -> "tuple[tuple[tuple[str, float], ...], tuple[str, tuple[str, ...]]]":
    """Give what the ranking depends on besides the segment: weights, and who is meant."""
    chosen = state.selection()
    ages = targets.age_groups(chosen.youngest, chosen.oldest)
    return state.draft().chosen_weights, (chosen.sex, ages)


def used_channels(segment: str) -> tuple[str, ...]:
    """Give the channels in use, in the order of the advice."""
    advised = cached.default_channels(segment, *ranked_by())
    chosen = state.draft().channels.get(segment, advised)
    return in_order(segment, chosen)


def used_framings(segment: str) -> tuple[str, ...]:
    """Give the framings in use, in the order of the advice; none until somebody chooses."""
    draft = state.draft()
    chosen = draft.framings.get(segment, ())
    cards = cached.framing_cards(segment, "id", draft.election)
    return tuple(card.id for card in cards if card.id in chosen)


def in_order(segment: str, channels: tuple[str, ...]) -> tuple[str, ...]:
    """Sort channels by the advice for a segment; those outside the ranking come last."""
    ranked = [found.id for found in cached.ranked_channels(segment, *ranked_by())]
    known = [channel for channel in ranked if channel in channels]
    return (*known, *(channel for channel in channels if channel not in ranked))


def lines_of(segment: str, channels: tuple[str, ...]) -> tuple[ChannelLine, ...]:
    """Give each channel its messenger and its message."""
    draft = state.draft()
    return campaign_lines(
        cached.playbook(),
        in_order(segment, channels),
        used_framings(segment),
        draft.message,
        state.translator(),
        source=draft.source,
    )
