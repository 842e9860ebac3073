"""Commands typed where the disk is full, where a repository may only be read, and beside a lock that others have left.

They end with one clear message and have done nothing by halves, or they have done the whole of it in spite of that.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.kit.faults import Case, Chosen, Course, Ended, Rehearsal
from tests.kit.states import repositories

WRITABLE = 0o222
WITHOUT_REFS = ("packed-refs", "config", "index", "HEAD")
"""What git locks beside refs."""


def full(chosen: Chosen) -> Callable[[Rehearsal, Course], Iterator[Case]]:
    """Lets the disk be full from the writes on that are chosen out of so many."""

    def cases(rehearsal: Rehearsal, course: Course) -> Iterator[Case]:
        process, writes, amiss = rehearsal.meets, course.writes, unclear(rehearsal)
        for at in sorted(chosen(len(writes))):
            yield Case(
                f"{process}, full disk from write {at} of {len(writes)} ({writes[at]}) on",
                {"at": at, "full": True},
                amiss,
            )

    return cases


def sealed(rehearsal: Rehearsal, course: Course) -> Iterator[Case]:
    """Takes away the right to write to each repository that the command changes, one at a time."""
    floor = rehearsal.stage.floor
    for name in changed(course):
        modes: dict[Path, int] = {}

        def seal(name: str = name, modes: dict[Path, int] = modes) -> None:
            folder = repositories(floor)[floor / name]
            for place in (folder, *folder.rglob("*")):
                if not place.is_symlink():
                    modes[place] = place.stat().st_mode
                    place.chmod(modes[place] & ~WRITABLE)

        def unseal(modes: dict[Path, int] = modes) -> None:
            for place, mode in modes.items():
                place.chmod(mode)

        yield Case(f"{name} may only be read", {"bound": True}, unclear(rehearsal), seal, unseal)


def locked(chosen: Chosen) -> Callable[[Rehearsal, Course], Iterator[Case]]:
    """Leaves a lock beside what git locks to do what the command does, one at a time of those that are chosen."""

    def cases(rehearsal: Rehearsal, course: Course) -> Iterator[Case]:
        floor, places = rehearsal.stage.floor, list(lockable(rehearsal, course))
        for at in sorted(chosen(len(places))):
            lock = floor / f"{places[at]}.lock"

            def lay(lock: Path = lock) -> None:
                lock.parent.mkdir(parents=True, exist_ok=True)
                lock.touch()

            yield Case(f"beside {places[at]}.lock", {}, unclear(rehearsal, lock.name), lay, lock.unlink)

    return cases


def changed(course: Course) -> Iterator[str]:
    """Yields the names of the repositories that the command changes."""
    yield from (
        name
        for name, (lines, others) in course.held.done(course.whole).items()
        if name in course.held.lines and (lines or others)
    )


def lockable(rehearsal: Rehearsal, course: Course) -> Iterator[Path]:
    """Yields what git may lock to do what the command does, from the floor on."""
    before = rehearsal.aside / "before"
    folders = {place.name: folder.relative_to(before) for place, folder in repositories(before).items()}
    for name in changed(course):
        folder = folders[name]
        old, new = course.held.refs[name], course.whole.refs[name]
        yield from (folder / ref for ref in sorted({*old, *new}) if old.get(ref) != new.get(ref))
        yield from (folder / other for other in WITHOUT_REFS)


def unclear(rehearsal: Rehearsal, beside: str = "") -> Callable[[Ended], Iterator[str]]:
    """Returns what finds fault with an end that is neither the whole nor a clear word on why not, with the name of a lock `beside`."""

    def amiss(ended: Ended) -> Iterator[str]:
        if "Traceback" in ended.said or "defect" in ended.said:
            yield f"no word for a person: {ended.said}"
        if ended.status == rehearsal.step.expected.status and not ended.otherwise:
            return
        if ended.status not in (2, 3):
            yield f"it ends with {ended.status}, and has done {ended.otherwise}: {ended.said}"
        elif "next: " not in ended.said:
            yield f"it does not say what helps: {ended.said}"
        elif beside and beside not in ended.said:
            yield f"it does not name the lock: {ended.said}"

    return amiss
