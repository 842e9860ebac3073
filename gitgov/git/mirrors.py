"""Where all refs of a remote stand, and moving many of them at once, each from exactly where it was seen."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gitgov.core.errors import BadInput, Undecided
from gitgov.git.history import is_ancestor
from gitgov.git.remotes import configured
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt, run, safe_word
from gitgov.git.transfer import push_refs

_USER = re.compile(r"^(https?://)[^/?#]*@", re.IGNORECASE)


def address(repo: Repository, remote: str) -> str:
    """Return where a remote is pushed to, as everybody may read it; raises `BadInput` for none of that name."""
    return _without_user(pushed_to(repo, remote))


def _without_user(url: str) -> str:
    """Take the user off an address of the web, with whom a password may stand that nobody means to sign or show."""
    return _USER.sub(r"\1", url)


def pushed_to(repo: Repository, remote: str) -> str:
    """Return where a remote is pushed to, with all that git needs for it; raises `BadInput` for none of that name."""
    known = configured(repo.settings())
    if remote not in known:
        raise BadInput(
            f"no remote is called {remote!r}", f"git remote add {remote} URL; known: {', '.join(known) or 'none'}"
        )
    return run(repo.cwd, "remote", "get-url", "--push", "--", safe_word(remote, "remote")).decode().split("\n")[0]


def every_ref(repo: Repository) -> dict[str, str]:
    """Return all refs here, symbolic ones too, with their objects."""
    rows = run(repo.cwd, "for-each-ref", "--format=%(objectname) %(refname)").decode(errors="surrogateescape")
    return {ref: oid for oid, _, ref in (row.partition(" ") for row in rows.splitlines())}


def every_ref_at(repo: Repository, url: str) -> dict[str, str]:
    """Return all refs of another repository with their objects; raises `Undecided` where it cannot be reached."""
    try:
        rows = run(repo.cwd, "ls-remote", "--quiet", "--refs", "--", safe_word(url, "address"))
    except GitFailedError as error:
        shown = _without_user(url)
        what = f"{shown}: {error.what.replace(url, shown)}"
        raise Undecided(what, error.remedy or "git ls-remote shows whether it can be reached") from error
    listed = (row.partition("\t") for row in rows.decode(errors="surrogateescape").splitlines())
    return {ref: oid for oid, _, ref in listed if ref.startswith("refs/")}


def leads_on(repo: Repository, old: str, new: str) -> bool:
    """Say whether a commit descends from another; one that is not here is led on from by nothing."""
    both = repo.holds(old) and repo.holds(new)
    return (
        both
        and attempt(repo.cwd, "cat-file", "-e", f"{old}^{{commit}}").returncode == 0
        and is_ancestor(repo, old, new)
    )


def push_exactly(repo: Repository, remote: str, moves: Mapping[str, tuple[str, str]]) -> None:
    """Move refs of a remote, ref -> (where it was seen, where to), all or none; an empty end deletes, an empty start creates."""
    leases = [f"--force-with-lease={ref}:{old}" for ref, (old, _) in moves.items()]
    specs = [f"{new}:{ref}" for ref, (_, new) in moves.items()]
    push_refs(repo, remote, specs, ("--no-verify", "--atomic", *leases))
