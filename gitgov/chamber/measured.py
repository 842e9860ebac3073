"""What the gate is told about quality: definitions and waivers, and what was recorded of the content that is to come in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from gitgov.chamber.open import Chamber
from gitgov.chamber.used import branches_ever
from gitgov.charter.charter import Charter
from gitgov.charter.measuring import below
from gitgov.core.objection import Objection
from gitgov.gate.advised import UNADVISED, Advice
from gitgov.gate.quality import Asked, Quality, asked_by, definition_of, why_not_heard, why_not_met
from gitgov.gate.signed import protection
from gitgov.procedure.invocation import Authority
from gitgov.procedure.matters import gathered
from gitgov.procedure.state import Motion

if TYPE_CHECKING:
    from gitgov.procedure.motions.ctq import Ctq

KINDS = ("ctq", "waiver")
"""The kinds of motion that say what is asked of content."""
Pairs = Collection[tuple[str, str]]


def quality_for_branch(chamber: Chamber, ref: str, contents: Iterable[str], pairs: Pairs) -> Quality:
    """Return what bears on content that may come into a branch, each upon its first parent in `pairs`; nothing is read where no charter asks."""
    branches, contents = branches_ever(chamber, ref), tuple(contents)
    asked = frozenset[str]().union(*(branch.ctqs for branch in branches))
    if not asked:
        return Quality(advised=_advised(chamber, contents))
    found = quality_of(chamber, contents)
    paths = {name: question.paths for name, question in _in_force(chamber, found, asked) if question.paths}
    return found._replace(outside=_outside(chamber, paths, pairs) if paths else {})


def quality_for_tag(chamber: Chamber, ref: str, commit: str) -> Quality:
    """Return what bears on a commit that may be released under a tag; nothing is read where no charter asks."""
    tags = (each.tag(ref) for each in chamber.chain.charters)
    asked = any(tag and tag.ctqs for tag in tags)
    return quality_of(chamber, (commit,)) if asked else Quality(advised=_advised(chamber, (commit,)))


def quality_of(chamber: Chamber, contents: Iterable[str]) -> Quality:
    """Return the definitions and waivers of a body, and what was recorded of some commits."""
    from gitgov.chamber.recorded import recorded  # noqa: PLC0415 - most bodies ask for no measurement

    motions = quality_motions(chamber)
    by_kind = {kind: tuple(each for each in motions if each.question.motion == kind) for kind in KINDS}
    contents = tuple(dict.fromkeys(contents))
    found = Quality(by_kind["ctq"], by_kind["waiver"], recorded(chamber, contents))
    return found._replace(advised=_advised(chamber, contents))


def _advised(chamber: Chamber, contents: tuple[str, ...]) -> Advice:
    """Return what advisers have said of some commits; nothing is read where none ever spoke."""
    if not chamber.store.tip("advice") and not chamber.waiting:
        return UNADVISED
    from gitgov.chamber.advising.told import told_of  # noqa: PLC0415 - most bodies ask nobody

    return told_of(chamber, contents)


def quality_motions(chamber: Chamber) -> tuple[Motion, ...]:
    """Return the motions about quality, in whatever state; nothing is folded where nobody ever moved one."""
    events = chamber.constitution.events.values()
    opened = {each.id for each in events if getattr(getattr(each.body, "question", None), "motion", "") in KINDS}
    if not opened:
        return ()
    return tuple(gathered(chamber.chain, [each for each in events if each.thread in opened]).motions)


def _in_force(chamber: Chamber, quality: Quality, names: Iterable[str]) -> Iterator[tuple[str, Ctq]]:
    for name in names:
        if defined := definition_of(quality, name, chamber.now()):
            yield name, defined[1]


def _outside(chamber: Chamber, paths: dict[str, list[str]], pairs: Pairs) -> dict[tuple[str, str], frozenset[str]]:
    from gitgov.git.touching import touched  # noqa: PLC0415 - few characteristics are of a part

    found = {}
    for onto, head in pairs:
        files = touched(chamber.repo, [head], onto)[head].files if chamber.repo.holds(head) else {}
        found[onto, head] = frozenset(
            name for name, own in paths.items() if not any(below(own, path) for path in files)
        )
    return found


def why_not_measured(chamber: Chamber, authority: Authority, ref: str, content: str, onto: str) -> Objection | None:
    """Say which advice is missing, or which characteristic content does not meet that is to be made upon a commit, as the gate would; or nothing."""
    row = protection(authority, ref)
    names, quality = row.ctqs, quality_for_branch(chamber, ref, (content,), ((onto, content),))
    return why_not_heard(authority, row.advice, content, quality) or why_not_met(
        asked_by(authority, names, content, onto), quality, chamber.now()
    )


def unmet(
    chamber: Chamber, ref: str, content: str, onto: str = "", *, waived: bool = True
) -> dict[str, Objection | None]:
    """Say of each characteristic that the charter in force asks of what comes to a ref why content does not meet it, or nothing.

    Where a waiver lets content in, nothing is said, unless it is asked what would be said were it not `waived`.
    """
    quality = quality_for_branch(chamber, ref, (content,), ((onto, content),))
    quality = quality if ref.startswith("refs/heads/") else quality_for_tag(chamber, ref, content)
    quality = quality if waived else quality._replace(waivers=())
    names, now = asked_of(chamber.chain.charter, ref), chamber.now()
    return {name: why_not_met(Asked(frozenset({name}), content, onto), quality, now) for name in sorted(names)}


def asked_of(charter: Charter, ref: str) -> frozenset[str]:
    """Return the characteristics that a charter asks of what comes into a branch or is released under a tag."""
    row = charter.branch(ref) or charter.tag(ref)
    return row.ctqs if row else frozenset()
