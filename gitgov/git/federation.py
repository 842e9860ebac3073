"""The remotes of teams: their settings, and fetching from many of them at once without overwriting anything of the ledger."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.git.patience import PATIENCE, Way, ask
from gitgov.git.refs import NOTES
from gitgov.git.remotes import TEAM, configured
from gitgov.git.repository import Repository
from gitgov.git.run import run

AT_ONCE = 8
"""How many remotes are asked at the same time."""
FEDERATED = "refs/gov/federated/"
_PLAINLY = ("-c", "fetch.output=full", "-c", "http.lowSpeedLimit=1")
_FETCH = (
    "fetch", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-prune", "--no-filter", "--progress",
    "--recurse-submodules=no", "--no-multiple",
)  # fmt: skip


def federated(remote: str) -> str:
    """Return the prefix under which a remote's rooms lie as they were seen, whosever ledger that is; nothing reads them as ours."""
    return f"{FEDERATED}{remote}/"


def rooms_of(remote: str) -> str:
    """Return the refspec that fetches a remote's rooms: never by force, so that what was seen is not lost here with it there."""
    return f"{NOTES}*:{federated(remote)}*"


def is_set_up(settings: Mapping[str, str], remote: str) -> bool:
    """Say whether a remote is here with what `set_up` gives it."""
    return remote in configured(settings) and rooms_of(remote) in settings.get(f"remote.{remote}.fetch", "").split("\n")


def why_not_safe(settings: Mapping[str, str], remote: str) -> str:
    """Say which refspec of a remote would let a fetch overwrite branches, tags or rooms of this clone; nothing where none would."""
    specs = settings.get(f"remote.{remote}.fetch", "").split("\n")
    own = ("refs/heads", "refs/tags", "refs/notes", "refs/gov", "refs/*")
    wrong = (each for each in specs if each.startswith("+") and each.partition(":")[2].startswith(own))
    return next(wrong, "mirror" if settings.get(f"remote.{remote}.mirror") == "true" else "")


def set_up(repo: Repository, remote: str, url: str, *, of_team: bool) -> bool:
    """Add a remote, or complete its settings; says whether anything had to be done. What somebody else has set stays.

    Branches go to `refs/remotes/`, rooms to a place of their own, tags nowhere. One `of_team` is no place where others see what
    this body has decided. Raises `BadInput` where a fetch from it would overwrite what is here.
    """
    settings = repo.settings()
    if spec := why_not_safe(settings, remote):
        what = f"a fetch from {remote} would overwrite what is here: {spec}"
        raise BadInput(what, f"git config --unset-all remote.{remote}.fetch; then the same command")
    key, specs = f"remote.{remote}.", settings.get(f"remote.{remote}.fetch", "").split("\n")
    wanted = [("url", url)] if remote not in configured(settings) else []
    wanted += [("tagopt", "--no-tags")] if f"{key}tagopt" not in settings else []
    wanted += [("prune", "false")] if f"{key}prune" not in settings else []
    wanted += [(TEAM, "true")] if of_team and settings.get(f"{key}{TEAM}") != "true" else []
    if not any("refs/heads/" in each for each in specs):
        wanted.append(("fetch", f"+refs/heads/*:refs/remotes/{remote}/*"))
    if rooms_of(remote) not in specs:
        wanted.append(("fetch", rooms_of(remote)))
    for name, value in wanted:
        run(repo.cwd, "config", "--add" if name == "fetch" else "--replace-all", f"{key}{name}", value)
    repo.known.clear()
    repo.settings()  # who holds them sees what is new
    return bool(wanted)


class Fetched(NamedTuple):
    """What came of asking a remote: why it could not be reached, or nothing; the refs that it has rewound, which stay here as they were."""

    remote: str
    error: str = ""
    rewound: tuple[str, ...] = ()


def fetch_all(
    repo: Repository, remotes: Sequence[str], progress: Callable[[Sequence[str]], None], patience: float = PATIENCE
) -> dict[str, Fetched]:
    """Fetch from remotes by their own settings, some at once, and tell which are still asked.

    One that says nothing for `patience` seconds, or is not done after `patience.WHOLE` times as many, is given up.
    """
    found: dict[str, Fetched] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_fetched, repo, each, patience) for each in remotes]
        progress(remotes)
        for each in as_completed(waiting):
            found[each.result().remote] = each.result()
            progress([name for name in remotes if name not in found])
    return {each: found[each] for each in remotes}


def _fetched(repo: Repository, remote: str, patience: float) -> Fetched:
    words = (*_PLAINLY, "-c", f"http.lowSpeedTime={math.ceil(patience)}", *_FETCH, "--", remote)
    told = ask(repo.cwd, words, patience, Way.FETCH, {"GIT_TERMINAL_PROMPT": "0"})
    if told.late:
        return Fetched(remote, told.late)
    rewound = tuple(_rejected(told.rows))
    return Fetched(remote, _reason(told.rows) if told.status and not rewound else "", rewound)


def _rejected(rows: Sequence[str]) -> Iterator[str]:
    return (row.split("]", 1)[1].split()[0] for row in rows if row.startswith(" ! [rejected]"))


def _reason(rows: Sequence[str]) -> str:
    """Return the line in which git or ssh says what is wrong, rather than what follows from it."""
    plain = [row.removeprefix("fatal: ").strip() for row in rows if row.strip()]
    return plain[0] if plain else "git fetch failed"
