"""A process that starts writers and kills them with -9: by chance, or at each step that matters.

Run as `python -m tests.kit.killing MODE REPO SUBJECT SEED`, alone in its process, so that it may fork. Prints JSON.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pygit2.transaction import ReferenceTransaction

from gitgov.chamber import clock, landing
from gitgov.chamber.acts import find_actor
from gitgov.chamber.inbox import fold_inbox
from gitgov.chamber.open import open_chamber
from gitgov.git import lock, making
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from gitgov.ledger.store import Entry
from tests.kit.forge import lines
from tests.kit.repo import head

KILLS = 40
WRITERS = 2
PATIENCE = 20.0  # seconds until a child that says nothing is taken for blocked


def writer(repo: Path, subject: str, name: str) -> Callable[[int], None]:
    """Returns what appends one line after another and acknowledges each on a pipe."""

    def write(pipe: int) -> None:
        store, number = NotesStore(open_repository(repo), clock.now), 0
        while True:
            line = f"{name}.{number}".encode()
            store.append([Entry("votes", subject, line)])
            os.write(pipe, line + b"\n")
            number += 1

    return write


def folder(repo: Path) -> Callable[[int], None]:
    """Returns what folds the inbox again and again."""

    def fold(pipe: int) -> None:
        while True:
            fold_inbox(open_repository(repo), clock.now)
            os.write(pipe, b".")

    return fold


def start(work: Callable[[int], None]) -> tuple[int, int]:
    """Starts a child and returns its id and the pipe on which it speaks."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            work(theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    return child, ours


def heard(pipe: int, patience: float) -> bytes:
    """Waits for a word; nothing if the child has ended or patience has."""
    ready, _, _ = select.select([pipe], [], [], patience)
    return os.read(pipe, 1_000_000) if ready else b""


