"""Profiles as they lie on this machine, and the keys that they refer to.

A profile belongs to a user, not to a repository: a file below `$XDG_CONFIG_HOME/gitgov/profiles` that nobody else can change. A
key is read at the last moment, by the parent alone, and handed on by a pipe; it is in no argument, record, message or log.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path

import tomlkit

from gitgov.advice.profile import NAME, Credential, Profile, read_profile
from gitgov.core.errors import BadInput
from gitgov.git.disk import put
from gitgov.git.workers import Unanswered, printed

KEY = re.compile(r"[!-~]{1,8192}")
"""What a header can carry: RFC 9110 5.5 without blanks."""
LARGEST = 65_536
"""Bytes of a profile's or a key's file that are read."""
PATIENCE = 60.0
"""Seconds for a command that prints a key; a person may have to unlock it."""


def settings_folder() -> Path:
    """Return where profiles lie."""
    return _base("XDG_CONFIG_HOME", "~/.config") / "gitgov" / "profiles"


def state_folder(profile: Profile) -> Path:
    """Return where a profile keeps its answers and what it has spent: in a folder of its own, which only its user can open."""
    folder = Path(profile.state) if profile.state else _base("XDG_STATE_HOME", "~/.local/state") / "gitgov" / "profiles"
    folder = folder / profile.name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder}: {error.strerror}", 'name another folder: state = "/PATH"') from error
    _own(folder)
    folder.chmod(0o700)
    return folder


def profile_names() -> list[str]:
    """Return the names of the profiles that there are."""
    folder = settings_folder()
    return sorted(path.stem for path in folder.glob("*.toml")) if folder.is_dir() else []


def open_profile(name: str) -> Profile:
    """Read a profile; raises `BadInput`, where there is none, where others could have written it, and where it is wrong."""
    path = _path(name)
    try:
        _own(path)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        known = ", ".join(profile_names()) or "none"
        raise BadInput(
            f"there is no profile {name!r}; there are: {known}", "git gov advise profile add NAME FILE"
        ) from None
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}", "check its permissions") from error
    return parse_profile(name, data, str(path))


def parse_profile(name: str, data: bytes, where: str) -> Profile:
    """Read the bytes of a profile; raises `BadInput`."""
    if len(data) > LARGEST:
        raise BadInput(f"{where} has more than {LARGEST} bytes", "a profile is a few lines")
    try:
        table = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{where}: not TOML: {error}", "docs/advice.md shows a profile") from error
    return read_profile(name, table, where)


def add_profile(name: str, data: bytes, where: str, *, replace: bool) -> Profile:
    """Keep a profile under a name, as its text is; raises `BadInput`."""
    profile = parse_profile(name, data, where)
    path = _path(name)
    if path.exists() and not replace and path.read_bytes() != data:
        raise BadInput(f"there is a profile {name} already", "--replace puts this one in its place")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(path, tomlkit.dumps(tomlkit.parse(data.decode())), mode=0o600)
    return profile


def remove_profile(name: str) -> Path:
    """Remove a profile, and keep what it has spent; raises `BadInput`. Returns the file that is gone."""
    path = _path(name)
    try:
        path.unlink()
    except FileNotFoundError:
        raise BadInput(f"there is no profile {name!r}", "git gov advise profile list") from None
    return path


def key_of(profile: Profile, seconds: float = PATIENCE) -> str:
    """Read the key of a profile, empty for a server that asks for none; raises `BadInput`, which never holds it.

    A command that prints it may take so many seconds.
    """
    credential = profile.credential
    if credential.none:
        return ""
    key = _read(profile.name, credential, seconds).strip()
    if not KEY.fullmatch(key):
        fault = "is empty" if not key else "is not one word of printable characters"
        raise BadInput(
            f"profile {profile.name}: credential: {credential.where()} {fault}", "nothing was sent; set it, then again"
        )
    return key


def _read(name: str, credential: Credential, seconds: float) -> str:
    if credential.env is not None:
        if credential.env not in os.environ:
            raise BadInput(
                f"profile {name}: credential.env: ${credential.env} is not set", "nothing was sent; set it, then again"
            )
        return os.environ[credential.env]
    try:
        if credential.file is not None:
            path = Path(credential.file).expanduser()
            _own(path)
            return path.read_bytes()[:LARGEST].decode()
        return printed(credential.command or [], seconds).decode()
    except UnicodeDecodeError:
        raise BadInput(f"profile {name}: credential: {credential.where()} is not text", "nothing was sent") from None
    except OSError as error:
        what = f"profile {name}: credential: {credential.where()}: {error.strerror}"
        raise BadInput(what, "nothing was sent; check the path and its permissions") from error
    except Unanswered as why:
        what = f"profile {name}: credential.command: {(credential.command or [''])[0]} printed no key ({why})"
        raise BadInput(what, "nothing was sent; run the command by hand") from None


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise BadInput(f"not a name for a profile: {name!r}", "take lowercase letters, digits, '.', '_' and '-'")
    return settings_folder() / f"{name}.toml"


def _base(variable: str, usual: str) -> Path:
    """Return a base folder; a relative one is ignored (XDG Base Directory Specification 0.8)."""
    named = os.environ.get(variable, "")
    return Path(named) if named.startswith("/") else Path(usual).expanduser()


def _own(path: Path) -> None:
    """Raise `BadInput` for what somebody else can write: whoever can, could have another's key sent to a place of theirs."""
    found = path.stat()
    if found.st_uid not in (os.getuid(), 0):
        raise BadInput(f"{path} belongs to somebody else", f"chown {os.getuid()} {path}, once you have read it")
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise BadInput(f"others can write {path}", f"chmod go-w {path}, once you have read it")
