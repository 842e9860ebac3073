"""Groups that can never agree, roles without holders, shared addresses, and rules that would do nothing."""

from __future__ import annotations

import pytest

from gitgov.charter.read import mistakes, read
from gitgov.core.errors import BadInput
from tests.kit.charters import Draft, Value, chaired, team

TRIO = team("alice", "bob", "carol").but(roles={"alice": ("core",), "bob": ("core", "security")})


def said(draft: Draft) -> list[tuple[str, str]]:
    """Returns the line of each mistake as it stands in the file, and the mistake."""
    lines = draft.text.split("\n")
    return [(lines[each.line - 1], each.what) for each in mistakes(draft.text)]


@pytest.mark.parametrize(
    ("ayes_of", "what"),
    [
        ({"core": 2, "security": 1}, None),
        ({"core": "unanimous"}, None),
        ({"security": 2}, "rules.ayes_of.security: asks for 2 of the role 'security', which 1 active hold, on any motion"),
        ({"council": "majority"}, "rules.ayes_of.council: asks for 'majority' of the role 'council', which 0 active hold, on any motion"),
    ],
)  # fmt: skip
def test_a_group_that_can_never_agree_is_void(ayes_of: dict[str, str | int], what: str | None) -> None:
    draft = TRIO.but(rules={"ayes_of": ayes_of})
    assert [each for _, each in said(draft)] == ([what] if what else [])
    if what:
        with pytest.raises(BadInput):
            read(draft.text)


def test_a_retired_holder_is_none() -> None:
    draft = TRIO.but(rules={"ayes_of": {"security": 1}}, retired=("bob",))
    assert len(said(draft)) == 1


def test_an_address_is_one_members() -> None:
    draft = TRIO.but(emails={"alice": ("a@example.org",), "bob": ("A@example.org",)})
    ((line, what),) = said(draft)
    assert line.startswith("emails")
    assert what == "members.bob.emails.0: is alice's address too"


@pytest.mark.parametrize(
    ("rules", "line", "what"),
    [
        ({"veto": ["council"]}, "veto", "rules.veto: nobody active holds the role 'council', so nobody can veto any motion"),
        ({"chair_votes": "deciding"}, "chair_votes", "rules.chair_votes: nobody puts the question on any motion, as the rule presides"),
    ],
)  # fmt: skip
def test_what_does_nothing_is_named_before_it_is_adopted(rules: dict[str, Value], line: str, what: str) -> None:
    draft = TRIO.but(rules=rules)
    assert read(draft.text).text == draft.text
    ((written, found),) = said(draft)
    assert written.startswith(line)
    assert found == what


def test_only_a_merge_is_at_risk() -> None:
    draft = TRIO.but(special={"release": {"at_risk": {"high": "two-thirds"}}})
    ((line, what),) = said(draft)
    assert line.startswith("at_risk")
    assert what == "rules.release.at_risk: only a merge says its risk, so that this raises nothing on release motions"
    assert said(TRIO.but(special={"merge": {"at_risk": {"high": "two-thirds"}}})) == []


def test_where_they_do_something_nothing_is_said() -> None:
    assert said(TRIO.but(rules={"veto": ["member"]})) == said(TRIO.but(rules={"veto": ["security"]})) == []
    assert said(chaired("alice", "bob", chair_votes="deciding")) == []


def test_a_branch_of_fast_forwards_alone_shows_no_authors() -> None:
    draft = TRIO.but(rules={"author_votes": False}, branches={"main": ("fast-forward",)})
    ((line, what),) = said(draft)
    assert line.startswith("methods")
    assert "fast-forward does not show whose work came in" in what
    assert said(draft.but(branches={"main": ("merge", "fast-forward")})) == []


@pytest.mark.parametrize(
    ("rules", "word"),
    [
        ({"otherwise": ["majority"]}, "not a threshold of something"),
        ({"otherwise": ["some of cast"]}, "not a threshold"),
        ({"otherwise": ["majority of cast"] * 5}, "more than 4"),
        ({"ayes_of": {"core": 0}}, "neither a number of ayes nor a share"),
        ({"ayes_of": {"core": "many"}}, "not a threshold"),
        ({"chair_votes": "sometimes"}, "is none of"),
        ({"recusal": "forbidden"}, "is none of"),
        ({"consent": "soon"}, "not a duration"),
        ({"veto": ["Security!"]}, "not a role"),
    ],
)
def test_mistakes_of_form(rules: dict[str, Value], word: str) -> None:
    draft = TRIO.but(rules=rules)
    found = said(draft)
    assert any(word in what for _, what in found), found
    assert all(line.startswith((*rules, "[rules]")) for line, _ in found)


def test_an_adviser_holds_no_role_and_is_in_no_number() -> None:
    advised = TRIO.but(advisers=("carol",), roles={"carol": ("release",)})
    assert "members.carol.roles: carol is an adviser, who holds no role" in {what for _, what in said(advised)}
    assert "nobody is active" in " ".join(what for _, what in said(TRIO.but(advisers=("alice", "bob", "carol"))))
