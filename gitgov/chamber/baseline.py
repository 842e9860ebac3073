"""The baseline: where the refs stand that a charter newly protects, as whoever keeps them says.

It is content that nobody ratified, so nobody's clone may add to it. Who takes a step asks the remote that keeps the
ledger, and who keeps the ledger asks on receipt that the step says exactly what is held there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gitgov.charter.chain import Chain, newly_protected, rows_of
from gitgov.charter.events import Adopted, Revised
from gitgov.charter.read import read
from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid, short
from gitgov.core.objection import Objection
from gitgov.git import transfer
from gitgov.git.repository import Repository
from gitgov.ledger.event import Event

Held = Mapping[str, Oid]
"""Where branches and tags stand, by their full names."""


def held_here(repo: Repository) -> dict[str, Oid]:
    """Return where the branches and tags of this repository stand."""
    return repo.refs("refs/heads/") | repo.refs("refs/tags/")


def held_by_keeper(repo: Repository, name: str = "") -> dict[str, Oid]:
    """Return where they stand on the remote that keeps the ledger, or that `name` calls; here, where there is none.

    Of a remote that cannot be reached, what was last fetched is all that can be told.
    """
    remote = _keeper(repo, name)
    if remote is None:
        return held_here(repo)
    said = transfer.standing(repo, remote)
    if said is not None:
        return said
    fetched = {ref: oid for each, oid in repo.refs("refs/remotes/").items() if (ref := repo.follows(each, remote.name))}
    return fetched | repo.refs("refs/tags/")


def _keeper(repo: Repository, name: str) -> transfer.Remote | None:
    """Find the remote that keeps the ledger: the usual one, unless only another is known to hold it."""
    found = [each for each in map(transfer.Remote, repo.remotes) if repo.tip(each.present + "charter")]
    if not name and found and repo.usual_remote not in {each.name for each in found}:
        name = found[0].name
    try:
        return transfer.find_remote(repo.settings(), name)
    except BadInput:
        if name:
            raise
        return None


def rows(held: Held, new: Callable[[str], bool]) -> list[str]:
    """Write the rows of a step: where the refs stand that are newly protected, as `oid refname`."""
    return [f"{oid} {name}" for name, oid in sorted(held.items()) if new(name)]


def why_not_rows(chain: Chain, event: Event, held: Held) -> tuple[Objection, ...]:
    """Object to a charter step whose rows are not exactly the refs that are held and newly protected."""
    if not isinstance(event.body, Revised | Adopted):
        return ()  # no other event has rows
    new = newly_protected(chain, read(event.body.charter))
    found = otherwise(event.body.refs, rows(held, new))
    if not found:
        return ()
    what = f"the charter step was drawn up {found}"
    remedy = "git fetch, then git gov enact again" if isinstance(event.body, Adopted) else "git fetch, then do it again"
    rule = "the baseline is what the server held when the charter first protected it"
    return (Objection("GOV-422", what, rule, remedy, (event.id,)),)


def otherwise(said: list[str], stands: list[str]) -> str:
    """Say where rows differ from the true ones, in words that go on from "was drawn up"; nothing where they agree."""
    theirs, ours = rows_of(said), rows_of(stands)
    if sorted(said) == sorted(stands):
        return ""
    for name in sorted(theirs.keys() | ours.keys()):
        there, here = theirs.get(name), ours.get(name)
        if there and here and there != here:
            return f"when {name} stood at {short(there)}, but here it stands at {short(here)}"
        if there and not here:
            return f"with {name} at {short(there)}, which is no ref that it newly protects here"
        if here and not there:
            return f"without {name}, which stands here at {short(here)}"
    return "with rows that are none, or that repeat others"
