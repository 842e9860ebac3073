"""What advisers have said of commits, as the gate is told of it."""

from __future__ import annotations

from collections.abc import Collection

from gitgov.advice.families import Proposal
from gitgov.chamber.open import Chamber
from gitgov.chamber.receipts import Dated, late
from gitgov.chamber.threads import threads_about
from gitgov.gate.advised import Advice, Told


def told_of(chamber: Chamber, contents: Collection[str]) -> Advice:
    """Return what was lawfully said of some commits; where the keeper signs receipts, also when what is dated back arrived."""
    said = [each.state for each in threads_about(chamber, "advice", contents)]
    said = [each for each in said if isinstance(each, Proposal)]
    behind = late(chamber, "advice", [Dated(each.id, each.subject, each.at) for each in said])
    found: dict[str, tuple[Told, ...]] = {}
    for each in said:
        arrived = each.at + behind[each.id] if each.id in behind else 0
        told = Told(each.id, each.body.adviser, each.body.verdict, each.at, arrived, each.body.upon)
        found[each.subject] = (*found.get(each.subject, ()), told)
    return found
