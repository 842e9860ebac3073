"""Keeping a repository: hooks, the record of what is protected, and a look at its health."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.orders import breaches, remedy, told
from gitgov.chamber.rules import EXPLAIN
from gitgov.chamber.wanted import MEASURE, wants
from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PublicKey
from gitgov.git import hookfiles
from gitgov.git.hookfiles import Done
from gitgov.git.keygen import make_key
from gitgov.git.notes import RECEIPT_KEY
from gitgov.git.repository import Repository, open_repository
from gitgov.git.run import attempt, run
from gitgov.git.signers import read_charter_key, read_public_key
from gitgov.git.transfer import Remote, find_remote

SERVER_HOOKS = ("pre-receive", "update", "post-receive")
CLIENT_HOOKS = ("reference-transaction", "pre-commit", "pre-merge-commit", "pre-push")


def open_here() -> Repository:
    """Open the repository around the current folder."""
    return open_repository(Path())


def public_key(path: str) -> PublicKey:
    """Read a public key from a file or a literal."""
    return read_public_key(path)


def charter_key(path: str) -> str:
    """Read a public key, SSH or OpenPGP, from a file or a literal, as a charter has it."""
    return read_charter_key(path)


def install_hooks(repo: Repository, *, server: bool, queue: bool = False, measure: bool = False) -> list[str]:
    """Install the hooks for a server or a clone; returns what a person should know about those that were here.

    `queue` lets a server run the merge queue after every push, `measure` measure what it accepts.
    """
    from gitgov.git import gitolite  # noqa: PLC0415 - the hooks read this module, too

    aside = server and gitolite.stand_aside(repo, SERVER_HOOKS)
    beside = hookfiles.install(repo, SERVER_HOOKS if server else CLIENT_HOOKS)
    if server:
        hookfiles.configure_server(repo)
    notices = []
    if aside:
        notices.append("gitolite keeps hooks/ (core.hooksPath is ours now): what it has there still runs, before ours")
        beside = []
    if queue:
        repo.learn("gov.queue", "true")
        notices.append("what is decided is carried out after every push (gov.queue)")
    if measure:
        notices.append(_measuring(repo))
    if running := [name for name in beside if hookfiles.runs(repo, name)]:
        notices.append(f"your own {', '.join(running)} still {'runs' if len(running) == 1 else 'run'}, before ours")
    if idle := [name for name in beside if not hookfiles.runs(repo, name)]:
        notices.append(f"your own {', '.join(idle)} did not run, not being executable, and does not now")
    place, folder = hookfiles.place(repo), hookfiles.folder(repo)
    if place == "tree":
        notices.append(
            f"{folder} is in the work tree (core.hooksPath): commit none of them, they name this machine's python"
        )
    elif place == "elsewhere":
        notices.append(f"every repository that shares {folder} (core.hooksPath) runs them")
    return notices


def _measuring(repo: Repository) -> str:
    """Let what comes into protected branches be measured by itself; says who signs that."""
    repo.learn("gov.measure", "true")
    what = "what comes into protected branches is measured (gov.measure)"
    if repo.own("gov.key"):
        return f"{what}, and signed with gov.key"
    return f"{what} once this repository's own gov.key names the key of a member who measures"


def sign_receipts(repo: Repository) -> PublicKey:
    """Let a server sign what it takes in, with the key that it has or a new one; returns the public half."""
    if not repo.settings().get(RECEIPT_KEY):
        path = repo.state.resolve() / "keeper"
        if not path.exists():
            make_key(path, "keeper")
        repo.learn(RECEIPT_KEY, str(path))
    return read_public_key(repo.settings()[RECEIPT_KEY])


def uninstall_hooks(repo: Repository) -> tuple[list[str], str]:
    """Take all our hooks away; returns their names, and the folder where other repositories may miss them too."""
    from gitgov.git import gitolite  # noqa: PLC0415 - as above

    removed = hookfiles.uninstall(repo, (*SERVER_HOOKS, *CLIENT_HOOKS))
    gitolite.step_back(repo)
    return removed, "" if hookfiles.place(repo) == "own" else str(hookfiles.folder(repo))


def hook_states(repo: Repository) -> dict[str, str]:
    """Say of each hook whether it is installed: those of a clone or of a server, as which a work tree may serve too."""
    states = hookfiles.status(repo, SERVER_HOOKS)
    serves = repo.bare or not {"installed", "outdated"}.isdisjoint(states.values())
    return states if serves else hookfiles.status(repo, CLIENT_HOOKS)


def run_hook(repo: Repository, name: str, arguments: Sequence[str], rows: str, *, explained: bool) -> Done:
    """Run an installed hook by its name as git would, earlier ones first; raises `BadInput` where ours is not installed.

    `rows` are what it reads. It says on standard error which rules it asked, if that is to be `explained`.
    """
    if name not in (*SERVER_HOOKS, *CLIENT_HOOKS):
        raise BadInput(f"gitgov has no hook called {name!r}", f"it has {', '.join((*CLIENT_HOOKS, *SERVER_HOOKS))}")
    if hookfiles.status(repo, [name])[name] not in {"installed", "outdated"}:
        server = " --server" if name in SERVER_HOOKS else ""
        raise BadInput(f"{name} is not installed here", f"git gov hooks install{server}")
    return hookfiles.start(repo, name, arguments, rows.encode(), {EXPLAIN: "1"} if explained else {})


def hooks_folder(repo: Repository) -> Path:
    """Return the folder that hooks are installed in."""
    return hookfiles.folder(repo)


def note_protected(chamber: Chamber) -> None:
    """Write down which refs the charter in force protects, for the hooks' shell part."""
    charter = chamber.chain.charter
    branches = [f"refs/heads/{row.pattern}" for row in charter.branches]
    hookfiles.write_protected(chamber.repo, [*branches, *(f"refs/tags/{row.pattern}" for row in charter.tags)])


