"""The remotes that git's settings name."""

from __future__ import annotations

from collections.abc import Mapping

TEAM = "govteam"
"""What a remote is set to in which a team works on its own: what its branches hold, this body has not decided."""


def configured(settings: Mapping[str, str]) -> list[str]:
    """List the remotes that have an address: origin first, those of teams last, the others by name."""
    keys = (key for key in settings if key.startswith("remote.") and key.endswith(".url"))
    names = {key.split(".", 1)[1].rsplit(".", 1)[0] for key in keys}
    return sorted(names, key=lambda name: (name != "origin", of_team(settings, name), name))


def remotes(settings: Mapping[str, str]) -> list[str]:
    """List the remotes that this clone follows, the usual one first.

    What a bare repository was once copied from is none of them: it fetches no branches, and others push to it. Nor is the
    remote of a team.
    """
    return [
        name for name in configured(settings) if settings.get(f"remote.{name}.fetch") and not of_team(settings, name)
    ]


def of_team(settings: Mapping[str, str], name: str) -> bool:
    """Say whether a remote is one in which a team works on its own."""
    return settings.get(f"remote.{name}.{TEAM}") == "true"
