"""Who is at work: what approvals, saved versions and the log are signed with."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import streamlit as st

from segments.store import ROLES

_NAME, _ROLE, _DISTRICT = "actor_name", "actor_role", "actor_district"


@dataclass(frozen=True)
class Actor:
    """A position or initials, never a personal number, and what it may do."""

    name: str = ""
    role: str = "planner"
    district: str = ""

    @property
    def may_plan(self) -> bool:
        """Whether this role writes briefs, plans and segmentations."""
        return self.role in ("planner", "approver")

    @property
    def may_approve(self) -> bool:
        """Whether this role approves what others planned."""
        return self.role == "approver"

    def may_see(self, districts: Collection[str]) -> bool:
        """Whether a plan for these kecamatan concerns this role; none named means all."""
        return self.role != "district" or not districts or self.district in districts

    @property
    def signature(self) -> str:
        """The name under an entry of the log; the role where no name was given."""
        return self.name.strip() or self.role


def actor() -> Actor:
    """Tell who is at work in this session."""
    role = st.session_state.get(_ROLE, "planner")
    return Actor(
        st.session_state.get(_NAME, ""),
        role if role in ROLES else "planner",
        st.session_state.get(_DISTRICT, ""),
    )


def actor_field(field: str) -> dict[str, Any]:
    """Give the key that ties a widget to a field of the actor, kept across pages."""
    key = {"name": _NAME, "role": _ROLE, "district": _DISTRICT}[field]
    if key in st.session_state:
        # Streamlit forgets a widget that a page does not draw; writing it back keeps it.
        st.session_state[key] = st.session_state[key]
    return {"key": key}
