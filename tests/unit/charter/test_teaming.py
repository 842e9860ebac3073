"""Teams that are no tree, or of strangers, void a charter; teams that could not work are named before they are proposed."""

from __future__ import annotations

import pytest

from gitgov.charter.read import mistakes, read
from gitgov.charter.teams import above, below, whole
from tests.kit import charters

TEAMS: dict[str, dict[str, charters.Value | tuple[str, ...]]] = {
    "product": {"product_owner": "alice"},
    "core": {"parent": "product", "members": ("bob",), "scrum_master": "bob", "paths": ("core/", "*.proto")},
    "web": {"parent": "product", "members": ("carol",), "scrum_master": "carol", "holidays": ("2026-12-25",)},
}


def text(**changed: dict[str, charters.Value | tuple[str, ...]]) -> str:
    return (
        charters.team("alice", "bob", "carol").but(teams={**TEAMS, **changed}).text
        + '\n[[branches]]\nname = "main/*"\n'
    )


def test_teams_form_a_tree() -> None:
    teams = read(text()).teams
    assert mistakes(text()) == ()
    assert [each.name for each in whole(teams, "product")] == ["product", "core", "web"]
    assert [each.name for each in below(teams, "product")] == ["core", "web"]
    assert [each.name for each in above(teams, "core")] == ["product"]
    assert teams["core"].branch_of("S1") == "sprint/S1/core"
    assert (teams["web"].points, teams["web"].day_off, teams["web"].holidays) == (8, 1, ("2026-12-25",))


def test_files_are_owned_by_folders_and_patterns() -> None:
    teams = read(text()).teams
    assert [tuple(name for name in teams if teams[name].owns(path)) for path in ("core/a/b.py", "x/y.proto", "corelib", "web/a")] == [
        ("core",), ("core",), (), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"core": {**TEAMS["core"], "parent": "nobody"}}, "teams.core.parent: there is no team 'nobody'"),
        ({"product": {"product_owner": "alice", "parent": "core"}}, "teams.product.parent: it would be above itself"),
        ({"core": {**TEAMS["core"], "members": ("dave",)}}, "teams.core.members: dave is not an active member"),
        ({"core": {**TEAMS["core"], "members": ()}}, "teams.core.members: nobody is in the team"),
        ({"core": {"members": ("bob",)}}, "teams.core: nobody could plan its sprints"),
        ({"web": {**TEAMS["web"], "paths": ("core/",)}}, "is core's too"),
        ({"web": {**TEAMS["web"], "paths": ("../x",)}}, "not a path within the repository"),
        ({"web": {**TEAMS["web"], "branch": "sprint/{team}"}}, "would give two teams or two sprints one branch"),
        ({"web": {**TEAMS["web"], "branch": "*/{sprint}/{team}"}}, "would give two teams or two sprints one branch"),
        ({"web": {**TEAMS["web"], "branch": "{team}-{sprint}"}}, "would give two teams or two sprints one branch"),
        ({"web": {**TEAMS["web"], "branch": "{team}/{sprint}/{team}"}}, "would give two teams or two sprints one branch"),
        ({"web": {**TEAMS["web"], "branch": "main/{sprint}/{team}"}}, "main/S1/web would be protected, by 'main/*'"),
        ({"web": {**TEAMS["web"], "branch": "sprint/{team}/{sprint}"}}, "branch of one sprint could be this of another"),
        ({"web": {**TEAMS["web"], "holidays": ("2026-02-30",)}}, "not a day"),
        ({"Core": TEAMS["core"]}, "not a team's name"),
        ({"a": {**TEAMS["core"], "parent": "core"}, "b": {**TEAMS["core"], "parent": "a"}}, "it lies 4 levels deep"),
    ],
)  # fmt: skip
def test_each_mistake_is_named(changed: dict[str, dict[str, charters.Value | tuple[str, ...]]], what: str) -> None:
    assert any(what in str(each) for each in mistakes(text(**changed))), [*map(str, mistakes(text(**changed)))]
