"""What the keeper of a repository wants done by itself: settings that are on."""

from __future__ import annotations

from collections.abc import Mapping

_TRUE = frozenset({"true", "yes", "on", "1"})
"""How git lets one write that a setting is on."""
QUEUE, MEASURE = "gov.queue", "gov.measure"


def wants(settings: Mapping[str, str], name: str) -> bool:
    """Say whether a setting is on."""
    return settings.get(name, "").lower() in _TRUE
