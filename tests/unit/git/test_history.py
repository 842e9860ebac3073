"""Facts about history, compared with what git itself says."""

import os
import shutil
from pathlib import Path

import pytest

from gitgov.core.errors import Undecided
from gitgov.git.history import first_parents, is_ancestor, read_tag, unstood, ways_to
from gitgov.git.merging import clean_merges, merged_in_turn, squashes_of
from gitgov.git.repository import Repository, open_repository
from tests.kit.people import People
from tests.kit.repo import commit, git, head, sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns main with two merges: feature/x and then feature/y."""
    repo = sample(tmp_path / "repo")
    git("merge", "--quiet", "--no-ff", "--no-edit", "feature/x", cwd=repo)
    commit(repo, {"y.txt": "y\n"}, "Add y", branch="feature/y")
    commit(repo, {"y2.txt": "y\n"}, "Add y2")
    git("switch", "--quiet", "main", cwd=repo)
    git("merge", "--quiet", "--no-ff", "--no-edit", "feature/y", cwd=repo)
    return repo


@pytest.fixture
def repo(path: Path) -> Repository:
    return open_repository(path)


def merged(path: Path, one: str, other: str) -> str:
    return git("merge-tree", "--write-tree", one, other, cwd=path).stdout.split()[0]


class TestUnstood:
    """The fixture's side branches lie on second parents: main contains them, and has never stood there."""

    @pytest.mark.parametrize(
        ("new", "stood", "settled", "left"),
        [
            ("main~1", ["main"], [], []),
            ("feature/y", ["main"], [], ["feature/y", "feature/y~1"]),
            ("feature/y~1", ["main"], [], ["feature/y~1"]),
            ("feature/y~1", ["main", "feature/y"], [], []),
            ("feature/x", ["main"], ["main~1"], []),
            ("feature/y", ["main"], ["main~1"], ["feature/y", "feature/y~1"]),
            ("feature/y", [], ["feature/y~1"], ["feature/y"]),
            ("main~1", [], [], ["main~1", "main~2"]),
        ],
    )
    def test_down_to_where_another_has_stood_or_what_was_there_before(
        self, repo: Repository, path: Path, new: str, stood: list[str], settled: list[str], left: list[str]
    ) -> None:
        found = unstood(repo, head(path, new), *([head(path, each) for each in names] for names in (stood, settled)))
        assert [each.oid for each in found] == [head(path, each) for each in left]


class TestFirstParents:
    def test_newest_first_with_parents_and_trees(self, repo: Repository, path: Path) -> None:
        way = first_parents(repo, head(path), [head(path, "main~2")])
        assert [each.oid for each in way] == [head(path), head(path, "main^")]
        assert way[0].parents == (head(path, "main^"), head(path, "feature/y"))
        assert way[0].tree == head(path, "main^{tree}")

    def test_nothing_between_a_commit_and_itself(self, repo: Repository, path: Path) -> None:
        assert first_parents(repo, head(path), [head(path)]) == []

    def test_to_the_root_where_nothing_stops_it(self, repo: Repository, path: Path) -> None:
        assert len(first_parents(repo, head(path), [])) == 3

    @pytest.mark.parametrize(
        ("message", "named"),
        [
            (f"S\n\nRatified-Head: {'a' * 40}", "a" * 40),
            (f"S\n\nMotion: x\nRatified-Head: {'b' * 40}\nSigned-off-by: c", "b" * 40),
            (f"S\n\nRatified-Head: {'a' * 39}", ""),
            (f"S\n\nRatified-Head: {'A' * 40}", ""),
            (f"Ratified-Head: {'a' * 40}\n\nbody, not a trailer", ""),
            ("S", ""),
        ],
    )
    def test_the_head_that_a_trailer_names(self, repo: Repository, path: Path, message: str, named: str) -> None:
        made = git("commit-tree", "-p", "main", "-m", message, "main^{tree}", cwd=path).stdout.strip()
        assert first_parents(repo, made, [head(path)])[0].named == named

    @pytest.mark.parametrize("message", ["\x01", "\x01\n\x01", "a\x00b", "%H%x00", "\n\n\n", "é\udcff"])
    def test_no_message_confuses_it(self, repo: Repository, path: Path, message: str) -> None:
        raw = f"tree {head(path, 'main^{tree}')}\nparent {head(path)}\nauthor a <a@b> 0 +0000\ncommitter a <a@b> 0 +0000\n\n"
        file = path / "raw"
        file.write_bytes(raw.encode() + message.encode(errors="surrogateescape"))
        made = git("hash-object", "-t", "commit", "-w", "--literally", file, cwd=path).stdout.strip()
        way = first_parents(repo, made, [head(path)])
        assert [each.oid for each in way] == [made]

    @pytest.mark.parametrize("setting", ["log.showSignature=true", "log.follow=true", "log.mailmap=true", "log.decorate=full", "color.ui=always", "log.date=relative", "core.quotePath=false"])  # fmt: skip
    def test_no_setting_confuses_it(self, repo: Repository, path: Path, people: People, setting: str) -> None:
        name, _, value = setting.partition("=")
        git("config", name, value, cwd=path)
        settings = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={people.alice.key_path}")
        git(*settings, "commit", "--quiet", "-S", "--allow-empty", "--message", "signed", cwd=path)
        way = first_parents(repo, head(path), [head(path, "main^")])
        assert [each.oid for each in way] == [head(path)]


