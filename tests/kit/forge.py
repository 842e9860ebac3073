"""Ledger lines as friend and foe would write them, and notes rewritten past every check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gitgov.chamber.acts import tips
from gitgov.chamber.open import Chamber
from gitgov.chamber.reads import find_matter
from gitgov.core.line import NAMESPACE, seal, unseal
from gitgov.git.signers import find_signer
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Body, Draft
from gitgov.tally.events import BallotCast
from tests.kit.people import Person
from tests.kit.repo import git


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes lines about one motion of a ledger; what is not said is as an honest member would have it."""

    chamber: Chamber
    motion: str

    def ballot(
        self,
        who: Person,
        choice: str = "aye",
        *,
        name: str = "",
        key: Person | None = None,
        at: int = 0,
        reason: str = "",
    ) -> bytes:
        """Writes a ballot in the name of `name`, signed by `who` and naming the key of `key`."""
        body = BallotCast.model_validate({"choice": choice, "reason": reason})
        return self.line(who, "ballot.cast", body, name=name, key=key, at=at)

    def line(
        self, who: Person, kind: str, body: Body, *, name: str = "", key: Person | None = None, at: int = 0, v: int = 1
    ) -> bytes:
        """Writes any act upon the motion."""
        floor = find_matter(self.chamber, self.motion).floor
        parents = (*tips(floor), self.chamber.chain.head.id)
        repo, subject = self.chamber.chain.repo, floor.subject
        draft = Draft(name or who.name, at or self.chamber.now(), body, kind, parents, repo, subject, floor.id, v)
        return sealed(event_bytes(draft, (key or who).fingerprint), who, key)


def sealed(payload: bytes, who: Person, key: Person | None = None) -> bytes:
    """Signs a payload as `who`, in a line that names the key of `key`."""
    signature = find_signer(str(who.key_path)).sign(payload, NAMESPACE)
    return seal(payload, (key or who).fingerprint, signature)


def payload(line: bytes) -> bytes:
    """Returns the signed bytes of a line."""
    return unseal(line).event


def id_of(line: bytes) -> str:
    """Returns the id of a line's event."""
    return unseal(line).id


def note(repo: Path, room: str, subject: str) -> bytes:
    """Returns the note on a commit in a room; nothing if there is none."""
    ref = f"refs/notes/gov/{room}"
    shown = git("notes", "--ref", ref, "show", subject, cwd=repo, check=False)
    return shown.stdout.encode() if shown.returncode == 0 else b""


def lines(repo: Path, room: str) -> list[bytes]:
    """Returns all lines of a room."""
    listed = git("notes", "--ref", f"refs/notes/gov/{room}", "list", cwd=repo, check=False).stdout.split()
    return [line for subject in listed[1::2] for line in note(repo, room, subject).splitlines() if line]


def subjects(repo: Path, room: str) -> list[str]:
    """Returns the commits that have lines in a room."""
    return git("notes", "--ref", f"refs/notes/gov/{room}", "list", cwd=repo, check=False).stdout.split()[1::2]


def write(repo: Path, room: str, subject: str, content: bytes) -> None:
    """Makes `content` the note on a commit, by a commit of stock git on top of the room."""
    scratch = repo / "scratch.note"
    scratch.write_bytes(content)
    blob = git("hash-object", "-w", "--no-filters", scratch, cwd=repo).stdout.strip()
    scratch.unlink()
    git("notes", "--ref", f"refs/notes/gov/{room}", "add", "--force", "-C", blob, subject, cwd=repo)


def add(repo: Path, room: str, subject: str, *new: bytes) -> None:
    """Adds lines to a note."""
    write(repo, room, subject, note(repo, room, subject) + b"".join(line + b"\n" for line in new))


def rewrite(repo: Path, room: str, change: Callable[[bytes], bytes]) -> None:
    """Changes every note of a room."""
    for subject in subjects(repo, room):
        write(repo, room, subject, change(note(repo, room, subject)))


def without(content: bytes, needle: bytes) -> bytes:
    """Returns a note without the lines that contain `needle`."""
    return b"".join(line + b"\n" for line in content.splitlines() if needle not in line)


def submission(repo: Path, new: Sequence[bytes], name: str = "lines") -> str:
    """Writes the commit that an inbox ref points at, and returns it."""
    scratch = repo / "scratch.lines"
    scratch.write_bytes(b"".join(line + b"\n" for line in new))
    blob = git("hash-object", "-w", "--no-filters", scratch, cwd=repo).stdout.strip()
    scratch.unlink()
    tree = git("mktree", cwd=repo, input=f"100644 blob {blob}\t{name}\n").stdout.strip()
    return git("commit-tree", "-m", "submission", tree, cwd=repo).stdout.strip()


def elsewhere(chamber: Chamber, who: Person, body: Body, kind: str, /, **said: object) -> bytes:
    """Writes a line as a member with a program of their own may; what is not said is as in the charter's thread now."""
    chain = chamber.chain
    rest: dict[str, object] = {
        "actor": who.name, "at": chamber.now(), "parents": (chain.head.id,), "repo": chain.repo, "subject": chain.subject,
        "thread": chain.repo,
    }  # fmt: skip
    draft = Draft(body=body, kind=kind, **rest | said)  # type: ignore[arg-type]
    return sealed(event_bytes(draft, who.fingerprint), who)
