"""Reading: lists, status and finding a motion, through the index; a motion itself always from its signed lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gitgov.chamber.derived import in_turn
from gitgov.chamber.done import to_carry_out
from gitgov.chamber.indexing import ask, listed
from gitgov.chamber.open import Chamber, Matter, the_matter
from gitgov.chamber.summary import Summary, from_row
from gitgov.core.errors import BadInput
from gitgov.git.history import is_ancestor
from gitgov.git.index import (
    Index,
)
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.precedence import why_not_taken_up
from gitgov.procedure.rows import Rising

SET_ASIDE = frozenset({"postponed", "unfinished", "interrupted", "tabled", "referred"})
"""What is not before the assembly until something brings it back, or its time comes."""
Fit = Callable[[Summary, str, int], bool]
"""Whether a question, at an instant, is one of those that a member may do something with."""


def find_matter(
    chamber: Chamber, word: str = "", member: str = "", *, enacting: bool = False, fit: Fit | None = None
) -> Matter:
    """Find the motion that a person means, and fold it and its floor from its lines.

    `word` is a prefix of its id (with or without `M-`), the branch or tag it is about, its kind (`charter`) or the verb that
    moves that (`commit` for a sprint); nothing
    means the one question that waits for `member`, one that is `fit` for what is to be done if any is, or where `enacting` the one thing that waits to be carried out. Raises
    `BadInput` that lists the candidates.
    """
    found = called(chamber, word) if word else to_enact(chamber) if enacting else waiting_for(chamber, member, fit)
    if word and len(found) > 1:  # a branch moved again: who votes means the new motion, who enacts the carried one
        found = [each for each in found if (each.pending == 1) == enacting] or found
    if fit and len(found) > 1:
        found = _fitting(chamber, found, member, fit)
    if enacting and len(found) > 1:
        found = _renewed(chamber, found)
    if len(found) == 1:
        return the_matter(chamber, found[0].id, found[0].subject)
    timely = _timely(chamber, found, member) if fit and not word else []
    if len(timely) == 1:
        return timely[0]
    raise _unclear(found, word, enacting=enacting)


def _fitting(chamber: Chamber, found: list[Summary], member: str, fit: Fit) -> list[Summary]:
    """Leave out of several questions what is not fit for what is to be done, and then what another team decides, unless nothing is left."""
    fitting = [each for each in found if fit(each, member, chamber.now())] or found
    return [each for each in fitting if not _is_of_others(chamber, each, member)] or fitting


def _renewed(chamber: Chamber, found: list[Summary]) -> list[Summary]:
    """Leave out the merges of a branch that was moved again, and carried again, with all that they bring in and more."""
    by_branch = [each for each in found if each.kind == "merge" and each.branch and chamber.repo.holds(each.head)]
    again = {
        each.id
        for each in by_branch
        for other in by_branch
        if (each.branch, each.target) == (other.branch, other.target)
        and each.head != other.head
        and is_ancestor(chamber.repo, each.head, other.head)
    }
    return [each for each in found if each.id not in again]


def find_to_vote_on(chamber: Chamber, word: str, member: str) -> Matter:
    """Find the question on which a member votes: as `find_matter` does, but of several, none that another team decides."""
    several = called(chamber, word) if word else waiting_for(chamber, member)
    found = [each for each in several if not _is_of_others(chamber, each, member)]
    if len(found) == 1:
        return the_matter(chamber, found[0].id, found[0].subject)
    if word:
        return find_matter(chamber, word, member)
    raise _unclear(found, "", enacting=False)


def _is_of_others(chamber: Chamber, each: Summary, member: str) -> bool:
    """Say whether a question is for a team to decide whose people a member is not among; nothing else is folded."""
    if member in each.silent or "team" not in MOTIONS[each.kind].question.model_fields:
        return False
    return member not in the_matter(chamber, each.id, each.subject).motion.electorate


def _timely(chamber: Chamber, found: list[Summary], member: str) -> list[Matter]:
    """Return, of a few questions, those that are pending or may be stated now; the one that interrupts goes before all."""
    folded = [the_matter(chamber, each.id, each.subject) for each in found[:8]]
    asking = Rising(member, chamber.now())
    timely = [
        each
        for each in folded
        if each.motion.stated_at is not None or not why_not_taken_up(each.floor, each.motion, asking)
    ]
    interrupting = [each for each in timely if each.motion.row.interrupts and each.motion.stated_at is None]
    return interrupting if len(interrupting) == 1 else timely


def find_floor(chamber: Chamber, word: str, member: str) -> Matter:
    """Find a question whose floor a person means: as `find_matter` does, but any one where all that may be meant share it."""
    found = called(chamber, word) if word else waiting_for(chamber, member)
    if len({each.floor for each in found}) == 1:
        return the_matter(chamber, found[0].id, found[0].subject)
    return find_matter(chamber, word, member)


def _unclear(found: list[Summary], word: str, *, enacting: bool) -> BadInput:
    """Say that nothing is meant, or what may be."""
    if not found and word in MOTIONS:
        return BadInput(f"no {word} motion has been made", f"{MOTIONS[word].command} makes one")
    if not found:
        waits = "nothing waits to be carried out" if enacting else "no question waits for you"
        remedy = "git motion list shows the open ones, --all every one"
        return BadInput(f"no motion is called {word!r}" if word else waits, remedy)
    several = "more than one thing waits to be carried out" if enacting else "more than one question waits for you"
    names = "; ".join(f"{each.name} ({each.text})" for each in sorted(found, key=in_turn)[:8])
    return BadInput(f"{f'more than one motion is meant by {word!r}' if word else several}: {names}", "name one of them")


def called(chamber: Chamber, word: str) -> list[Summary]:
    """Return the motions that a word may mean: by id, else by branch or tag, the open ones first; else by their kind."""
    return ask(chamber, lambda index: _called(index, word))


def _called(index: Index, word: str) -> list[Summary]:
    prefix = word.removeprefix("M-").removeprefix("m-").lower()
    if len(prefix) >= 4 and all(char in "0123456789abcdef" for char in prefix) and (rows := index.called(prefix)):
        return [from_row(row) for row in rows]
    rows = index.about(branch=word, target=f"refs/tags/{word.removeprefix('refs/tags/')}")
    found = [from_row(row) for row in rows]
    open_ones = [each for each in found if each.pending]
    return open_ones or found[-1:] or _of_kind(index, word)


def _of_kind(index: Index, word: str) -> list[Summary]:
    """Return the open motions of a kind, else those of the kinds that are moved by that verb; if none is open, the newest."""
    ways = [{word} & MOTIONS.keys(), {kind for kind, row in MOTIONS.items() if row.command.endswith(f" {word}")}]
    for rows, since in ((index.pending, 0), (index.all, -1)) if any(ways) else ():
        every = [*map(from_row, rows())]
        for kinds in ways:
            if found := [each for each in every if each.kind in kinds][since:]:
                return found
    return []


def waiting_for(chamber: Chamber, member: str, fit: Fit | None = None) -> list[Summary]:
    """Return the open questions on which a member has not voted; if none, all that are still to be decided.

    Those that are `fit` go before all others.
    """
    undecided = ask(chamber, lambda index: [from_row(row) for row in index.undecided()])
    if fit and (fitting := [each for each in undecided if fit(each, member, chamber.now())]):
        return fitting
    phases = {each.id: each.phase(chamber.now()) for each in undecided}
    first = [each for each in undecided if not each.behind and phases[each.id] not in SET_ASIDE]
    first = [each for each in first if not each.waits] or first or _to_take_up(undecided, phases)
    return _before_the_assembly([each for each in first if member in each.silent] or first, phases)


def _before_the_assembly(found: list[Summary], phases: Mapping[str, str]) -> list[Summary]:
    """Leave out what was moved and not stated yet, on the floors where another of these questions is pending."""
    pending = {each.floor for each in found if phases[each.id] in {"debate", "voting"}}
    return [each for each in found if phases[each.id] in {"debate", "voting"} or each.floor not in pending]


def _to_take_up(undecided: list[Summary], phases: Mapping[str, str]) -> list[Summary]:
    """Return the main questions that a motion or a report brings back; what adheres to them comes with them."""
    return [each for each in undecided if phases[each.id] in {"tabled", "referred"} and MOTIONS[each.kind].is_main]


def to_enact(chamber: Chamber) -> list[Summary]:
    """Return what is still to be carried out, by decision or under a standing order.

    If nothing is, what has a quorum's votes and may be decided with it; else what is in place and lacks only its record;
    else what is to be decided.
    """
    found = listed(chamber, everything=False)
    invoked = [each for invocation in to_carry_out(chamber) for each in called(chamber, invocation.id)]
    carried = [*(each for each in found if each.settled == "carried"), *invoked]
    voted = [each for each in found if each.phase(chamber.now()) == "voting" and not (each.missing or each.lacking)]
    return carried or voted or unrecorded(chamber) or found


def unrecorded(chamber: Chamber) -> list[Summary]:
    """Return the merges and releases that have reached their ref where others see it, and that nobody has put on record."""
    rows = (each for each in listed(chamber, everything=True) if each.kind in {"merge", "release"})
    return [each for each in rows if each.settled == "enacted" and not each.recorded]
