"""`git gov advise release` and the other advice that is about no branch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.open import open_chamber
from gitgov.cli.advising import How, finish
from gitgov.cli.options import Context, Draft, Json, Key, Profile, Recording, Sync


def release(
    tag: Annotated[str, typer.Argument(metavar="TAG", help="The name of the tag.")],
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help="What to release; HEAD unless given.")] = "HEAD",
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Say whether a commit is ready to be released, by which strategy, what that touches, and what was decided since the last release."""
    from gitgov.chamber.advising.release import case

    chamber = open_chamber(Path())
    finish(chamber, case(chamber, tag, commit), How(profile, recording, draft, context, key, sync, as_json))


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
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Say which items a team takes on next, by value within its capacity, and who covers the skills that this needs."""
    from gitgov.chamber.advising.sprint import case

    chamber = open_chamber(Path())
    found = case(chamber, team, capacity, skills)
    finish(chamber, found, How(profile, recording, draft, context, key, sync, as_json))


def operation(
    maint: Annotated[
        bool,
        typer.Option("--maint", help="Only what keeps the repository in order: hooks, packing, what doctor finds."),
    ] = False,
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Say which operation comes next here, out of an allow-list: each is a command to be typed, and none is executed."""
    from gitgov.chamber.advising.operation import case

    chamber = open_chamber(Path())
    found = case(chamber, maintenance=maint)
    finish(chamber, found, How(profile, recording, draft, context, key, sync, as_json))
