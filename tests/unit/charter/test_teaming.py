"""Teams that are no tree, or of strangers, void a charter; teams that could not work are named before they are proposed."""

from __future__ import annotations

import pytest

from gitgov.charter.read import mistakes, read
from gitgov.charter.teams import above, below, titles, whole
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
        ({"core": {"members": ("bob",), "parent": "product"}}, "teams.core: it has neither a product owner nor a scrum master of its own"),
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


@pytest.mark.parametrize(
    "place",
    [
        "backend",
        "https://host/backend.git",
        "git@host:backend.git",
        "ssh://git@host/x",
        "../backend.git",
        "/srv/x.git",
        "team/x",
    ],
)
def test_a_team_works_in_a_remote_by_name_or_address(place: str) -> None:
    assert mistakes(text(core={**TEAMS["core"], "remote": place})) == ()


@pytest.mark.parametrize(
    "place", ["ext::sh", "fd::7", "--upload-pack=x", "ssh://-oProxyCommand=x/y", "git@-oProxyCommand=x:y", "a b", "a\\nb", "\\u0007"]
)  # fmt: skip
def test_no_remote_is_a_program_or_an_option(place: str) -> None:
    assert any(
        "not a remote or an address" in str(each) for each in mistakes(text(core={**TEAMS["core"], "remote": place}))
    )
    packs: dict[str, str | int] = {"auth": place}
    assert any(
        "not a remote or an address" in str(each) for each in mistakes(text(core={**TEAMS["core"], "packs": packs}))
    )


@pytest.mark.parametrize("name", ["..", "a/b", ".git", "auth.git", "a..b", "-x", ""])
def test_a_domain_pack_is_named_so_that_it_is_a_folder_below_its_own(name: str) -> None:
    packs: dict[str, str | int] = {f'"{name}"': "https://host/auth.git"}
    assert any(
        "not a domain pack's name" in str(each) for each in mistakes(text(core={**TEAMS["core"], "packs": packs}))
    )
    assert read(text(core={**TEAMS["core"], "packs": {"auth": "../auth.git"}})).teams["core"].packs == (
        ("auth", "../auth.git"),
    )


def test_a_hundred_and_twenty_five_teams_in_three_levels_and_no_more() -> None:
    """Five scrums of five scrums of five teams; what is above counts on top."""
    tree: dict[str, dict[str, charters.Value | tuple[str, ...]]] = {}
    for one in range(5):
        tree[f"top{one}"] = {"product_owner": "alice"}
        for two in range(5):
            tree[f"mid{one}{two}"] = {"parent": f"top{one}", "scrum_master": "alice"}
            tree |= {
                f"team{one}{two}{three}": {
                    "parent": f"mid{one}{two}", "members": ("bob", "carol"), "scrum_master": "bob", "product_owner": "carol",
                    "paths": (f"src/{one}{two}{three}/",), "remote": f"https://host/{one}{two}{three}.git",
                    "branch": "sprint/{sprint}/{team}", "points": 5, "day_off": 1, "holidays": ("2026-12-25",),
                }
                for three in range(5)
            }  # fmt: skip
    body = charters.team("alice", "bob", "carol")
    assert mistakes(body.but(teams=tree).text) == ()
    teams = read(body.but(teams=tree).text).teams
    assert [each.name for each in above(teams, "team342")] == ["mid34", "top3"]
    assert len([*whole(teams, "top3")]) == 1 + 5 + 25
    assert titles(teams, "top3") == ("Chief Product Owner", "Scrum of Scrums Master", "Executive Action Team")
    assert titles(teams, "mid34").members == "members"
    assert titles(teams, "team342") == ("Product Owner", "Scrum Master", "members")
    tree["more"] = {"members": ("bob",), "scrum_master": "bob"}
    assert any("there are 126 teams, more than 125" in str(each) for each in mistakes(body.but(teams=tree).text))
