"""Git's own operations under governance, on real repositories: bisections and bundles, in clones of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.bisecting import bisect
from gitgov.chamber.bundling import bundle, examine
from gitgov.chamber.mirroring import plan_of
from gitgov.chamber.open import open_chamber
from gitgov.chamber.verify import verify
from gitgov.core.errors import BadInput, Refused, Undecided
from gitgov.git.mirrors import every_ref_at
from tests.kit.field import Clone, Field
from tests.kit.repo import clone as cloned
from tests.kit.repo import git

GUILTY = 41


def linear(clone: Clone, count: int) -> list[str]:
    """Writes a line of commits from main on, in one go, the last of them on the branch `line`; returns them, oldest first."""
    stream = "".join(
        f"commit refs/heads/line\nmark :{n}\ncommitter a <a@example.com> {1_700_000_000 + n} +0000\ndata 1\nx\n"
        + (f"from {clone.head('main')}\n" if n == 1 else "")
        + f"M 100644 inline n\ndata <<END\n{n}\nEND\n\n"
        for n in range(1, count + 1)
    )
    clone.git("fast-import", "--quiet", stdin=stream)
    return clone.git("rev-list", "--reverse", "main..line").stdout.split()


def test_a_bisection_finds_what_git_finds_in_no_more_runs_and_leaves_one_of_the_user_s_alone(fresh: Field) -> None:
    """Sixty-four commits: six questions, and the first run, which asks whether what is said to be bad is bad."""
    bob = fresh.bob
    line = linear(bob, 64)
    (bob.path / "f").write_text("mine", encoding="utf-8")
    bob.git("bisect", "start", "line", "main")
    bob.git("checkout", "--quiet", "main")
    test = ("sh", "-c", f'test "$(cat n 2>/dev/null || echo 0)" -lt {GUILTY}')
    kept = [bob.path / ".git" / name for name in ("BISECT_LOG", "HEAD", "index")]
    before = [each.read_bytes() for each in kept], bob.git("for-each-ref", "refs/heads", "refs/bisect").stdout
    found = bisect(bob.chamber(), find_actor(bob.chamber()), "main", "line", test)
    assert ([each.read_bytes() for each in kept], bob.git("for-each-ref", "refs/heads", "refs/bisect").stdout) == before
    assert bob.git("worktree", "list").stdout.count("\n") == 1
    assert found.body.culprit == line[GUILTY - 1]
    assert found.body.runs <= 7
    assert verify(bob.chamber()).problems == []

    bob.git("bisect", "reset")
    bob.git("bisect", "start", "line", "main")
    assert f"{line[GUILTY - 1]} is the first bad commit" in bob.git("bisect", "run", *test).stdout
    replayed = bob.path / "log"
    replayed.write_text(found.body.log, encoding="utf-8")
    assert f"{line[GUILTY - 1]} is the first bad commit" in bob.git("bisect", "replay", "log").stdout


@pytest.mark.parametrize(
    ("command", "error", "said"),
    [
        ("true", BadInput, "does not fail"),
        ("exit 125", Undecided, "cannot tell"),
        ("exit 200", Undecided, "ended with 200"),
        ('test "$(cat n)" = 5 && exit 1; exit 125', Undecided, "only commits are left"),
    ],
)
def test_a_bisection_that_finds_nothing_records_nothing(
    fresh: Field, command: str, error: type[Exception], said: str
) -> None:
    bob = fresh.bob
    linear(bob, 5)
    with pytest.raises(error, match=said):
        bisect(bob.chamber(), find_actor(bob.chamber()), "main", "line", ("sh", "-c", command))
    assert not bob.chamber().store.tip("sprints")
    assert bob.git("worktree", "list").stdout.count("\n") == 1


def test_a_command_that_cannot_be_recorded_is_refused_before_it_is_run(
    fresh: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gitgov.chamber.bisecting.search", None)
    chamber = fresh.bob.chamber()
    linear(fresh.bob, 1)
    for word, said in (("x" * 4_096, "at most 4096 characters"), ("\udcff", "unicode")):
        with pytest.raises(BadInput, match=said):
            bisect(chamber, find_actor(chamber), "main", "line", ("sh", "-c", f": {word}"))


def test_a_bundle_is_good_or_is_none(here: Field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, place = here.alice, tmp_path / "all.bundle"
    monkeypatch.setenv("GIT_DIR", str(alice.path / ".git"))  # as an alias of git's may set it
    done = bundle(open_chamber(Path("/")), place)
    assert {"refs/heads/main", "refs/heads/feature/x", "refs/notes/gov/votes", "refs/gov/kept/heads"} <= {*done.refs}
    assert examine(place, alice.chamber().now, alice.chamber().chain.repo).found.motions == 1
    monkeypatch.delenv("GIT_DIR")
    (tmp_path / "evil.bundle.new").write_text("somebody's", encoding="utf-8")
    evil = alice.git("commit-tree", "-p", "main", "-m", "evil", "main^{tree}").stdout.strip()
    alice.git("update-ref", "refs/remotes/origin/main", evil)
    with pytest.raises(Refused) as refused:
        bundle(alice.chamber(), tmp_path / "evil.bundle", ["main"])
    assert refused.value.objections[0].code == "GOV-670"
    with pytest.raises(BadInput, match="is not the name of a file"):
        bundle(alice.chamber(), tmp_path, ["main"])
    assert {each.name for each in tmp_path.glob("*.bundle*")} == {"all.bundle", "evil.bundle.new"}
    assert not list(tmp_path.glob(".gitgov-*"))


@pytest.mark.parametrize(("how", "said"), [("--filter=blob:none", "partial"), ("--depth=1", "shallow")])
def test_a_clone_that_lacks_something_says_so(here: Field, tmp_path: Path, how: str, said: str) -> None:
    linear(here.alice, 3)
    here.alice.push("line", check=True)
    git("config", "uploadpack.allowFilter", "true", cwd=here.server)
    git(
        "clone",
        "--quiet",
        "--no-checkout",
        "--no-single-branch",
        how,
        f"file://{here.server}",
        tmp_path / "part",
        cwd=tmp_path,
    )
    part = Clone(here.people.bob, tmp_path / "part", here.transport)
    part.sync()
    with pytest.raises(Undecided, match=said):
        bundle(part.chamber(), tmp_path / "part.bundle")
    assert not list(tmp_path.glob("*.bundle*"))
    for words in ("reflog expire --expire=now --all", "gc --quiet --prune=now", "prune --expire=now"):
        git(*words.split(), cwd=part.path)
    assert len([*part.chamber().store.subjects("decisions")]) == 1


def decided(field: Field, sentence: str) -> str:
    """Has the body adopt a process decision; returns the motion."""
    return field.decide("adopt", "process", "-m", sentence)


def test_a_mirror_takes_nothing_away_unless_exactly_that_was_decided(here: Field, tmp_path: Path) -> None:
    """The other side has a branch of its own, and one that was rewritten here."""
    alice, there = here.alice, tmp_path / "production.git"
    git("init", "--quiet", "--bare", there, cwd=tmp_path)
    alice.git("remote", "add", "production", there)
    alice.git("push", "--quiet", "production", "feature/x:refs/heads/hotfix", "feature/x:refs/heads/other")
    alice.git("branch", "other", "main")
    alice.gov("hooks", "install")
    lost = alice.git("push", "--mirror", "production", check=False)
    assert lost.returncode != 0
    assert "GOV-185" in lost.stderr
    lost = alice.push("refs/remotes/origin/main:refs/remotes/origin/main")  # past the hook, to a server that judges
    assert (lost.returncode, "GOV-185" in lost.stderr) == (1, True)
    shown = alice.gov("mirror", "production", check=False)
    assert (shown.returncode, "GOV-183" in shown.stderr) == (1, True)
    before = every_ref_at(open_chamber(alice.path).repo, str(there))
    assert before.keys() == {"refs/heads/hotfix", "refs/heads/other"}

    other = alice.gov("mirror", "production", "--motion", decided(here, "mirror to nowhere"), check=False)
    assert "GOV-184" in other.stderr
    alice.gov("mirror", "production", "--motion", decided(here, f"We keep a copy.\nmirror to {there}"))
    now = every_ref_at(open_chamber(alice.path).repo, str(there))
    assert before.items() <= now.items()
    assert {"refs/heads/main", "refs/notes/gov/votes", "refs/notes/gov/charter"} <= now.keys()
    assert not any(ref.startswith(("refs/remotes/", "refs/gov/")) for ref in now)

    exactly = plan_of(alice.chamber(), "production").sentence
    motion = decided(here, exactly)
    git("update-ref", "refs/heads/late", now["refs/heads/main"], cwd=there)  # nobody had seen that
    alice.gov("mirror", "production", "--motion", motion)
    assert before.items() <= every_ref_at(open_chamber(alice.path).repo, str(there)).items()
    git("update-ref", "-d", "refs/heads/late", cwd=there)
    alice.gov("mirror", "production", "--motion", motion)
    after = every_ref_at(open_chamber(alice.path).repo, str(there))
    assert "refs/heads/hotfix" not in after
    assert after["refs/heads/other"] == alice.head("main")


def test_votes_motions_hooks_and_the_gate_work_in_a_sparse_submodule(here: Field, tmp_path: Path) -> None:
    """Nothing is read from the work tree: neither what is sparse nor where the repository really lies matters."""
    top = tmp_path / "super"
    git("init", "--quiet", top, cwd=tmp_path)
    cloned(here.transport.url(here.server, here.people.bob), top / "lib", here.people.bob)
    git("submodule", "--quiet", "add", here.transport.url(here.server, here.people.bob), "./lib", cwd=top)
    git("submodule", "--quiet", "absorbgitdirs", cwd=top)
    assert (top / "lib" / ".git").is_file()
    lib = Clone(here.people.bob, top / "lib", here.transport)
    lib.git("sparse-checkout", "set", "--cone", "docs")
    lib.gov("hooks", "install")
    lib.sync()
    lib.commit({"docs/a.md": "a\n"}, branch="other")
    name = lib.motion("merge", "other").stdout.split()[0]
    assert f"bob votes aye on {name}" in lib.vote("aye", name).stdout
    evil = lib.git("commit-tree", "-p", "main", "-m", "evil", "main^{tree}").stdout.strip()
    assert "the server would refuse" in lib.git("push", "origin", f"{evil}:main", check=False).stderr
    lib.git("switch", "--quiet", "main")
    lib.gov("enact", "feature/x", "--push", "origin")
    assert here.at("main") == lib.head("main")
    assert lib.git("status", "--porcelain").stdout == ""
    assert lib.git("sparse-checkout", "list").stdout.split() == ["docs"]
    assert bundle(lib.chamber(), tmp_path / "lib.bundle", ["main"]).found.problems == []
