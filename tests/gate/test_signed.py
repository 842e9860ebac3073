"""What a charter asks to have signed: the merges by which a branch moves, the commits that come in, or both."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.gnupg import Gnupg, gnupg
from tests.kit.people import People, Person
from tests.kit.programs import program
from tests.kit.repo import git
from tests.kit.servers import File

ALL = ("merge", "squash", "fast-forward")
ADDRESS = "alice@example.org"


def rule(*signed: str, methods: tuple[str, ...] = ALL, more: str = "") -> str:
    return f'[[branches]]\nname = "main"\nmethods = {json.dumps(methods)}\nsigned = {json.dumps(signed)}\n{more}'


def topics(field: Field) -> None:
    """Has two branches carried: `good`, of which each commit is signed by a member, and `bare`, of which the older is not."""
    alice = field.alice
    work(alice, "good", "one", sign=field.people.alice)
    work(alice, "good", "two", sign=field.people.bob)
    alice.git("switch", "--quiet", "main")
    work(alice, "bare", "three")
    work(alice, "bare", "four", sign=field.people.alice)
    alice.git("switch", "--quiet", "main")
    for branch in ("good", "bare"):
        field.carry(branch)
    for clone in (field.bob, field.carol):
        clone.git("fetch", "--quiet")
        clone.sync()


def work(clone: Clone, branch: str, name: str, sign: Person | None = None) -> str:
    made = clone.commit({f"{name}.txt": f"{name}\n"}, name, branch)
    if sign is None:
        return made
    clone.git("-c", f"user.signingKey={sign.key_path}", "commit", "--quiet", "--amend", "--no-edit", "-S")
    return clone.head()


@pytest.fixture
def both(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body whose charter asks for signed merges and signed commits."""
    return fields.grown(tmp_path / "both", File(), topics, charter_of(people, rule("merges", "commits")))


