"""Charter files for bodies that a test thinks up, written out in full so that the real reader reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gitgov.charter.charter import RuleSet
from gitgov.charter.read import read
from tests.kit.people import signing_key

MINUTE, HOUR, DAY = 60, 3_600, 86_400

Value = str | int | bool | list[str] | dict[str, str | int]


ORDER: Mapping[str, Value | tuple[str, ...]] = {
    "roles": ("oncall",),
    "act": "merge",
    "refs": ("main",),
    "limit": 2,
    "period": "30d",
    "ratify_within": "3d",
}
"""A standing order as tests have it, unless they say otherwise."""


@cache
def pub(name: str) -> str:
    """Returns the `.pub` line of the key that belongs to `name`."""
    return signing_key(name).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


@dataclass(frozen=True)
class Draft:
    """A charter to be: `rules` are entries of `[rules]`, `special` those of `[rules.KIND]`; members in order of rank.

    `keys` names the keys of a member who has others than the one of the same name; `roles`, `retired` and `houses`, which are
    affiliations, go by member. `proxies` are entries of `[proxies]`, which is there if they are not nothing; `orders` are
    the entries of each standing order that differ from `ORDER`. `signed` says for a branch what is to be signed, in which
    formats, and `requires` what paths there take which kind of decision; `bodies` are geneses of others; `keeper` names the keys of
    who keeps the ledger; `teams` are the entries of each team, `measurers` the roles that record measurements, and `ctqs` says for a
    branch or tag what it has to meet, `advice` whom it hears. `advisers` are those among the members who may do nothing else.
    """

    members: tuple[str, ...]
    version: int = 1
    presiding: str = "automatic"
    absence: str = "3d"
    rules: Mapping[str, Value] = field(default_factory=dict)
    special: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    houses: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    emails: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    branches: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"main": ("merge",)})
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"v*": ()})
    proxies: Mapping[str, Value] | None = None
    orders: Mapping[str, Mapping[str, Value | tuple[str, ...]]] = field(default_factory=dict)
    signed: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    requires: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    keeper: tuple[str, ...] = ()
    teams: Mapping[str, Mapping[str, Value | tuple[str, ...]]] = field(default_factory=dict)
    measurers: tuple[str, ...] = ()
    ctqs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    advisers: tuple[str, ...] = ()
    advice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def but(self, **changes: object) -> Draft:
        """Returns this draft with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def next(self, **changes: object) -> Draft:
        """Returns this draft as the next version, with some fields changed."""
        return self.but(version=self.version + 1, **changes)

    @property
    def text(self) -> str:
        """The TOML file."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterable[str]:
        yield from ('name = "a body"', f"version = {self.version}", f'presiding = "{self.presiding}"')
        yield f'absence = "{self.absence}"'
        yield from _table("rules", self.rules)
        for kind, entries in self.special.items():
            yield from _table(f"rules.{kind}", entries)
        if self.proxies is not None:
            yield from _table("proxies", self.proxies)
        yield from self._branches()
        yield from self._tags()
        for name, special in self.orders.items():
            yield from ("[[standing_orders]]", f'name = "{name}"')
            for entry, said in {**ORDER, **special}.items():
                yield f"{entry} = {_array(said) if isinstance(said, tuple) else _value(said)}"
        for member in self.members:
            keys = self.keys.get(member, (member,))
            yield from (f"[members.{member}]", f"keys = {_array(map(pub, keys))}")
            yield f"roles = {_array(self.roles.get(member, ()))}"
            if member in self.emails:
                yield f"emails = {_array(self.emails[member])}"
            if member in self.houses:
                yield f'affiliation = "{self.houses[member]}"'
            yield f'standing = "{self._standing(member)}"'

        for name, team in self.teams.items():
            yield from _table_of_team(name, team)
        if self.measurers:
            yield from ("[quality]", f"measurers = {_array(self.measurers)}")

    def _standing(self, member: str) -> str:
        return "retired" if member in self.retired else "adviser" if member in self.advisers else "active"

    def _tags(self) -> Iterable[str]:
        for name, roles in self.tags.items():
            yield from ("[[tags]]", f'name = "{name}"', f"roles = {_array(roles)}")
            yield from [f"ctqs = {_array(self.ctqs[name])}"] if name in self.ctqs else []
            yield from [f"advice = {_array(self.advice[name])}"] if name in self.advice else []

    def _branches(self) -> Iterable[str]:
        for name, methods in self.branches.items():
            yield from ("[[branches]]", f'name = "{name}"', f"methods = {_array(methods)}")
            said = zip(("signed", "formats"), self.signed.get(name, ()), strict=False)
            yield from (f"{entry} = {_array(words)}" for entry, words in said)
            yield from [f"ctqs = {_array(self.ctqs[name])}"] if name in self.ctqs else []
            yield from [f"advice = {_array(self.advice[name])}"] if name in self.advice else []
            for kind, paths in self.requires.get(name, {}).items():
                yield from ("[[branches.requires]]", f"paths = {_array(paths)}", f'kind = "{kind}"')
        if self.keeper:
            yield from ("[keeper]", f"keys = {_array(map(pub, self.keeper))}")
        for name, genesis in self.bodies.items():
            yield from _table(f"bodies.{name}", {"genesis": genesis})


def team(*members: str, **rules: Value) -> Draft:
    """Drafts the charter of a body without a chair: votes cast, a quorum of more than half, 7 days to vote."""
    return Draft(members, rules=rules)


def chaired(*members: str, **rules: Value) -> Draft:
    """Drafts the charter of an assembly: the first member presides, the second is deputy after three days."""
    roles = dict(zip(members, [("chair",), ("deputy",)], strict=False))
    return Draft(members, presiding="chair", rules=rules, roles=roles)


def rules(kind: str = "merge", /, **entries: Value) -> RuleSet:
    """Returns a rule set as the reader makes it of `[rules]`, for a body large enough for any number."""
    members = "abcdefghijkl"
    return read(team(*members, **entries).text).rules[kind]


def _table(name: str, entries: Mapping[str, Value]) -> list[str]:
    return [f"[{name}]", *(f"{entry} = {_value(value)}" for entry, value in entries.items())]


def _value(value: Value) -> str:
    if isinstance(value, list):
        return _array(value)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name} = {_value(each)}' for name, each in value.items())}}}"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _array(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_value, values))}]"


def _table_of_team(name: str, entries: Mapping[str, Value | tuple[str, ...]]) -> Iterable[str]:
    yield f"[teams.{name}]"
    for entry, said in entries.items():
        yield f"{entry} = {_array(said) if isinstance(said, tuple) else _value(said)}"
