"""A meeting: who is there, who has the floor, and whether it is in session (RONR (12th ed.) 8, 9, 40)."""

from __future__ import annotations

from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Motion


def recessed(floor: Floor, _motion: Motion) -> Floor:
    """Interrupt the meeting; what is pending stays so (20:1)."""
    return floor if floor.meeting is None else floor.but(meeting=floor.meeting._replace(phase="recess", speaker=""))


def adjourned(floor: Floor, _motion: Motion) -> Floor:
    """Close the meeting; what is pending is unfinished business of the next one (21:7)."""
    return floor if floor.meeting is None else floor.but(meeting=floor.meeting._replace(phase="adjourned", speaker=""))
