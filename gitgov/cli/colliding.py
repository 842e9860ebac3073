"""`git sprint conflicts`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.colliding import Branch, Crossing, Survey, shown, survey
from gitgov.cli.options import Json
from gitgov.cli.text import columns, flat, give, many, say
from gitgov.core.ids import short

Branches = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="BRANCH",
        help="Branches; left out: what open motions would merge, and the branches sprint/* that are here.",
    ),
]
Into = Annotated[
    str, typer.Option("--into", metavar="BRANCH", help="The branch that all land in; left out: the main branch.")
]


def conflicts(
    branches: Branches = None,
    into: Into = "",
    near: Annotated[
        bool, typer.Option("--near", help="Also those that change the same files and yet merge cleanly.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Merge every pair of branches in memory: which collide, in which files and lines, and who should talk.

    Nothing is checked out, moved or kept, but for a cache. What git could not merge is sure; where something is not here, no
    answer is given for those that need it, and the command exits with 3.
    """
    found = survey(Path(), branches or [], into)
    if as_json:
        give(_conflicts_json(found, near=near))
    else:
        say("\n".join(_told(found, near=near)))
    if any(each.meeting.missing for each in found.unknown()):
        raise typer.Exit(3)


def _told(found: Survey, *, near: bool) -> Iterator[str]:
    colliding = list(found.collisions())
    yield from heading(found)
    yield f"{many(len(colliding), 'pair')} of {found.pairs} collide{'s' if len(colliding) == 1 else ''}"
    rows = [row for each in colliding for row in _rows(found, each)]
    rows += [[each.one, each.other, "not known", _why_unknown(each)] for each in found.unknown()]
    if near:
        rows += [
            [one, other, "possible", f"both change {', '.join(map(flat, files))}"] for one, other, files in found.near()
        ]
    if rows:
        yield ""
        yield columns([[flat(cell) for cell in row] for row in rows])


def heading(found: Survey) -> Iterator[str]:
    """Say what is looked at."""
    target = f" upon {flat(found.target.name)} at {short(found.target.tip)}" if found.target else ""
    yield f"{many(len(found.branches), 'branch')}{target}"
    if found.landed:
        yield f"landed already: {', '.join(flat(each.name) for each in found.landed)}"


def _rows(found: Survey, crossing: Crossing) -> Iterator[list[str]]:
    """Yield a row for each file in which two collide; the last cell of the first one says who should talk."""
    people = ", ".join(found.people(crossing))
    for place, where in enumerate([shown(each) for each in crossing.meeting.spots] or ["folders that were renamed"]):
        first = place == 0
        talk = f"  ({people})" if first and people else ""
        yield [crossing.one if first else "", crossing.other if first else "", "sure" if first else "", where + talk]


def _why_unknown(crossing: Crossing) -> str:
    missing = crossing.meeting.missing
    return f"object {missing} is not here" if missing else "they share no history"


def _conflicts_json(found: Survey, *, near: bool) -> dict[str, Any]:
    return {
        **heading_json(found),
        "pairs": found.pairs,
        "collisions": [_crossing_json(found, each) for each in found.collisions()],
        "unknown": [_crossing_json(found, each) for each in found.unknown()],
        "near": [{"one": one, "other": other, "files": list(files)} for one, other, files in found.near()]
        if near
        else [],
    }


def heading_json(found: Survey) -> dict[str, Any]:
    """Return what is looked at."""
    return {
        "into": _branch_json(found.target) if found.target else None,
        "branches": [_branch_json(each) for each in found.branches],
        "landed": [_branch_json(each) for each in found.landed],
    }


def _branch_json(branch: Branch) -> dict[str, Any]:
    return {"name": branch.name, "head": branch.tip, "motion": branch.motion or None, "carried": branch.carried}


def _crossing_json(found: Survey, crossing: Crossing) -> dict[str, Any]:
    return {
        "one": crossing.one,
        "other": crossing.other,
        "verdict": crossing.meeting.verdict,
        "missing": crossing.meeting.missing or None,
        "people": list(found.people(crossing)),
        "spots": [
            {"path": each.path, "how": each.how, "lines_of_one": each.one, "lines_of_other": each.other}
            for each in crossing.meeting.spots
        ],
    }
