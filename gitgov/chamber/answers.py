"""Answers that are remembered whole, and given again where nothing has changed that they hang on: no law is loaded for that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gitgov.chamber.derived import INDEX, state_of
from gitgov.core.errors import GitgovError
from gitgov.git.index import Answer, open_index
from gitgov.git.repository import Repository, open_repository

Rows = Sequence[dict[str, Any]]


def remembered(start: Path, name: str, now: int) -> Rows | None:
    """Return an answer as it was given if every ref, remote and setting stands as it did then, and its time is not over.

    Raises `BadInput` outside of a repository.
    """
    repo = open_repository(start)
    try:
        answer = open_index(repo.state / INDEX).answer(name)
        if answer is None or now >= answer.until or answer.state != _state(repo):
            return None
        rows = json.loads(answer.data)
    except (GitgovError, ValueError, TypeError, OSError):
        return None
    return rows if isinstance(rows, list) else None


def remember(repo: Repository, name: str, rows: Rows, until: int) -> None:
    """Remember an answer that time changes at `until` at the earliest; where nothing can be written, it is asked again."""
    with suppress(GitgovError, OSError):
        open_index(repo.state / INDEX).remember(name, Answer(_state(repo), until, json.dumps(rows)))


def _state(repo: Repository) -> str:
    settings = json.dumps(repo.settings(), sort_keys=True)
    return f"{state_of(repo)} {hashlib.sha256(settings.encode(errors='surrogateescape')).hexdigest()}"
