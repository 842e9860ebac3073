"""The remotes that git's settings name."""

from __future__ import annotations

from collections.abc import Mapping


def configured(settings: Mapping[str, str]) -> list[str]:
    """List the remotes that have an address: origin first, the others by name."""
    keys = (key for key in settings if key.startswith("remote.") and key.endswith(".url"))
    names = {key.split(".", 1)[1].rsplit(".", 1)[0] for key in keys}
    return sorted(names, key=lambda name: (name != "origin", name))


def remotes(settings: Mapping[str, str]) -> list[str]:
    """List the remotes that this clone follows, the usual one first.

    What a bare repository was once copied from is none of them: it fetches no branches, and others push to it.
    """
    return [name for name in configured(settings) if settings.get(f"remote.{name}.fetch")]