def surely_free(start: Path, refs: Sequence[str]) -> bool:
    """Say whether none of these refs was protected when the charter was last read here."""
    patterns = hookfiles.read_protected(open_repository(start))
    return bool(patterns) and all(
        ref.startswith(("refs/heads/", "refs/tags/")) and not any(fnmatchcase(ref, pattern) for pattern in patterns)
        for ref in refs
    )


class Finding(NamedTuple):
    """One thing that `doctor` looked at."""

    good: bool
    what: str
    remedy: str = ""


def examine(repo: Repository, chamber: Chamber | None) -> list[Finding]:
    """Look for what would make gitgov fail or mislead here."""
    loose = sum(1 for _ in (repo.common / "objects").glob("??/*"))
    return [
        *_of_clone(repo),
        Finding(
            chamber is not None, "there is a charter", "git gov init founds a body; git gov sync fetches its ledger"
        ),
        _hooked(repo),
        *(_of_body(repo, chamber) if chamber is not None else ()),
        Finding(loose < 20_000, f"{loose} loose objects", "git gov maint packs them"),
    ]


def _of_clone(repo: Repository) -> Iterator[Finding]:
    """Look at what is needed whoever the body is: programs, a key, and a whole history."""
    version = run(repo.cwd, "version").decode().split()[2]
    numbers = tuple(int(part) for part in version.split(".")[:2])
    settings = repo.settings()
    yield Finding(numbers >= (2, 38), f"git {version}", "gitgov needs git 2.38 or later")
    yield Finding(
        shutil.which("ssh-keygen") is not None,
        "ssh-keygen is there",
        "needed for keys in agents, with passphrases and on hardware: install openssh-client",
    )
    yield Finding(
        bool(settings.get("gov.key") or settings.get("user.signingkey")) or repo.bare,
        "a signing key is configured",
        "git config gov.key ~/.ssh/id_ed25519",
    )
    yield Finding(
        attempt(repo.cwd, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true",
        "the history is whole",
        "git fetch --unshallow: verification needs it",
    )


def _hooked(repo: Repository) -> Finding:
    missing = [name for name, state in hook_states(repo).items() if state != "installed"]
    return Finding(
        not missing,
        "hooks are installed" if not missing else f"hooks not installed: {', '.join(missing)}",
        "git gov hooks install" + (" --server" if repo.bare else ""),
    )


def _of_body(repo: Repository, chamber: Chamber) -> Iterator[Finding]:
    """Look at what a body needs besides: where its ledger is held, what is in breach or overdue, and programs for its keys."""
    settings = repo.settings()
    if remote := _usual_remote(settings):
        held = bool(repo.tip(remote.present + "charter"))
        yield Finding(
            held,
            f"{remote.name} {'holds' if held else 'is not known to hold'} the ledger that is here",
            "git gov sync sends it, or says why it came back; until then nothing is protected there",
        )
    yield from (Finding(False, *words) for words in (*_breaches(chamber), *_overdue(chamber), *_of_quality(chamber)))
    if chamber.chain.charter.teams:
        from gitgov.chamber.apart import uncommitted  # noqa: PLC0415 - few bodies have teams
        from gitgov.chamber.federation import without_policy  # noqa: PLC0415 - as above

        yield from (Finding(False, *words) for words in (*without_policy(chamber), *uncommitted(chamber)))
    if chamber.chain.pgp_keys:
        yield Finding(shutil.which("gpgv") is not None, "gpgv is there", "OpenPGP signatures need it: install gpgv")
    if wants(settings, MEASURE):
        yield _measurers_key(chamber)
    if settings.get(RECEIPT_KEY):
        yield _keepers_key(chamber, read_public_key(settings[RECEIPT_KEY]))


def _measurers_key(chamber: Chamber) -> Finding:
    """Say whether what comes in can be measured here: by a key of a member who may."""
    from gitgov.chamber.recording import recorder, server_recorder  # noqa: PLC0415 - the hooks read this module, too

    actor, charter = (server_recorder if chamber.repo.bare else recorder)(chamber), chamber.chain.charter
    roles = charter.quality.measurers
    good = actor is not None and (not roles or any(actor.name in charter.holders(role) for role in roles))
    what = f"what comes in is measured here (gov.measure){f', by {actor.name}' if actor and good else ''}"
    return Finding(good, what, "git config gov.key FILE, with the key of a member who measures")


def _keepers_key(chamber: Chamber, key: PublicKey) -> Finding:
    """Say whether the charter names the key with which this server signs receipts, so that anybody can check them."""
    named = key.fingerprint in chamber.chain.charter.keepers
    what = f"the charter {'names' if named else 'does not name'} the key that signs receipts here"
    return Finding(named, what, f'git motion charter FILE, with [keeper] and keys = ["{key.line()}"]')


def _breaches(chamber: Chamber) -> Iterator[tuple[str, str]]:
    now = chamber.now()
    for each in breaches(chamber):
        yield f"the charter is in breach: {told(each, now)}", remedy(each, now)


def _overdue(chamber: Chamber) -> Iterable[tuple[str, str]]:
    """Tell of the sync points of increments whose day is over."""
    if not chamber.store.tip("sprints"):
        return ()
    from gitgov.chamber.increments import overdue  # noqa: PLC0415 - many bodies have none

    return overdue(chamber)


def _of_quality(chamber: Chamber) -> Iterable[tuple[str, str]]:
    """Tell of what is to become better and nobody has judged, and of signals that nobody has begun to do anything about."""
    if not chamber.store.tip("metrics"):
        return ()
    from gitgov.chamber.signalling import told as to_do  # noqa: PLC0415 - many bodies measure nothing

    return to_do(chamber)


def _usual_remote(settings: dict[str, str]) -> Remote | None:
    try:
        return find_remote(settings, "")
    except BadInput:
        return None
