"""Moving to adopt a text: `git motion adopt architecture`, `process` and `report`, and `git motion resolve`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Protocol

import typer

from gitgov.chamber.advising.moving import as_advised, drafted_in
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.cli.acting import send, text_of
from gitgov.cli.options import Advice, File, Key, Sync, Text
from gitgov.cli.putting import About, Apart, Unnoticed, put_forward, seat
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.motions.adopt_report import AdoptReport
from gitgov.procedure.motions.architecture import Architecture
from gitgov.procedure.motions.main import Main
from gitgov.procedure.motions.process import Process
from gitgov.procedure.rows import Question

Content = Annotated[
    str,
    typer.Option(
        "--content",
        metavar="COMMIT",
        help="The branch or commit whose content it is about, where the charter asks for such a decision.",
    ),
]


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


def architecture(
    message: Text = "",
    file: File = "",
    content: Content = "",
    about: About = "HEAD",
    without_notice: Unnoticed = False,
    apart: Apart = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to adopt an architecture decision."""
    chamber = open_chamber(Path())
    commit = _content(chamber, content)
    asked = Architecture(text=text_of(message, file, MOTIONS["architecture"].command), commit=commit)
    place = seat(chamber, key, apart=apart)
    put_forward(place, asked, commit or chamber.repo.commit_of(about), "", unnoticed=without_notice)
    send(sync=sync)


def process(
    message: Text = "",
    file: File = "",
    content: Content = "",
    advice: Advice = "",
    about: About = "HEAD",
    without_notice: Unnoticed = False,
    apart: Apart = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to adopt a process decision."""
    chamber = open_chamber(Path())
    commit = _content(chamber, content)
    drafted = advice and not message and not file
    text = drafted_in(chamber, advice) if drafted else text_of(message, file, MOTIONS["process"].command)
    if "Advice-Program:" in text:
        from gitgov.chamber.advising.programs import check_adoption

        check_adoption(chamber, text)
    asked, _ = as_advised(chamber, Process(text=text, commit=commit), commit, advice, text)
    place = seat(chamber, key, apart=apart)
    put_forward(place, asked, commit or chamber.repo.commit_of(about), "", unnoticed=without_notice)
    send(sync=sync)


def _content(chamber: Chamber, word: str) -> str:
    return chamber.repo.commit_of(chamber.repo.nearest(word)) if word else ""


report = _adopting(
    "adopt_report",
    lambda text: AdoptReport(text=text.strip()),  # one line, which a file ends
    "Move to adopt what a committee or an officer recommends.",
)
resolve = _adopting("main", Main, "Move a resolution: anything that the body can decide.")
