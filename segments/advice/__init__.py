"""How to reach a segment and what to say: channels, framings and the rules they must obey."""

from geodata.personal_text import PersonalData, find_personal_data
from segments.advice.channel_choice import (
    RankStability,
    rank_stability,
    select_channels,
    stands_out,
    why_not,
)
from segments.advice.channels import DEFAULT_WEIGHTS, recommend_channels
from segments.advice.framing import (
    GRADE_WEIGHTS,
    channels_for,
    opening_lines,
    recommend_framings,
    select_framings,
    why_not_framing,
)
from segments.advice.guardrails import (
    Finding,
    ForbiddenColumnError,
    check_columns,
    check_message,
    fold,
    is_forbidden_column,
)
from segments.advice.inventory import KIND as INVENTORY_KIND
from segments.advice.inventory import (
    Inventory,
    PlacedInventory,
    covered,
    place_inventory,
    read_inventory,
    shipped_rows,
)
from segments.advice.inventory_rows import (
    CHOICES as INVENTORY_CHOICES,
)
from segments.advice.inventory_rows import (
    COLUMNS as INVENTORY_COLUMNS,
)
from segments.advice.inventory_rows import (
    NUMBERS as INVENTORY_NUMBERS,
)
from segments.advice.inventory_rows import (
    InventoryEntry,
    InventoryProblem,
    find_private,
    is_blank,
    tidy_row,
    typed_number,
)
from segments.advice.messages import (
    Adaptation,
    MessageSet,
    UnconfirmedError,
    advise_forms,
    check_adaptation,
    draft_messages,
    edit_text,
)
from segments.advice.playbook import (
    AdaptationForm,
    Channel,
    Condition,
    Cost,
    EvidenceSource,
    Framing,
    Gate,
    Playbook,
    PlaybookError,
    Rate,
    in_language,
    load_playbook,
)
from segments.advice.playbook_files import PlaybookProblem
from segments.advice.reach_estimates import cost_per_person, estimate_reach, open_share
from segments.advice.reading_level import Reading, measure_reading
from segments.advice.recommendation import DETAILS as MESSAGE_DETAILS
from segments.advice.recommendation import Estimate, Reason, Recommendation, ScoreTerm
from segments.advice.traits import (
    SegmentTraits,
    audience_traits,
    regency_traits,
    traits_of,
)

__all__ = [
    "open_share",
    "DEFAULT_WEIGHTS",
    "GRADE_WEIGHTS",
    "INVENTORY_CHOICES",
    "INVENTORY_COLUMNS",
    "INVENTORY_KIND",
    "INVENTORY_NUMBERS",
    "MESSAGE_DETAILS",
    "Adaptation",
    "AdaptationForm",
    "Channel",
    "Condition",
    "Cost",
    "Estimate",
    "EvidenceSource",
    "Finding",
    "ForbiddenColumnError",
    "Framing",
    "Gate",
    "Inventory",
    "InventoryEntry",
    "InventoryProblem",
    "MessageSet",
    "PersonalData",
    "PlacedInventory",
    "Playbook",
    "PlaybookError",
    "PlaybookProblem",
    "RankStability",
    "Rate",
    "Reading",
    "Reason",
    "Recommendation",
    "ScoreTerm",
    "SegmentTraits",
    "UnconfirmedError",
    "advise_forms",
    "audience_traits",
    "channels_for",
    "check_adaptation",
    "check_columns",
    "check_message",
    "cost_per_person",
    "covered",
    "draft_messages",
    "edit_text",
    "estimate_reach",
    "find_personal_data",
    "find_private",
    "in_language",
    "is_blank",
    "fold",
    "is_forbidden_column",
    "load_playbook",
    "measure_reading",
    "opening_lines",
    "place_inventory",
    "rank_stability",
    "read_inventory",
    "recommend_channels",
    "recommend_framings",
    "regency_traits",
    "select_channels",
    "select_framings",
    "shipped_rows",
    "stands_out",
    "tidy_row",
    "traits_of",
    "typed_number",
    "why_not",
    "why_not_framing",
]
