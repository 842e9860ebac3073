"""`git sprint conflicts`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gitgov.chamber.branches import HERE, Apart, Branch, Stray
from gitgov.chamber.colliding import Crossing, Survey, remedy_for, shown, survey
from gitgov.cli.options import Json
from gitgov.cli.text import columns, counted, flat, give, many, paint, say
from gitgov.core.ids import short

if TYPE_CHECKING:
    from gitgov.chamber.meaning import Checked

MOST_CHECKED = 20
Branches = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="BRANCH",
        help="Branches; left out: what open motions would merge, and the branches of all teams' sprints.",
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
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Also run the command that git config gov.check names on the riskiest clean merges."
        ),
    ] = False,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, max=10_000, help="With --check: how many pairs are checked.")
    ] = MOST_CHECKED,
    as_json: Json = False,
) -> None:
    """Merge every pair of branches in memory: which collide, in which files and lines, and who should talk.

    Nothing is checked out, moved or kept, but for a cache. What git could not merge is sure; where something is not here, no
    answer is given for those that need it, and the command exits with 3.
    """
    found = survey(Path(), branches or [], into)
    tested = _tested(found, most) if check else None
    if as_json:
        give({**_conflicts_json(found, near=near), "check": _check_json(tested) if tested else None})
    else:
        say("\n".join((*_told(found, near=near), *(_check_told(tested) if tested else ()))))
    if any(each.meeting.missing for each in found.unknown()):
        raise typer.Exit(3)


def _tested(found: Survey, most: int) -> Checked:
    from gitgov.chamber.meaning import checked

    return checked(found, most, counted("checked"))


def _check_told(tested: Checked) -> Iterator[str]:
    broken = sum(bool(each.other) for each in tested.found)
    yield ""
    yield f"{many(tested.pairs, 'merged tree')} of {many(tested.risky, 'risky pair')} checked, {tested.known} results known before; {broken} break by meaning"
    rows = []
    for each in tested.found:
        talk = f"  ({', '.join(each.people)})" if each.people else ""
        what = "by meaning" if each.other else "by itself"
        rows.append([each.one, each.other, what, f"{each.outcome.verdict}: {each.outcome.said or 'no word'}{talk}"])
    if rows:
        yield ""
        yield columns([[flat(cell) for cell in row] for row in rows])


def _check_json(tested: Checked) -> dict[str, Any]:
    return {
        "pairs": tested.pairs,
        "risky": tested.risky,
        "known": tested.known,
        "found": [
            {
                "one": each.one,
                "other": each.other or None,
                "verdict": each.outcome.verdict,
                "said": each.outcome.said,
                "people": list(each.people),
            }
            for each in tested.found
        ],
    }


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
    if remedy := remedy_for(found):
        yield f"  next: {remedy}"


def heading(found: Survey) -> Iterator[str]:
    """Say what is looked at."""
    target = f" upon {flat(found.target.name)} at {short(found.target.tip)}" if found.target else ""
    yield f"{many(len(found.branches), 'branch')}{target}"
    if found.landed:
        yield f"landed already: {', '.join(flat(each.name) for each in found.landed)}"
    yield from gone_apart(found.apart)


def gone_apart(branches: Iterable[Apart]) -> Iterator[str]:
    """Warn of branches of which no place has all commits, and say which of them is looked at."""
    for each in branches:
        where = ", ".join(_stray(stray) for stray in each.strays)
        what = f"{each.name} has gone apart: taken as it is {_place(each.taken)}, at {short(each.tip)}; {where}"
        yield paint(f"warning: {flat(what)}", "yellow")
        yield f"  next: in a work tree of {flat(each.name)} git pull --rebase, then git push; then the same command"


def _stray(stray: Stray) -> str:
    return f"{_place(stray.place)} it is at {short(stray.tip)}, {many(stray.ahead, 'commit')} ahead and {stray.behind} behind"


def _place(remote: str) -> str:
    return "here" if remote == HERE else f"on {remote}"


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
        "remedy": remedy_for(found) or None,
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
        "apart": [apart_json(each) for each in found.apart],
    }


def apart_json(branch: Apart) -> dict[str, Any]:
    """Return where a branch stands of which no place has all commits."""
    strays = [
        {"place": each.place or None, "head": each.tip, "ahead": each.ahead, "behind": each.behind}
        for each in branch.strays
    ]
    return {"name": branch.name, "taken": branch.taken or None, "head": branch.tip, "strays": strays}


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
