"""What measures are taken from, as git tells it: logs, tags, merges made again, sizes, reverse patches; each asked once."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git import replays, stepfacts
from gitgov.git.inverses import inverses
from gitgov.git.logged import logged, tags, touching
from gitgov.git.paircache import FILE, PairCache
from gitgov.git.replays import CLEAN, CONFLICT, EVIL, UNTOLD, Made, replay
from gitgov.git.repository import Repository, open_repository
from gitgov.git.run import GitFailedError
from gitgov.git.sizes import Changed, changed
from gitgov.git.stepfacts import replayed, sized, taken_back
from tests.kit.dated import START, Dated
from tests.kit.repo import git

TEXT = "".join(f"line {number}\n" for number in range(30))
HOUR = 3_600


@pytest.fixture
def dated(tmp_path: Path) -> Dated:
    made = Dated(tmp_path / "repo.git")
    made.commit("main", {"x": TEXT}, 0, "Begin")
    return made


def opened(made: Dated) -> Repository:
    return open_repository(made.path)


def side(made: Dated, name: str, text: str, hour: float, upon: str = "main") -> str:
    return made.commit(name, {"x": text}, hour, upon=upon)


def made_of(made: Dated, merge: str) -> Made:
    tree, *parents = git("log", "-1", "--format=%T %P", merge, cwd=made.path).stdout.split()
    return Made(merge, parents[0], parents[1], tree)


class TestLogs:
    def test_what_commits_say_of_themselves(self, dated: Dated) -> None:
        odd = dated.commit(
            "main", {"y": "y\n"}, 2, "Ünï\n\nBody: x\n\nFixes-Incident: I-1\nFixes-Incident: I-2\n", authored=1
        )
        begun = dated.commit("other", {"z": "z\n"}, 3, "")
        found = {each.oid: each for each in logged(opened(dated), [odd, begun, odd])}
        assert len(found) == 3
        said = found[odd]
        assert (said.authored, said.committed) == (START + HOUR, START + 2 * HOUR)
        assert said.message.startswith("Ünï\n\nBody: x")
        assert said.fixes == ("I-1", "I-2")
        assert found[said.parents[0]].parents == ()
        assert found[begun].message.strip() == ""

    def test_a_commit_that_says_no_time_and_lines_that_are_no_text(self, dated: Dated) -> None:
        tree = git("rev-parse", "main^{tree}", cwd=dated.path).stdout.strip()
        raw = f"tree {tree}\nauthor A <a@example.org> soon\ncommitter C <c@example.org> 5 +0000\n\nA\x01B\n"
        oid = git(
            "hash-object", "-t", "commit", "--literally", "-w", "--stdin", cwd=dated.path, input=raw
        ).stdout.strip()
        (found,) = logged(opened(dated), [oid])
        assert (found.authored, found.committed, found.message) == (0, 5, "A\x01B\n")

    def test_a_commit_that_is_not_here(self, dated: Dated) -> None:
        with pytest.raises(GitFailedError):
            logged(opened(dated), ["1" * 40])

    def test_tags_with_and_without_an_object_of_their_own(self, dated: Dated) -> None:
        main = dated.heads["main"]
        annotated, light = dated.tag("v1", main, 5), dated.tag("v2", main)
        git("tag", "--annotate", "--message", "of a tag", "v3", "v1", cwd=dated.path, check=True)
        nested = git("rev-parse", "refs/tags/v3", cwd=dated.path).stdout.strip()
        git("tag", "--annotate", "--message", "of a tree", "v4", "main^{tree}", cwd=dated.path)
        dated.tag("other", main)
        found = {each.name: each for each in tags(opened(dated), "v*")}
        assert found.keys() == {"v1", "v2", "v3"}
        assert found["v1"] == ("v1", annotated, main, START + 5 * HOUR)
        assert found["v2"] == ("v2", "", light, None)
        assert found["v3"][:3] == ("v3", nested, main)

    def test_what_touches_paths_also_where_a_merge_threw_it_away(self, dated: Dated) -> None:
        one = dated.commit("a", {"web/a": "a\n"}, 1, upon="main")
        two = dated.commit("b", {"db/b": "b\n"}, 1, upon="main")
        kept = dated.merge("main", "b", 2)
        thrown = dated.merge("main", "a", 3, tree=dated.tree(kept, {}))
        repo = opened(dated)
        assert touching(repo, [thrown], ["web"]) == {one}
        assert touching(repo, [thrown], ["db", "web"]) == {one, two}
        assert touching(repo, [thrown], [":(top)*"]) == frozenset()


class TestReplays:
    def test_what_comes_of_each(self, dated: Dated) -> None:
        side(dated, "a", TEXT.replace("line 3\n", "a\n"), 1)
        side(dated, "b", TEXT.replace("line 3\n", "b\n"), 1)
        side(dated, "c", TEXT.replace("line 25\n", "c\n"), 1)
        merges = [dated.merge("main", "c", 2)]
        merges.append(dated.merge("main", "a", 3, tree=dated.tree(dated.heads["a"], {"evil": "e\n"})))
        merges.append(dated.merge("main", "b", 4, tree=dated.tree(dated.heads["main"], {"x": "resolved\n"})))
        dated.commit("strange", {"s": "s\n"}, 1)
        merges.append(dated.merge("main", "strange", 5, tree=dated.tree(dated.heads["main"], {"s": "s\n"})))
        found = replay(opened(dated), [made_of(dated, each) for each in merges])
        assert [found[each] for each in merges] == [CLEAN, EVIL, CONFLICT, UNTOLD]

    def test_nobodys_settings_take_part(self, dated: Dated) -> None:
        side(dated, "a", TEXT.replace("line 3\n", "a\n"), 1)
        side(dated, "b", TEXT.replace("line 3\n", "b\n"), 1)
        dated.merge("main", "a", 2)
        merge = dated.merge("main", "b", 3, tree=dated.tree(dated.heads["main"], {"x": TEXT}))
        (dated.path / "info").mkdir(exist_ok=True)
        (dated.path / "info/attributes").write_text("* merge=union\n")
        assert replay(opened(dated), [made_of(dated, merge)]) == {merge: CONFLICT}

    def test_what_is_not_here_is_not_told_and_the_others_are(self, dated: Dated) -> None:
        gone = side(dated, "a", TEXT.replace("line 3\n", "a\n"), 1)
        side(dated, "b", TEXT.replace("line 25\n", "b\n"), 1)
        dated.commit("main", {"x": TEXT.replace("line 15\n", "m\n")}, 1.5)
        merges = [dated.merge("main", "b", 2), dated.merge("main", "a", 3)]
        asked = [made_of(dated, each) for each in merges]
        blob = git("rev-parse", f"{gone}:x", cwd=dated.path).stdout.strip()
        (dated.path / "objects" / blob[:2] / blob[2:]).unlink()
        assert replay(opened(dated), asked) == {merges[0]: CLEAN, merges[1]: UNTOLD}
        assert replay(opened(dated), []) == {}

    def test_a_folder_that_is_not_here_is_not_taken_for_an_empty_one(self, dated: Dated) -> None:
        dated.commit("main", {"web/a": "a\n", "web/b": "b\n"}, 1)
        gone = dated.commit("side", {"web/a": "side\n"}, 2, upon="main")
        dated.commit("main", {"web/b": "main\n"}, 2)
        asked = made_of(dated, dated.merge("main", "side", 3))
        tree = git("rev-parse", f"{gone}:web", cwd=dated.path).stdout.strip()
        (dated.path / "objects" / tree[:2] / tree[2:]).unlink()
        assert replay(opened(dated), [asked]) == {asked.oid: UNTOLD}

    def test_a_git_that_takes_no_list(self, dated: Dated, monkeypatch: pytest.MonkeyPatch) -> None:
        side(dated, "a", TEXT + "a\n", 1)
        dated.commit("main", {"y": "y\n"}, 1)
        merge = dated.merge("main", "a", 2)
        monkeypatch.setattr(replays, "_MERGE_TREE", ("merge-tree", "--no-such-option"))
        with pytest.raises(BadInput, match="cannot merge many pairs"):
            replay(opened(dated), [made_of(dated, merge)])


def test_sizes_of_steps(dated: Dated) -> None:
    first = dated.heads["main"]
    dated.commit("a", {"x": TEXT.replace("line 3\n", "a\n"), "new name": "1\n2\n", "bin": "\0"}, 1, upon="main")
    second = dated.commit("main", {"y": "y\n"}, 1)
    merge = dated.merge("main", "a", 2)
    renamed = dated.commit("main", {"x": "", "ä": TEXT}, 3)
    same = dated.commit("main", {}, 4)
    git("config", "diff.renames", "true", cwd=dated.path)
    steps = [(second, first), (merge, second), (renamed, merge), (same, renamed)]
    assert changed(opened(dated), steps) == {
        second: Changed(("y",), 1),
        merge: Changed(("bin", "new name", "x"), 4),
        renamed: Changed(("x", "ä"), 60),
        same: Changed((), 0),
    }


def test_reverse_patches(dated: Dated) -> None:
    broken = side(dated, "main", TEXT.replace("line 3\n", "broken\n"), 1)
    dated.commit("main", {"x": TEXT.replace("line 3\n", "broken\n").replace("line 25\n", "more\n")}, 2)
    mended = dated.commit("main", {"x": TEXT.replace("line 25\n", "more\n")}, 3, "Back to what worked")
    other = dated.commit("main", {"z": "z\n"}, 4)
    again = dated.commit("main", {"x": TEXT.replace("line 3\n", "broken\n").replace("line 25\n", "more\n")}, 5)
    repo = opened(dated)
    assert inverses(repo, [mended, other, again]) == {mended: broken, again: mended}
    assert inverses(repo, []) == {}


def noting(asked: list[object], real: Callable[[Repository, Sequence[object]], object]) -> Callable[..., object]:
    """Returns what notes what it is asked, and answers as before."""

    def noted(repo: Repository, what: Sequence[object]) -> object:
        asked.extend(what)
        return real(repo, what)

    return noted


class TestAskedOnce:
    def test_what_is_known_is_not_asked_again_and_says_the_same(
        self, dated: Dated, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        side(dated, "a", TEXT.replace("line 3\n", "a\n"), 1)
        second = dated.commit("main", {"y": "y\n"}, 1)
        merge = dated.merge("main", "a", 2)
        mended = dated.commit("main", {"x": TEXT}, 3, "Back")
        repo, asked = opened(dated), list[object]()
        for name in ("replay", "changed", "inverses"):
            monkeypatch.setattr(stepfacts, name, noting(asked, getattr(stepfacts, name)))

        def all_three() -> list[object]:
            cache, merges = PairCache(repo), [made_of(dated, merge)]
            back = taken_back(repo, cache, [mended, second])
            return [replayed(repo, cache, merges), sized(repo, cache, [(merge, second)]), back]

        first = all_three()
        assert asked == [mended, second, made_of(dated, merge), (merge, second)]
        assert first[0] == {merge: CLEAN}
        assert all_three() == first
        assert len(asked) == 4

    @pytest.mark.parametrize("said", ["", "null", "{}", "[]", '["1"]', "[1, 2]", "neither"])
    def test_a_row_that_makes_no_sense_is_none(self, dated: Dated, said: str) -> None:
        first = dated.heads["main"]
        second = dated.commit("main", {"y": "y\n"}, 1)
        side(dated, "a", TEXT + "a\n", 2)
        merge = dated.merge("main", "a", 3)
        repo = opened(dated)
        cache = PairCache(repo)
        for what in ("replay", "size"):
            cache.note(what, {second: said, merge: said})
        assert sized(repo, cache, [(second, first)]) == {second: Changed(("y",), 1)}
        assert replayed(repo, cache, [made_of(dated, merge)]) == {merge: CLEAN}

    def test_a_damaged_file_is_done_without(self, dated: Dated) -> None:
        repo = opened(dated)
        PairCache(repo).note("size", {"a": "b"})
        assert PairCache(repo).facts("size") == {"a": "b"}
        (repo.state / FILE).write_bytes(b"rubbish" * 1_000)
        assert PairCache(repo).facts("size") == {}
        PairCache(repo).note("size", {"c": "d", "e": "f"}, without=["a"])
        PairCache(repo).note("size", {}, without=["e"])
        assert PairCache(repo).facts("size") == {"c": "d"}
