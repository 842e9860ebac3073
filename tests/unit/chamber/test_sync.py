"""Moving between clones: nothing is forced, nothing is lost, and what is wrong with the other side is named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gitgov.chamber import clock, sync
from gitgov.core.errors import BadInput, GitgovError
from gitgov.git import transfer
from gitgov.git.repository import open_repository
from gitgov.ledger.event import Body
from tests.kit.field import Clone, Field, Fields
from tests.kit.forge import Pen, add, id_of, lines, rewrite, without
from tests.kit.people import People
from tests.kit.repo import git, sample, server
from tests.kit.servers import File

VOTES = "refs/notes/gov/votes"


class Riddle(Body):
    """A kind that nobody knows."""

    text: str = "?"


@pytest.fixture
def voting(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body with an open motion and carol's nay, known to all."""
    return fields.grown(tmp_path / "field", File(), one_nay)


def one_nay(field: Field) -> None:
    field.alice.motion("merge", "feature/x")
    field.alice.vote("nay", "--key", field.people.carol.key_path)
    for each in (field.alice, field.bob, field.carol):
        each.sync()


def on_server(field: Field, *args: str) -> str:
    return git(*args, cwd=field.server).stdout.strip()


def complains(clone: Clone, code: str) -> str:
    """Syncs, and returns what was said; the sync says this code and ends with 1."""
    done = clone.gov("sync", check=False)
    assert done.returncode == 1, done
    assert code in done.stdout, done
    return done.stdout


class TestExchange:
    def test_lines_go_out_and_come_in(self, voting: Field) -> None:
        voting.bob.vote("aye")
        assert "sent 1, received 0" in voting.bob.gov("sync").stdout
        assert "sent 0, received 1" in voting.carol.gov("sync").stdout
        assert "1 aye, 1 nay" in voting.carol.vote("status").stdout
        assert voting.bob.head(VOTES) == voting.carol.head(VOTES) == voting.at(VOTES)

    def test_again_is_nothing_to_do(self, voting: Field) -> None:
        voting.bob.vote("aye")
        voting.bob.sync()
        before = voting.bob.head(VOTES)
        assert "sent 0, received 0" in voting.bob.gov("sync").stdout
        assert voting.bob.head(VOTES) == before

    def test_both_sides_have_news(self, voting: Field) -> None:
        voting.bob.vote("aye")
        voting.bob.sync()
        voting.alice.vote("abstain")
        assert "sent 1, received 1" in voting.alice.gov("sync").stdout
        assert len(lines(voting.alice.path, "votes")) == 3

    def test_json(self, voting: Field) -> None:
        voting.bob.vote("aye")
        done = voting.bob.gov("sync", "--json")
        assert '"sent": 1' in done.stdout
        assert '"faults": []' in done.stdout

    def test_a_fresh_clone_pins_the_genesis_it_meets(self, voting: Field) -> None:
        dave = voting.clone("dave")
        genesis = voting.alice.chamber().chain.repo
        assert f"pinned genesis {genesis}" in dave.gov("sync").stdout
        assert dave.git("config", "gov.genesis").stdout.strip() == genesis
        assert "pinned" not in dave.gov("sync").stdout
        assert dave.gov("verify").returncode == 0

    def test_before_anybody_founded_anything(self, tmp_path: Path, people: People) -> None:
        bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
        field = Field(tmp_path, people, File())
        assert field.server == bare
        assert "has no ledger yet" in field.alice.gov("sync").stdout

    def test_over_a_second_remote(self, voting: Field) -> None:
        git("clone", "--quiet", "--bare", voting.server, voting.root / "other.git", cwd=voting.root)
        voting.alice.git("remote", "add", "other", str(voting.root / "other.git"))
        voting.alice.gov("sync", "other")
        other = voting.root / "other.git"
        assert set(lines(other, "votes")) == set(lines(voting.server, "votes"))
        assert git("for-each-ref", "refs/gov", cwd=other).stdout == ""


