"""Names of things: event ids, git object ids, members; and how they are shown."""

from __future__ import annotations

import re
from typing import NewType

EventId = NewType("EventId", str)
"""SHA-256 of an event's bytes, 64 lowercase hex digits; empty where an event opens the matter itself."""

Oid = NewType("Oid", str)
"""A git object id, 40 (SHA-1) or 64 (SHA-256) lowercase hex digits."""

Member = NewType("Member", str)
"""A member's name on the roll."""

EVENT_ID = re.compile(r"[0-9a-f]{64}", re.ASCII)
OID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)
MEMBER = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?", re.ASCII)


def motion_name(event_id: str) -> str:
    """Show a motion's id as people say it: `M-3f2a9c41`."""
    return f"M-{event_id[:8]}"


def short(oid: str) -> str:
    """Show the first twelve digits of an id."""
    return oid[:12]


def branch_or_tag(ref: str) -> str:
    """Show a ref as people call the branch or the tag."""
    return ref.removeprefix("refs/heads/").removeprefix("refs/tags/")


def is_zero(oid: str) -> bool:
    """Say whether an object id is git's all-zero id, which stands for "no object"."""
    return not oid.strip("0")
