"""`git sprint conflicts` and `git sprint sequence`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.colliding import Branch, Crossing, Sequenced, Survey, sequenced, shown, survey
from gitgov.cli.options import Json
from gitgov.cli.text import columns, flat, give, many, paint, say
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


def sequence(branches: Branches = None, into: Into = "", as_json: Json = False) -> None:
    """Show which branches can land now without a rebase, and in which order the others follow, at what cost and why.

    What is ratified goes before what is not; no branch goes before one that it is stacked upon, or that a trailer
    `Depends-On:` of its commits names (a branch, a motion or a commit). All that land now are merged one upon another, to be sure.
    """
    found = survey(Path(), branches or [], into)
    result = sequenced(found)
    if as_json:
        give(_sequence_json(found, result))
    else:
        say("\n".join(_ordered(found, result)))


def _told(found: Survey, *, near: bool) -> Iterator[str]:
    colliding = list(found.collisions())
    yield from _heading(found)
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


def _heading(found: Survey) -> Iterator[str]:
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


def _ordered(found: Survey, result: Sequenced) -> Iterator[str]:
    yield from _heading(found)
    number = 0
    for now, title in ((True, _title_now(result)), (False, "then, in this order:")):
        steps = [each for each in result.order.steps if each.now == now]
        if steps:
            yield from ("", title)
        for step in steps:
            number += 1
            yield f"  {number:>2}  {flat(step.name)}" + (f"  ({many(step.cost, 'place')})" if step.cost else "")
            for reason in step.reasons:
                yield f"        after {flat(reason.after)}: {'; '.join(map(flat, reason.where))}"
            if step.name in result.elsewhere:
                yield f"        depends on what is not here: {', '.join(map(flat, result.elsewhere[step.name]))}"
    for circle in result.order.circles:
        yield paint(
            f"\nno order: {flat(', '.join(circle.names))} wait for each other; {flat(', '.join(circle.owners))} should talk",
            "red",
        )
    if result.order.stuck:
        yield f"waits for them: {flat(', '.join(result.order.stuck))}"


def _title_now(result: Sequenced) -> str:
    sure = "" if result.order.exact else " (there may be a larger set: too many hang together to try all)"
    merged = f"; merged one upon another, they give tree {short(result.tree)}" if result.tree else ""
    return f"can land now, without a rebase{sure}{merged}:"


def _conflicts_json(found: Survey, *, near: bool) -> dict[str, Any]:
    return {
        **_heading_json(found),
        "pairs": found.pairs,
        "collisions": [_crossing_json(found, each) for each in found.collisions()],
        "unknown": [_crossing_json(found, each) for each in found.unknown()],
        "near": [{"one": one, "other": other, "files": list(files)} for one, other, files in found.near()]
        if near
        else [],
    }


def _heading_json(found: Survey) -> dict[str, Any]:
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


def _sequence_json(found: Survey, result: Sequenced) -> dict[str, Any]:
    order = result.order
    return {
        **_heading_json(found),
        "exact": order.exact,
        "tree": result.tree or None,
        "steps": [
            {
                "name": each.name,
                "now": each.now,
                "cost": each.cost,
                "reasons": [{"after": reason.after, "where": list(reason.where)} for reason in each.reasons],
                "elsewhere": list(result.elsewhere.get(each.name, ())),
            }
            for each in order.steps
        ],
        "circles": [{"names": list(each.names), "owners": list(each.owners)} for each in order.circles],
        "stuck": list(order.stuck),
    }
