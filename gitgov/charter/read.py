"""Reading a charter file: from TOML text to a `Charter`, or to every mistake with its line and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from gitgov.charter.charter import Branch, Charter, Person, RuleSet, Tag
from gitgov.charter.locate import line_of
from gitgov.charter.model import CharterTable, MemberTable, RulesTable
from gitgov.core.errors import BadInput
from gitgov.core.ids import Member
from gitgov.core.instants import parse_duration
from gitgov.core.ratio import Threshold, parse_threshold
from gitgov.core.sshkeys import parse_public_key

KINDS = ("merge", "release", "architecture", "process", "charter")
LARGEST = 256 * 1024
MOST_DOTS = 32
_DEFAULTS: Mapping[str, Any] = MappingProxyType({
    "threshold": "majority", "basis": "cast", "quorum": "> 1/2", "quorum_basis": "present", "ayes": 0, "second": False,
    "debate": "0s", "notice": "0s", "poll": "7d", "lazy": "0s", "hold": "0s", "early": True, "change_ballots": True,
    "reasons": False, "mover_votes": True, "mover_releases": True,
})  # fmt: skip
_DURATIONS = ("debate", "notice", "poll", "lazy", "hold")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a charter file: the line (from 1; 0 if it has none), what, and what to do."""

    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


def mistakes(text: str) -> tuple[Mistake, ...]:
    """Find every mistake in a charter file, in order of lines; none means that `read` will succeed."""
    table = _parse(text)
    found = table if isinstance(table, tuple) else _across(table, text)
    return tuple(sorted(found, key=lambda each: each.line))


@lru_cache(maxsize=16)
def read(text: str) -> Charter:
    """Read a charter; raises `BadInput` that names the first mistake and how many more there are."""
    table = _parse(text)
    found = table if isinstance(table, tuple) else _across(table, text)
    if found or isinstance(table, tuple):
        first, more = min(found, key=lambda each: each.line), len(found) - 1
        raise BadInput(
            f"charter line {first.line}: {first}" + (f" (and {more} more)" if more else ""),
            "git gov charter check FILE names all",
        )
    return _build(table, text)


def _parse(text: str) -> CharterTable | tuple[Mistake, ...]:
    if len(text) > LARGEST:
        return (Mistake(0, f"the charter has {len(text)} characters, more than {LARGEST}"),)
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS:  # tomllib takes time and memory by the square of a key's parts
            return (Mistake(number, f"more than {MOST_DOTS} dots on one line", "no entry of a charter needs so many"),)
    try:
        return CharterTable.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return (_toml_mistake(text, error),)
    except ValidationError as error:
        return tuple(
            Mistake(line_of(text, each["loc"]), _explain(each["loc"], each["type"], each["msg"]), _remedy(each["type"]))
            for each in error.errors(include_url=False, include_input=False)
        )
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, tables nested without end
        return (Mistake(0, f"the charter cannot be read: {error}"),)


def _toml_mistake(text: str, error: tomllib.TOMLDecodeError) -> Mistake:
    what, _, place = str(error).partition(" (at ")
    digits = "".join(char if char.isdigit() else " " for char in place).split()
    return Mistake(
        int(digits[0]) if digits else text.count("\n") + 1, f"not TOML: {what}", "see https://toml.io for the syntax"
    )


def _explain(loc: tuple[int | str, ...], kind: str, message: str) -> str:
    name = ".".join(str(part) for part in loc)
    if kind == "extra_forbidden":
        return f"{name}: a charter has no such entry"
    if kind == "missing":
        return f"{name}: is missing"
    return f"{name}: {message.removeprefix('Value error, ')}"


def _remedy(kind: str) -> str:
    return {
        "extra_forbidden": "check the spelling against docs/charter.md, or remove it",
        "missing": "add it",
        "string_type": "put it in quotes",
        "bool_type": "write true or false, without quotes",
        "int_type": "write a whole number, without quotes",
    }.get(kind, "")


