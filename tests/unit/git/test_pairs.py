"""All pairs of many branches: compared with git, which is asked about each pair by itself."""

from __future__ import annotations

import itertools
import random
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pygit2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitgov.chamber.colliding import survey
from gitgov.chamber.sequencing import sequenced
from gitgov.core.errors import BadInput, Undecided
from gitgov.git import pairs as module
from gitgov.git.bases import all_bases, twosomes
from gitgov.git.borrowed import SETTINGS
from gitgov.git.collisions import Spot
from gitgov.git.disjoint import disjoint
from gitgov.git.paircache import FILE, PairCache
from gitgov.git.pairs import CLEAN, CONFLICT, MISSING, UNRELATED, Meeting, merge_all
from gitgov.git.repository import Repository, open_repository
from tests.kit.examples import HALF
from tests.kit.repo import git

Files = dict[str, str]
WHO = pygit2.Signature("Someone", "someone@example.org", 1_700_000_000, 0)
BEGIN: Files = {f"{folder}{name}": f"{folder}{name}\n" * 4 for folder in ("", "d/", "d/e/", "f/") for name in "xy"}


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    git("init", "--quiet", tmp_path / "repo", cwd=tmp_path)
    return open_repository(tmp_path / "repo")


def written(repo: Repository, files: Mapping[str, str], parents: Sequence[str] = ()) -> str:
    """Writes a commit of these files, without a work tree."""
    index = pygit2.Index()
    for path, text in sorted(files.items()):
        index.add(pygit2.IndexEntry(path, repo.git.create_blob(text.encode()), pygit2.enums.FileMode.BLOB))
    above: list[pygit2.Oid | str] = [*parents]
    return str(repo.git.create_commit(None, WHO, WHO, "x\n", index.write_tree(repo.git), above))


def change(files: Files, path: str) -> None:
    if path in files:
        files[path] = files[path].replace("\n", f" {len(files)}\n", 1)


def grow(files: Files, path: str) -> None:
    if path in files:
        files[path] += "more\n"


def drop(files: Files, path: str) -> None:
    files.pop(path, None)


def add(files: Files, path: str) -> None:
    files[f"{path.rpartition('/')[0]}/new".lstrip("/")] = f"new {path}\n"


def move(files: Files, path: str, folder: str) -> None:
    if path in files:
        files[folder + path.rpartition("/")[2]] = files.pop(path)


def move_all(files: Files, path: str, folder: str) -> None:
    above = path.rpartition("/")[0] + "/"
    for each in [each for each in files if above != "/" and each.startswith(above)]:
        files[folder + each.removeprefix(above)] = files.pop(each)


def become_a_folder(files: Files, path: str) -> None:
    if path in files:
        files[f"{path}/inside"] = files.pop(path)


PATHS = st.sampled_from(sorted(BEGIN))
FOLDERS = st.sampled_from(["", "d/", "d/e/", "f/", "g/"])
EDITS: st.SearchStrategy[Callable[[Files], None]] = st.one_of(
    st.builds(lambda edit, path: partial(edit, path=path), st.sampled_from([change, grow, drop, add, become_a_folder]), PATHS),
    st.builds(lambda edit, path, to: partial(edit, path=path, folder=to), st.sampled_from([move, move_all]), PATHS, FOLDERS),
)  # fmt: skip
COMMITS = st.tuples(st.lists(EDITS, min_size=1, max_size=3), st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9)))


def grown(repo: Repository, commits: Sequence[tuple[list[Callable[[Files], None]], int, int | None]]) -> list[str]:
    """Writes a history: each commit edits an earlier one, and some say that they merge another."""
    found = [(written(repo, BEGIN), BEGIN)]
    for edits, upon, other in commits:
        parent, before = found[upon % len(found)]
        files = dict(before)
        for edit in edits:
            edit(files)
        if any(one.startswith(f"{path}/") for path in files for one in files):
            continue
        merged = [] if other is None else [found[other % len(found)][0]]
        found.append((written(repo, files, [*dict.fromkeys([parent, *merged])]), files))
    return list(dict.fromkeys(oid for oid, _ in found))