def kill(child: int, pipe: int) -> bytes:
    """Kills a child and returns what it had still said."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while more := os.read(pipe, 1_000_000):
        said += more
    os.close(pipe)
    return said


def by_chance(repo: Path, subject: str, seed: int) -> dict[str, Any]:
    """Kills pairs of writers at moments drawn by `seed`; says which acknowledged lines are not in the room."""
    dice, acknowledged, blocked = random.Random(seed), b"", 0
    for round_number in range(KILLS // WRITERS):
        children = [start(writer(repo, subject, f"{round_number}.{number}")) for number in range(WRITERS)]
        for _, pipe in children:
            first = heard(pipe, PATIENCE)
            blocked += not first
            acknowledged += first
        select.select([], [], [], dice.random() * 0.02)
        for child, pipe in children:
            acknowledged += kill(child, pipe)
    held = set(NotesStore(open_repository(repo), clock.now).lines("votes", subject))
    missing = set(acknowledged.split()) - held
    return {
        "acknowledged": len(acknowledged.split()),
        "missing": sorted(map(bytes.decode, missing)),
        "blocked": blocked,
    }


def folders(repo: Path, _subject: str, seed: int) -> dict[str, Any]:
    """Kills folders of the inbox at moments drawn by `seed`, then lets one finish."""
    dice, blocked = random.Random(seed), 0
    waiting = [line.split(" ") for line in sys.stdin.read().splitlines()]
    opened = open_repository(repo)
    for _ in range(KILLS):
        for ref, oid in waiting[:3]:
            opened.git.references.create(ref, oid)
        del waiting[:3]
        child, pipe = start(folder(repo))
        if dice.random() < 0.3:
            blocked += not heard(pipe, PATIENCE)
        select.select([], [], [], dice.random() * 0.03)
        kill(child, pipe)
    for ref, oid in waiting:
        opened.git.references.create(ref, oid)
    done = fold_inbox(open_repository(repo), clock.now)
    return {"blocked": blocked, "refused": [str(why) for back in done.refused.values() for _, why in back]}


def at_each_step(repo: Path, subject: str, _seed: int) -> dict[str, Any]:
    """Kills a writer before its first step, its second, and so on until one survives; each time another must get by."""
    store, steps, failures = NotesStore(open_repository(repo), clock.now), 0, []
    while True:
        child, pipe = start(lambda pipe, step=steps: dying(repo, subject, step, pipe))  # type: ignore[misc]
        survived = heard(pipe, PATIENCE) == b"survived"
        kill(child, pipe)
        try:
            store.append([Entry("votes", subject, f"after {steps}".encode())])
        except Exception as error:  # noqa: BLE001 - reported, and the next step begins afresh
            failures.append(f"step {steps}: {error}")
            for left in (repo / ".git" / "refs" / "notes" / "gov").glob("*.lock"):
                left.unlink()
        if survived:
            return {"steps": steps, "failures": failures}
        steps += 1


def dying(repo: Path, subject: str, steps: int, pipe: int) -> None:
    """Appends a line, and dies before the step of that number."""
    left = steps

    def counted(true: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **more: Any) -> Any:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return true(*args, **more)

        return step

    for home, name in (
        *((os, name) for name in ("pwrite", "ftruncate", "close", "open")),
        *((ReferenceTransaction, name) for name in ("lock_ref", "set_target", "commit", "__exit__")),
    ):
        setattr(home, name, counted(getattr(home, name)))
    NotesStore(open_repository(repo), clock.now).append([Entry("votes", subject, f"dying {steps}".encode())])
    os.write(pipe, b"survived")


def queue(original: Path, _subject: str, _seed: int) -> dict[str, Any]:
    """Kills the merge queue of a clone without remotes before its first write, its second, and so on until it survives.

    Each time in a fresh copy. Says where main stood after each death, and after a run that nobody killed: where main stood,
    its tree, and how many enactments were on record.
    """
    found: dict[str, Any] = {"old": head(original, "main"), "steps": []}
    survived = False
    while not survived:
        repo, step = original.with_name(f"{original.name}-{len(found['steps'])}"), len(found["steps"])
        shutil.copytree(original, repo, symlinks=True)
        child, pipe = start(lambda pipe, repo=repo, step=step: queueing(repo, step, pipe))  # type: ignore[misc]
        survived = heard(pipe, PATIENCE) == b"survived"
        kill(child, pipe)
        killed = head(repo, "main")
        run_queue(repo)
        kept = b"".join(lines(repo, "decisions")).count(b'"kind":"decision.enacted"')
        found["steps"].append(
            {"killed": killed, "then": head(repo, "main"), "tree": head(repo, "main^{tree}"), "records": kept}
        )
    return found


def run_queue(repo: Path) -> None:
    """Runs the queue of a clone to its end."""
    chamber = open_chamber(repo)
    landing.run_queue(chamber, find_actor(chamber), "refs/heads/main", landing.Wish())


def queueing(repo: Path, steps: int, pipe: int) -> None:
    """Runs the queue, and dies before the write of that number."""
    left = steps

    def counted(true: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **more: Any) -> Any:
            nonlocal left
            if left == 0:
                os._exit(9)
            left -= 1
            return true(*args, **more)

        return step

    for home, name in (
        (making, "commit"), (making, "move_branch"), (ReferenceTransaction, "lock_ref"), (ReferenceTransaction, "commit"),
    ):  # fmt: skip
        setattr(home, name, counted(getattr(home, name)))
    run_queue(repo)
    os.write(pipe, b"survived")


MODES = {"chance": by_chance, "folders": folders, "steps": at_each_step, "queue": queue}


def main() -> None:
    """Plays one mode, with less patience for abandoned locks than in earnest."""
    lock.STALE_AFTER = 0.05
    mode, repo, subject, seed = sys.argv[1:]
    print(json.dumps(MODES[mode](Path(repo), subject, int(seed))))


if __name__ == "__main__":
    main()
