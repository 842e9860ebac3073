"""What every commit of a history changed, in one pass: renames, merges, binary files, beginnings, ends of shallow clones, odd names."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.errors import Undecided
from gitgov.git.changes import Change, Touched, changes, changes_touching
from gitgov.git.repository import open_repository
from gitgov.git.run import GitFailedError
from tests.kit.dated import START, Dated
from tests.kit.repo import git

TEXT = "".join(f"line {number}\n" for number in range(30))
HOUR = 3_600


@pytest.fixture
def dated(tmp_path: Path) -> Dated:
    made = Dated(tmp_path / "repo.git")
    made.commit("main", {"x": TEXT}, 0, "Begin")
    return made


def read(made: Dated | Path, *tips: str) -> dict[str, Change]:
    repo = open_repository(made if isinstance(made, Path) else made.path)
    return {each.oid: each for each in changes(repo, tips or ("HEAD",))}


def binary(made: Dated, name: str, upon: str, hour: float) -> str:
    """Adds a commit with a file that has a NUL in it."""
    blob = git("hash-object", "-w", "--stdin", cwd=made.path, input="a\0b").stdout.strip()
    entries = git("ls-tree", upon, cwd=made.path).stdout + f"100644 blob {blob}\t{name}\n"
    tree = git("mktree", cwd=made.path, input=entries).stdout.strip()
    return made._made("main", tree, [upon], (hour, hour), "Binary")


class TestChanges:
    def test_what_a_commit_says_and_changed(self, dated: Dated) -> None:
        dated.zone, dated.author = "-0730", "B@Example.org"
        first = dated.heads["main"]
        second = dated.commit("main", {"x": TEXT.replace("line 3\n", "3\n"), "d/y": "y\n"}, 2, "Fix\n\nIt.", authored=1)
        found = read(dated, second)
        assert [*found] == [first, second]
        assert found[second] == Change(
            second, (first,), found[second].author, START + HOUR, -450, START + 2 * HOUR, "Fix\n\nIt.",
            (Touched("d/y", 1), Touched("x", 2)),
        )  # fmt: skip
        assert found[first].author != found[second].author
        assert found[first].files == (Touched("x", 30),)

    def test_one_address_is_one_author_however_it_is_written_and_no_name_is_told(self, dated: Dated) -> None:
        for number, who in enumerate(("B@x.org", "b@X.ORG", "c@x.org")):
            dated.author = who
            dated.commit("main", {"y": f"{number}\n"}, number)
        *_, one, other, third = read(dated, dated.heads["main"]).values()
        assert one.author == other.author != third.author
        assert "x.org" not in repr((one, other, third))

    def test_a_file_that_is_renamed_keeps_its_former_name(self, dated: Dated) -> None:
        moved = dated.commit("main", {"x": "", "new name": TEXT + "more\n"}, 1)
        assert read(dated, moved)[moved].files == (Touched("new name", 1, "x"),)

    def test_a_merge_changes_nothing_by_itself(self, dated: Dated) -> None:
        dated.commit("side", {"y": "y\n"}, 1, upon="main")
        dated.commit("main", {"z": "z\n"}, 2)
        merge = dated.merge("main", "side", 3)
        found = read(dated, merge)
        assert len(found) == 4
        assert found[merge].files == ()
        assert [each.oid for each in found.values()][-1] == merge

    def test_a_binary_file_has_no_lines(self, dated: Dated) -> None:
        oid = binary(dated, "b.bin", dated.heads["main"], 1)
        assert read(dated, oid)[oid].files == (Touched("b.bin", 0, binary=True),)

    def test_several_beginnings_and_commits_without_message_or_files(self, dated: Dated) -> None:
        other = dated.commit("other", {"z": "z\n"}, 1, "")
        empty = dated.commit("other", {}, 2, "Nothing")
        found = read(dated, dated.heads["main"], empty, empty)
        assert len(found) == 3
        assert (found[other].parents, found[other].message.strip()) == ((), "")
        assert found[empty].files == ()

    def test_names_and_messages_that_look_like_something_else(self, dated: Dated) -> None:
        odd = {"1\t2\tx": "x\n", "-\t-\t": "y\n", "\u00fc \n.py": "z\n"}
        oid = dated.commit(
            "main", {name: text for name, text in odd.items() if "\n" not in name}, 1, "1\t2\tx\n\n3\t4\ty\n"
        )
        found = read(dated, oid)
        assert {each.path for each in found[oid].files} == {"1\t2\tx", "-\t-\t"}
        assert found[oid].message.startswith("1\t2\tx\n\n3\t4\ty")

    def test_a_commit_that_says_no_time(self, dated: Dated) -> None:
        tree = git("rev-parse", "main^{tree}", cwd=dated.path).stdout.strip()
        raw = f"tree {tree}\nauthor A <a@example.org> soon\ncommitter C <c@example.org> 5 +0000\n\nA\n"
        how = ("hash-object", "-t", "commit", "--literally", "-w", "--stdin")
        oid = git(*how, cwd=dated.path, input=raw).stdout.strip()
        found = read(dated, oid)[oid]
        assert (found.authored, found.zone, found.committed) == (0, 0, 5)

    def test_nobodys_settings_or_attributes_take_part(self, dated: Dated) -> None:
        moved = dated.commit("main", {"x": "", "y": TEXT}, 1)
        before = read(dated, moved)
        for name, value in (
            ("diff.renames", "false"), ("diff.noprefix", "true"), ("log.showSignature", "true"), ("diff.external", "false"),
            ("core.quotePath", "true"), ("log.date", "relative"), ("diff.algorithm", "patience"), ("log.diffMerges", "m"),
        ):  # fmt: skip
            git("config", name, value, cwd=dated.path)
        (dated.path / "info").mkdir(exist_ok=True)
        (dated.path / "info/attributes").write_text("* binary\n")
        assert read(dated, moved) == before

    def test_where_a_shallow_clone_ends_nobody_can_tell_what_was_changed(self, dated: Dated, tmp_path: Path) -> None:
        for hour in (1, 2, 3):
            dated.commit("main", {"x": f"{hour}\n"}, hour)
        clone = tmp_path / "shallow"
        git("clone", "--quiet", "--bare", "--depth", "2", f"file://{dated.path}", clone, cwd=tmp_path)
        end, last = read(clone, dated.heads["main"]).values()
        assert (end.cut, end.files) == (True, ())
        assert (last.cut, last.files) == (False, (Touched("x", 2),))

    def test_an_object_that_a_partial_clone_has_left_out(self, dated: Dated, tmp_path: Path) -> None:
        last = dated.commit("main", {"x": "other\n"}, 1)
        git("config", "uploadpack.allowFilter", "true", cwd=dated.path)
        clone = tmp_path / "partial"
        git("clone", "--quiet", "--bare", "--filter=blob:none", f"file://{dated.path}", clone, cwd=tmp_path)
        with pytest.raises(Undecided, match="is not here"):
            read(clone, last)

    def test_long_words_and_many_commits_are_read_in_parts_and_told(
        self, dated: Dated, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for hour in range(1, 6):
            dated.commit("main", {"x": f"{hour}\n"}, hour, "\u00fcber " * 50)
        whole, told = read(dated, dated.heads["main"]), list[tuple[int, int]]()
        monkeypatch.setattr("gitgov.git.changes._CHUNK", 7)
        monkeypatch.setattr("gitgov.git.changes._OFTEN", 4)
        found = changes(
            open_repository(dated.path), [dated.heads["main"]], (), lambda done, every: told.append((done, every))
        )
        assert {each.oid: each for each in found} == whole
        assert told == [(4, 6), (6, 6)]

    def test_a_commit_that_is_not_here(self, dated: Dated) -> None:
        with pytest.raises(GitFailedError):
            read(dated, "1" * 40)
        assert changes(open_repository(dated.path), ()) == []


class TestTouching:
    def test_only_what_touched_the_files_is_read_whole_by_all_their_names(self, dated: Dated) -> None:
        begun = dated.heads["main"]
        other = dated.commit("main", {"y": "y\n"}, 1)
        moved = dated.commit("main", {"x": "", "d/z": TEXT}, 2)
        dated.commit("side", {"y": "z\n"}, 3, upon="main")
        last = dated.merge("main", "side", 4)
        repo, told = open_repository(dated.path), list[tuple[int, int]]()
        every = changes(repo, [last])
        found = changes_touching(repo, last, ["d/z"], lambda done, count: told.append((done, count)))
        assert [(each.oid, each.parents) for each in found] == [(each.oid, each.parents) for each in every]
        whole = {each.oid: each for each in found if each.files}
        assert whole == {each.oid: each for each in every if each.oid in (begun, moved)}
        assert other not in whole
        assert told == [(1, 5), (2, 5)]

    def test_a_name_is_taken_as_it_is(self, dated: Dated) -> None:
        odd = dated.commit("main", {":(top)*": "o\n"}, 1)
        dated.commit("main", {"y": "y\n"}, 2)
        found = changes_touching(open_repository(dated.path), dated.heads["main"], [":(top)*"])
        assert [each.oid for each in found if each.files] == [odd]

    def test_names_that_cannot_be_asked_for_and_many_of_them(self, dated: Dated) -> None:
        repo = open_repository(dated.path)
        every = changes(repo, [dated.heads["main"]])
        for names in (["a\nb"], ["\N{REPLACEMENT CHARACTER}"], [f"{number}" for number in range(2_001)]):
            assert changes_touching(repo, dated.heads["main"], names) == every

    def test_the_end_of_a_shallow_clone_is_one_though_it_has_none_of_the_files(
        self, dated: Dated, tmp_path: Path
    ) -> None:
        for hour, name in enumerate("yzw"):
            dated.commit("main", {name: "1\n"}, hour)
        clone = tmp_path / "shallow"
        git("clone", "--quiet", "--bare", "--depth", "2", f"file://{dated.path}", clone, cwd=tmp_path)
        end, last = changes_touching(open_repository(clone), dated.heads["main"], ["w"])
        assert (end.cut, end.files, last.cut) == (True, (), False)
        assert [each.path for each in last.files] == ["w"]

    def test_no_files_are_touched_by_nothing(self, dated: Dated) -> None:
        (found,) = changes_touching(open_repository(dated.path), dated.heads["main"], [])
        assert found == Change(dated.heads["main"], ())

    def test_what_one_has_and_another_has_not(self, dated: Dated) -> None:
        dated.commit("side", {"y": "y\n"}, 1, upon="main")
        found = changes(open_repository(dated.path), [dated.heads["side"]], [dated.heads["main"]])
        assert [each.oid for each in found] == [dated.heads["side"]]
