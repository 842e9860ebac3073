"""The error tree that faces turn into exit codes.

GitgovError
├── Refused    1  refused by governance: the rules say no, and say why
├── BadInput   2  wrong usage or configuration: the caller can mend it
└── Undecided  3  could not decide, therefore blocked

The law itself never raises: it answers with `Objection` values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from gitgov.core.objection import Objection


class GitgovError(Exception):
    """An error that a person can read: what is wrong, and what to do about it."""

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Refused(GitgovError):
    """The rules do not allow the act; `objections` name each rule."""

    exit_code = 1

    def __init__(self, objections: tuple[Objection, ...]) -> None:
        super().__init__("; ".join(each.what for each in objections))
        self.objections = objections


class BadInput(GitgovError):
    """The caller's words, files or configuration are wrong."""

    exit_code = 2


class Undecided(GitgovError):
    """Something needed for a verdict is missing or unreadable, so nothing may move."""

    exit_code = 3
