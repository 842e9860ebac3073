"""Fetching rooms and pushing submissions, without ever letting a fetch overwrite what has not been published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput, GitgovError, Refused, Undecided
from gitgov.core.ids import Oid
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.git.inbox import INBOX, REFUSED
from gitgov.git.patience import PATIENT, Told, Way, ask, patience_of
from gitgov.git.refs import KEPT, NOTES
from gitgov.git.remotes import configured
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt, run, safe_word

_PUSH = ("push", "--quiet", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no")
_FETCH = (
    "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--refmap=", "--prune",
    "--no-filter", "--recurse-submodules=no",
)  # fmt: skip


AGAINST = "refs/gov/against/"
"""Prefix under which another repository lies while it is compared with this one."""
AGAINST_ROOMS = f"{AGAINST}rooms/"


class KeptByHooksError(GitgovError):
    """The remote has hooks that keep its ledger, so members do not."""


class NotHeardError(GitFailedError):
    """A remote says nothing, so that nobody knows whether it was reached; what was to be sent is kept here."""

    def __init__(self, remote: str, way: Way, why: str) -> None:
        super().__init__((way.value, remote), 1, why)
        self.what = f"not heard: {why}"
        self.remedy = (
            f"what was typed is kept, and the next git gov sync {remote} sends it; git config {PATIENT} 60 waits longer"
        )


class Remote(NamedTuple):
    """A remote by its configured name, and where what was last seen of it is kept."""

    name: str

    @property
    def rooms(self) -> str:
        """Prefix under which the most that it was ever seen to hold is remembered; never written by a fetch."""
        return f"refs/gov/remotes/{self.name}/rooms/"

    @property
    def present(self) -> str:
        """Prefix under which its rooms are tracked as they are now, whatever became of them."""
        return f"refs/gov/remotes/{self.name}/present/"

    @property
    def inbox(self) -> str:
        """Prefix under which its inbox is tracked."""
        return f"refs/gov/remotes/{self.name}/inbox/"

    @property
    def kept(self) -> str:
        """Prefix under which lies what it keeps of what was ratified."""
        return f"refs/gov/remotes/{self.name}/kept/"

    @property
    def refused(self) -> str:
        """Prefix under which its answers to us are tracked."""
        return f"refs/gov/remotes/{self.name}/refused/"


def remote_tip(repo: Repository, remote: str, ref: str) -> str:
    """Ask a remote where a ref stands there; nothing if it has none. Raises `GitFailedError`."""
    rows = run(repo.cwd, "ls-remote", "--quiet", "--", safe_word(remote, "remote"), ref).decode(errors="replace")
    return next((row.split("\t")[0] for row in rows.splitlines() if row.split("\t")[1:] == [ref]), "")


def find_remote(settings: Mapping[str, str], name: str) -> Remote:
    """Find a configured remote; raises `BadInput` for none, and where a fetch would destroy unpublished lines."""
    known = configured(settings)
    if not name:
        name = known[0] if known else "origin"
    if name not in known:
        raise BadInput(
            f"no remote is called {name!r}", f"git remote add {name} URL; known: {', '.join(known) or 'none'}"
        )
    safe_word(name, "remote")
    if settings.get(f"remote.{name}.mirror") == "true" or _overwrites(settings, name):
        raise _mirrored(name)
    return Remote(name)


def check_kept(settings: Mapping[str, str]) -> None:
    """Raise `BadInput` where the next fetch from some remote would overwrite what is recorded here."""
    for name in configured(settings):
        if _overwrites(settings, name):
            raise _mirrored(name)


def _overwrites(settings: Mapping[str, str], name: str) -> bool:
    specs = settings.get(f"remote.{name}.fetch", "").split("\n")
    forced = (spec.partition(":")[2] for spec in specs if spec.startswith("+"))
    return any(to.startswith(("refs/*", "refs/notes")) for to in forced)


def _mirrored(name: str) -> BadInput:
    what = f"{name} is mirrored here: any fetch would overwrite votes that are not yet published"
    return BadInput(what, "use an ordinary clone")


def fetch(repo: Repository, remote: Remote, answers: str = "") -> None:
    """Fetch rooms and inbox as they are now, and the answers to a submission, beside what is remembered of them.

    No room of this clone, and nothing that was remembered, is written. Raises `GitFailedError`, as `NotHeardError` where
    the remote says nothing.
    """
    specs = [f"+{NOTES}*:{remote.present}*", f"+{INBOX}*:{remote.inbox}*", f"+{KEPT}*:{remote.kept}*"]
    if answers:
        specs.append(f"+{REFUSED}{answers}*:{remote.refused}{answers}*")
    told = _asked(repo, remote, (*_FETCH, "--progress", "--", remote.name, *specs), Way.FETCH)
    if told.status:
        raise GitFailedError(("fetch", remote.name), told.status, "\n".join(told.rows))


def _asked(repo: Repository, remote: Remote, words: Sequence[str], way: Way) -> Told:
    """Ask a remote for lines, or to take some; raises `NotHeardError` where it says nothing for as long as `gov.patience` has it."""
    told = ask(repo.cwd, words, patience_of(repo.settings()), way)
    if told.late:
        raise NotHeardError(remote.name, way, told.late)
    return told


def standing(repo: Repository, remote: Remote) -> dict[str, Oid] | None:
    """Return where a remote's branches and tags stand, as it says now; nothing where it cannot be reached."""
    try:
        return standing_at(repo, remote.name)
    except GitFailedError:
        return None


