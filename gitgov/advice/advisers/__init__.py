"""The advisers: one file each, and its name here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gitgov.advice.adviser import Adviser
from gitgov.core.filed import Filed

NAMES = ("integration", "merge", "minutes", "operation", "release", "retro", "review", "risk", "sprint")
"""What advisers there are, each of which has a file here that is called so."""

ADVISERS: Final[Mapping[str, Adviser]] = Filed(__name__, "ADVISER", NAMES)
