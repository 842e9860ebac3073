"""Drawing up charters: the templates, and changes to a file that leave the rest of it as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

import tomlkit
from tomlkit.items import Item, Table

from gitgov.charter.across import fingerprint_of, is_active
from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PGP_BLOCK, PublicKey

TEMPLATES = ("team", "assembly", "foundation", "regulated")
_CHAIRED = frozenset({"assembly", "regulated"})
NO_EMAILS: Mapping[str, Sequence[str]] = MappingProxyType({})
_THREE = "# three, or all of fewer"
"""The comment by which a charter says that a number is to follow its roll."""


def from_template(
    template: str,
    name: str,
    members: Mapping[str, Sequence[PublicKey]],
    branches: Sequence[str] = ("main",),
    emails: Mapping[str, Sequence[str]] = NO_EMAILS,
) -> str:
    """Write a charter from a template that protects some branches alike: the first member presides and releases, the second deputises and releases."""
    if template not in TEMPLATES:
        raise BadInput(f"there is no charter template {template!r}", f"choose one of {', '.join(TEMPLATES)}")
    text = resources.files("gitgov.charter").joinpath(f"templates/{template}.toml").read_text(encoding="utf-8")
    quoted = "".join(char for char in name if char.isprintable() and char not in '\\"')[:200].strip() or "unnamed"
    text = text.replace("{name}", quoted).replace("{three}", str(min(3, len(members))))
    text = "\n\n".join(_of_branches(part, [*dict.fromkeys(branches)]) for part in text.split("\n\n"))
    return text + "".join(
        _entry(member, keys, _roles(template, place), emails.get(member, ()))
        for place, (member, keys) in enumerate(members.items())
    )


def _of_branches(part: str, branches: Sequence[str]) -> str:
    """Write a part of a template for all protected branches: what protects one once for each, and any list of them whole."""
    if part.startswith("[[branches]]"):
        return "\n\n".join(part.replace("{branch}", each) for each in branches)
    return part.replace('["{branch}"]', _array(branches))


def _roles(template: str, place: int) -> list[str]:
    if template == "team":
        return []
    if place > 1:
        return []
    return [*((["chair"], ["deputy"])[place] if template in _CHAIRED else []), "release"]


def _entry(member: str, keys: Sequence[PublicKey], roles: Sequence[str], emails: Sequence[str]) -> str:
    held = f"roles = {_array(roles)}\n" if roles else ""
    known = f"emails = {_array(emails)}\n" if emails else ""
    name = member if member.replace("-", "").replace("_", "").isalnum() else f'"{member}"'
    return f"\n[members.{name}]\n{held}keys = {_array([key.line() for key in keys])}\n{known}"


def _array(texts: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


class Wanted(NamedTuple):
    """What is to be added to a member's entry."""

    key: PublicKey | None
    roles: Sequence[str] = ()
    emails: Sequence[str] = ()
    affiliation: str = ""
    adviser: bool = False


def with_member(text: str, member: str, wanted: Wanted) -> str:
    """Add a member, or to the entry of one, and raise the version; raises `BadInput` for no change."""
    document = tomlkit.parse(text)
    members, before = _members(document), _active(document)
    entry = members.get(member)
    key, roles, emails, affiliation, adviser = wanted
    if entry is None:
        if key is None:
            raise BadInput(f"{member} is not on the roll yet, and needs a key", "--key FILE, or the public key itself")
        members[member] = entry = tomlkit.table()
        entry.update(
            ({"standing": "adviser"} if adviser else {})
            | ({"roles": list(roles)} if roles else {})
            | {"keys": [key.line()]}
            | ({"emails": list(emails)} if emails else {})
            | ({"affiliation": affiliation} if affiliation else {})
        )
    else:
        old = tomlkit.dumps(document)
        _extend(entry, "keys", [key.line()] if key else [])
        _extend(entry, "roles", roles)
        _extend(entry, "emails", emails)
        if affiliation:
            entry["affiliation"] = affiliation
        if adviser:
            entry["standing"] = "adviser"
        elif entry.get("standing") == "retired":
            entry.pop("standing")
        if tomlkit.dumps(document) == old:
            raise BadInput(f"{member} is on the roll with that already", "git gov member list shows it")
    return _next(document, before)


