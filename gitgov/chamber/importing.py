"""A roll from what a repository has already: the file of allowed signers by which git checks its commits.

A line that gives no member is left out, and why is said: the founder looks at the roll before the body is constituted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from gitgov.chamber.found import read_file
from gitgov.core.allowedsigners import Allowed, read_allowed
from gitgov.core.errors import BadInput
from gitgov.core.ids import MEMBER
from gitgov.core.sshkeys import PublicKey
from gitgov.git.repository import Repository
from gitgov.git.run import attempt

SETTING = "gpg.ssh.allowedSignersFile"
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}", re.ASCII)
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters that Unicode does not take apart."""


class Imported(NamedTuple):
    """Who would be on the roll: keys and addresses by name, and in words what was left out."""

    keys: Mapping[str, list[PublicKey]]
    emails: Mapping[str, list[str]]
    left_out: tuple[str, ...]


NOBODY = Imported({}, {}, ())


def read_signers(repo: Repository, path: str, now: int) -> Imported:
    """Read the roll from a file, or from the one that git's settings name; raises `BadInput` where that is none."""
    named = path or attempt(repo.cwd, "config", "--type=path", SETTING).stdout.decode().rstrip("\n")
    if not named:
        raise BadInput(f"git config {SETTING} names no file to import", "git gov init --import-from FILE")
    text = read_file(named if path else str(repo.cwd / named))
    try:
        found = roll_of(read_allowed(text), now)
    except BadInput as error:
        raise BadInput(f"{named}: {error.what}", error.remedy) from error
    if not found.keys:
        why = "; ".join(found.left_out) or "it is empty"
        raise BadInput(f"{named}: nobody in it could be a member: {why}", "git gov init --member NAME=KEYFILE")
    return found


def roll_of(lines: Iterable[Allowed], now: int) -> Imported:
    """Make members of the lines: lines that share a principal or a key are of one."""
    left_out, taken = [], []
    for each in lines:
        why = _why_not(each, now)
        left_out += [f"line {each.line}, {', '.join(each.principals)}: {why}"] if why else []
        taken += [] if why else [each]
    keys: dict[str, list[PublicKey]] = {}
    emails: dict[str, list[str]] = {}
    for group in _together(taken):
        principals = [*dict.fromkeys(one for each in group for one in _people(each))]
        name = _name_of(principals, keys)
        if not name:
            left_out.append(f"line {group[0].line}, {', '.join(principals)}: no name in a-z, 0-9 can be made of it")
            continue
        keys[name] = [*dict.fromkeys(each.key for each in group if each.key)]
        emails[name] = [*{one.lower(): one for one in reversed(principals) if _ADDRESS.fullmatch(one)}.values()][::-1]
    return Imported(keys, emails, tuple(left_out))


def _why_not(each: Allowed, now: int) -> str:
    """Say why a line gives no member of a body, or nothing."""
    if each.authority:
        return "a certificate authority speaks for nobody"
    if not _people(each):
        return "a pattern names nobody"
    if each.namespaces and not _fits("git", each.namespaces):
        return f"it does not sign commits, but {', '.join(each.namespaces)}"
    if (each.before is not None and each.before <= now) or (each.after is not None and each.after > now):
        return "it is not valid now"
    return each.unusable


def _fits(word: str, patterns: Iterable[str]) -> bool:
    """Match a list of patterns, of which one after a "!" excludes."""
    barred = any(fnmatchcase(word, each[1:]) for each in patterns if each.startswith("!"))
    return not barred and any(fnmatchcase(word, each) for each in patterns)


def _people(each: Allowed) -> list[str]:
    return [one for one in each.principals if not set("*?!").intersection(one)]


def _together(lines: Iterable[Allowed]) -> list[list[Allowed]]:
    """Gather the lines of each person, in the order in which they first appear."""
    groups: list[list[Allowed]] = []
    for each in lines:
        marks = _marks(each)
        same = [group for group in groups if any(marks & _marks(one) for one in group)]
        merged = sorted([*(one for group in same for one in group), each])
        groups = [*(group for group in groups if group not in same), merged]
    return sorted(groups)


def _marks(each: Allowed) -> frozenset[str]:
    return frozenset([*map(str.lower, _people(each)), each.key.fingerprint if each.key else ""])


def _name_of(principals: Iterable[str], taken: Mapping[str, object]) -> str:
    """Name a member after the first address that gives a name: what stands before the @, else all of it."""
    for each in principals:
        for said in (each.partition("@")[0], each.replace("@", "-")):
            name = plain(said)
            if name and name not in taken:
                return name
    return ""


def plain(said: str) -> str:
    """Write a name as a roll takes it; nothing where its letters cannot be written so."""
    apart = unicodedata.normalize("NFKD", said.lower().translate(_LETTERS))
    letters = "".join(char for char in apart if not unicodedata.combining(char)).strip("._-")
    return letters if MEMBER.fullmatch(letters) else ""
