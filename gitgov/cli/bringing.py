"""How it is told what a merge would bring in."""

from __future__ import annotations

from gitgov.chamber.bringing import Brings, brings
from gitgov.chamber.open import Chamber
from gitgov.charter.charter import Charter
from gitgov.cli.text import clean, flat
from gitgov.core.ids import short
from gitgov.core.visible import many
from gitgov.procedure.motions.merge import Merge


def told_of(chamber: Chamber, question: Merge, charter: Charter) -> list[str]:
    """Tell what a merge brings in besides one commit of its own, and whether its charter lets it; nothing more is to be told of that."""
    found = brings(chamber, question, charter)
    return lines(found) if found else []


def lines(found: Brings) -> list[str]:
    """Tell how many commits come in, whose other motions they are also part of, and which pins move."""
    said = [f"it brings in {many(found.commits, 'commit')}"] if found.commits > 1 else []
    said += [
        f"among them what {each.name} is about: {clean(each.text)} ({'to be decided' if each.pending == 2 else each.settled})"
        for each in found.under
    ]
    for path, old, new in found.pins:
        how = f"{short(old)} -> {short(new)}" if old and new else f"new, at {short(new)}" if new else "taken away"
        said.append(f"submodule {flat(path)}: {how}")
    if found.why_not:
        said += [f"it could not come in so: {clean(found.why_not.what)}", f"  next: {clean(found.why_not.remedy)}"]
    return said
