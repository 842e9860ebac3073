"""Which business a meeting may do: of a special one, what its call names (RONR (12th ed.) 9:13-16)."""

from __future__ import annotations

from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Moving, Objections, object_to
from gitgov.procedure.words import names

NO_BUSINESS = frozenset({"recess_main", "adjourn_main", "fix_time_main"})
"""Main motions about the meeting itself, which is nobody's business but its own."""


def not_business(floor: Floor, moving: Moving) -> Objections:
    """Object to what the call of a special meeting does not name."""
    business = floor.meeting.business if floor.meeting else ()
    row = moving.row
    if not business or not row.is_main or row.name in NO_BUSINESS or names(business, floor, moving):
        return ()
    what = f"the call of this special meeting names “{'”, “'.join(business)}”, and nothing else is in order"
    remedy = "move it at a regular meeting, or --apart; what belongs to an item says so in its words"
    return object_to("GOV-510", what, "RONR (12th ed.) 9:15-16", remedy)
