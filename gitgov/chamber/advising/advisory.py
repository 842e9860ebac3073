"""What a push is told of the changes that it sends: a review, which stops nothing, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gitgov.advice.reading.rules import CLEAN
from gitgov.chamber.advising.asked import advise
from gitgov.chamber.advising.review import case
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import mergeable, stands_at
from gitgov.core.errors import GitgovError
from gitgov.core.ids import short
from gitgov.core.visible import flat, many
from gitgov.gate.facts import RefUpdate
from gitgov.git.diffs import files_between

SETTING = "gov.advice.review"
MOST, LARGEST = 5, 300
"""Findings of each branch that are told, and files beyond which nobody waits for them."""


def remarks(chamber: Chamber, updates: Iterable[RefUpdate]) -> Iterator[str]:
    """Yield lines about the branches that are pushed, other than protected ones; no error of any kind leaves this. No test is run."""
    for each in updates:
        name = flat(each.ref.removeprefix("refs/heads/"))
        if each.deletes or not each.ref.startswith("refs/heads/") or chamber.chain.charter.protects(each.ref):
            continue
        try:
            yield from _told(chamber, name, each.new)
        except GitgovError as error:
            yield f"{name} was not reviewed: {flat(error.what or str(error))}"
        except Exception as error:  # noqa: BLE001 - advice blocks nobody, and that holds for its faults too
            yield f"{name} was not reviewed: {type(error).__name__}"


def _told(chamber: Chamber, name: str, head: str) -> Iterator[str]:
    size = files_between(chamber.repo, stands_at(chamber, mergeable(chamber, head).into), head)
    if size > LARGEST:
        yield f"{name} changes {many(size, 'file')}, too many to be read before a push: git gov advise review {name}"
        return
    advised = advise(chamber, case(chamber, head))
    answer = advised.answer
    if advised.provenance.fell_back:
        yield f"{name} was reviewed by rules alone: {flat(advised.provenance.fell_back)}"
    if answer.verdict == CLEAN:
        return
    yield f"{name} ({short(head)}): review says {answer.verdict}: git gov advise review {name}"
    for found in answer.findings[:MOST]:
        yield f"  {flat(found.path)}{f':{found.line}' if found.line else ''}  {flat(found.note)}"
    if len(answer.findings) > MOST:
        yield f"  and {many(len(answer.findings) - MOST, 'finding')} more"
