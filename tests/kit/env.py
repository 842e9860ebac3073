"""A git that sees only what the test gives it: no user, system or template configuration, fixed dates, UTC, no agent.

The environment is built from an allow list, so that a variable nobody has heard of yet cannot leak in either.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pygit2
import pytest
from pygit2.enums import ConfigLevel

NOW = "2026-11-20T10:00:00Z"
BORROWED = ("PATH", "TMPDIR", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
UNWELCOME = ("GIT_", "GITGOV_", "GOV_", "SSH_", "GNUPG", "XDG_", "LC_", "LANG", "PYTHON", "EMAIL", "EDITOR", "VISUAL")
SETTINGS = {
    "user.name": "Nobody",
    "user.email": "nobody@example.org",
    "init.defaultBranch": "main",
    "core.fsync": "none",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "receive.autogc": "false",
    "protocol.file.allow": "always",
    "safe.directory": "*",
}


def hermetic(home: Path, settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Makes `home` a home folder with its own git configuration and returns the whole environment for a process.

    `settings` (dotted names) are added to, or replace, the defaults.
    """
    (home / ".config").mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text(as_config(SETTINGS | dict(settings or {})), encoding="utf-8")
    borrowed = {name: os.environ[name] for name in BORROWED if name in os.environ}
    return borrowed | {
        # git finds git-gov, git-motion ... where this interpreter's scripts are.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), borrowed.get("PATH", os.defpath)]),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TEMPLATE_DIR": "",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_EDITOR": ":",
        "GIT_MERGE_AUTOEDIT": "no",
        "GIT_PAGER": "cat",
        "PAGER": "cat",
        "GIT_AUTHOR_DATE": NOW,
        "GIT_COMMITTER_DATE": NOW,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }


def isolate(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Applies `hermetic` to this process, for code under test that starts git itself or asks pygit2."""
    for name in [name for name in os.environ if name.startswith(UNWELCOME)]:
        patch.delenv(name)
    for name, value in hermetic(home).items():
        patch.setenv(name, value)
    # libgit2 reads neither GIT_CONFIG_GLOBAL nor a later change of HOME.
    pygit2.settings.search_path[ConfigLevel.GLOBAL] = str(home)
    pygit2.settings.search_path[ConfigLevel.XDG] = str(home / ".config" / "git")
    pygit2.settings.search_path[ConfigLevel.SYSTEM] = ""
    pygit2.settings.search_path[ConfigLevel.PROGRAMDATA] = ""


def as_config(settings: Mapping[str, str]) -> str:
    """Writes `{"protocol.file.allow": "always"}` as the text of a git configuration file."""
    return "".join(f'{heading(name)}\n\t{name.rpartition(".")[2]} = "{value}"\n' for name, value in settings.items())


def heading(name: str) -> str:
    """Returns `[section]` or `[section "subsection"]` for a dotted name."""
    section, *subsection, _ = name.split(".")
    return f'[{section} "{".".join(subsection)}"]' if subsection else f"[{section}]"
