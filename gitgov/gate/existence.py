"""The gate for what comes and goes: protected refs that are created, deleted or put back where they stood."""

from __future__ import annotations

from collections.abc import Mapping

from gitgov.gate.facts import RefUpdate, Verdict
from gitgov.gate.ratified import deny


def decide_existence(
    update: RefUpdate, baseline: Mapping[str, str], *, contained: bool, forward: bool
) -> Verdict | None:
    """Judge creation and deletion, where content need not be asked for; nothing means: judge the content.

    `contained` says that another protected branch has stood at the new commit, `forward` that nothing would be lost.
    """
    if update.deletes:
        return deny(
            update,
            "GOV-131",
            f"{update.ref} is protected and may not be deleted",
            "the assembly changes what is protected: git motion charter FILE; what got in undecided: docs/guides/recovery.md",
        )
    if update.creates and baseline.get(update.ref) == update.new:
        return Verdict(update.ref)  # where it stood when the body protected it
    if update.ref.startswith("refs/tags/"):
        return (
            None
            if update.creates
            else deny(
                update, "GOV-132", f"{update.ref} is released: a protected tag never moves", "release another version"
            )
        )
    if baseline.get(update.ref) == update.new and forward:
        return Verdict(update.ref)
    if not update.creates:
        return None
    if contained and update.ref not in baseline:
        return Verdict(update.ref)
    return deny(
        update,
        "GOV-133",
        f"{update.ref} is protected and may only be created where another protected branch has stood",
        "branch from the protected branch, and move to merge the rest",
    )
