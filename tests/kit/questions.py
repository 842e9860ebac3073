"""Questions that tests put, worded in a line; an object id stands for whatever has its name."""

from __future__ import annotations

import hashlib

from gitgov.core.ids import Oid
from gitgov.procedure.motions.architecture import Architecture
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from tests.kit import charters


def oid(name: str) -> Oid:
    """Returns an object id that stands for `name`."""
    return Oid(hashlib.sha1(name.encode()).hexdigest())


ROOT = oid("the first commit")


def merge(branch: str = "feature/x", into: str = "main") -> Merge:
    """Words the question to merge a branch, whose head is `oid(branch)`."""
    return Merge(branch=branch, head=oid(branch), into=f"refs/heads/{into}")


def release(version: str = "v1.0") -> Release:
    """Words the question to release `oid(version)` under that tag."""
    return Release(commit=oid(version), tag=f"refs/tags/{version}")


def architecture(text: str = "# Use git notes", about: str = "") -> Architecture:
    """Words the question to adopt a decision, about `oid(about)` if that is given."""
    return Architecture(text=text, commit=oid(about) if about else "")


def change(draft: charters.Draft) -> CharterChange:
    """Words the question to adopt another charter."""
    return CharterChange(text=draft.text)
