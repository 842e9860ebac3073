"""What this clone remembers of its last round through the remotes: only what is new hangs on it, and nothing that anybody decides."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from gitgov.git.repository import Repository
from gitgov.sprints.crossing import Crossing

_STATE = "rounds.json"
_LENGTHS = (len(Crossing._fields) - 1, len(Crossing._fields))
"""An earlier version did not write where a crossing is."""


def last_heard(repo: Repository, remote: str) -> int:
    """Return when a remote was last heard in a round from this clone, or 0."""
    at = _table(_read(repo).get("heard")).get(remote, 0)
    return at if isinstance(at, int) else 0


def remember_heard(repo: Repository, heard: Mapping[str, int]) -> None:
    """Remember when remotes were heard."""
    known = _read(repo)
    _write(repo, {**known, "heard": {**_table(known.get("heard")), **heard}})


def crossings_seen(repo: Repository) -> frozenset[Crossing]:
    """Return where teams depended on each other when that was last asked."""
    rows = _read(repo).get("crossings")
    good = (each for each in rows if _is_row(each)) if isinstance(rows, list) else ()
    return frozenset(Crossing(*each) for each in good)


def remember_crossings(repo: Repository, found: Iterable[Crossing]) -> None:
    """Remember where teams depend on each other."""
    _write(repo, {**_read(repo), "crossings": [list(each) for each in found]})


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and len(row) in _LENGTHS and all(isinstance(each, str) for each in row)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read(repo: Repository) -> dict[str, Any]:
    """Read all of it; nothing where nothing is remembered, or nothing that can be read."""
    try:
        return _table(json.loads((repo.state / _STATE).read_bytes()))
    except (OSError, ValueError, RecursionError):
        return {}


def _write(repo: Repository, known: Mapping[str, Any]) -> None:
    """Write all of it, or on a read-only disk nothing: everything is new the next time."""
    with suppress(OSError), tempfile.NamedTemporaryFile("w", dir=repo.state, encoding="utf-8", delete=False) as aside:
        json.dump(known, aside)
        aside.flush()
        Path(aside.name).replace(repo.state / _STATE)
