"""What measures are taken from: facts of git and of the ledger as values, whoever collects them."""

from __future__ import annotations

from typing import NamedTuple

DAY, HOUR = 86_400, 3_600
"""In seconds."""
CLEAN, CONFLICT, EVIL, UNTOLD = "clean", "conflict", "evil", "untold"
"""What making a merge again came to: as it is, git cannot, it is something else, or what it is made from is not here."""
FAILED, SUCCEEDED = "failed", "succeeded"


class Commit(NamedTuple):
    """A commit as it says of itself: instants are in seconds; `fixes` are the incidents that its trailers name."""

    oid: str
    parents: tuple[str, ...]
    authored: int
    committed: int
    message: str = ""
    fixes: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0].strip()


class Size(NamedTuple):
    """What a step changed against its first parent: files by name, a rename as two, and lines added and removed."""

    files: tuple[str, ...]
    lines: int


class Course(NamedTuple):
    """A motion to merge `head`, of `branch`, into `ref`, and when it got how far, in seconds; nothing where it did not.

    `reviewed` is the first speech or ballot of another member than the mover, `held` the end of the hold. `old` and `new` are where
    the ref stood before and after it was `enacted`. One that is `ordered` was merged under a standing order, not decided. `acts` are
    the instants of all signed records about it.
    """

    id: str
    ref: str
    head: str
    opened: int
    stated: int | None = None
    reviewed: int | None = None
    voting: int | None = None
    decided: int | None = None
    held: int | None = None
    enacted: int | None = None
    old: str = ""
    new: str = ""
    carried: bool = False
    ordered: bool = False
    branch: str = ""
    acts: tuple[int, ...] = ()

    def as_of(self, instant: int) -> Course | None:
        """Return what was known of it at an instant, in seconds; nothing where it had not been moved."""
        if self.opened > instant:
            return None
        known = self._replace(
            stated=_until(self.stated, instant),
            reviewed=_until(self.reviewed, instant),
            voting=_until(self.voting, instant),
            decided=_until(self.decided, instant),
            enacted=_until(self.enacted, instant),
            acts=tuple(each for each in self.acts if each <= instant),
        )
        if known.enacted is None:
            known = known._replace(old="", new="")
        return known if known.decided is not None else known._replace(carried=False, held=None)


def _until(mark: int | None, instant: int) -> int | None:
    return mark if mark is None or mark <= instant else None


class Application(NamedTuple):
    """What is deployed by itself: the paths that are its own (none: all), the pattern of the tags that deploy it, and to where."""

    name: str = ""
    tags: str = ""
    paths: tuple[str, ...] = ()
    environment: str = "production"


class Deployment(NamedTuple):
    """A commit that was deployed at an instant, in seconds, as the `object` says: a record, or a tag.

    `run` is the CI run that carried it out, where the record names it. `lossy` is a tag whose instant is that of its commit, as no
    more is known. `unplanned`, `intervention` and `rollback` are as recorded: that it was made to mend what users met, that it needed
    mending itself, and that it brought an earlier state back.
    """

    object: str
    commit: str
    at: int
    result: str = SUCCEEDED
    run: str = ""
    tag: bool = False
    lossy: bool = False
    unplanned: bool = False
    intervention: bool = False
    rollback: bool = False


class Incident(NamedTuple):
    """An incident on record: the deployment that caused it (its object or commit), and when it was closed, by what, if it was."""

    id: str
    deployment: str
    at: int
    closed: int | None = None
    fixed_by: str = ""


class GateRun(NamedTuple):
    """What a gate said, on record: which record, when, in seconds, and whether it let the change pass."""

    object: str
    at: int
    passed: bool


class Window(NamedTuple):
    """The instants, in seconds, between which something is measured, both included; `since` 0 is from the beginning."""

    since: int
    until: int

    def holds(self, at: int) -> bool:
        """Say whether an instant lies in it."""
        return self.since <= at <= self.until