def alone(repo: Repository, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Asks git about each pair, in the repository itself."""
    rows = "".join(f"{one} {other}\n" for one, other in pairs)
    said = git(
        *SETTINGS, "merge-tree", "--write-tree", "--no-messages", "--name-only", "--stdin", cwd=repo.cwd, input=rows
    )
    records = re.findall(r"([01])\0[0-9a-f]{40}\0((?:[^\0]+\0)*)\0", said.stdout)
    return {pair: CLEAN if clean == "1" else CONFLICT for pair, (clean, _) in zip(pairs, records, strict=True)}


@settings(HALF)
@given(st.lists(COMMITS, min_size=3, max_size=5), st.booleans())
def test_git_says_the_same_of_each_pair(
    tmp_path_factory: pytest.TempPathFactory,
    commits: list[tuple[list[Callable[[Files], None]], int, int | None]],
    star: bool,
) -> None:
    """A star, all from one commit, is where most pairs are told by their trees alone."""
    folder = tmp_path_factory.mktemp("pairs")
    git("init", "--quiet", folder, cwd=folder)
    repo = open_repository(folder)
    tips = grown(repo, [(edits, 0, None) if star else (edits, upon, other) for edits, upon, other in commits])
    bases = all_bases(repo, tips)
    assert {pair: set(found) for pair, found in bases.items()} == {
        pair: set(git("merge-base", "--all", *pair, cwd=folder, check=False).stdout.split()) for pair in twosomes(tips)
    }
    found = merge_all(repo, tips, {})
    told = {pair: met.verdict for pair, met in found.items()}
    assert told == alone(repo, twosomes(tips))
    assert found == module._merge(repo, twosomes(tips)), "file by file they collide where they do as a whole"
    assert disjoint(repo, bases).apart <= {pair for pair, verdict in told.items() if verdict == CLEAN}


def test_files_that_both_have_edited_are_merged_side_by_side(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [edited({place: f"{place}\n", 40: f"{place}\n"}) for place in (1, 20, 41)]
    base = written(repo, {"x": edited({}), "y": edited({})})
    tips = [written(repo, {"x": text, "y": edited({40: "same\n"})}, [base]) for text in texts]
    tips.append(written(repo, {"x": edited({10: "10\n"}), "y": edited({})}, [base]))
    whole = module._merge(repo, twosomes(tips))
    assert sum(met.verdict == CONFLICT for met in whole.values()) == 3
    assert sorted(disjoint(repo, all_bases(repo, tips)).edited) == twosomes(tips)
    monkeypatch.setattr(module, "_merge", lambda _repo, pairs: dict.fromkeys(pairs))
    assert merge_all(repo, tips, {}) == whole


@settings(max_examples=6)
@given(st.lists(COMMITS, min_size=3, max_size=5), st.randoms())
def test_what_can_land_now_has_been_merged_one_upon_another(
    tmp_path_factory: pytest.TempPathFactory,
    commits: list[tuple[list[Callable[[Files], None]], int, int | None]],
    dice: random.Random,
) -> None:
    folder = tmp_path_factory.mktemp("sequence")
    git("init", "--quiet", folder, cwd=folder)
    tips = grown(open_repository(folder), [(edits, 0, None) for edits, _, _ in commits])
    git("update-ref", "refs/heads/main", tips[0], cwd=folder)
    result = sequenced(survey(folder, tips[1:], ""))
    onto = tips[0]
    for name in result.order.now:
        tree = git(*SETTINGS, "merge-tree", "--write-tree", onto, name, cwd=folder).stdout.split()[0]
        onto = git("commit-tree", tree, "-p", onto, "-p", name, "-m", "x", cwd=folder).stdout.strip()
    assert bool(result.tree) == bool(result.order.now)
    assert not result.tree or git("rev-parse", f"{onto}^{{tree}}", cwd=folder).stdout.strip() == result.tree
    shuffled = [*tips[1:]]
    dice.shuffle(shuffled)
    assert sequenced(survey(folder, shuffled, "")) == result


def test_most_pairs_of_a_star_are_told_by_their_trees(repo: Repository) -> None:
    base = written(repo, BEGIN)
    tips = [written(repo, BEGIN | {path: "other\n"}, [base]) for path in BEGIN]
    assert disjoint(repo, all_bases(repo, tips)).apart == set(twosomes(tips))


def test_a_folder_that_is_renamed_meets_what_is_added_to_it(repo: Repository) -> None:
    """No path is touched twice; git moves the new file along, and calls that a conflict."""
    base = written(repo, BEGIN)
    moved = {path.replace("d/", "g/", 1): text for path, text in BEGIN.items()}
    tips = [
        written(repo, files, [base])
        for files in (moved, BEGIN | {"d/new": "new\n"}, BEGIN | {"f/new": "new\n"}, BEGIN | {"h/new": "new\n"})
    ]
    told = {pair: met.verdict for pair, met in merge_all(repo, tips, {}).items()}
    assert told == alone(repo, twosomes(tips))
    assert [set(pair) for pair, verdict in told.items() if verdict == CONFLICT] == [set(tips[:2])]
    assert len(disjoint(repo, all_bases(repo, tips)).apart) == 5


def test_a_pair_may_have_a_base_of_its_own_beside_what_all_share(repo: Repository) -> None:
    """Two branches merged each of two roots; one root is in a third branch, too, and so is what git finds for all."""
    roots = [written(repo, {name: f"{name}\n"}) for name in "ab"]
    tips = [written(repo, {"a": "a\n", "b": "b\n", name: f"{name}\n"}, roots) for name in "xy"]
    tips += [written(repo, {"a": "more\n"}, [root]) for root in roots]
    for some in (tips[:3], [*tips[:2], tips[3]], tips):
        assert {pair: set(found) for pair, found in all_bases(repo, some).items()} == {
            pair: set(git("merge-base", "--all", *pair, cwd=repo.cwd, check=False).stdout.split())
            for pair in twosomes(some)
        }


LINES = [f"line {number}\n" for number in range(1, 61)]


def edited(edits: Mapping[int, str]) -> str:
    """Returns sixty lines with some of them replaced, by their numbers."""
    return "".join(edits.get(number, line) for number, line in enumerate(LINES, start=1))


def collided(repo: Repository, one: Files, other: Files, base: Files) -> tuple[Spot, ...]:
    """Returns the spots of two commits upon one; the first is `one`, whichever has the lesser id."""
    root = written(repo, base)
    tips = [written(repo, files, [root]) for files in (one, other)]
    met = merge_all(repo, tips, {})[min(tips), max(tips)]
    swapped = tips[0] > tips[1]
    return tuple(each._replace(one=each.other, other=each.one) if swapped else each for each in met.spots)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_those_of_each_side_of_its_own_file(repo: Repository, ending: str) -> None:
    """One has two more lines above; what the other changed cleanly above and below moves nothing of its own."""
    one = edited({1: "line 1\nmore\nmore\n", **dict.fromkeys(range(40, 53), "one\n")})
    other = edited({5: "", 58: "clean\n", **dict.fromkeys(range(45, 56), "other\n")})
    files = [{"x": text.replace("\n", ending)} for text in (one, other, edited({}))]
    assert collided(repo, files[0], files[1], files[2]) == (Spot("x", "changed in both", ((42, 57),), ((39, 54),)),)


def test_several_places_in_a_file_and_neighbouring_lines(repo: Repository) -> None:
    one, other = edited({3: "one\n", 20: "one\n", 40: "one\n"}), edited({4: "other\n", 22: "other\n", 40: "other\n"})
    spots = collided(repo, {"x": one}, {"x": other}, {"x": edited({})})
    assert spots == (Spot("x", "changed in both", ((3, 4), (40, 40)), ((3, 4), (40, 40))),), (
        "one line between is enough"
    )


def test_the_last_line_may_lack_its_end(repo: Repository) -> None:
    spots = collided(repo, {"x": "a\nb"}, {"x": "a\nc"}, {"x": "a\n"})
    assert spots == (Spot("x", "changed in both", ((2, 2),), ((2, 2),)),)


def test_what_has_no_lines_is_said_in_words(repo: Repository) -> None:
    base = {"gone": "1\n", "image": "\0" * 9, "kept": "k\n"}
    one = {"image": "\0a", "new": "a\n", "kept": "k\n"}
    other = {"gone": "2\n", "image": "\0b", "new": "b\n", "kept": "k\n"}
    assert collided(repo, one, other, base) == (
        Spot("gone", "gone in one"),
        Spot("image", "changed in both"),
        Spot("new", "made in both", ((1, 1),), ((1, 1),)),
    )


def test_histories_that_share_nothing_are_no_conflict(repo: Repository) -> None:
    base = written(repo, BEGIN)
    tips = [written(repo, BEGIN | {"x": text}, [base]) for text in ("one\n", "other\n")]
    strange = written(repo, {"x": "strange\n"})
    verdicts = {pair: met.verdict for pair, met in merge_all(repo, [*tips, strange], {}).items()}
    assert verdicts[min(tips), max(tips)] == CONFLICT
    assert sorted(verdicts.values()) == [CONFLICT, UNRELATED, UNRELATED]


@pytest.mark.parametrize("what", ["d/x", "d", ""])
def test_what_is_not_here_is_no_conflict(repo: Repository, what: str) -> None:
    """A file that branches changed, or its folder, is missing in one: the pairs that need it are told, the others merged."""
    base = written(repo, BEGIN)
    tips = [written(repo, BEGIN | {"d/x": f"{text}\n", text: text}, [base]) for text in ("one", "two", "three")]
    tree = repo.git[tips[0]].peel(pygit2.Commit).tree
    lost = tree[what].id if what else tree.id
    path = repo.common / "objects" / str(lost)[:2] / str(lost)[2:]
    path.unlink()
    met = merge_all(open_repository(repo.cwd), tips, {})
    assert {pair: each.verdict for pair, each in met.items()} == {
        pair: MISSING if tips[0] in pair else CONFLICT for pair in twosomes(tips)
    }
    assert {each.missing for each in met.values()} == {"", str(lost)}


def test_history_that_is_not_here_decides_nothing(repo: Repository) -> None:
    base = written(repo, BEGIN)
    tips = [written(repo, BEGIN | {"x": text}, [base]) for text in ("one\n", "other\n")]
    (repo.common / "objects" / base[:2] / base[2:]).unlink()
    with pytest.raises(Undecided, match=base):
        merge_all(open_repository(repo.cwd), tips, {})


def test_nothing_is_left_in_the_repository(repo: Repository) -> None:
    base = written(repo, BEGIN)
    tips = [written(repo, BEGIN | {"x": text}, [base]) for text in ("one\n", "other\n")]
    before = sorted(repo.common.rglob("*"))
    merge_all(repo, tips, {})
    assert sorted(repo.common.rglob("*")) == before


def test_an_old_git_is_named(repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As 2.38, which has merge-tree --write-tree and no --stdin."""
    base = written(repo, BEGIN)
    tips = [written(repo, BEGIN | {"x": text}, [base]) for text in ("one\n", "other\n")]
    real = git("--exec-path", cwd=tmp_path).stdout.strip()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").write_text(
        f'#!/bin/sh\ncase " $* " in *" merge-tree "*) echo "error: unknown option \\`stdin\'" >&2; exit 129;; esac\nexec {real}/git "$@"\n'
    )
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    with pytest.raises(BadInput, match="cannot merge many pairs at once") as raised:
        merge_all(repo, tips, {})
    assert raised.value.remedy == "git 2.39 or newer"