def _across(table: CharterTable, text: str) -> tuple[Mistake, ...]:
    """Find mistakes that no single entry has: shared keys, a body that could not decide, unheld roles."""
    active = {name for name, member in table.members.items() if member.standing == "active"}
    found = list(_shared_keys(table.members, text))
    if not active:
        found.append(
            Mistake(
                line_of(text, ("members",)),
                "members: nobody is active, so nothing could ever be decided",
                "keep one active",
            )
        )
    held = {role for name in active for role in table.members[name].roles}
    if table.presiding == "chair" and "chair" not in held:
        found.append(
            Mistake(
                line_of(text, ("presiding",)), 'presiding: nobody active holds the role "chair"', "give it to a member"
            )
        )
    for index, tag in enumerate(table.tags):
        if tag.roles and not held.intersection(tag.roles):
            found.append(
                Mistake(
                    line_of(text, ("tags", index, "roles")),
                    f"tags.{index}.roles: nobody active holds any of {tag.roles}",
                    "give a member the role",
                )
            )
    for kind in KINDS:
        found.extend(_unreachable(table.rules, kind, len(active), text))
    return tuple(found)


def _shared_keys(members: Mapping[str, MemberTable], text: str) -> list[Mistake]:
    owner: dict[str, str] = {}
    found = []
    for name, member in members.items():
        for index, key in enumerate(member.keys):
            first = owner.setdefault(parse_public_key(key).fingerprint, name)
            if first != name:
                place = line_of(text, ("members", name, "keys", index))
                found.append(
                    Mistake(
                        place, f"members.{name}.keys.{index}: is {first}'s key too", "one key speaks for one member"
                    )
                )
    return found


def _unreachable(rules: RulesTable, kind: str, active: int, text: str) -> list[Mistake]:
    """Find numbers of members that a kind of motion asks for, and that can never come together."""
    special = getattr(rules, kind)
    mover_votes = rules.mover_votes if special.mover_votes is None else special.mover_votes
    able = active - 1 if mover_votes is False and active > 1 else active
    found = []
    for field in ("quorum", "ayes"):
        own = getattr(special, field)
        value = getattr(rules, field) if own is None else own
        needed = int(value) if isinstance(value, int) or (value or "").isdigit() else 0
        if needed > able:
            path = ("rules", field) if own is None else ("rules", kind, field)
            what = f"{'.'.join(path)}: asks for {needed}, but only {able} can vote on a {kind} motion"
            found.append(Mistake(line_of(text, path), what, "lower it or add members"))
    return found


def _build(table: CharterTable, text: str) -> Charter:
    people = {
        Member(name): Person(
            Member(name),
            tuple(parse_public_key(key) for key in each.keys),
            frozenset(each.roles),
            each.standing == "active",
        )
        for name, each in table.members.items()
    }
    return Charter(
        name=table.name,
        version=table.version,
        presiding=table.presiding,
        absence=parse_duration(table.absence),
        clock_skew=parse_duration(table.clock_skew),
        people=people,
        rules={kind: _rule_set(table.rules, kind) for kind in KINDS},
        branches=tuple(Branch(each.name, frozenset(each.methods)) for each in table.branches),
        tags=tuple(Tag(each.name, frozenset(each.roles)) for each in table.tags),
        text=text,
        owners={key.fingerprint: person.name for person in people.values() for key in person.keys},
        electorate=frozenset(person.name for person in people.values() if person.active),
    )


def _rule_set(rules: RulesTable, kind: str) -> RuleSet:
    common, special = rules.model_dump(include=set(_DEFAULTS)), getattr(rules, kind).model_dump()
    value = {
        name: next(found for found in (special[name], common[name], default) if found is not None)
        for name, default in _DEFAULTS.items()
    }  # fmt: skip
    value |= {name: parse_duration(value[name]) for name in _DURATIONS}
    value["threshold"] = parse_threshold(value["threshold"])
    value["quorum"] = _quorum(value["quorum"])
    return RuleSet(**value)


def _quorum(text: str) -> Threshold | int:
    return int(text) if text.isdigit() else parse_threshold(text)
