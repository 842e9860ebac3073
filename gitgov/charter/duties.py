"""Mistakes about who must agree, may veto and wrote: groups that can never agree, roles without holders, shared addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from gitgov.charter.across import KINDS, Rule, Table, active_members, gathered, named, rows, rule, table, texts
from gitgov.charter.charter import EVERY_MEMBER
from gitgov.charter.mistakes import Mistake, at


def why_unmeetable(data: Table, text: str) -> Iterator[Mistake]:
    """Find what voids a charter: ayes of a role that has not so many holders, an address of two members."""
    holders = _holders(data)
    found: dict[tuple[Rule, str], list[str]] = {}
    for kind in KINDS:
        each = rule(data, kind, "ayes_of")
        for role, wanted in table(each.value).items():
            if _least(wanted) > holders[role]:
                found.setdefault((each._replace(kind="", value=wanted), role), []).append(kind)
    for (each, role), kinds in found.items():
        what = f"asks for {each.value!r} of the role {role!r}, which {holders[role]} active hold, on {named(kinds)}"
        yield at(text, (*each.path, role), what, "lower it, or give more members the role")
    yield from _shared_addresses(data, text)


def _least(wanted: Any) -> int:
    """Return how many holders there must be at least; a share takes one."""
    return wanted if isinstance(wanted, int) and not isinstance(wanted, bool) else int(isinstance(wanted, str))


def _holders(data: Table) -> Counter[str]:
    members = table(data.get("members"))
    return Counter(role for name in active_members(data) for role in {*texts(table(members[name]).get("roles"))})


def _shared_addresses(data: Table, text: str) -> Iterator[Mistake]:
    owner: dict[str, str] = {}
    for name, entry in table(data.get("members")).items():
        for index, address in enumerate(texts(table(entry).get("emails"))):
            first = owner.setdefault(address.lower(), name)
            if first != name:
                place = ("members", name, "emails", index)
                yield at(text, place, f"is {first}'s address too", "one address is one member's")


def why_idle(data: Table, text: str) -> Iterator[Mistake]:
    """Find rules that can be followed and do nothing: a veto of nobody, a chair's vote where nobody presides, a risk of what has none."""
    holders = _holders(data)
    vetoes = [rule(data, kind, "veto") for kind in KINDS]
    for path, kinds in gathered(vetoes).items():
        value = next(each.value for each in vetoes if each.path == path)
        for role in texts(value):
            if role != EVERY_MEMBER and not holders[role]:
                what = f"nobody active holds the role {role!r}, so nobody can veto {named(kinds)}"
                yield at(text, path, what, "give it to a member, or remove it")
    chairs = [rule(data, kind, "chair_votes") for kind in KINDS]
    if data.get("presiding") != "chair":
        for path, kinds in gathered([each for each in chairs if each.value == "deciding"]).items():
            what = f"nobody puts the question on {named(kinds)}, as the rule presides"
            yield at(text, path, what, 'write presiding = "chair", or remove it')
    for kind, rules in table(data.get("rules")).items():
        if kind in KINDS and kind != "merge" and table(rules).get("at_risk"):
            what = f"only a merge says its risk, so that this raises nothing on {named((kind,))}"
            yield at(text, ("rules", kind, "at_risk"), what, "write it under [rules.merge], or [rules]")
    only = [index for index, row in rows(data.get("branches")) if row.get("methods") == ["fast-forward"]]
    if only and rule(data, "merge", "author_votes").value is False:
        what = "a fast-forward does not show whose work came in, and authors are to be kept from voting"
        yield at(text, ("branches", only[0], "methods"), what, 'allow "merge", or write author_votes = true')
