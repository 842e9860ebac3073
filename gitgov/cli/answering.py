"""`git gov why`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.deriving import phase_of
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.released import Evidence
from gitgov.chamber.why import Why, explain
from gitgov.cli.options import Json
from gitgov.cli.show import whole
from gitgov.cli.show_json import whole_json
from gitgov.cli.text import clean, give, paint, say


def why(commit: Annotated[str, typer.Argument(metavar="COMMIT", help="Any commit.")], as_json: Json = False) -> None:
    """Say which decisions let a commit in, who voted, by which rule."""
    chamber = open_chamber(Path())
    found = explain(chamber, chamber.repo.commit_of(commit))
    if as_json:
        first, *further = [told_json(each, chamber) for each in found]
        give({"commit": found[0].commit, **first, "further": further})
    else:
        say("\n\n".join(told(each, chamber) for each in found))
    if not all(each.accounted for each in found):
        raise typer.Exit(1)


def told_json(found: Why, chamber: Chamber) -> dict[str, Any]:
    """Return an answer with stable keys."""
    matter = found.matter
    motion = whole_json(matter, chamber.now(), phase_of(chamber, matter.motion)) if matter else None
    return {
        "ref": found.ref,
        "step": found.step,
        "what": found.what,
        "motion": motion,
        "grandfathered": found.grandfathered,
        "evidence": [{"id": each.id, "what": each.what, "found": each.found} for each in found.evidence],
    }


def told(found: Why, chamber: Chamber) -> str:
    """Tell an answer, with the whole motion."""
    matter = found.matter
    motion = whole(matter, chamber.now(), phase_of(chamber, matter.motion)) if matter else ""
    rests_on = "".join(f"\n  {_mark(each)} {clean(each.what)}" for each in found.evidence)
    return clean(found.what) + rests_on + (motion and f"\n\n{motion}")


def _mark(each: Evidence) -> str:
    return "rests on" if each.found else paint("!", "red")
