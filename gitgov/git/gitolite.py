"""Standing beside gitolite, which lets nobody in where `hooks/update` is not the link that it made (its `update_hook_present`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gitgov.git import hookfiles
from gitgov.git.disk import put
from gitgov.git.repository import Repository
from gitgov.git.run import run

ASIDE = "hooks-gitgov"
PASSED = ("pre-receive", "update", "post-receive", "post-update", "pre-auto-gc")
LINKED = ("reference-transaction", "proc-receive")
# The hook starts as git would start it, by the name that gitolite's own driver of several hooks looks at.
PASS = f"""\
#!/bin/sh
# Runs what gitolite has in hooks/, which it may link anew at any time.
name=${{0##*/}}
name=${{name%{hookfiles.EARLIER}}}
cd "${{0%/*}}/.." || exit 1
[ -x "hooks/$name" ] || exit 0
exec "hooks/$name" "$@"
"""


def stand_aside(repo: Repository, hooks: Sequence[str]) -> bool:
    """Give gitgov's `hooks` a folder of their own where gitolite keeps `hooks/`; says whether they have one.

    What is in `hooks/`, or comes there later, runs from the new folder. gitgov's hooks that lie in `hooks/` already are taken away.
    """
    home = hookfiles.folder(repo)
    if _is_ours(repo, home):
        return True
    if not any(_is_gitolites(home / name) for name in ("update", "update" + hookfiles.EARLIER)):
        return False
    hookfiles.uninstall(repo, hooks)
    aside = home.with_name(ASIDE)
    aside.mkdir(exist_ok=True)
    for name in PASSED:
        put(aside / name, PASS, 0o755)
    for name in LINKED:
        (aside / name).unlink(missing_ok=True)
        (aside / name).symlink_to(f"../hooks/{name}")
    run(repo.cwd, "config", "core.hooksPath", ASIDE)
    return True


def step_back(repo: Repository) -> None:
    """Leave `hooks/` to git again, where gitgov's own are gone from the folder that they had."""
    home = hookfiles.folder(repo)
    if not _is_ours(repo, home):
        return
    run(repo.cwd, "config", "--unset", "core.hooksPath")
    for name in (*PASSED, *LINKED):
        (home / name).unlink(missing_ok=True)
    if not any(home.iterdir()):
        home.rmdir()


def _is_ours(repo: Repository, home: Path) -> bool:
    return home.resolve() == (repo.common / ASIDE).resolve()


def _is_gitolites(path: Path) -> bool:
    return path.is_symlink() and path.readlink().parts[-3:] == ("hooks", "common", "update")