@pytest.fixture
def merges(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body whose charter asks for signed merges only."""
    return fields.grown(tmp_path / "merges", File(), topics, charter_of(people, rule("merges")))


@pytest.fixture
def commits(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body whose charter asks for signed commits only."""
    return fields.grown(tmp_path / "commits", File(), topics, charter_of(people, rule("commits")))


def merge(clone: Clone, head: str, sign: Person | None, *, form: str = "ssh") -> str:
    """Writes the merge of a head as stock git does, signed or not; no ref moves."""
    tree = clone.git("merge-tree", "--write-tree", "main", head).stdout.split()[0]
    signing = ["-S"] if sign else []
    key = ["-c", f"gpg.format={form}", *(["-c", f"user.signingKey={sign.key_path}"] if sign and form == "ssh" else [])]
    words = ["commit-tree", *signing, "-p", "main", "-p", head, "-m", "Merge", tree]
    return clone.git(*key, *words).stdout.strip()


def pushed(field: Field, commit: str) -> CompletedProcess[str]:
    """Pushes, and asserts that main went there or stayed."""
    before = field.at("main")
    done = field.alice.push(f"{commit}:main")
    assert field.at("main") == (before if done.returncode else commit), done.stderr
    return done


def codes(done: CompletedProcess[str]) -> set[str]:
    assert done.returncode == 1, done
    return set(re.findall(r"GOV-\d{3}", done.stderr))


def sound(field: Field) -> None:
    """Asserts that a clone finds nothing wrong."""
    field.bob.git("pull", "--quiet")
    field.bob.sync()
    assert "verified: " in field.bob.gov("verify", "--from-scratch").stdout


def forced(field: Field, commit: str) -> dict[str, list[dict[str, str]]]:
    """Moves main as a host does that runs no hooks, and returns what verification says in a clone."""
    field.alice.push("--receive-pack=git -c core.hooksPath=/dev/null receive-pack", f"{commit}:main", check=True)
    field.bob.git("fetch", "--quiet")
    done = field.bob.gov("verify", "--json", check=False)
    found: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return found


class TestMerges:
    def test_enact_signs_with_the_members_key(self, merges: Field, people: People) -> None:
        merges.alice.gov("enact", "bare", "--method", "merge", "--push", "origin")
        signers = merges.root / "signers"
        signers.write_text(f"{people.alice.email} {people.alice.pub}\n", encoding="utf-8")
        shown = git("-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", "main", cwd=merges.server)
        assert 'Good "git" signature for alice' in shown.stderr
        assert git("fsck", "--strict", "--no-dangling", cwd=merges.server).stdout == ""
        sound(merges)

    def test_one_that_nobody_signed(self, merges: Field) -> None:
        made = merge(merges.alice, "good", None)
        done = pushed(merges, made)
        assert codes(done) == {"GOV-170"}
        assert made[:12] in done.stderr
        assert "git gov enact" in done.stderr
        (problem,) = forced(merges, made)["problems"]
        assert problem["code"] == "GOV-170"
        assert made[:12] in problem["what"]

    def test_one_that_a_stranger_signed(self, merges: Field) -> None:
        assert codes(pushed(merges, merge(merges.alice, "good", merges.people.eve))) == {"GOV-172"}

    def test_one_that_stock_git_signed_with_a_members_key(self, merges: Field) -> None:
        assert pushed(merges, merge(merges.alice, "good", merges.people.carol)).returncode == 0
        sound(merges)

    def test_a_squash(self, merges: Field) -> None:
        merges.alice.gov("enact", "bare", "--method", "squash", "--push", "origin")
        sound(merges)

    def test_a_fast_forward_makes_none(self, merges: Field) -> None:
        merges.alice.gov("enact", "bare", "--method", "fast-forward", "--push", "origin")
        sound(merges)


class TestCommits:
    @pytest.mark.parametrize("method", ALL)
    def test_signed_ones_come_in_by_each_method(self, commits: Field, method: str) -> None:
        commits.alice.gov("enact", "good", "--method", method, "--push", "origin")
        sound(commits)

    @pytest.mark.parametrize("method", ALL)
    def test_one_that_is_not_signed_keeps_the_others_out(self, commits: Field, method: str) -> None:
        before = commits.at("main"), commits.alice.head("main")
        done = commits.alice.gov("enact", "bare", "--method", method, "--push", "origin", check=False)
        assert codes(done) == {"GOV-170"}
        assert commits.alice.head("bare~1")[:12] in done.stderr
        assert "git rebase --force-rebase --gpg-sign main bare, push it, git motion renew" in done.stderr
        assert (commits.at("main"), commits.alice.head("main")) == before

    def test_hidden_under_a_merge_that_somebody_pushes(self, commits: Field) -> None:
        made = merge(commits.alice, "bare", commits.people.alice)
        assert codes(pushed(commits, made)) == {"GOV-170"}
        (problem,) = forced(commits, made)["problems"]
        assert commits.alice.head("bare~1")[:12] in problem["what"]

    def test_fast_forwards_one_after_another(self, commits: Field) -> None:
        """Looking back, each is asked down to where the one before it had come."""
        alice = commits.alice
        alice.gov("enact", "good", "--method", "fast-forward", "--push", "origin")
        work(alice, "good", "five", sign=commits.people.alice)
        commits.carry("good")
        alice.gov("enact", "good", "--method", "fast-forward", "--push", "origin")
        work(alice, "good", "six")
        name = commits.carry("good")
        alice.git("switch", "--quiet", "main")
        done = alice.gov("enact", name, "--method", "fast-forward", "--push", "origin", check=False)
        assert codes(done) == {"GOV-170"}
        sound(commits)
        (problem,) = forced(commits, alice.head("good"))["problems"]
        assert alice.head("good")[:12] in problem["what"]

    def test_a_fast_forward_upon_unsigned_merges_of_earlier_decisions(self, commits: Field) -> None:
        alice = commits.alice
        alice.gov("enact", "good", "--method", "merge", "--push", "origin")
        work(alice, "next", "seven", sign=commits.people.alice)
        commits.carry("next")
        alice.git("switch", "--quiet", "main")
        alice.gov("enact", "next", "--method", "fast-forward", "--push", "origin")
        sound(commits)

    def test_a_fast_forward_that_leaves_the_branch_to_the_side(self, commits: Field) -> None:
        """Else nothing would tell afterwards which commits came in by it."""
        alice = commits.alice
        alice.gov("enact", "good", "--method", "merge", "--push", "origin")
        work(alice, "side", "eight", sign=commits.people.alice)
        alice.git("reset", "--quiet", "--hard", "main~1")
        work(alice, "side", "eight", sign=commits.people.alice)
        alice.git("merge", "--quiet", "--no-edit", "-S", "main")
        commits.carry("side")
        assert codes(pushed(commits, alice.head("side"))) == {"GOV-103"}

    def test_what_a_topic_merged_of_the_branch_itself_is_not_asked_again(self, commits: Field) -> None:
        alice = commits.alice
        alice.gov("enact", "good", "--method", "squash", "--push", "origin")  # by no key: only commits are asked
        work(alice, "later", "nine", sign=commits.people.alice)
        alice.git("reset", "--quiet", "--hard", "main~1")
        work(alice, "later", "nine", sign=commits.people.alice)
        alice.git("merge", "--quiet", "--no-edit", "-S", "main")
        commits.carry("later")
        alice.git("switch", "--quiet", "main")
        alice.gov("enact", "later", "--method", "merge", "--push", "origin")
        sound(commits)


class TestBoth:
    def test_two_merges_in_one_push(self, both: Field) -> None:
        alice = both.alice
        work(alice, "ten", "ten", sign=both.people.carol)
        alice.git("switch", "--quiet", "main")
        both.carry("ten")
        alice.gov("enact", "good", "--method", "merge", "--push", "origin")
        made = merge(alice, "ten", both.people.bob)
        assert pushed(both, made).returncode == 0
        sound(both)

    def test_the_queue_signs_and_says_what_has_to_stay(self, both: Field) -> None:
        (dry,) = json.loads(both.alice.gov("queue", "--dry-run", "--json", check=False).stdout)
        (done,) = json.loads(both.alice.gov("queue", "--push", "origin", "--json", check=False).stdout)
        for each in (dry, done):
            assert [left["objection"]["code"] for left in each["left"]] == ["GOV-170"]
        assert both.at("main^2") == both.alice.head("good")
        sound(both)

    def test_what_another_branch_held_when_it_was_first_protected_is_not_asked(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        text = charter_of(people, rule("merges", "commits") + '[[branches]]\nname = "feature/x"\n')
        field = fields.founded(tmp_path / "grown", File(), text)
        field.carry("feature/x")
        field.alice.gov("enact", "feature/x", "--method", "merge", "--push", "origin")
        sound(field)


class TestRebases:
    @pytest.fixture
    def rebasing(self, fields: Fields, people: People, tmp_path: Path) -> Field:
        """Returns a body whose charter asks for signed merges and commits, and allows rebases."""
        text = charter_of(people, rule("merges", "commits", methods=("merge", "rebase")))
        return fields.grown(tmp_path / "rebasing", File(), topics, text)

    def test_each_commit_of_it_and_of_what_was_ratified(self, rebasing: Field) -> None:
        alice = rebasing.alice
        alice.gov("enact", "good", "--method", "rebase", "--push", "origin")
        assert alice.git("log", "--format=raw", "-2", "main").stdout.count("gpgsig -----BEGIN SSH SIGNATURE-----") == 2
        done = alice.gov("enact", "bare", "--method", "rebase", "--push", "origin", check=False)
        assert codes(done) == {"GOV-170"}
        sound(rebasing)

    def test_an_older_copy_that_is_not_signed(self, rebasing: Field) -> None:
        alice = rebasing.alice
        alice.git("switch", "--quiet", "--detach", "good")
        alice.git("rebase", "--quiet", "--force-rebase", "main")
        alice.git("commit", "--quiet", "--amend", "--no-edit", "-S")
        done = pushed(rebasing, alice.head())
        assert codes(done) == {"GOV-170"}
        assert alice.head("HEAD~1")[:12] in done.stderr


class TestServersQueue:
    def serve(self, field: Field) -> str:
        git("config", "gov.queue", "true", cwd=field.server)
        return field.alice.push("main:refs/heads/elsewhere", check=True).stderr

    def test_a_server_without_a_key(self, merges: Field) -> None:
        assert "GOV-170" in self.serve(merges)
        assert merges.at("main") == merges.alice.head("main")

    def test_a_key_that_the_charter_gives_the_keeper(self, fields: Fields, people: People, tmp_path: Path) -> None:
        keeper = f'\n[keeper]\nkeys = ["{people.dave.pub}"]\n'
        field = fields.grown(tmp_path / "kept", File(), topics, charter_of(people, rule("merges") + keeper))
        git("config", "gov.receiptKey", str(people.dave.key_path), cwd=field.server)
        self.serve(field)
        assert field.at("main") != field.alice.head("main")
        sound(field)

    def test_a_keeper_writes_no_commits(self, fields: Fields, people: People, tmp_path: Path) -> None:
        keeper = f'\n[keeper]\nkeys = ["{people.dave.pub}"]\n'
        field = fields.founded(tmp_path / "kept", File(), charter_of(people, rule("commits") + keeper))
        work(field.alice, "kept", "kept", sign=people.dave)
        field.carry("kept")
        assert codes(pushed(field, merge(field.alice, "kept", None))) == {"GOV-172"}


class TestWhichCharter:
    def revise(self, field: Field, change: tuple[str, str]) -> None:
        text = field.alice.gov("charter", "show").stdout.replace("version = 1", "version = 2").replace(*change)
        (field.root / "next.toml").write_text(text, encoding="utf-8")
        field.alice.gov("enact", field.decide("charter", str(field.root / "next.toml")), "--push", "origin")

    def test_what_was_moved_before_a_charter_asked_is_not_asked(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        field = fields.grown(tmp_path / "before", File(), topics, charter_of(people, rule()))
        self.revise(field, ("signed = []", 'signed = ["merges", "commits"]'))
        assert pushed(field, merge(field.alice, "bare", None)).returncode == 0
        sound(field)

    def test_a_key_that_was_replaced_signs_no_more(self, merges: Field, people: People) -> None:
        made = merge(merges.alice, "good", people.carol)
        self.revise(merges, (people.carol.pub, people.dave.pub))
        done = pushed(merges, made)
        assert codes(done) == {"GOV-173"}
        assert "a key of carol that does not count any more" in done.stderr

    def test_a_key_that_was_replaced_since_was_good_when_it_signed(self, merges: Field, people: People) -> None:
        assert pushed(merges, merge(merges.alice, "good", people.carol)).returncode == 0
        self.revise(merges, (people.carol.pub, people.dave.pub))
        sound(merges)

    def test_a_key_that_was_replaced_before_the_motion_was_moved(self, commits: Field, people: People) -> None:
        self.revise(commits, (people.carol.pub, people.dave.pub))
        work(commits.alice, "old", "old", sign=people.carol)
        commits.decide("merge", "old", by=("alice", "bob"))
        commits.alice.git("switch", "--quiet", "main")
        made = merge(commits.alice, "old", None)
        assert codes(pushed(commits, made)) == {"GOV-173"}
        commits.bob.sync()
        (problem,) = forced(commits, made)["problems"]
        assert problem["code"] == "GOV-173"


class TestOnHosts:
    """A pull request has no merge yet that somebody could have signed."""

    def check(self, field: Field, head: str) -> CompletedProcess[str]:
        payload = {"base": {"ref": "main", "sha": field.at("main")}, "head": {"sha": field.alice.head(head)}}
        event = field.root / "event.json"
        event.write_text(json.dumps({"pull_request": payload}), encoding="utf-8")
        env = {
            "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": str(event),
            "GITHUB_SHA": field.alice.head(head),
        }  # fmt: skip
        return program("gov", "check", "--ci", cwd=field.bob.path, check=False, env=env)

    def test_its_commits_are_asked_and_its_merge_is_not(self, both: Field) -> None:
        assert self.check(both, "good").returncode == 0
        done = self.check(both, "bare")
        assert done.returncode == 1
        assert "GOV-170" in done.stdout + done.stderr


@pytest.fixture(scope="module")
def ring() -> Iterator[Gnupg]:
    """Yields a home of GnuPG with a member's key and a stranger's."""
    with gnupg() as made:
        made.key(ADDRESS)
        made.key("eve@example.org")
        yield made


class TestOpenPgp:
    def body(self, fields: Fields, root: Path, ring: Gnupg, formats: str = "") -> Field:
        text = charter_of(fields.people, rule("merges", more=formats))
        text = text.replace("[members.bob]", f'pgp = ["""\n{ring.public(ADDRESS)}"""]\n\n[members.bob]')
        return fields.grown(root / "field", File(), topics, text)

    def merge(self, field: Field, ring: Gnupg, by: str) -> str:
        alice = field.alice
        tree = alice.git("merge-tree", "--write-tree", "main", "good").stdout.split()[0]
        words = ("commit-tree", f"-S{by}", "-p", "main", "-p", "good", "-m", "Merge", tree)
        return alice.git("-c", "gpg.format=openpgp", *words, env=ring.env).stdout.strip()

    def test_either_format(self, fields: Fields, tmp_path: Path, ring: Gnupg) -> None:
        field = self.body(fields, tmp_path, ring)
        assert codes(pushed(field, self.merge(field, ring, "eve@example.org"))) == {"GOV-172"}
        assert pushed(field, self.merge(field, ring, ADDRESS)).returncode == 0
        sound(field)

    def test_a_charter_that_asks_for_openpgp(self, fields: Fields, tmp_path: Path, ring: Gnupg) -> None:
        field = self.body(fields, tmp_path, ring, 'formats = ["openpgp"]\n')
        assert codes(pushed(field, merge(field.alice, "good", field.people.alice))) == {"GOV-174"}
        done = field.alice.gov("enact", "good", "--method", "merge", "--push", "origin", check=False)
        assert codes(done) == {"GOV-174"}
        assert "git -c gpg.format=openpgp merge --no-ff -S" in done.stderr
        field.alice.git(
            "-c", "gpg.format=openpgp", "-c", f"user.signingKey={ADDRESS}", "merge", "--quiet", "--no-ff", "--no-edit",
            "-S", "good", env=ring.env,
        )  # fmt: skip
        field.alice.gov("enact", "good", "--push", "origin")
        assert field.at("main^2") == field.alice.head("good")
        sound(field)

    def test_one_that_was_changed_after_signing(self, fields: Fields, tmp_path: Path, ring: Gnupg) -> None:
        field = self.body(fields, tmp_path, ring)
        text = field.alice.git("cat-file", "commit", self.merge(field, ring, ADDRESS)).stdout
        forged = field.alice.git(
            "hash-object", "-t", "commit", "-w", "--stdin", stdin=text.replace("\nMerge", "\nMurge")
        )
        assert codes(pushed(field, forged.stdout.strip())) == {"GOV-171"}
