"""Branches put before the law of sprints: what is on its way, what needs what, and that nothing is promised unmerged."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.colliding import Survey, survey
from gitgov.chamber.sequencing import Known, sequence_of, sequenced
from gitgov.charter.read import read
from gitgov.cli.main import sprint
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId, Member
from gitgov.git.bases import twosomes
from gitgov.git.paircache import PairCache
from gitgov.git.pairs import CLEAN, Meeting
from gitgov.git.repository import open_repository
from gitgov.sprints.backlog import Item
from gitgov.sprints.events import ItemAdded
from tests.kit import charters
from tests.kit.repo import commit, git

TEXT = "".join(f"line {number}\n" for number in range(1, 31))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes a repository with a file on main, and stands in it."""
    path = tmp_path / "repo"
    git("init", "--quiet", path, cwd=tmp_path)
    commit(path, {"x": TEXT}, "Begin")
    monkeypatch.chdir(path)
    return path


def branch(place: Path, name: str, files: dict[str, str], message: str = "Work", upon: str = "main") -> str:
    git("switch", "--quiet", upon, cwd=place)
    made = commit(place, files, message, branch=name)
    git("switch", "--quiet", "main", cwd=place)
    return made


def found(*names: str) -> Survey:
    return survey(Path(), names, "")


def test_what_is_on_its_way(place: Path) -> None:
    first = branch(place, "sprint/1/a", {"a": "a\n"})
    branch(place, "other", {"b": "b\n"})
    git("update-ref", "refs/remotes/team/sprint/1/a", first, cwd=place)
    git("update-ref", "refs/remotes/team/sprint/1/b", branch(place, "elsewhere", {"c": "c\n"}), cwd=place)
    later = branch(place, "later", {"d": "d\n"}, upon="sprint/1/a")
    git("config", "remote.team.url", "../team", cwd=place)
    git("update-ref", "refs/remotes/team/sprint/1/a", later, cwd=place)
    git("branch", "sprint/0/old", "main", cwd=place)
    seen = found()
    assert [(each.name, each.tip == later) for each in seen.branches] == [("sprint/1/a", True), ("sprint/1/b", False)]
    assert [each.name for each in seen.landed] == ["sprint/0/old"]
    assert seen.pairs == 3


