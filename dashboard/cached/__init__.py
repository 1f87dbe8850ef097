"""The only user of Streamlit's caches.

Cached functions take plain values. What `cache_resource` gives is shared by all users and must
never be changed; what `cache_data` gives is a copy.
"""

from dashboard.cached.inventory import (
    InventoryKey,
    checked_rows,
    coverage_layer,
    inventory,
    inventory_document,
    inventory_key,
    inventory_rows,
    placed_inventory,
)
from dashboard.cached.links import (
    known_values,
)
from dashboard.cached.office import (
    store,
)
from dashboard.cached.places import (
    STATIC,
    STATIC_ADDRESS,
    DataState,
    areas,
    data_state,
    layer,
    map_column_words,
    map_columns,
    outlines_address,
    ranked_bars,
    ranking,
    segmentation,
    static_version,
)
from dashboard.cached.planning import (
    audience_counts,
    channel_cards,
    default_channels,
    forwarding_text,
    framing_cards,
    joint,
    list_view,
    playbook,
    ranked_channels,
    target_list,
    traits,
    why_not_channel,
)
from dashboard.cached.profiles import (
    group_facts,
    index_bars,
    portrait,
    profile_contrasts,
    religions,
    village_segments,
)

__all__ = [
    "DataState",
    "InventoryKey",
    "STATIC",
    "STATIC_ADDRESS",
    "areas",
    "audience_counts",
    "channel_cards",
    "checked_rows",
    "coverage_layer",
    "data_state",
    "default_channels",
    "forwarding_text",
    "framing_cards",
    "group_facts",
    "index_bars",
    "inventory",
    "inventory_document",
    "inventory_key",
    "inventory_rows",
    "joint",
    "known_values",
    "layer",
    "list_view",
    "map_column_words",
    "map_columns",
    "outlines_address",
    "placed_inventory",
    "playbook",
    "portrait",
    "profile_contrasts",
    "ranked_bars",
    "ranked_channels",
    "ranking",
    "religions",
    "segmentation",
    "static_version",
    "store",
    "target_list",
    "traits",
    "village_segments",
    "why_not_channel",
]
