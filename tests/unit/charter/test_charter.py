"""The charter as a value: who holds a role, and which refs only ratified content may enter."""

from __future__ import annotations

import pytest

from gitgov.charter.charter import Charter
from gitgov.charter.read import read
from tests.kit.charters import Draft, chaired, team

CHARTER = read(
    team("alice")
    .but(
        branches={"main": ("merge",), "release/*": ("squash",), "release/old": ("merge",), "*-lts": ("merge",)},
        tags={"v*": (), "v0.*": ()},
    )
    .text
)

BRANCHES = {
    "refs/heads/main": "main",
    "refs/heads/release/1": "release/*",
    "refs/heads/release/1/hotfix": "release/*",
    "refs/heads/release/old": "release/*",  # the first row that fits
    "refs/heads/7-lts": "*-lts",
    "refs/heads/any/where-lts": "*-lts",
    "refs/heads/Main": None,
    "refs/heads/mainly": None,
    "refs/heads/feature/main": None,
    "refs/heads/refs/heads/main": None,
    "refs/heads/release": None,
    "refs/heads/release/": "release/*",
    "refs/heads/": None,
    "refs/remotes/origin/main": None,
    "refs/tags/main": None,
    "main": None,
    "": None,
}
TAGS = {
    "refs/tags/v1.0": "v*",
    "refs/tags/v0.1": "v*",
    "refs/tags/v": "v*",
    "refs/tags/v1/rc": "v*",
    "refs/tags/V1": None,
    "refs/tags/1.0": None,
    "refs/heads/v1.0": None,
    "v1.0": None,
}


@pytest.mark.parametrize(("ref", "pattern"), BRANCHES.items())
def test_which_branches_are_protected(ref: str, pattern: str | None) -> None:
    row = CHARTER.branch(ref)
    assert (row.pattern if row else None) == pattern
    assert CHARTER.protects(ref) == (pattern is not None)


@pytest.mark.parametrize(("ref", "pattern"), TAGS.items())
def test_which_tags_are_protected(ref: str, pattern: str | None) -> None:
    row = CHARTER.tag(ref)
    assert (row.pattern if row else None) == pattern
    assert CHARTER.protects(ref) == (pattern is not None)


def holders(draft: Draft, role: str) -> frozenset[str]:
    charter: Charter = read(draft.text)
    return frozenset(charter.holders(role))


def test_who_holds_a_role() -> None:
    draft = chaired("alice", "bob", "carol").but(roles={"alice": ("chair", "release"), "carol": ("release",)})
    assert holders(draft, "chair") == {"alice"}
    assert holders(draft, "release") == {"alice", "carol"}
    assert holders(draft.but(retired=("carol",)), "release") == {"alice"}
    assert holders(draft, "secretary") == frozenset()


def test_every_key_of_a_member_speaks_for_the_member() -> None:
    charter = read(team("alice", "bob").but(keys={"alice": ("alice", "alice's other key")}).text)
    assert sorted(charter.owners.values()) == ["alice", "alice", "bob"]
    assert charter.electorate == {"alice", "bob"}