def test_of_a_branch_that_has_gone_apart_what_was_pushed_is_taken_and_that_is_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two members have each put something else upon what both had; here it is older, and never looked at in silence."""
    here = branch(place, "sprint/1/a", {"a": "a\n"})
    pushed = branch(place, "elsewhere", {"x": TEXT.replace("line 9", "a")})
    git("config", "remote.origin.url", "../hub", cwd=place)
    git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*", cwd=place)
    git("update-ref", "refs/remotes/origin/sprint/1/a", pushed, cwd=place)
    branch(place, "sprint/1/b", {"x": TEXT.replace("line 9", "b")})
    seen, (named,) = found(), found("sprint/1/a").apart
    assert [each.tip for each in seen.branches if each.name == "sprint/1/a"] == [pushed]
    assert seen.apart == (("sprint/1/a", "origin", pushed, (("", here, 1, 1),)),)
    assert named == ("sprint/1/a", "", here, (("origin", pushed, 1, 1),)), "ours is meant where it is named"
    assert [(each.one, each.other) for each in seen.collisions()] == [("sprint/1/a", "sprint/1/b")]
    assert ran("sequence", "sprint/1/a", "sprint/1/b", "--move") == 2
    assert "sprint/1/a here is not what was pushed of it" in capsys.readouterr().err
    warning = f"taken as it is on origin, at {pushed[:12]}; here it is at {here[:12]}, 1 commit ahead and 1 behind"
    for verb in ("conflicts", "sequence"):
        assert ran(verb) == 0
        assert warning in capsys.readouterr().out
    later = branch(place, "later", {"y": "y\n"}, upon="elsewhere")
    git("branch", "--force", "sprint/1/a", later, cwd=place)
    assert [(each.tip, found("sprint/1/a").apart) for each in found("sprint/1/a").branches] == [(later, ())]


def test_a_branch_comes_after_what_it_is_stacked_upon_and_what_its_trailers_name(place: Path) -> None:
    base = branch(place, "z", {"z": "z\n"})
    branch(place, "y", {"y": "y\n"}, upon="z")
    branch(place, "a", {"a": "a\n"}, message=f"A\n\nDepends-On: {base[:9]}")
    branch(place, "b", {"b": "b\n"}, message="B\n\nDepends-On: a, y\nDepends-On: there@1")
    begun = git("rev-parse", "main", cwd=place).stdout.strip()
    branch(place, "c", {"c": "c\n"}, message=f"C\n\nDepends-On: {begun}")
    result = sequenced(found("a", "b", "c", "y", "z"))
    assert result.order.now == ("c", "z", "a", "y", "b")
    assert result.elsewhere == {"b": ("there@1",)}


def test_a_branch_comes_after_those_that_are_for_an_item_that_it_needs_unless_that_is_done(place: Path) -> None:
    for name in ("y", "z"):
        branch(place, name, {name: name}, message="Part\n\nItem: C-1")
    branch(place, "a", {"a": "a\n"}, message="A\n\nItem: C-4\nDepends-On: C-1, C-2, C-3, C-4")
    result = sequenced(found("a", "y", "z"), Known(done=frozenset({"C-2"})))
    assert result.order.now == ("y", "z", "a")
    assert result.elsewhere == {"a": ("C-3",)}


def test_all_land_in_the_main_branch_as_it_was_last_fetched(place: Path) -> None:
    branch(place, "sprint/1/a", {"x": TEXT.replace("line 9", "a")})
    fetched = branch(place, "elsewhere", {"x": TEXT.replace("line 9", "b")})
    git("update-ref", "refs/remotes/origin/main", fetched, cwd=place)
    seen = found()
    assert seen.target is not None
    assert (seen.target.name, seen.target.tip) == ("main", fetched)
    assert [(each.one, each.other) for each in seen.collisions()] == [("sprint/1/a", "main")]
    here = commit(place, {"y": "y\n"}, "What nobody else has")
    assert found().target == ("main", here, "", False)


def test_the_usual_remote_need_not_be_called_origin(place: Path) -> None:
    branch(place, "sprint/1/a", {"x": TEXT.replace("line 9", "a")})
    fetched = branch(place, "elsewhere", {"x": TEXT.replace("line 9", "b")})
    git("config", "remote.hub.url", "../hub", cwd=place)
    git("config", "remote.hub.fetch", "+refs/heads/*:refs/remotes/hub/*", cwd=place)
    git("update-ref", "refs/remotes/hub/trunk", fetched, cwd=place)
    git("symbolic-ref", "refs/remotes/hub/HEAD", "refs/remotes/hub/trunk", cwd=place)
    assert found().target == ("trunk", fetched, "", False)
    git("update-ref", "-d", "refs/remotes/hub/HEAD", cwd=place)
    git("update-ref", "refs/remotes/hub/main", fetched, cwd=place)
    assert found().target == ("main", fetched, "", False)


def test_a_promise_that_a_cache_makes_is_merged_before_it_is_given(place: Path) -> None:
    """Somebody has written into the cache that two branches which collide merge cleanly."""
    tips = [branch(place, name, {"x": TEXT.replace("line 9", name)}) for name in ("a", "b")]
    repo = open_repository(place)
    assert len(list(found("a", "b").collisions())) == 1
    PairCache(repo).write(dict.fromkeys(twosomes(tips), Meeting(CLEAN)))
    believed = found("a", "b")
    assert not list(believed.collisions()), "a report is no more than that"
    result = sequenced(believed)
    assert result.order.now == ("a",)
    (late,) = [each for each in result.order.steps if not each.now]
    assert late.reasons[0].where == ("x, with all before it",)
    assert result.tree == git("rev-parse", "a^{tree}", cwd=place).stdout.strip()


def test_pairs_that_cannot_be_merged_are_told_and_the_others_too(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    branch(place, "sprint/1/a", {"x": TEXT.replace("line 9", "a")})
    branch(place, "sprint/1/b", {"x": TEXT.replace("line 9", "b")})
    branch(place, "sprint/1/c", {"x": TEXT.replace("line 9", "c")})
    git("switch", "--quiet", "--orphan", "sprint/1/o", cwd=place)
    commit(place, {"o": "o\n"}, "Strange")
    blob = git("rev-parse", "sprint/1/c:x", cwd=place).stdout.strip()
    (place / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert ran("conflicts") == 3
    said = capsys.readouterr().out
    assert "1 pair of 10 collides" in said
    assert "sprint/1/a  sprint/1/b  sure       x 9  (" in said
    assert said.count(f"not known  object {blob} is not here") == 2
    assert said.count("not known  they share no history") == 4
    assert said.endswith("  next: git fsck, then again\n")
    assert ran("sequence", "sprint/1/a", "sprint/1/o") == 0
    assert "        after main: they share no history, cost 1 file\n" in capsys.readouterr().out


def ran(*words: str) -> int:
    """Runs `git sprint` in this process, and returns how it ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["git-sprint", *words])
        with pytest.raises(SystemExit) as ended:
            sprint()
    return int(ended.value.code or 0)


