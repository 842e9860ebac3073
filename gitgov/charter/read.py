"""Reading a charter file: from TOML text to a `Charter`, or to every mistake with its line and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast

from pydantic import ValidationError

from gitgov.charter.across import BY_BALLOT, KINDS, why_unlawful
from gitgov.charter.charter import Basis, Branch, Charter, Person, ProxyRules, Requirement, RuleSet, StandingOrder, Tag
from gitgov.charter.duties import why_unmeetable
from gitgov.charter.measuring import Deployable, QualityRules
from gitgov.charter.mistakes import Mistake, of_excess, of_form, of_toml
from gitgov.charter.model import (
    BranchTable,
    CharterTable,
    OrderTable,
    ProxiesTable,
    RulesTable,
    SprintsTable,
    TeamTable,
)
from gitgov.charter.prudence import why_imprudent
from gitgov.charter.teaming import why_no_tree
from gitgov.charter.teams import SprintRules, Team
from gitgov.core.errors import BadInput
from gitgov.core.ids import Member
from gitgov.core.instants import parse_duration
from gitgov.core.openpgp import parse_pgp_key
from gitgov.core.ratio import Threshold, parse_threshold
from gitgov.core.sshkeys import parse_public_key

LARGEST = 256 * 1024
MOST_DOTS = 32
_DEFAULTS: Mapping[str, Any] = MappingProxyType({
    "threshold": "majority", "basis": "cast", "quorum": "> 1/2", "quorum_basis": "present", "ayes": 0, "second": False,
    "debate": "0s", "notice": "0s", "poll": "7d", "lazy": "0s", "hold": "0s", "early": True, "change_ballots": True,
    "reasons": False, "mover_votes": True, "mover_releases": True, "speeches": 0, "speech": "0s", "day": "1d", "reconsider": "2d", "otherwise": [],
    "ayes_of": {}, "veto": [], "consent": "0s", "seconder_votes": True, "author_votes": True, "chair_votes": "always",
    "recusal": "stays", "ballot": False, "at_risk": {},
})  # fmt: skip
_BY_BALLOT: Mapping[str, Any] = MappingProxyType({
    "ayes": 0, "lazy": 0, "otherwise": (), "ayes_of": (), "veto": frozenset(),
})  # fmt: skip
"""What is asked of ayes, and what unasked silence or a veto does, where ballots choose among many and say neither aye nor nay."""
_DURATIONS = ("debate", "notice", "poll", "lazy", "consent", "hold", "speech", "day", "reconsider")


def mistakes(text: str, *, founding: bool = False) -> tuple[Mistake, ...]:
    """Find every mistake in a charter that is to be proposed, in order of lines; with none of them `read` succeeds.

    `founding` says that its roll is not complete yet.
    """
    data, _, found = _parse(text)
    prudent = why_imprudent(data, text, founding=founding) if data else ()
    return tuple(sorted([*found, *prudent], key=lambda each: each.line))


@lru_cache(maxsize=16)
def read(text: str) -> Charter:
    """Read a charter; raises `BadInput` that names the first mistake and how many more there are.

    The law reads by this: it asks for less than `mistakes`, and for ever the same.
    """
    _, table, found = _parse(text)
    if table is None or found:
        first, more = min(found, key=lambda each: each.line), len(found) - 1
        raise BadInput(
            f"charter line {first.line}: {first}" + (f" (and {more} more)" if more else ""),
            "git gov charter check FILE names all",
        )
    return _build(table, text)


def _parse(text: str) -> tuple[Mapping[str, Any], CharterTable | None, list[Mistake]]:
    """Return what the file says, as TOML and as the table that it should be, and what makes it void."""
    try:
        if wrong := _too_large(text):
            return {}, None, [wrong]
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, None, [of_toml(text, error)]
    except (ValueError, RecursionError) as error:
        return {}, None, [of_excess(text, error)]
    across = [*why_unlawful(data, text), *why_unmeetable(data, text), *why_no_tree(data, text)]
    try:
        return data, CharterTable.model_validate(data), across
    except ValidationError as error:
        return data, None, [*of_form(text, error), *across]


def _too_large(text: str) -> Mistake | None:
    if len(text) > LARGEST:
        what = f"the charter has {len(text)} characters, more than {LARGEST}"
        return Mistake(text.count("\n", 0, LARGEST) + 1, what, "shorten it")
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS:  # tomllib takes time and memory by the square of a key's parts
            return Mistake(number, f"more than {MOST_DOTS} dots on one line", "no entry of a charter needs so many")
    return None


def _build(table: CharterTable, text: str) -> Charter:
    people = {
        Member(name): Person(
            Member(name),
            tuple(parse_public_key(key) for key in each.keys),
            frozenset(each.roles),
            each.standing == "active",
            frozenset(email.lower() for email in each.emails),
            each.affiliation,
            tuple(parse_pgp_key(key) for key in each.pgp),
            each.standing == "adviser",
        )
        for name, each in table.members.items()
    }
    return Charter(
        name=table.name,
        version=table.version,
        presiding=table.presiding,
        absence=parse_duration(table.absence),
        clock_skew=parse_duration(table.clock_skew),
        acceptance=table.acceptance,
        people=people,
        rules={kind: _rule_set(table.rules, kind) for kind in KINDS},
        branches=tuple(_branch(each) for each in table.branches),
        tags=tuple(
            Tag(each.name, frozenset(each.roles), frozenset(each.formats), frozenset(each.ctqs), frozenset(each.advice))
            for each in table.tags
        ),
        text=text,
        owners={name: person.name for person in people.values() for name in person.fingerprints},
        electorate=frozenset(person.name for person in people.values() if person.active),
        proxies=_proxy_rules(table.proxies) if table.proxies else None,
        orders=tuple(_order(each) for each in table.standing_orders),
        keepers=frozenset(parse_public_key(key).fingerprint for key in table.keeper.keys)
        if table.keeper
        else frozenset(),
        teams={name: _team(name, each, table.sprints) for name, each in table.teams.items()},
        sprints=SprintRules(
            f"refs/heads/{table.sprints.into}",
            parse_duration(table.sprints.climbs),
            table.sprints.candidates,
            table.sprints.confidence,
        ),
        quality=QualityRules(
            frozenset(table.quality.measurers),
            {
                name: Deployable(name, tuple(each.paths), each.tags, each.environment)
                for name, each in table.services.items()
            },
        ),
        bodies={name: each.genesis for name, each in table.bodies.items()},
    )


def _branch(table: BranchTable) -> Branch:
    requires = tuple(Requirement(tuple(each.paths), each.kind) for each in table.requires)
    return Branch(
        table.name,
        frozenset(table.methods),
        frozenset(table.signed),
        frozenset(table.formats),
        requires,
        frozenset(table.ctqs),
        frozenset(table.advice),
    )


def _team(name: str, table: TeamTable, common: SprintsTable) -> Team:
    return Team(
        name=name,
        parent=table.parent or "",
        members=tuple(map(Member, table.members)),
        product_owner=table.product_owner or "",
        scrum_master=table.scrum_master or "",
        paths=tuple(table.paths),
        remote=table.remote,
        packs=tuple(sorted(table.packs.items())),
        branch=table.branch,
        points=common.points if table.points is None else table.points,
        day_off=common.day_off if table.day_off is None else table.day_off,
        focus=Fraction(focus) if (focus := table.focus or common.focus) else None,
        holidays=tuple(sorted({*table.holidays})),
    )


def _proxy_rules(table: ProxiesTable) -> ProxyRules:
    return ProxyRules(frozenset(table.allowed), table.most, table.chain, parse_duration(table.longest), table.meetings)


def _order(table: OrderTable) -> StandingOrder:
    period, within = parse_duration(table.period), parse_duration(table.ratify_within)
    return StandingOrder(table.name, frozenset(table.roles), table.act, tuple(table.refs), table.limit, period, within)


def _rule_set(rules: RulesTable, kind: str) -> RuleSet:
    common, special = rules.model_dump(include=set(_DEFAULTS)), getattr(rules, kind).model_dump()
    value = {
        name: next(found for found in (special[name], common[name], default) if found is not None)
        for name, default in _DEFAULTS.items()
    }  # fmt: skip
    value |= {name: parse_duration(value[name]) for name in _DURATIONS}
    value["threshold"] = parse_threshold(value["threshold"])
    value["quorum"] = _quorum(value["quorum"])
    value["otherwise"] = tuple(_vote(each) for each in value["otherwise"])
    value["ayes_of"] = tuple(sorted((role, _wanted(each)) for role, each in value["ayes_of"].items()))
    value["at_risk"] = tuple(sorted((level, parse_threshold(each)) for level, each in value["at_risk"].items()))
    value["veto"] = frozenset(value["veto"])
    if kind in BY_BALLOT:
        value |= _BY_BALLOT
    if value["ballot"]:
        value["lazy"] = 0
    return RuleSet(**value)


def _quorum(text: str) -> Threshold | int:
    return int(text) if text.isdigit() else parse_threshold(text)


def _wanted(value: int | str) -> Threshold | int:
    return value if isinstance(value, int) else parse_threshold(value)


def _vote(text: str) -> tuple[Threshold, Basis]:
    threshold, _, basis = text.rpartition(" of ")
    return parse_threshold(threshold), cast(Basis, basis)
