"""The roles at work in the office."""

ROLES = ("planner", "approver", "district", "viewer")