class TestCache:
    """What was merged is remembered, and nothing that makes no sense is believed."""

    @pytest.fixture
    def tips(self, repo: Repository) -> list[str]:
        base = written(repo, BEGIN)
        return [written(repo, BEGIN | {path: f"{text}\n"}, [base]) for text, path in itertools.product("ab", "xy")]

    def test_only_pairs_with_a_tip_that_moved_are_merged_again(
        self, repo: Repository, tips: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cache = PairCache(repo)
        first = merge_all(repo, tips, {})
        cache.write(first)
        assert cache.read(tips) == first
        moved = written(repo, BEGIN | {"x": "moved\n"}, [tips[0]])
        now = [moved, *tips[1:]]
        known = PairCache(repo).read(now)
        assert known.keys() == set(twosomes(tips[1:]))
        asked: list[tuple[str, str]] = []
        real = module._merge

        def merge(repo: Repository, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Meeting]:
            asked.extend(pairs)
            return real(repo, pairs)

        monkeypatch.setattr(module, "_merge", merge)
        met = merge_all(repo, now, known)
        assert {tip for pair in asked for tip in pair} >= {moved}
        assert all(moved in pair for pair in asked)
        assert met == merge_all(repo, now, {})

    def test_it_may_be_deleted_damaged_or_read_only(self, repo: Repository, tips: list[str]) -> None:
        met = merge_all(repo, tips, {})
        cache = PairCache(repo)
        cache.write(met)
        (repo.state / FILE).unlink()
        assert cache.read(tips) == {}
        (repo.state / FILE).write_bytes(b"no sqlite" * 200)
        assert cache.read(tips) == {}
        cache.write(met)
        assert cache.read(tips) == met

    @pytest.mark.parametrize(
        "spots",
        ["", "nonsense", "7", "[7]", '[["x", "changed in both", [], []], 7]', '[["x", "whatever", [], []]]', '[["x", "moved", [[1]], []]]', None, b"\xff"],
    )  # fmt: skip
    def test_a_row_that_makes_no_sense_is_none(self, repo: Repository, tips: list[str], spots: object) -> None:
        cache = PairCache(repo)
        cache.write(merge_all(repo, tips, {}))
        with closing(sqlite3.connect(repo.state / FILE)) as base, base:
            base.execute("CREATE TABLE new AS SELECT * FROM pairs")
            base.execute("DROP TABLE pairs")
            base.execute("ALTER TABLE new RENAME TO pairs")
            base.execute("UPDATE pairs SET spots = ?", (spots,))
        assert cache.read(tips) == {}

    def test_another_version_of_git_begins_anew(
        self, repo: Repository, tips: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        PairCache(repo).write(merge_all(repo, tips, {}))
        monkeypatch.setattr("gitgov.git.paircache.run", lambda *words: b"git version 9.9\n")
        assert PairCache(repo).read(tips) == {}

    def test_what_was_not_here_is_not_remembered(self, repo: Repository, tips: list[str]) -> None:
        pair = (min(tips), max(tips))
        PairCache(repo).write({pair: Meeting(MISSING, missing=tips[0])})
        assert PairCache(repo).read(tips) == {}
