"""Founding a body: the genesis, and what its founder may do until the body is constituted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from gitgov.chamber.acts import Actor, charter_event, entry, signed
from gitgov.chamber.open import Chamber
from gitgov.charter.charter import Charter
from gitgov.charter.events import Constituted, Genesis, Revised
from gitgov.charter.read import read
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import Oid
from gitgov.core.objection import Objection
from gitgov.git.notes import NotesStore
from gitgov.git.repository import Repository
from gitgov.git.run import attempt
from gitgov.git.signers import Signer
from gitgov.ledger.admission import Admission
from gitgov.ledger.event import Draft, Event
from gitgov.procedure.events import ALL_KINDS


def found(repo: Repository, signer: Signer, text: str, now: Callable[[], int], *, founding: bool) -> Event:
    """Write the genesis of a body with this charter; raises `BadInput` if there is one already."""
    store = NotesStore(repo, now)
    if store.tip("charter"):
        raise BadInput(
            "this repository has a charter already",
            "git gov charter shows it; git motion charter FILE moves to change it",
        )
    charter = read(text)
    founder = charter.owners.get(signer.public.fingerprint)
    if founder is None or founder not in charter.electorate:
        raise Refused(
            (
                Objection(
                    "GOV-402",
                    f"the founder's key {signer.public.fingerprint} belongs to no active member of this charter",
                    remedy="add it to [members.NAME] keys",
                ),
            )
        )
    body = Genesis(charter=text, founding=founding, refs=baseline(repo, charter))
    keys = {key.fingerprint: key for person in charter.people.values() for key in person.keys}
    draft = Draft(founder, now(), body, "charter.genesis", (), "", root_commit(repo), "")
    event = signed(signer, draft, Admission("", keys, ALL_KINDS))
    store.append([entry(event)])
    pin(repo, event.id)
    return event


def pin(repo: Repository, genesis: str) -> None:
    """Pin the ledger's identity in this clone: another genesis is an error from now on."""
    repo.learn("gov.genesis", genesis)


def root_commit(repo: Repository) -> Oid:
    """Return the oldest root commit of HEAD, which the charter annotates; raises `BadInput` in an empty repository."""
    done = attempt(repo.cwd, "rev-list", "--max-parents=0", "HEAD", "--")
    roots = done.stdout.decode().split()
    if done.returncode or not roots:
        raise BadInput(
            "this repository has no commit yet, and a charter annotates the first one",
            "git commit --allow-empty -m 'Begin'",
        )
    return Oid(roots[-1])


def baseline(repo: Repository, charter: Charter, known: Iterable[str] = ()) -> list[str]:
    """List where the refs stand that a charter protects, as `oid refname`; a remote's word on a branch goes first."""
    theirs = repo.refs("refs/remotes/origin/").items()
    rows = repo.refs("refs/heads/") | repo.refs("refs/tags/")
    rows |= {name.replace("refs/remotes/origin/", "refs/heads/", 1): oid for name, oid in theirs}
    rows.pop("refs/heads/HEAD", None)
    held = set(known)
    return [f"{oid} {name}" for name, oid in sorted(rows.items()) if charter.protects(name) and name not in held]


def revise(chamber: Chamber, actor: Actor, text: str) -> Event:
    """Revise the charter directly, while the body is still being founded."""
    return charter_event(
        chamber, actor, Revised(charter=text, refs=baseline(chamber.repo, read(text), chamber.chain.baseline)), ()
    )


def constitute(chamber: Chamber, actor: Actor) -> Event:
    """Close the founding: from here on the charter changes by carried motions only."""
    return charter_event(chamber, actor, Constituted(), ())


def read_file(path: str) -> str:
    """Read a text file that a person named; raises `BadInput` with the reason."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot read {path}: {error}", "name a UTF-8 text file") from error
