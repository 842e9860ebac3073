"""Who is on the roll that a file of allowed signers gives."""

from __future__ import annotations

import pytest

from gitgov.chamber.importing import Imported, roll_of
from gitgov.core.allowedsigners import read_allowed
from gitgov.core.instants import parse_instant
from gitgov.core.sshkeys import parse_public_key
from tests.kit.charters import pub

NOW = parse_instant("2026-11-20T10:00:00Z")


def rolled(*lines: str) -> Imported:
    """The roll of lines in which `KEY:name` stands for a key."""
    text = "\n".join(" ".join(pub(word[4:]) if word[:4] == "KEY:" else word for word in each.split()) for each in lines)
    return roll_of(read_allowed(text), NOW)


def keys_of(found: Imported) -> dict[str, list[str]]:
    names = {parse_public_key(pub(name)): name for name in ("a", "b", "c", "d")}
    return {member: [names[key] for key in keys] for member, keys in found.keys.items()}


def test_members_are_named_after_their_addresses() -> None:
    found = rolled("Alice.Smith@example.org KEY:a", "zoë@example.org KEY:b", "carol KEY:c")
    assert keys_of(found) == {"alice.smith": ["a"], "zoe": ["b"], "carol": ["c"]}
    assert found.emails == {"alice.smith": ["Alice.Smith@example.org"], "zoe": [], "carol": []}
    assert found.left_out == ()


def test_who_has_several_keys_or_addresses_is_one() -> None:
    found = rolled("al@a.org KEY:a", "bob@a.org KEY:b", "AL@a.org,al@b.org KEY:c", "alice@c.org KEY:c")
    assert keys_of(found) == {"al": ["a", "c"], "bob": ["b"]}
    assert found.emails["al"] == ["al@a.org", "al@b.org", "alice@c.org"]


def test_two_of_one_name_are_told_apart() -> None:
    assert keys_of(rolled("al@a.org KEY:a", "al@b.org KEY:b")) == {"al": ["a"], "al-b.org": ["b"]}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("*@example.org KEY:b", "a pattern names nobody"),
        ("!eve@example.org,* KEY:b", "a pattern names nobody"),
        ("bob cert-authority KEY:b", "a certificate authority speaks for nobody"),
        ('bob namespaces="file" KEY:b', "it does not sign commits, but file"),
        ('bob namespaces="*,!git" KEY:b', "it does not sign commits, but *, !git"),
        ('bob valid-before="20261120100000Z" KEY:b', "it is not valid now"),
        ('bob valid-after="20261121" KEY:b', "it is not valid now"),
        ("bob ssh-dss AAAA", "keys of type 'ssh-dss' are not accepted"),
        ("имя@example.org KEY:b", "no name in a-z, 0-9 can be made of it"),
    ],
)
def test_who_is_no_member_is_left_out_with_the_reason(line: str, why: str) -> None:
    found = rolled("alice@example.org KEY:a", line)
    assert keys_of(found) == {"alice": ["a"]}
    (said,) = found.left_out
    assert said.startswith("line 2, ")
    assert said.endswith(why)


@pytest.mark.parametrize(
    "line", ['bob namespaces="g*,file" KEY:b', 'bob valid-before="20261120100001Z" KEY:b', "bob,*@b.org KEY:b"]
)
def test_what_allows_commits_now_is_taken(line: str) -> None:
    assert keys_of(rolled(line)) == {"bob": ["b"]}
