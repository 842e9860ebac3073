"""Founding a body: the genesis, and what its founder may do until the body is constituted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gitgov.chamber import returned
from gitgov.chamber.acts import Actor, charter_event, entry, signed
from gitgov.chamber.baseline import held_by_keeper, held_here, rows
from gitgov.chamber.open import Chamber, constitution_of
from gitgov.charter.chain import newly_protected
from gitgov.charter.events import Constituted, Genesis, Revised
from gitgov.charter.read import mistakes, read
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import Oid
from gitgov.core.line import unseal
from gitgov.core.objection import Objection
from gitgov.git.notes import NotesStore, drop
from gitgov.git.refs import room_ref
from gitgov.git.repository import Repository
from gitgov.git.run import attempt
from gitgov.git.signers import Signer
from gitgov.git.transfer import check_kept
from gitgov.ledger.admission import Admission
from gitgov.ledger.event import ROOMS, Draft, Event
from gitgov.procedure.constitution import Constitution
from gitgov.procedure.events import ALL_KINDS


def found(repo: Repository, signer: Signer, text: str, now: Callable[[], int], *, founding: bool) -> Event:
    """Write the genesis of a body with this charter, in the place of one that came back.

    Raises `BadInput` if there is one already that may have been accepted anywhere, or that others have acted under.
    """
    check_kept(repo.settings())
    store = NotesStore(repo, now)
    before = before_founding(repo, now)
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
    # a remote that holds nothing yet has nothing to say
    held = held_by_keeper(repo) or held_here(repo)
    body = Genesis(charter=text, founding=founding, refs=rows(held, charter.protects))
    keys = {key.fingerprint: key for person in charter.people.values() for key in person.keys}
    at = max(now(), before.chain.steps[0].at + 1) if before else now()  # else it might be the one that came back
    draft = Draft(founder, at, body, "charter.genesis", (), "", root_commit(repo), "")
    event = signed(signer, draft, Admission("", keys, ALL_KINDS))
    if before:
        _clear(repo, store)
    store.append([entry(event)])
    pin(repo, event.id)
    return event


def before_founding(repo: Repository, now: Callable[[], int]) -> Constitution | None:
    """Return the ledger that is here, if any is, and only its founder ever had it; raises `BadInput` for any other."""
    store = NotesStore(repo, now)
    return _came_back(repo, store) if store.tip("charter") else None


def _came_back(repo: Repository, store: NotesStore) -> Constitution:
    here = constitution_of(store, repo.settings().get("gov.genesis", ""))
    back = returned.ids(repo)
    if here.chain.repo not in back:
        raise BadInput(
            "this repository has a charter already",
            "git gov charter show prints it; git motion charter FILE moves to change it",
        )
    if any(name.endswith("/charter") for name in repo.refs("refs/gov/remotes/")):
        raise BadInput(
            "a remote keeps a ledger already, perhaps of another body",
            "git gov sync says so; in a fresh clone it joins that body",
        )
    owners = here.chain.charter.owners
    for line in _lines(store):
        if returned.id_of(line) not in back and owners.get(unseal(line).key) != here.chain.founder:
            raise BadInput(
                "this ledger's genesis came back, but others have acted under it since",
                "found the body again in a fresh clone",
            )
    return here


def _lines(store: NotesStore) -> list[bytes]:
    return [line for room in ROOMS for subject in store.subjects(room) for line in store.lines(room, subject)]


def _clear(repo: Repository, store: NotesStore) -> None:
    """Empty the rooms; whatever is not in the book of what came back is written into it, so that nothing is lost."""
    back = returned.ids(repo)
    why = Objection("GOV-219", "the genesis that it rests on came back, and the body was founded again")
    returned.note(repo, [(line, why) for line in _lines(store) if returned.id_of(line) not in back])
    drop(repo, [room_ref(room) for room in ROOMS if store.tip(room)])


def absent(chamber: Chamber, branches: Iterable[str]) -> Iterator[str]:
    """Tell of the branches that were named as protected, and that there are none of; a pattern may have none yet."""
    there = chamber.chain.baseline.keys() | chamber.repo.refs("refs/heads/").keys()
    for each in branches:
        if f"refs/heads/{each}" in there or not set("*?[").isdisjoint(each):
            continue
        followed = chamber.repo.follows(f"refs/remotes/{each}", teams=True).removeprefix("refs/heads/")
        if followed and chamber.repo.tip(f"refs/remotes/{each}"):
            yield f"no branch is called {each}, and {followed} is not protected by that: git motion charter FILE names it"
        else:
            yield f"no branch is called {each} yet: it is protected from when it is made, of what a protected branch has held"


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


def revise(chamber: Chamber, actor: Actor, text: str) -> Event:
    """Revise the charter directly, while the body is still being founded."""
    new = newly_protected(chamber.chain, read(text))
    return charter_event(chamber, actor, Revised(charter=text, refs=rows(held_by_keeper(chamber.repo), new)), ())


def constitute(chamber: Chamber, actor: Actor) -> Event:
    """Close the founding: from here on the charter changes by carried motions only.

    Raises `BadInput` where nothing could then be decided, not even a better charter.
    """
    if wrong := mistakes(chamber.chain.charter.text):
        raise BadInput(
            "\n  ".join(["this charter has mistakes:", *(f"line {each.line}: {each}" for each in wrong)]),
            "git gov member add NAME --key FILE, for each member; then git gov constitute",
        )
    return charter_event(chamber, actor, Constituted(), ())


def read_file(path: str) -> str:
    """Read a text file that a person named, its line ends as they are; raises `BadInput` with the reason."""
    try:
        return Path(path).read_bytes().decode()
    except UnicodeDecodeError as error:
        what = f"cannot read {path}: it is not UTF-8 ({error.reason} at byte {error.start})"
        raise BadInput(what, "name a UTF-8 text file") from error
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror or error}", "name a UTF-8 text file") from error
