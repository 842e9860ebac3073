"""Mistakes that no single entry of a charter has: shared keys, roles that nobody holds, rules that nobody could meet.

The file is looked at as TOML gives it, so that a mistake in one entry hides none between others. What cannot be read is
left out: it is named as a mistake of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gitgov.charter.locate import Path
from gitgov.charter.mistakes import Mistake, at
from gitgov.core.errors import BadInput
from gitgov.core.openpgp import parse_pgp_key
from gitgov.core.sshkeys import parse_public_key

KINDS = ("merge", "release", "architecture", "process", "charter", "main", "choose", "elect", "sprint", "increment")
BY_BALLOT = frozenset({"choose", "elect"})
"""Kinds that choose among many: silence chooses nobody."""
Table = Mapping[str, Any]


class Rule(NamedTuple):
    """What holds for one kind of motion, and where that is written."""

    kind: str
    value: Any
    path: Path


def rule(data: Table, kind: str, name: str, default: Any = None) -> Rule:
    """Find a rule for a kind of motion: its own, else the common one."""
    common = table(data.get("rules"))
    special = table(common.get(kind))
    if name in special:
        return Rule(kind, special[name], ("rules", kind, name))
    return Rule(kind, common.get(name, default), ("rules", name))


def gathered(found: Iterable[Rule]) -> dict[Path, list[str]]:
    """Put together the kinds of motions for which one and the same entry holds."""
    kinds: dict[Path, list[str]] = {}
    for each in found:
        kinds.setdefault(each.path, []).append(each.kind)
    return kinds


def table(value: Any) -> Table:
    """Return a table, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def active_members(data: Table) -> list[str]:
    """Return the members who are neither retired nor advisers."""
    return [name for name, entry in table(data.get("members")).items() if is_active(table(entry))]


def is_active(entry: Mapping[str, Any]) -> bool:
    """Say whether the entry of a member is that of somebody who votes."""
    return entry.get("standing", "active") not in ("retired", "adviser")


def roles_held(data: Table) -> set[str]:
    """Return the roles that somebody active holds."""
    members = table(data.get("members"))
    return {role for name in active_members(data) for role in texts(table(members[name]).get("roles"))}


def why_unlawful(data: Table, text: str) -> list[Mistake]:
    """Find what makes a charter void wherever it stands: nobody can follow it."""
    members = table(data.get("members"))
    if not members:
        return []
    active = active_members(data)
    found = [*_shared_keys(members, text), *_keepers_own(data, members, text), *_with_powers(members, text)]
    if not active:
        found.append(at(text, ("members",), "nobody is active, so nothing could ever be decided", "keep one active"))
    held = roles_held(data)
    if data.get("presiding") == "chair" and "chair" not in held:
        found.append(at(text, ("presiding",), 'nobody active holds the role "chair"', "give it to a member"))
    for index, row in rows(data.get("tags")):
        wanted = texts(row.get("roles"))
        if wanted and not held.intersection(wanted):
            place = ("tags", index, "roles")
            found.append(
                at(text, place, f"nobody active holds the role {' or '.join(wanted)}", "give a member the role")
            )
    return [*found, *_twice(data, text), *_unreachable(data, len(active), text)]


def _twice(data: Table, text: str) -> Iterator[Mistake]:
    """Find standing orders that have one name, so that nobody could say which of them was invoked."""
    seen: set[str] = set()
    for index, row in rows(data.get("standing_orders")):
        name = row.get("name")
        if isinstance(name, str) and name in seen:
            what = f"there is another standing order called {name!r}"
            yield at(text, ("standing_orders", index, "name"), what, "give each a name of its own")
        elif isinstance(name, str):
            seen.add(name)


def texts(value: Any) -> list[str]:
    """Return the texts of a list; a text by itself counts as a list of one."""
    whole = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [each for each in whole if isinstance(each, str)]


def rows(value: Any) -> list[tuple[int, Table]]:
    """Return the tables of an array with their places."""
    return [(index, table(row)) for index, row in enumerate(value if isinstance(value, list) else [])]


def _shared_keys(members: Table, text: str) -> list[Mistake]:
    owner: dict[str, str] = {}
    found = []
    for name, entry in members.items():
        each = [
            (kind, index, key) for kind in ("keys", "pgp") for index, key in enumerate(texts(table(entry).get(kind)))
        ]
        for kind, index, key in each:
            first = owner.setdefault(fingerprint_of(key) or f"{name} {kind} {index}", name)
            if first != name:
                place = ("members", name, kind, index)
                found.append(at(text, place, f"is {first}'s key too", "one key speaks for one member"))
    return found


def _with_powers(members: Table, text: str) -> Iterator[Mistake]:
    """Find advisers that hold a role: they may propose, and nothing else."""
    for name, entry in members.items():
        if table(entry).get("standing") == "adviser" and texts(table(entry).get("roles")):
            yield at(text, ("members", name, "roles"), f"{name} is an adviser, who holds no role", "leave roles out")


def _keepers_own(data: Table, members: Table, text: str) -> Iterator[Mistake]:
    """Find keys of the keeper that are a member's too: who takes lines in speaks for nobody."""
    owner = {fingerprint_of(key): name for name, entry in members.items() for key in texts(table(entry).get("keys"))}
    for index, key in enumerate(texts(table(data.get("keeper")).get("keys"))):
        if (found := fingerprint_of(key)) and found in owner:
            remedy = "git gov hooks install --server --receipts makes the server a key of its own"
            yield at(text, ("keeper", "keys", index), f"is {owner[found]}'s key too", remedy)


def fingerprint_of(key: str) -> str:
    """Return the fingerprint of a key as a charter has it, SSH or OpenPGP; nothing for what cannot be read."""
    try:
        return (parse_pgp_key(key) if key.lstrip().startswith("-----") else parse_public_key(key)).fingerprint
    except BadInput:
        return ""


def _unreachable(data: Table, active: int, text: str) -> Iterator[Mistake]:
    """Find numbers of members that a kind of motion asks for, and that can never come together."""
    for name in ("quorum", "ayes"):
        wanting: dict[tuple[Path, int, int], list[str]] = {}
        for kind in KINDS:
            if name == "ayes" and kind in BY_BALLOT:
                continue  # ballots that choose among many say no aye
            found = rule(data, kind, name)
            needed, able = _number(found.value), active
            if rule(data, kind, "mover_votes").value is False and active > 1:
                able -= 1
            if needed > able:
                wanting.setdefault((found.path, needed, able), []).append(kind)
        for (path, needed, able), kinds in wanting.items():
            what = f"asks for {needed}, but only {able} can vote on {named(kinds)}"
            yield at(text, path, what, "lower it or add members")


def _number(value: Any) -> int:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 6 else 0
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def named(kinds: Collection[str]) -> str:
    """Name kinds of motions; where it is all of them, as any."""
    return "any motion" if len(kinds) == len(KINDS) else f"{' and '.join(kinds)} motions"