def standing_at(repo: Repository, other: str) -> dict[str, Oid]:
    """Return where the branches and tags of any repository stand; raises `GitFailedError` where it cannot be reached."""
    rows = run(repo.cwd, "ls-remote", "--quiet", "--refs", "--heads", "--tags", "--", safe_word(other, "repository"))
    listed = (row.split("\t", 1) for row in rows.decode(errors="surrogateescape").splitlines())
    return {name: Oid(oid) for oid, name in listed}


def fetch_beside(repo: Repository, other: str, refs: Iterable[str]) -> None:
    """Fetch the rooms and some refs of any repository to `AGAINST`, where nothing reads them but who compares."""
    specs = [f"+{NOTES}*:{AGAINST_ROOMS}*", *(f"+{ref}:{AGAINST}{ref}" for ref in refs)]
    run(repo.cwd, *_FETCH, "--", safe_word(other, "repository"), *specs)


def submit(repo: Repository, remote: Remote, commit: str, inbox_id: str) -> str:
    """Push a submission to its own new ref, and return what the server said."""
    return _push(repo, remote, [f"{commit}:{INBOX}{inbox_id}"])


def fold_remotely(repo: Repository, remote: Remote, moves: Mapping[str, tuple[str, str]]) -> None:
    """Move refs on a host without hooks, ref -> (expected, new), all or none.

    Raises `OvertakenError` where one of them has moved or is locked.
    """
    leases = [f"--force-with-lease={ref}:{old}" for ref, (old, _) in moves.items()]
    specs = [f"{new}:{ref}" for ref, (_, new) in moves.items()]
    try:
        _push(repo, remote, specs, ["--atomic", *leases])
    except GitFailedError as error:
        if "stale info" in error.stderr or "atomic" in error.stderr or "failed to lock" in error.stderr:
            raise OvertakenError(remote.name, specs, error.stderr) from error
        if "hook declined" in error.stderr:
            raise KeptByHooksError(f"{remote.name} folds its inbox by its own hooks", "git gov sync again") from error
        raise


_OVERTAKEN = ("stale info", "fetch first", "non-fast-forward", "failed to update ref", "cannot lock ref")


class OvertakenError(GitFailedError):
    """Somebody else was faster: a ref of a remote stands elsewhere than where this push begins."""

    def __init__(self, remote: str, specs: Sequence[str], said: str) -> None:
        super().__init__(("push", remote), 1, said)
        refs = ", ".join(spec.partition(":")[2] for spec in specs)
        self.what = f"{remote} has moved {refs} meanwhile"
        self.remedy = f"git fetch {remote}, then the same command again"
        if lock := re.search(r"'([^'\n]+\.lock)': File exists", said):
            self.what = f"{remote} cannot move {refs} now: {lock[1]} is there"
            self.remedy += f"; if it stays so, a git that was killed there has left the lock: tell who keeps {remote}"


def push_leased(repo: Repository, remote: str, ref: str, old: str, new: str) -> str:
    """Push a branch that stands at `old` there, as `push_refs` does; says why, where it stood elsewhere by then or is locked."""
    try:
        push_refs(repo, remote, [f"{new}:{ref}"], (f"--force-with-lease={ref}:{old}",))
    except OvertakenError as error:
        return error.what
    return ""


def push_refs(repo: Repository, remote: str, specs: Sequence[str], options: Sequence[str] = ()) -> None:
    """Push ordinary refs, with the local hooks; raises `Refused` with the server's words where its gate says no.

    Raises `OvertakenError` where a ref has moved there meanwhile, which git may see first when it takes the lock.
    """
    words = ("push", "--porcelain", "--no-follow-tags", *options, "--", safe_word(remote, "remote"), *specs)
    done = attempt(repo.cwd, *words)
    said = done.stderr.decode(errors="replace")
    if not done.returncode:
        return
    reasons = [line.partition("gitgov:")[2].strip() for line in said.splitlines() if "gitgov:" in line]
    if reasons:
        raise Refused((Objection("GOV-140", f"{remote} refused {' '.join(specs)}: {'; '.join(reasons)}"),))
    if "matches more than one" in said:
        raise _ambiguous(repo, remote, [spec.partition(":")[2] for spec in specs])
    said += done.stdout.decode(errors="replace")
    if any(words in said for words in _OVERTAKEN):
        raise OvertakenError(remote, specs, said)
    raise GitFailedError(("push", remote), done.returncode, said)


def _ambiguous(repo: Repository, remote: str, refs: Sequence[str]) -> Undecided:
    """Say which refs of a remote git cannot tell from those that are to be pushed."""
    rows = attempt(repo.cwd, "ls-remote", "--quiet", "--", remote, *refs).stdout.decode(errors="replace").splitlines()
    namesakes = {f"{place}{ref}" for place in ("refs/heads/", "refs/tags/", "refs/") for ref in refs}
    found = typed(*(name for row in rows for name in row.split("\t")[1:] if name in namesakes))
    what = f"{remote} also has {found}, beside which git takes no push of {' '.join(refs)}: it might mean either"
    return Undecided(what, f"git push {typed(remote)} --delete {found}")


def _push(repo: Repository, remote: Remote, specs: Sequence[str], options: Sequence[str] = ()) -> str:
    told = _asked(repo, remote, (*_PUSH, "--progress", *options, "--", remote.name, *specs), Way.PUSH)
    said = "\n".join(told.rows)
    if told.status:
        raise GitFailedError(("push", remote.name), told.status, said)
    return said
