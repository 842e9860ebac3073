"""Where the work of teams crosses: what they touch of each other, and what they say they depend on."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.read import read
from gitgov.charter.teams import Teams, above
from gitgov.sprints.crossing import Crossing, Work, crossings
from tests.kit import charters

TREE: dict[str, dict[str, charters.Value | tuple[str, ...]]] = {
    "product": {"product_owner": "alice", "paths": ("docs/",)},
    "core": {"parent": "product", "members": ("bob",), "scrum_master": "bob", "paths": ("core/", "*.proto")},
    "web": {
        "parent": "product",
        "members": ("carol",),
        "scrum_master": "carol",
        "paths": ("web/",),
        "remote": "frontend",
    },
}
TEAMS: Teams = read(charters.team("alice", "bob", "carol").but(teams=TREE).text).teams
ITEMS = {"W-1": "web", "C-1": "core", "X-1": ""}
HOMES = {"web": "frontend"}


def crossed(work: Mapping[str, Work]) -> list[tuple[str, ...]]:
    return [each.matter for each in crossings(TEAMS, work, ITEMS, HOMES)]


def test_what_another_team_owns_is_told_by_its_path_and_one_s_own_and_that_of_the_team_above_is_not() -> None:
    work = {"core": Work(["web/a.py", "web/b.py", "core/a.py", "docs/a.md", "free.txt"], [])}
    assert crossed(work) == [("core", "web", "touches", "web/")]
    assert crossed({"web": Work(["x.proto"], [])}) == [("web", "core", "touches", "*.proto")]
    assert crossed({"web": Work(["web/x.proto"], [])}) == []


def test_what_a_commit_depends_on_is_an_item_a_team_s_repository_or_unknown() -> None:
    work = {"core": Work([], ["W-1", "C-1", "X-1", "web@I1", "frontend@I2", "core@I3", "M-1", "@"])}
    assert crossed(work) == [
        ("core", "", "depends on", "@"), ("core", "", "depends on", "M-1"), ("core", "", "depends on", "X-1"),
        ("core", "web", "depends on", "W-1"), ("core", "web", "depends on", "frontend@I2"), ("core", "web", "depends on", "web@I1"),
    ]  # fmt: skip


FILES = st.sampled_from(["web/a", "core/b", "x.proto", "web/x.proto", "docs/c", "free"])
WORDS = st.sampled_from([*ITEMS, "web@1", "frontend@2", "core@3", "@", "nobody"])
WORK = st.dictionaries(st.sampled_from([*TEAMS, "gone"]), st.builds(Work, st.lists(FILES), st.lists(WORDS)))


@given(WORK, st.permutations(sorted(TEAMS)))
def test_nobody_crosses_with_their_own_and_order_changes_nothing(work: dict[str, Work], names: list[str]) -> None:
    found = crossings(TEAMS, work, ITEMS, HOMES)
    assert all(each.team != each.needs and each.team in TEAMS for each in found)
    assert all(each.needs not in {up.name for up in above(TEAMS, each.team)} for each in found if each.how == "touches")
    turned = {name: Work([*work[name].files][::-1], [*work[name].depends] * 2) for name in sorted(work, reverse=True)}
    assert crossings({name: TEAMS[name] for name in names}, turned, ITEMS, HOMES) == found
    assert {each for name, done in work.items() for each in crossings(TEAMS, {name: done}, ITEMS, HOMES)} == {*found}


def test_a_crossing_is_read_from_left_to_right() -> None:
    assert Crossing("core", "web", "touches", "web/")._fields == ("team", "needs", "how", "what", "where")