class TestWhichRemote:
    @pytest.mark.parametrize("url", ["/nowhere.git", "ssh://127.0.0.1:1/x"])
    def test_one_that_cannot_be_reached_is_named_with_what_helps(self, voting: Field, url: str) -> None:
        voting.bob.git("remote", "add", "backup", url)
        done = voting.bob.gov("sync", "backup", check=False)
        assert done.returncode == 3
        assert "blocked: backup: git " in done.stderr
        assert "next: git ls-remote backup" in done.stderr

    def test_without_origin_it_says_which_one_it_took(self, voting: Field) -> None:
        voting.bob.git("remote", "rename", "origin", "work")
        voting.bob.git("remote", "add", "zoo", "/nowhere.git")
        said = voting.bob.gov("sync").stdout
        assert "work: sent" in said
        assert "no remote is called origin, so work is meant; git gov sync REMOTE names another" in said
        assert "is meant" not in voting.bob.gov("sync", "work").stdout


class TestRetry:
    """A sync may be killed anywhere, and the next one finishes its work."""

    @pytest.mark.parametrize("hooks", [True, False])
    @pytest.mark.parametrize("step", ["submit", "fetch"])
    def test_after_the_submission_was_pushed(
        self, voting: Field, hooks: bool, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if not hooks:
            for hook in (voting.server / "hooks").iterdir():
                hook.unlink()
        voting.bob.vote("aye")
        true = getattr(transfer, step)

        def dies(*args: object) -> object:
            if step == "submit":
                true(*args)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(transfer, step, dies)
            killed(voting.bob)
        sync.sync(open_repository(voting.bob.path), lambda: clock.now() + 5)
        assert len(lines(voting.server, "votes")) == 2
        assert voting.refs("refs/gov") == []

    def test_an_unfolded_submission_on_a_server_with_hooks(
        self, voting: Field, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its folder was killed, and so was the sender; the sender's next sync sees to it."""
        hook = voting.server / "hooks" / "post-receive"
        text = hook.read_text(encoding="utf-8")
        hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        voting.bob.vote("aye")
        with monkeypatch.context() as patch:
            patch.setattr(transfer, "fetch", _dies)
            killed(voting.bob)
        hook.write_text(text, encoding="utf-8")
        assert len(voting.refs("refs/gov/inbox")) == 1
        sync.sync(open_repository(voting.bob.path), lambda: clock.now() + 5)
        assert len(lines(voting.server, "votes")) == 2
        assert voting.refs("refs/gov/inbox") == []

    def test_when_the_server_cannot_be_reached_nothing_is_lost(self, voting: Field) -> None:
        voting.bob.vote("aye")
        aside = voting.server.rename(voting.root / "aside.git")
        done = voting.bob.gov("sync", check=False)
        assert done.returncode == 3
        assert "Traceback" not in done.stderr
        assert "git push failed" in done.stderr
        aside.rename(voting.server)
        assert "sent 1" in voting.bob.gov("sync").stdout


def _dies(*_args: object) -> None:
    raise KeyboardInterrupt


def killed(clone: Clone) -> None:
    """Syncs, and is killed on the way."""
    with pytest.raises(KeyboardInterrupt):
        sync.sync(open_repository(clone.path), clock.now)


class TestTheOtherSideShrank:
    def test_rewound(self, voting: Field) -> None:
        voting.bob.vote("aye")
        voting.bob.sync()
        on_server(voting, "update-ref", VOTES, f"{VOTES}~1")
        said = complains(voting.bob, "GOV-213")
        assert "origin rewound or replaced the history of votes" in said
        assert len(lines(voting.bob.path, "votes")) == 2
        assert len(lines(voting.server, "votes")) == 2, "what it lost has been sent again"
        voting.bob.sync()

    def test_a_line_dropped_by_a_fast_forward(self, voting: Field) -> None:
        nay = id_of(lines(voting.server, "votes")[0])
        rewrite(voting.server, "votes", lambda content: without(content, b'"nay"') or b"\n")
        done = voting.bob.gov("sync", "--json", check=False)
        assert done.returncode == 1
        assert "GOV-214" in done.stdout
        assert nay in done.stdout
        assert len(lines(voting.bob.path, "votes")) == 1
        assert nay in {id_of(line) for line in lines(voting.server, "votes")}, "what it lost has been sent again"
        voting.bob.sync()

    def test_a_room_deleted(self, voting: Field) -> None:
        on_server(voting, "update-ref", "-d", VOTES)
        said = complains(voting.bob, "GOV-2")
        assert "votes" in said
        assert len(lines(voting.bob.path, "votes")) == 1

    def test_replaced_by_an_unrelated_history(self, voting: Field) -> None:
        tree = on_server(voting, "rev-parse", f"{VOTES}^{{tree}}")
        root = on_server(voting, "commit-tree", "-m", "root", tree)
        on_server(voting, "update-ref", VOTES, root)
        complains(voting.bob, "GOV-213")

    def test_the_others_rooms_still_come_in(self, voting: Field) -> None:
        on_server(voting, "update-ref", VOTES, on_server(voting, "commit-tree", "-m", "x", f"{VOTES}^{{tree}}"))
        voting.alice.motion("speak", "--for", "-m", "hear me")
        voting.alice.gov("sync", check=False)
        complains(voting.bob, "GOV-213")
        assert len(lines(voting.bob.path, "debate")) == 1


class TestForeignLines:
    def test_a_forged_line_on_the_server_is_named_and_not_taken_in(self, voting: Field) -> None:
        pen = Pen(voting.alice.chamber(), "feature/x")
        good, forged = pen.ballot(voting.people.bob), pen.ballot(voting.people.eve, name="alice")
        add(voting.server, "votes", voting.alice.head("feature/x"), good, forged)
        complains(voting.carol, "GOV-203")
        assert set(lines(voting.carol.path, "votes")) == {*lines(voting.alice.path, "votes"), good}

    def test_a_line_of_a_kind_from_the_future_is_kept_as_it_is(self, voting: Field) -> None:
        riddle = Pen(voting.alice.chamber(), "feature/x").line(voting.people.bob, "riddle.told", Riddle())
        add(voting.server, "debate", voting.alice.head("feature/x"), riddle)
        voting.carol.sync()
        assert riddle in lines(voting.carol.path, "debate")
        done = voting.carol.gov("verify")
        assert "does not know: kept, without effect" in done.stdout

    def test_junk_in_a_note_of_this_clone_stops_nothing(self, voting: Field) -> None:
        head = voting.bob.head("origin/feature/x")
        voting.bob.git("notes", "--ref", VOTES, "append", "--message", "I like this one", head)
        voting.bob.vote("aye")
        done = voting.bob.gov("sync", check=False)
        assert "defect" not in done.stderr
        assert len(lines(voting.server, "votes")) == 2

    def test_another_genesis_is_an_error(self, voting: Field, tmp_path: Path) -> None:
        other = Field(tmp_path / "other", voting.people, voting.transport)
        server(sample(tmp_path / "other" / "sample"), other.server)
        other.bob.gov("init", f"--member=bob={voting.people.bob.pub_path}")
        other.bob.sync()
        before = {ref: voting.alice.head(ref) for ref in (VOTES, "refs/notes/gov/charter")}
        voting.alice.git("remote", "set-url", "origin", str(other.server))
        done = voting.alice.gov("sync", check=False)
        assert done.returncode in {1, 3}
        assert "Traceback" not in done.stderr
        assert {ref: voting.alice.head(ref) for ref in before} == before
        assert voting.alice.chamber().chain.repo == voting.bob.chamber().chain.repo


class TestClones:
    def test_a_mirror_is_refused(self, voting: Field) -> None:
        git("clone", "--quiet", "--mirror", voting.server, voting.root / "mirror", cwd=voting.root)
        with pytest.raises(BadInput, match="is mirrored here"):
            sync.sync(open_repository(voting.root / "mirror"), clock.now)

    def test_nor_is_anything_recorded_in_one(self, voting: Field) -> None:
        """The next fetch would overwrite it, and nobody would ever have seen it."""
        git("clone", "--quiet", "--mirror", voting.server, voting.root / "mirror", cwd=voting.root)
        mirror = Clone(voting.people.bob, voting.root / "mirror", voting.transport)
        before = mirror.git("for-each-ref").stdout
        key = voting.people.bob.key_path
        for done in (
            mirror.vote("aye", "--key", key, check=False),
            mirror.motion("adopt", "process", "-m", "x", "--key", key, check=False),
        ):
            assert done.returncode == 2
            assert "origin is mirrored here" in done.stderr
        assert mirror.git("for-each-ref").stdout == before

    @pytest.mark.parametrize(
        "specs",
        [
            ["+refs/*:refs/*"],
            ["+refs/*:refs/*", "+refs/heads/*:refs/remotes/origin/*"],
            ["+refs/heads/*:refs/remotes/origin/*", "+refs/*:refs/*"],
            ["+refs/notes/*:refs/notes/*"],
        ],
    )
    def test_so_is_a_clone_whose_fetches_overwrite_the_rooms(self, voting: Field, specs: list[str]) -> None:
        voting.bob.vote("aye")
        voting.bob.git("config", "--unset-all", "remote.origin.fetch")
        for spec in specs:
            voting.bob.git("config", "--add", "remote.origin.fetch", spec)
        with pytest.raises(BadInput):
            sync.sync(open_repository(voting.bob.path), clock.now)
        assert voting.bob.vote("nay", check=False).returncode == 2
        assert len(lines(voting.bob.path, "votes")) == 2

    @pytest.mark.parametrize("options", [["--depth=1"], ["--filter=blob:none"], ["--single-branch"], ["--no-tags"]])
    def test_thin_clones_get_the_whole_ledger(self, voting: Field, options: list[str]) -> None:
        on_server(voting, "config", "uploadpack.allowFilter", "true")
        url = voting.server.as_uri()
        path = voting.root / "thin"
        git("clone", "--quiet", *options, url, path, cwd=voting.root)
        thin = Clone(voting.people.dave, path, voting.transport)
        thin.sync()
        assert set(lines(path, "votes")) == set(lines(voting.server, "votes"))
        assert thin.gov("log").returncode == 0

    @pytest.mark.parametrize("setting", ["fetch.prune=true", "remote.origin.prune=true", "fetch.pruneTags=true"])
    def test_pruning_takes_no_vote_away(self, voting: Field, setting: str) -> None:
        name, _, value = setting.partition("=")
        voting.bob.git("config", name, value)
        voting.bob.vote("aye")
        voting.bob.git("fetch", "--quiet")
        voting.bob.sync()
        assert len(lines(voting.server, "votes")) == 2

    @pytest.mark.parametrize("name", ["--upload-pack=touch x", "nobody", "ext::sh -c touch% x", ""])
    def test_only_configured_remotes(self, voting: Field, name: str) -> None:
        voting.bob.git("remote", "rename", "origin", "hub")
        if name == "":
            sync.sync(open_repository(voting.bob.path), clock.now, name)
            return
        with pytest.raises(BadInput, match="no remote is called"):
            sync.sync(open_repository(voting.bob.path), clock.now, name)

    def test_no_remote_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="no remote is called"):
            sync.sync(open_repository(sample(tmp_path / "r")), clock.now)

    def test_a_remote_without_an_address(self, tmp_path: Path) -> None:
        repo = sample(tmp_path / "r")
        git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*", cwd=repo)
        with pytest.raises(GitgovError):
            sync.sync(open_repository(repo), clock.now)


class TestHostWithoutHooks:
    """Any member's sync keeps the ledger there."""

    @pytest.fixture
    def hookless(self, voting: Field) -> Field:
        """Returns the same body on a server without any hook."""
        for path in (voting.server / "hooks").iterdir():
            path.unlink()
        return voting

    def test_one_member(self, hookless: Field) -> None:
        hookless.bob.vote("aye")
        hookless.bob.sync()
        assert len(lines(hookless.server, "votes")) == 2
        assert hookless.refs("refs/gov") == []
        assert "received 1" in hookless.carol.gov("sync").stdout

    def test_three_at_once(self, hookless: Field) -> None:
        for each in (hookless.alice, hookless.bob, hookless.carol):
            each.vote("aye")
        at_once([hookless.alice, hookless.bob, hookless.carol])
        assert len(lines(hookless.server, "votes")) == 4
        assert hookless.refs("refs/gov") == []
        for each in (hookless.alice, hookless.bob, hookless.carol):
            each.sync()
            assert len(lines(each.path, "votes")) == 4
            assert each.gov("verify").returncode == 0

    def test_a_late_ballot_comes_back_and_stays_out(self, hookless: Field) -> None:
        hookless.alice.vote("aye")
        hookless.alice.vote("aye", "--key", hookless.people.bob.key_path)
        hookless.alice.motion("announce")
        hookless.alice.sync()
        hookless.bob.vote("nay")
        complains(hookless.bob, "GOV-341")
        assert len(lines(hookless.server, "votes")) == 3
        assert hookless.refs("refs/gov/inbox") == []
        hookless.bob.sync()
        assert len(lines(hookless.server, "votes")) == 3

    def test_a_strangers_submission_is_answered_by_whoever_comes_next(self, hookless: Field) -> None:
        pen = Pen(hookless.alice.chamber(), "feature/x")
        subject = hookless.alice.head("feature/x")
        add(hookless.carol.path, "votes", subject, pen.ballot(hookless.people.eve, name="bob"))
        complains(hookless.carol, "GOV-203")
        hookless.bob.vote("aye")
        hookless.bob.sync()
        assert len(lines(hookless.server, "votes")) == 2
        assert hookless.refs("refs/gov/inbox") == []

    def test_founded_there(self, tmp_path: Path, people: People) -> None:
        field = Field(tmp_path, people, File())
        server(sample(tmp_path / "sample"), field.server)
        field.alice.gov("init", f"--member=alice={people.alice.pub_path}", f"--member=bob={people.bob.pub_path}")
        field.alice.sync()
        field.alice.git("branch", "--quiet", "feature/x", "origin/feature/x")
        field.alice.motion("merge", "feature/x")
        field.alice.sync()
        field.bob.sync()
        field.bob.vote("aye", "feature/x")
        field.bob.sync()
        assert len(lines(field.server, "votes")) == 1
        assert field.refs("refs/gov") == []


def at_once(clones: list[Clone]) -> None:
    """Lets several members sync in processes of their own, at the same time."""
    command = [str(Path(sys.executable).parent / "git-gov"), "sync"]
    children = [
        subprocess.Popen(command, cwd=each.path, env=os.environ | each.transport.env(each.who), stderr=subprocess.PIPE)
        for each in clones
    ]
    said = [child.communicate()[1].decode() for child in children]
    assert [child.returncode for child in children] == [0] * len(clones), said


def test_a_server_that_cannot_take_in_what_it_was_sent_keeps_it_in_its_inbox(voting: Field) -> None:
    """As beside a lock that a git left which was killed there."""
    alice, lock = voting.alice, voting.server / f"{VOTES}.lock"
    before = lines(voting.server, "votes")
    lock.touch()
    alice.vote("aye")
    done = alice.gov("sync")
    assert "sent 1" in done.stdout
    assert f"waits in its inbox: cannot write to the repository: {lock} is there" in done.stdout
    assert lines(voting.server, "votes") == before
    lock.unlink()
    voting.bob.vote("aye")
    assert json.loads(voting.bob.gov("sync", "--json").stdout)["waiting"] == ""
    assert len(lines(voting.server, "votes")) == len(before) + 2