def _extend(entry: Table, name: str, wanted: Sequence[str]) -> None:
    held = list(entry.get(name, []))
    if further := [each for each in dict.fromkeys(wanted) if each not in held]:
        entry[name] = [*held, *further]


def without_member(text: str, member: str) -> str:
    """Retire a member, who keeps the name but is outside of every denominator, and raise the version.

    Raises `BadInput` for somebody who is not on the roll, or has retired already.
    """
    document = tomlkit.parse(text)
    members, before = _members(document), _active(document)
    entry = _on_roll(members, member)
    if entry.get("standing") == "retired":
        raise BadInput(f"{member} has retired already", f"git gov member add {member} takes {member} back")
    entry["standing"] = "retired"
    return _next(document, before)


def without_key(text: str, member: str, gone: str, instead: str = "") -> str:
    """Take the key with the fingerprint `gone` off a member, or put another in its place, and raise the version.

    `instead` is a key as a charter has it. Raises `BadInput` for a key that is not the member's, and for the only one
    that can sign a record.
    """
    document = tomlkit.parse(text)
    members, before = _members(document), _active(document)
    entry = _on_roll(members, member)
    kinds = {fingerprint_of(key): kind for kind in ("keys", "pgp") for key in entry.get(kind, [])}
    if gone not in kinds:
        raise BadInput(f"{gone} is no key of {member}", "git gov member list shows the keys of each member")
    if (new := fingerprint_of(instead)) in kinds:
        raise BadInput(f"{new} is a key of {member} already", "leave --by out, or name a new key")
    if instead and (kinds[gone] == "pgp") != instead.startswith(PGP_BLOCK):
        raise BadInput("neither an SSH key nor an OpenPGP key can stand for the other", "--by a key of the same sort")
    if not instead and kinds[gone] == "keys" and [*kinds.values()].count("keys") == 1:
        raise BadInput(
            f"this is the only key of {member}, who could sign nothing without it", _for_the_last(entry, member)
        )
    _put(entry, kinds[gone], gone, instead)
    return _next(document, before)


def _for_the_last(entry: Table, member: str) -> str:
    """Say what helps where the only key of a member is to go."""
    if is_active(entry):
        return f"--by FILE puts another in its place; if there is none, git gov member retire {member}"
    return f"{member} is {entry['standing']}, so that it signs no vote; --by FILE puts another in its place"


def _put(entry: Table, kind: str, gone: str, instead: str) -> None:
    """Take a key out of a list of an entry, wherever it stands, and put `instead` where it stood first."""
    keys = entry[kind]
    first, *further = (place for place, key in enumerate(keys) if fingerprint_of(key) == gone)
    for place in reversed(further if instead else [first, *further]):
        del keys[place]
    if instead:
        keys[first] = tomlkit.string(instead, multiline="\n" in instead)
    elif not keys:
        del entry[kind]


def _on_roll(members: Table, member: str) -> Table:
    if member not in members:
        raise BadInput(f"{member} is not on the roll", "git gov member list")
    entry: Table = members[member]
    return entry


def _members(document: tomlkit.TOMLDocument) -> Table:
    members = document["members"]
    if not isinstance(members, Table):
        raise BadInput("the charter's members are not tables", "write [members.NAME]")
    return members


def _active(document: tomlkit.TOMLDocument) -> int:
    return sum(1 for entry in _members(document).values() if is_active(entry))


def _next(document: tomlkit.TOMLDocument, before: int) -> str:
    """Raise the version, and the numbers that say that they follow the roll; one that was set otherwise stays."""
    document["version"] = int(document["version"]) + 1
    old, new = min(3, before), min(3, _active(document))
    for table in _tables(document.get("rules")):
        for name in ("ayes", "quorum"):
            value = table.get(name)
            if isinstance(value, Item) and value.trivia.comment == _THREE and str(value.unwrap()) == str(old):
                table[name] = type(value.unwrap())(new)
    return tomlkit.dumps(document)


def _tables(rules: object) -> list[Table]:
    """Return the table of rules and those by kind of motion."""
    return [rules, *(each for each in rules.values() if isinstance(each, Table))] if isinstance(rules, Table) else []
