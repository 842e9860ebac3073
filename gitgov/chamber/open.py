"""Opening a repository's ledger, and reading the matters on a commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber import clock
from gitgov.charter.chain import Chain
from gitgov.core.errors import Undecided
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.git.notes import NotesStore
from gitgov.git.refs import NOTES
from gitgov.git.repository import Repository, open_repository
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import ABOVE, LAW, Body, Event
from gitgov.ledger.store import Store
from gitgov.procedure.by_proxy import counted
from gitgov.procedure.constitution import Constitution, constitute, find_genesis, misplaced
from gitgov.procedure.events import ALL_KINDS
from gitgov.procedure.floor import Floor
from gitgov.procedure.invocation import Authority, Invocation, invocations
from gitgov.procedure.matters import Matters, gathered
from gitgov.procedure.state import Motion

MATTERS = ("motions", "debate", "votes", "decisions")
"""The rooms that a motion's thread lies in."""
THREADS = (*MATTERS, *ABOVE)
"""The rooms in which threads are opened, the charter's aside: what a charter step covers."""


class Chamber(NamedTuple):
    """A repository with its ledger and constitution, at hand for acting, reading and judging.

    `settings` are git's; `waiting` are lines of the inbox that have been sifted and that no room holds yet.
    """

    repo: Repository
    store: Store
    constitution: Constitution
    settings: dict[str, str]
    waiting: tuple[bytes, ...]
    now: Callable[[], int]

    @property
    def chain(self) -> Chain:
        """The chain of charters."""
        return self.constitution.chain

    @property
    def admission(self) -> Admission:
        """What lines of this ledger are judged against."""
        return Admission(self.chain.repo, self.chain.keys, ALL_KINDS)


class Matter(NamedTuple):
    """A question, and the floor that it is on."""

    floor: Floor
    motion: Motion

    @property
    def on(self) -> str:
        """How acts name the question: by its id, or by nothing where it opened the thread."""
        return "" if self.motion.id == self.floor.id else self.motion.id

    @property
    def concerning(self) -> tuple[Motion, ...]:
        """The question with all that were moved upon it, or to bring it back; all of a floor that it has for itself."""
        floor, kept = self.floor, {self.motion.id}
        if self.motion.id == floor.id:
            return tuple(floor.motions.values())
        for each in floor.motions.values():  # those come after it
            if each.on in kept or each.question.about in kept:
                kept.add(each.id)
        return tuple(each for each in floor.motions.values() if each.id in kept)

    def upon(self, body: Body) -> Body:
        """Return what an act says, as said of this question."""
        return body.model_copy(update={"on": self.on})


def open_chamber(start: Path, *, now: Callable[[], int] = clock.now) -> Chamber:
    """Open the ledger around `start`; raises `Undecided` where there is none, `BadInput` outside of a repository."""
    repo = open_repository(start)
    return seated(repo, NotesStore(repo, now, NOTES), now)


def open_if_founded(start: Path, *, now: Callable[[], int] = clock.now) -> Chamber | None:
    """Open the ledger, or return nothing where no body was ever founded; a pinned ledger that is gone is an error."""
    repo = open_repository(start)
    store = NotesStore(repo, now, NOTES)
    if not store.tip("charter") and not repo.settings().get("gov.genesis"):
        return None
    return seated(repo, store, now)


def seated(repo: Repository, store: Store, now: Callable[[], int], waiting: tuple[bytes, ...] = ()) -> Chamber:
    """Join a repository and a store of its lines into a chamber; the ledger that the clone has pinned, and no other.

    `waiting` are lines of the inbox that have been sifted, and count as if they lay in the rooms.
    """
    settings = repo.settings()
    constitution = constitution_of(store, settings.get("gov.genesis", ""), waiting)
    return Chamber(repo, store, constitution, settings, waiting, now)


def reopened(chamber: Chamber) -> Chamber:
    """Open the same ledger anew, after it has changed."""
    return seated(chamber.repo, chamber.store, chamber.now)


def constitution_of(store: Store, pinned: str = "", waiting: Sequence[bytes] = ()) -> Constitution:
    """Read the constitution from the notes of the genesis's commit."""
    lines = [line for subject in store.subjects("charter") for line in store.lines("charter", subject)]
    genesis = find_genesis([*lines, *waiting], pinned)
    rooms = [line for room in LAW for line in store.lines(room, genesis.subject)]
    return constitute(genesis, dict.fromkeys([*rooms, *_about(genesis.subject, waiting)]))


def _about(subject: str, lines: Iterable[bytes]) -> list[bytes]:
    needle = f'"subject":"{subject}"'.encode()
    return [line for line in lines if needle in line]


def matters(chamber: Chamber, subject: str) -> Matters:
    """Read and fold every thread on a commit, from raw signed lines; what waits in the inbox counts."""
    if subject == chamber.chain.subject:
        return gathered(chamber.chain, chamber.constitution.events.values(), chamber.constitution.refused)
    lines = [line for room in MATTERS for line in chamber.store.lines(room, subject)]
    events, refused = [], []
    for line in dict.fromkeys([*lines, *_about(subject, chamber.waiting)]):
        result = admitted(chamber, line, subject)
        if isinstance(result, Event):
            events.append(result)
        else:
            refused.append((line, result))
    return gathered(chamber.chain, events, refused)


def invocations_here(chamber: Chamber) -> tuple[Invocation, ...]:
    """Return the lawful invocations of standing orders, oldest first; nothing is folded where there are none."""
    if all(ruling.objections for ruling in chamber.chain.invoked.values()):
        return ()
    return invocations(matters(chamber, chamber.chain.subject).floors)


def authority_of(chamber: Chamber, motion: Motion) -> Authority:
    """Return what may let content in: a question as decided, or the standing order that it is to ratify."""
    return next((each for each in invocations_here(chamber) if each.id == motion.id), motion)


def admitted(chamber: Chamber, line: bytes, subject: str) -> Event | Objection:
    """Admit a line that lies on the note of `subject`."""
    result = admit(line, chamber.admission)
    if isinstance(result, Event) and result.subject != subject:
        return misplaced(result, subject)
    return result


def the_matter(chamber: Chamber, motion_id: str, subject: str) -> Matter:
    """Fold one motion and its floor from its subject's notes; raises `Undecided` if its lines do not make one."""
    for floor in matters(chamber, subject).floors:
        if motion := floor.motions.get(EventId(motion_id)):
            return Matter(floor, counted(floor, motion, chamber.now()))
    raise Undecided(
        f"motion {motion_id[:12]} cannot be read from the notes on {subject[:12]}", "git gov verify says why"
    )