class TestAncestry:
    def test_is_ancestor(self, repo: Repository, path: Path) -> None:
        assert is_ancestor(repo, head(path, "main^"), head(path))
        assert is_ancestor(repo, head(path), head(path))
        assert not is_ancestor(repo, head(path), head(path, "main^"))

    @pytest.mark.parametrize("word", ["0" * 40, "f" * 40])
    def test_what_is_not_here_cannot_be_decided(self, repo: Repository, path: Path, word: str) -> None:
        with pytest.raises(Undecided):
            is_ancestor(repo, word, head(path))

    def test_the_ways_to_a_commit(self, repo: Repository, path: Path) -> None:
        assert ways_to(repo, head(path, "feature/y~1"), [head(path)]) == {head(path), head(path, "feature/y")}
        assert ways_to(repo, head(path, "feature/y~1"), []) == frozenset()
        assert ways_to(repo, head(path), [head(path)]) == frozenset()


OLDER = """#!/bin/sh
case " $* " in *" merge-tree "*" --stdin "*) exit 129 ;; esac
exec {git} "$@"
"""
"""As git 2.38 does, whose `merge-tree` takes no list of merges: everything else is the git that is here."""


class TestCleanMerges:
    @pytest.fixture(params=["2.39", "2.38"], autouse=True)
    def version(self, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        if request.param == "2.38":
            program = tmp_path / "older" / "git"
            program.parent.mkdir()
            program.write_text(OLDER.format(git=shutil.which("git")), encoding="utf-8")
            program.chmod(0o755)
            monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    def test_as_git_makes_them(self, repo: Repository, path: Path) -> None:
        pairs = [(head(path, "main~1"), head(path, "feature/y")), (head(path, "main~2"), head(path, "feature/x"))]
        assert clean_merges(repo, pairs) == {pair: merged(path, *pair) for pair in pairs}

    def test_a_conflict_gives_nothing_and_spoils_no_other(self, repo: Repository, path: Path) -> None:
        one = commit(path, {"same.txt": "one\n"}, "one", branch="one")
        git("switch", "--quiet", "main", cwd=path)
        other = commit(path, {"same.txt": "other\n"}, "other", branch="other")
        fine = (head(path, "main"), head(path, "feature/x"))
        found = clean_merges(repo, [(one, other), fine, (other, one)])
        assert found == {(one, other): "", fine: merged(path, *fine), (other, one): ""}

    def test_unrelated_histories_have_none_and_spoil_no_other(self, repo: Repository, path: Path) -> None:
        root = git("commit-tree", "-m", "root", "main^{tree}", cwd=path).stdout.strip()
        pairs = [(head(path, f"main~{back}"), each) for each in (root, head(path, "feature/x")) for back in (0, 1, 2)]
        found = clean_merges(repo, pairs)
        assert found == {pair: "" if pair[1] == root else merged(path, *pair) for pair in pairs}

    def test_none_asked_none_answered(self, repo: Repository) -> None:
        assert clean_merges(repo, []) == {}

    @pytest.mark.parametrize("lost", ["main~1^{tree}", "feature/y^{tree}", "main~2"])
    def test_what_is_not_here_is_not_taken_for_nothing(self, repo: Repository, path: Path, lost: str) -> None:
        pair = (head(path, "main~1"), head(path, "feature/y"))
        name = head(path, lost)
        (path / ".git" / "objects" / name[:2] / name[2:]).unlink()
        with pytest.raises(Undecided, match=name) as told:
            clean_merges(repo, [pair])
        assert told.value.remedy == "git fsck, then again"

    def test_they_leave_no_objects_behind(self, repo: Repository, path: Path) -> None:
        commit(path, {"a.txt": "a\n"}, "a", branch="a")
        git("switch", "--quiet", "main", cwd=path)
        commit(path, {"b.txt": "b\n"}, "b", branch="b")
        before = sorted((path / ".git" / "objects").rglob("*"))
        tree = clean_merges(repo, [(head(path, "a"), head(path, "b"))])[head(path, "a"), head(path, "b")]
        assert sorted((path / ".git" / "objects").rglob("*")) == before
        clean_merges(repo, [(head(path, "a"), head(path, "b"))], keep=True)
        assert git("cat-file", "-t", tree, cwd=path).stdout.strip() == "tree"

    @pytest.mark.parametrize(
        "setting",
        ["merge.renames=false", "merge.directoryRenames=true", "merge.renormalize=true", "merge.default=union"],
    )
    def test_settings_of_a_clone_change_none(self, repo: Repository, path: Path, setting: str) -> None:
        git("mv", "README.md", "READ.md", cwd=path)
        git("commit", "--quiet", "--message", "rename", cwd=path)
        git("switch", "--quiet", "--create", "edit", "main~1", cwd=path)
        side = commit(path, {"README.md": "# Sample\nmore\n"}, "edit")
        pair = (head(path, "main"), side)
        before = clean_merges(repo, [pair])
        name, _, value = setting.partition("=")
        git("config", name, value, cwd=path)
        assert clean_merges(repo, [pair]) == before

    def test_attributes_of_a_clone_change_none(self, repo: Repository, path: Path, tmp_path: Path) -> None:
        one = commit(path, {"same.txt": "one\n"}, "one", branch="one")
        git("switch", "--quiet", "main", cwd=path)
        other = commit(path, {"same.txt": "other\n"}, "other", branch="other")
        (path / ".git" / "info").mkdir(exist_ok=True)
        (path / ".git" / "info" / "attributes").write_text("* merge=union\n", encoding="utf-8")
        ran = tmp_path / "ran"
        git("config", "merge.evil.driver", f"touch {ran}", cwd=path)
        assert clean_merges(repo, [(one, other)]) == {(one, other): ""}
        (path / ".git" / "info" / "attributes").write_text("* merge=evil\n", encoding="utf-8")
        clean_merges(repo, [(one, other)])
        assert not ran.exists()

    def test_attributes_in_the_history_run_no_driver(self, repo: Repository, path: Path, tmp_path: Path) -> None:
        commit(path, {".gitattributes": "* merge=evil\n"}, "attributes")
        one = commit(path, {"same.txt": "one\n"}, "one", branch="one")
        git("switch", "--quiet", "main", cwd=path)
        other = commit(path, {"same.txt": "other\n"}, "other", branch="other")
        ran = tmp_path / "ran"
        git("config", "merge.evil.driver", f"touch {ran}", cwd=path)
        clean_merges(repo, [(one, other)])
        assert not ran.exists()


class TestMergesInTurn:
    @pytest.fixture
    def heads(self, path: Path) -> list[str]:
        """Returns two heads that change the two ends of one file, and a third that gives it another name."""
        found = []
        commit(path, {"long.txt": "".join(f"{line}\n" for line in range(20))}, "long")
        start = head(path)
        for name in ("top", "bottom", "name"):
            git("switch", "--quiet", "--create", name, start, cwd=path)
            text = (path / "long.txt").read_text(encoding="utf-8")
            commit(path, {"long.txt": {"top": f"{name}\n{text}", "bottom": f"{text}{name}\n"}.get(name, text)}, name)
            if name == "name":
                git("mv", "long.txt", "longer.txt", cwd=path)
                git("commit", "--quiet", "--message", "rename", cwd=path)
            found.append(head(path))
        return [start, *found]

    def test_each_upon_the_merge_of_those_before(self, repo: Repository, path: Path, heads: list[str]) -> None:
        onto, trees, (first, *others) = heads[0], [], heads
        for other in others:
            trees.append(merged(path, onto, other))
            onto = git("commit-tree", "-p", onto, "-p", other, "-m", "M", trees[-1], cwd=path).stdout.strip()
        assert merged_in_turn(repo, first, others) == trees
        assert git("show", f"{trees[-1]}:longer.txt", cwd=path).stdout.split()[0::21] == ["top", "bottom"]

    def test_they_leave_no_objects_behind(self, repo: Repository, path: Path, heads: list[str]) -> None:
        before = sorted((path / ".git" / "objects").rglob("*"))
        assert all(merged_in_turn(repo, heads[0], heads[1:]))
        assert sorted((path / ".git" / "objects").rglob("*")) == before

    def test_one_that_builds_on_another_goes_on_from_there(
        self, repo: Repository, path: Path, heads: list[str]
    ) -> None:
        """Both change the same line, which conflicts unless the first counts as merged."""
        start, top, *_ = heads
        git("switch", "--quiet", "--create", "further", top, cwd=path)
        text = (path / "long.txt").read_text(encoding="utf-8")
        further = commit(path, {"long.txt": f"further {text}"}, "further")
        assert merged_in_turn(repo, start, [top, further]) == [
            head(path, f"{each}^{{tree}}") for each in (top, further)
        ]

    @pytest.mark.parametrize("how", ["conflict", "unrelated"])
    def test_from_what_does_not_go_on_there_is_nothing(
        self, repo: Repository, path: Path, heads: list[str], how: str
    ) -> None:
        git("switch", "--quiet", "--create", "other", heads[0], cwd=path)
        bad = commit(path, {"long.txt": "all other\n"}, "conflict")
        if how == "unrelated":
            bad = git("commit-tree", "-m", "root", "main^{tree}", cwd=path).stdout.strip()
        first, *others = heads
        found = merged_in_turn(repo, first, [others[0], bad, others[1]])
        assert found == [merged(path, first, others[0]), "", ""]


def squashes(repo: Repository, heads: list[str], tip: str, *, everywhere: bool = False) -> dict[str, str]:
    return {each: found.oid for each, found in squashes_of(repo, heads, tip, everywhere=everywhere).items()}


class TestSquashes:
    @pytest.fixture
    def topic(self, path: Path) -> str:
        """Returns the head of feature/z, which forked from main; main is checked out."""
        commit(path, {"z.txt": "z\n"}, "Add z", branch="feature/z")
        made = commit(path, {"z2.txt": "z\n"}, "Add z2")
        git("switch", "--quiet", "main", cwd=path)
        return made

    def squash(self, path: Path, message: str) -> str:
        git("merge", "--quiet", "--squash", "feature/z", cwd=path)
        git("commit", "--quiet", "--message", message, cwd=path)
        return head(path)

    def test_recognised_by_content(self, repo: Repository, path: Path, topic: str) -> None:
        assert squashes(repo, [topic], head(path)) == {}
        made = self.squash(path, "squashed")
        commit(path, {"after.txt": "a\n"}, "after")
        assert squashes(repo, [topic, head(path, "feature/x")], head(path)) == {topic: made}

    def test_the_oldest_of_several(self, repo: Repository, path: Path, topic: str) -> None:
        made = self.squash(path, "squashed")
        git("revert", "--no-edit", "HEAD", cwd=path)
        self.squash(path, f"again\n\nRatified-Head: {topic}")
        assert squashes(repo, [topic], head(path)) == {topic: made}

    def test_not_what_says_that_it_squashes_another(self, repo: Repository, path: Path, topic: str) -> None:
        self.squash(path, f"squashed\n\nRatified-Head: {'a' * 40}")
        assert squashes(repo, [topic], head(path)) == {}

    def test_not_what_changes_nothing(self, repo: Repository, path: Path, topic: str) -> None:
        commit(path, {"z.txt": "z\n", "z2.txt": "z\n"}, "the same")
        git("commit", "--quiet", "--allow-empty", "--message", "nothing", cwd=path)
        assert list(squashes(repo, [topic], head(path)).values()) == [head(path, "main~1")]

    @pytest.mark.parametrize("names", [True, False])
    def test_what_changes_nothing_only_if_it_names_the_head(self, repo: Repository, path: Path, names: bool) -> None:
        void = git("commit-tree", "-p", "main~1", "-m", "void", "main~1^{tree}", cwd=path).stdout.strip()
        message = f"nothing\n\nRatified-Head: {void}" if names else "nothing"
        git("commit", "--quiet", "--allow-empty", "--message", message, cwd=path)
        assert squashes(repo, [void], head(path)) == ({void: head(path)} if names else {})

    def test_not_what_is_older_than_the_fork(self, repo: Repository, path: Path) -> None:
        """A branch that takes everything back to an older state has the tree of an older commit."""
        made = commit(path, {"y.txt": "two\n"}, "y two")
        commit(path, {"y.txt": "three\n"}, "y three")
        topic = commit(path, {"y.txt": "two\n"}, "y two again", branch="back")
        assert head(path, "back^{tree}") == head(path, f"{made}^{{tree}}")
        assert squashes(repo, [topic], head(path, "main")) == {}

    def test_beside_the_first_parents_where_that_is_asked_for(self, repo: Repository, path: Path, topic: str) -> None:
        made = self.squash(path, "squashed")
        git("switch", "--quiet", "--create", "side", "main~1", cwd=path)
        commit(path, {"side.txt": "s\n"}, "side")
        git("merge", "--quiet", "--no-edit", "main", cwd=path)
        assert squashes(repo, [topic], head(path, "side")) == {}
        assert squashes(repo, [topic], head(path, "side"), everywhere=True) == {topic: made}

    def test_unrelated_history_was_never_squashed(self, repo: Repository, path: Path) -> None:
        root = git("commit-tree", "-m", "root", "main^{tree}", cwd=path).stdout.strip()
        assert squashes(repo, [root], head(path)) == {}

    def test_what_is_not_here_cannot_be_decided(self, repo: Repository, path: Path) -> None:
        with pytest.raises(Undecided):
            squashes(repo, ["f" * 40], head(path))


class TestTags:
    def test_a_signed_tag(self, repo: Repository, path: Path, people: People) -> None:
        settings = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={people.bob.key_path}")
        git(*settings, "tag", "--sign", "--message", "one", "v1", "main", cwd=path)
        found = read_tag(repo, head(path, "refs/tags/v1"))
        assert found is not None
        assert (found.name, found.target, found.signer) == ("v1", head(path), people.bob.fingerprint)

    def test_an_unsigned_tag_and_a_commit(self, repo: Repository, path: Path) -> None:
        git("tag", "--annotate", "--message", "one", "v1", cwd=path)
        found = read_tag(repo, head(path, "refs/tags/v1"))
        assert found is not None
        assert found.signer == ""
        assert read_tag(repo, head(path)) is None
        assert read_tag(repo, "0" * 40) is None

    @pytest.mark.parametrize(
        "message",
        [
            "one\n\n-----BEGIN SSH SIGNATURE-----\nnot one\n",
            "-----BEGIN PGP SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n",
            "one -----BEGIN SSH SIGNATURE-----\n",
        ],
    )
    def test_a_message_that_holds_what_begins_a_signature(
        self, repo: Repository, path: Path, people: People, message: str
    ) -> None:
        """As for git itself, the last line that begins one counts."""
        settings = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={people.bob.key_path}")
        git(*settings, "tag", "--sign", "--file=-", "v1", "main", cwd=path, input=message)
        found = read_tag(repo, head(path, "refs/tags/v1"))
        assert found is not None
        assert found.signer == people.bob.fingerprint

    def test_what_follows_a_signature_takes_its_place(self, repo: Repository, path: Path, people: People) -> None:
        settings = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={people.bob.key_path}")
        git(*settings, "tag", "--sign", "--message", "one", "v1", "main", cwd=path)
        text = git("cat-file", "tag", "v1", cwd=path).stdout
        for more in ("-----BEGIN PGP SIGNATURE-----\n", "-----BEGIN SSH SIGNATURE-----\n"):
            made = git("mktag", cwd=path, input=text + more).stdout.strip()
            found = read_tag(repo, made)
            assert found is not None
            assert found.signer == ""

    def test_a_signature_for_another_purpose_counts_for_nothing(
        self, repo: Repository, path: Path, people: People, tmp_path: Path
    ) -> None:
        git("tag", "--annotate", "--message", "one", "v1", cwd=path)
        text = git("cat-file", "tag", "v1", cwd=path).stdout
        message = tmp_path / "message"
        message.write_text(text, encoding="utf-8")
        command = ("ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", people.bob.key_path, message)
        git("-c", "alias.sign=!" + " ".join(map(str, command)), "sign", cwd=path)
        signed = text + (tmp_path / "message.sig").read_text(encoding="utf-8")
        made = git("mktag", cwd=path, input=signed).stdout.strip()
        found = read_tag(repo, made)
        assert found is not None
        assert found.signer == ""