def test_an_empty_repository_and_one_without_branches(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("conflicts") == 0
    assert capsys.readouterr().out.splitlines()[1] == "0 pairs of 0 collide"
    assert ran("sequence") == 0
    git("switch", "--quiet", "--orphan", "nothing", cwd=place)
    git("branch", "--quiet", "-D", "main", cwd=place)
    assert ran("sequence") == 0
    assert ran("conflicts", "nothing") == 2


def test_branches_are_weighed_by_their_items_and_by_what_has_landed_meanwhile(place: Path) -> None:
    branch(place, "old", {"x": TEXT.replace("line 9", "old")})
    branch(place, "odd", {"odd": "odd\n"}, message="Odd\n\nItem: C-1, C-2\nItem: C-3")
    git("merge", "--quiet", "--no-ff", "--no-edit", "odd", cwd=place)
    branch(place, "new", {"x": TEXT.replace("line 9", "new")}, message="New\n\nItem: C-1, C-2\nItem: C-3")
    seen = found("old", "new", "odd")
    assert [each.name for each in seen.landed] == ["odd"]
    assert seen.added[seen.branches[1].tip].items == ("C-1", "C-2", "C-3")
    assert [each.waited for each in sequenced(seen).claims.values()] == [1, 0]
    assert sequenced(seen).order.now == ("old",)
    worth = ItemAdded(item="C-1", title="One", points=1, value=3)
    known = Known(items={"C-1": Item(EventId("e" * 64), "", Member("ada"), 0, worth)})
    assert sequenced(seen, known).order.now == ("new",)


def test_who_waits_for_each_other_is_told_by_team(place: Path) -> None:
    branch(place, "sprint/S1/web", {"w": "w\n"}, message="W\n\nDepends-On: elsewhere")
    branch(place, "elsewhere", {"e": "e\n"}, message="E\n\nDepends-On: sprint/S1/web")
    team = read(charters.team("wim").but(teams={"web": {"members": ("wim",), "scrum_master": "wim"}}).text).teams["web"]
    (circle,) = sequenced(found("sprint/S1/web", "elsewhere"), Known(teams={"web": team})).order.circles
    assert circle.names == ("elsewhere", "sprint/S1/web")
    assert circle.owners == ("Nobody", "web (wim)")


def test_of_one_that_a_branch_collides_with_and_depends_on_both_is_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    branch(place, "sprint/1/a", {"x": TEXT.replace("line 9", "a")})
    branch(place, "sprint/1/b", {"x": TEXT.replace("line 9", "b")}, message="B\n\nDepends-On: sprint/1/a")
    assert ran("sequence") == 0
    said = capsys.readouterr().out
    assert "after sprint/1/a: x 9, cost 1 file" in said
    assert "after sprint/1/a: it depends on that" in said


def test_no_sequence_goes_against_a_stack(place: Path) -> None:
    branch(place, "below", {"b": "b\n"})
    branch(place, "above", {"a": "a\n"}, upon="below")
    assert sequence_of(found("below", "above"), ["below", "above"]).branches == ["below", "above"]
    with pytest.raises(BadInput, match="above is stacked upon below"):
        sequence_of(found("below", "above"), ["above", "below"])
