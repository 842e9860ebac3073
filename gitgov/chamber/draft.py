"""Drawing up charters: the templates, and changes to a file that leave the rest of it as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources

import tomlkit
from tomlkit.items import Table

from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PublicKey

TEMPLATES = ("team", "assembly", "foundation", "regulated")
_CHAIRED = frozenset({"assembly", "regulated"})


def from_template(template: str, name: str, members: Mapping[str, Sequence[PublicKey]], branch: str = "main") -> str:
    """Write a charter from a template: the first member presides and releases, the second deputises and releases."""
    if template not in TEMPLATES:
        raise BadInput(f"there is no charter template {template!r}", f"choose one of {', '.join(TEMPLATES)}")
    text = resources.files("gitgov.charter").joinpath(f"templates/{template}.toml").read_text(encoding="utf-8")
    quoted = "".join(char for char in name if char.isprintable() and char not in '\\"')[:200].strip() or "unnamed"
    text = text.replace("{name}", quoted).replace("{branch}", branch).replace("{three}", str(min(3, len(members))))
    return text + "".join(
        _entry(member, keys, _roles(template, place)) for place, (member, keys) in enumerate(members.items())
    )


def _roles(template: str, place: int) -> list[str]:
    if template == "team":
        return []
    if place > 1:
        return []
    return [*((["chair"], ["deputy"])[place] if template in _CHAIRED else []), "release"]


def _entry(member: str, keys: Sequence[PublicKey], roles: Sequence[str]) -> str:
    held = f"roles = {_array(roles)}\n" if roles else ""
    name = member if member.replace("-", "").replace("_", "").isalnum() else f'"{member}"'
    return f"\n[members.{name}]\n{held}keys = {_array([key.line() for key in keys])}\n"


def _array(texts: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


def with_member(text: str, member: str, key: PublicKey, roles: Sequence[str]) -> str:
    """Add a member, or a further key and roles to one, and raise the version."""
    document = tomlkit.parse(text)
    members = document["members"]
    if not isinstance(members, Table):
        raise BadInput("the charter's members are not tables", "write [members.NAME]")
    entry = members.get(member)
    if entry is None:
        entry = tomlkit.table()
        if roles:
            entry["roles"] = list(roles)
        entry["keys"] = [key.line()]
        members[member] = entry
    else:
        entry["keys"] = [*entry["keys"], *([key.line()] if key.line() not in entry["keys"] else [])]
        entry["roles"] = list(dict.fromkeys([*entry.get("roles", []), *roles]))
        entry.pop("standing", None)
    return _next(document)


def without_member(text: str, member: str) -> str:
    """Retire a member, who keeps the name but is outside of every denominator, and raise the version."""
    document = tomlkit.parse(text)
    members = document["members"]
    if not isinstance(members, Table) or member not in members:
        raise BadInput(f"{member} is not on the roll", "git gov member list")
    members[member]["standing"] = "retired"
    return _next(document)


def _next(document: tomlkit.TOMLDocument) -> str:
    document["version"] = int(document["version"]) + 1
    return tomlkit.dumps(document)
