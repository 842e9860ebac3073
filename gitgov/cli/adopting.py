"""Moving to adopt a text: `git motion adopt architecture`, `process` and `report`, and `git motion resolve`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from gitgov.chamber.open import open_chamber
from gitgov.cli.acting import send, text_of
from gitgov.cli.options import File, Key, Sync, Text
from gitgov.cli.putting import About, Apart, Unnoticed, put_forward, seat
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.motions.adopt_report import AdoptReport
from gitgov.procedure.motions.architecture import Architecture
from gitgov.procedure.motions.main import Main
from gitgov.procedure.motions.process import Process
from gitgov.procedure.rows import Question


class _Wording(Protocol):
    """A kind of question that consists of a text."""

    def __call__(self, *, text: str) -> Question: ...


def _adopting(kind: str, question: _Wording, doc: str) -> Callable[..., None]:
    """Make a verb that moves to adopt a text of some kind."""

    def verb(
        message: Text = "",
        file: File = "",
        about: About = "HEAD",
        without_notice: Unnoticed = False,
        apart: Apart = False,
        key: Key = "",
        sync: Sync = False,
    ) -> None:
        chamber = open_chamber(Path())
        asked = question(text=text_of(message, file, MOTIONS[kind].command))
        place = seat(chamber, key, apart=apart)
        put_forward(place, asked, chamber.repo.commit_of(about), "", unnoticed=without_notice)
        send(sync=sync)

    verb.__doc__ = doc
    return verb


architecture = _adopting("architecture", Architecture, "Move to adopt an architecture decision.")
process = _adopting("process", Process, "Move to adopt a process decision.")
report = _adopting(
    "adopt_report",
    lambda text: AdoptReport(text=text.strip()),  # one line, which a file ends
    "Move to adopt what a committee or an officer recommends.",
)
resolve = _adopting("main", Main, "Move a resolution: anything that the body can decide.")
