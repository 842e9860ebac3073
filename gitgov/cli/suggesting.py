"""`git gov advise release` and the other advice that is about no branch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.open import open_chamber
from gitgov.cli.advising import finish
from gitgov.cli.asking import How, asking
from gitgov.cli.recalling import since_of
from gitgov.core.errors import BadInput


@asking
def release(
    tag: Annotated[str, typer.Argument(metavar="TAG", help="The name of the tag.")],
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help="What to release; HEAD unless given.")] = "HEAD",
    *,
    how: How,
) -> None:
    """Say whether a commit is ready to be released, by which strategy, what that touches, and what was decided since the last release."""
    from gitgov.chamber.advising.release import case

    chamber = open_chamber(Path())
    finish(chamber, case(chamber, tag, commit), how)


@asking
def sprint(
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help="The team; the only one unless given.")] = "",
    capacity: Annotated[
        int | None,
        typer.Option(
            "--capacity",
            metavar="N",
            min=0,
            max=5000,
            help="How many points can be done; as planned, or what people can do in two weeks, unless given.",
        ),
    ] = None,
    skills: Annotated[
        str,
        typer.Option(
            "--skills", metavar="FILE", help="JSON that says what people can do, and how much is needed of each skill."
        ),
    ] = "",
    *,
    how: How,
) -> None:
    """Say which items a team takes on next, by value within its capacity, and who covers the skills that this needs."""
    from gitgov.chamber.advising.sprint import case

    chamber = open_chamber(Path())
    found = case(chamber, team, capacity, skills)
    finish(chamber, found, how)


@asking
def operation(
    maint: Annotated[
        bool,
        typer.Option("--maint", help="Only what keeps the repository in order: hooks, packing, what doctor finds."),
    ] = False,
    *,
    how: How,
) -> None:
    """Say which operation comes next here, out of an allow-list: each is a command to be typed, and none is executed."""
    from gitgov.chamber.advising.operation import case

    chamber = open_chamber(Path())
    found = case(chamber, maintenance=maint)
    finish(chamber, found, how)


@asking
def retro(
    since: Annotated[
        str, typer.Option("--since", metavar="TAG|TIME", help="Since a tag, a day or how long ago; 30d unless given.")
    ] = "",
    sprint: Annotated[str, typer.Option("--sprint", metavar="SPRINT", help="Since the beginning of this sprint.")] = "",
    *,
    how: How,
) -> None:
    """Say what is worth improving, at most five things, each by what was measured and recorded."""
    from gitgov.chamber.advising.retro import case, span_of, tagged_at

    if since and sprint:
        raise BadInput("two times to look back to", "give --since or --sprint, one at a time")
    chamber = open_chamber(Path())
    tagged = tagged_at(chamber, since) if since else 0
    begins = tagged or (since_of(since, chamber.now()) if since else 0)
    found = case(chamber, span_of(chamber, sprint, begins, since if tagged else ""))
    finish(chamber, found, how)


@asking
def minutes(
    meeting: Annotated[
        str,
        typer.Argument(metavar="MEETING|MOTION", help="A meeting by its name, or a motion on a floor of its own."),
    ],
    number: Annotated[
        int,
        typer.Option(
            "--number", metavar="N", min=0, help="Which of the series; the latest that was adjourned unless given."
        ),
    ] = 0,
    *,
    how: How,
) -> None:
    """Sum up the minutes of a meeting or a motion: who was there, what was decided, what is left to be done."""
    from gitgov.chamber.advising.minutes import case

    chamber = open_chamber(Path())
    finish(chamber, case(chamber, meeting, number), how)
