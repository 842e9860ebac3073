"""Writing a proof: all that the decision of one motion rests on, gathered from a clone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from gitgov.chamber.open import Chamber, Matter, authority_of, matters
from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid
from gitgov.git.objects import read_named
from gitgov.ledger.proof import GitObject, Proof
from gitgov.procedure.invocation import Authority, content_of
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.records import Enactment
from gitgov.procedure.state import Motion

MOST = 1_000
"""Commits of a rebase that a proof shows at most."""


def prove(chamber: Chamber, matter: Matter) -> Proof:
    """Gather the charter's lines, those on the commits that a decided question is about, and what it let in.

    Lines that were not admitted have no effect, and are left out. Raises `BadInput` for what is still to be decided.
    """
    authority = authority_of(chamber, matter.motion)
    if isinstance(authority, Motion) and authority.pending:
        remedy = f"git vote status {authority.name} says what is missing"
        raise BadInput(f"{authority.name} is still to be decided, so there is nothing to prove", remedy)
    subjects = dict.fromkeys([matter.floor.subject, *_content(authority)])
    lines = [event.line for event in chamber.constitution.events.values()]
    for subject in subjects:
        lines += [event.line for thread in matters(chamber, subject).threads.values() for event in thread]
    brought = (
        oid for each in authority.enacted for oid in (Oid(each.new), *islice(_below(chamber, authority, each), MOST))
    )
    wanted = dict.fromkeys([*_content(authority), *brought])
    objects = (GitObject(oid, *read_named(chamber.repo, oid)) for oid in wanted if chamber.repo.holds(oid))
    return Proof(chamber.chain.repo, authority.id, tuple(sorted(set(lines))), tuple(sorted(objects)))


def _content(authority: Authority) -> Iterator[Oid]:
    """Yield the commit whose content a question is about, where it is about any."""
    if isinstance(authority.question, Merge | Release):
        yield Oid(content_of(authority.question))


def _below(chamber: Chamber, authority: Authority, record: Enactment) -> Iterator[Oid]:
    """Yield the commits of one parent each between what was let in and where the branch stood, as a rebase makes them."""
    here, copied = Oid(record.new), isinstance(authority.question, Merge) and record.new != authority.question.head
    while copied and chamber.repo.holds(here):
        parents = chamber.repo.parents(here)
        if len(parents) != 1 or parents[0] == record.old:
            return
        here = parents[0]
        yield here
