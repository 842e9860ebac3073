"""What is said of a commit that no decision is found for: what it is, and how it comes in."""

from __future__ import annotations

from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.facts import Echo, RefUpdate, Step

SENT = "or, if it has been decided, git gov sync first"


def unratified(update: RefUpdate, step: Step) -> Objection:
    """Object to a step that no decision is found for, by its shape."""
    if len(step.parents) == 2:
        what = f"{short(step.commit)} merges {short(step.parents[1])}, which no decision ratified for {name_of(update)}"
        return Objection(
            "GOV-101", what, remedy=f"git motion merge {short(step.parents[1])} --into {typed(name_of(update))}; {SENT}"
        )
    if len(step.parents) > 2:
        return no_octopus(step, "which no decision names")
    if step.echo is not None:
        return _echoing(update, step, step.echo)
    what = f"{short(step.commit)} is no ratified content for {name_of(update)}"
    return Objection(
        "GOV-101",
        what,
        remedy=f"push it to a branch of its own, then: git motion merge BRANCH --into {typed(name_of(update))}",
    )


def no_octopus(step: Step, why: str, *records: str) -> Objection:
    """Object to any merge of several heads at once."""
    return Objection(
        "GOV-114",
        f"{short(step.commit)} is an octopus merge, {why}",
        "",
        'merge one ratified head at a time, in one push if need be; or git motion charter FILE, with "octopus" among the methods',
        records,
    )


def _echoing(update: RefUpdate, step: Step, echo: Echo) -> Objection:
    """Say of a revert or a copy that it is content of its own, and how it comes in."""
    what = f"{short(step.commit)} {echo.how} {short(echo.of)}, which is content of its own, and nobody ratified it for {name_of(update)}"
    name = f"{'revert' if echo.how == 'reverts' else 'pick'}-{short(echo.of)}"
    move = f"git push origin {short(step.commit)}:refs/heads/{name}; git motion merge {short(step.commit)} --into {typed(name_of(update))}"
    if echo.how == "reverts":
        return Objection("GOV-168", what, remedy=move)
    return Objection("GOV-169", what, remedy=f"git gov enact brings in what was ratified; else {move}")


def name_of(update: RefUpdate) -> str:
    """Name the branch of an update, as people say it."""
    return update.ref.removeprefix("refs/heads/")
