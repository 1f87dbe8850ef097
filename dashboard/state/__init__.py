"""What a session knows: the view (also in the link), the draft, who is at work.

The only package that touches `st.session_state` and `st.query_params`; one module a subject.
"""

from dashboard.state.actor import Actor, actor, actor_field
from dashboard.state.drafting import choosing, draft, drafted
from dashboard.state.inventory import (
    InventoryDesk,
    inventory_desk,
    lay_inventory,
    note_inventory,
)
from dashboard.state.view import (
    DISTRICT_CODE_LENGTH,
    EMPTIED,
    PARAMETER,
    Selection,
    bound,
    bound_list,
    clear_areas,
    level_of,
    link,
    link_parameters,
    open_link,
    parse,
    read_language,
    selection,
    take_pick,
    take_search,
    translator,
    update,
)

__all__ = [
    "DISTRICT_CODE_LENGTH",
    "EMPTIED",
    "PARAMETER",
    "Actor",
    "InventoryDesk",
    "Selection",
    "actor",
    "actor_field",
    "bound",
    "bound_list",
    "choosing",
    "clear_areas",
    "draft",
    "drafted",
    "inventory_desk",
    "lay_inventory",
    "level_of",
    "link",
    "link_parameters",
    "note_inventory",
    "open_link",
    "parse",
    "read_language",
    "selection",
    "take_pick",
    "take_search",
    "translator",
    "update",
]
