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

COPIES, MOVES = ("merge", "rebase"), ("merge", "squash", "fast-forward")
ADDRESS = "alice@example.org"


def rule(*signed: str, methods: tuple[str, ...] = COPIES, more: str = "") -> str:
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
def commits(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body whose charter asks for signed commits only."""
    return fields.grown(tmp_path / "commits", File(), topics, charter_of(people, rule("commits", methods=MOVES)))


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
    def test_enact_signs_with_the_members_key(self, both: Field, people: People) -> None:
        both.alice.gov("enact", "good", "--push", "origin")
        signers = both.root / "signers"
        signers.write_text(f"{people.alice.email} {people.alice.pub}\n", encoding="utf-8")
        shown = git("-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", "main", cwd=both.server)
        assert 'Good "git" signature for alice' in shown.stderr
        sound(both)

    def test_one_that_nobody_signed_and_one_that_stock_git_did(self, both: Field) -> None:
        made = merge(both.alice, "good", None)
        done = pushed(both, made)
        assert codes(done) == {"GOV-170"}
        assert made[:12] in done.stderr
        assert "git gov enact" in done.stderr
        assert pushed(both, merge(both.alice, "good", both.people.carol)).returncode == 0

    def test_each_copy_of_a_rebase(self, both: Field) -> None:
        alice = both.alice
        alice.git("switch", "--quiet", "--detach", "good")
        alice.git("rebase", "--quiet", "--force-rebase", "main")
        alice.git("commit", "--quiet", "--amend", "--no-edit", "-S")
        done = pushed(both, alice.head())
        assert codes(done) == {"GOV-170"}
        assert alice.head("HEAD~1")[:12] in done.stderr
        alice.git("switch", "--quiet", "main")
        alice.gov("enact", "good", "--method", "rebase", "--push", "origin")
        assert alice.git("log", "--format=raw", "-2", "main").stdout.count("gpgsig -----BEGIN SSH SIGNATURE-----") == 2
        sound(both)

    def test_the_queue_signs_and_says_what_has_to_stay(self, both: Field) -> None:
        (dry,) = json.loads(both.alice.gov("queue", "--dry-run", "--json", check=False).stdout)
        (done,) = json.loads(both.alice.gov("queue", "--push", "origin", "--json", check=False).stdout)
        for each in (dry, done):
            assert [left["objection"]["code"] for left in each["left"]] == ["GOV-170"]
        assert both.at("main^2") == both.alice.head("good")


class TestCommits:
    def test_one_that_is_not_signed_keeps_the_others_out_by_any_method(self, commits: Field) -> None:
        before = commits.at("main"), commits.alice.head("main")
        for method in MOVES:
            done = commits.alice.gov("enact", "bare", "--method", method, "--push", "origin", check=False)
            assert codes(done) == {"GOV-170"}
            assert commits.alice.head("bare~1")[:12] in done.stderr
            assert "git rebase --force-rebase --gpg-sign main bare, push it, git motion renew" in done.stderr
        assert (commits.at("main"), commits.alice.head("main")) == before
        assert "not signed, which the charter asks for: git rebase --force" in commits.alice.gov("status").stdout

    def test_it_is_told_when_it_is_moved(self, commits: Field) -> None:
        work(commits.alice, "told", "told")
        said = commits.alice.motion("merge", "told").stdout
        assert f"it could not come in so: {commits.alice.head('told')[:12]} is not signed" in said
        assert "next: git rebase --force-rebase --gpg-sign main told, push it, git motion renew" in said
        assert "It could not come in so" in commits.alice.motion("show", "told").stdout
        assert "come in so" not in commits.alice.motion("show", "good").stdout

    def test_fast_forwards_one_upon_another(self, commits: Field) -> None:
        """Looking back, each is asked down to where the one before it had come, or another decision."""
        alice = commits.alice
        alice.gov("enact", "good", "--method", "merge", "--push", "origin")  # a merge that nobody signed
        work(alice, "next", "five", sign=commits.people.alice)
        commits.carry("next")
        alice.git("switch", "--quiet", "main")
        alice.gov("enact", "next", "--method", "fast-forward", "--push", "origin")
        work(alice, "next", "six")
        name = commits.carry("next")
        alice.git("switch", "--quiet", "main")
        done = alice.gov("enact", name, "--method", "fast-forward", "--push", "origin", check=False)
        assert codes(done) == {"GOV-170"}
        sound(commits)
        (problem,) = forced(commits, alice.head("next"))["problems"]
        assert alice.head("next")[:12] in problem["what"]

    def test_a_fast_forward_that_leaves_the_branch_to_the_side(self, commits: Field) -> None:
        """Else nothing would tell afterwards which commits came in by it."""
        alice = commits.alice
        alice.gov("enact", "good", "--method", "squash", "--push", "origin")  # which nobody signed
        alice.git("switch", "--quiet", "--create", "side", "main~1")
        work(alice, "side", "eight", sign=commits.people.alice)
        alice.git("merge", "--quiet", "--no-edit", "-S", "main")
        commits.carry("side")
        alice.git("switch", "--quiet", "main")
        assert codes(pushed(commits, alice.head("side"))) == {"GOV-103"}
        alice.gov("enact", "side", "--method", "merge", "--push", "origin")  # what it has of main is not asked again
        sound(commits)

    def test_what_another_branch_held_when_it_was_first_protected_is_not_asked(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        text = charter_of(people, rule("merges", "commits") + '[[branches]]\nname = "feature/x"\n')
        field = fields.founded(tmp_path / "grown", File(), text)
        field.carry("feature/x")
        field.alice.gov("enact", "feature/x", "--push", "origin")
        sound(field)


class TestServersQueue:
    def serve(self, field: Field) -> str:
        git("config", "gov.queue", "true", cwd=field.server)
        return field.alice.push("main:refs/heads/elsewhere", check=True).stderr

    def test_a_server_without_a_key(self, both: Field) -> None:
        assert "GOV-170" in self.serve(both)
        assert both.at("main") == both.alice.head("main")

    def test_a_key_that_the_charter_gives_the_keeper(self, fields: Fields, people: People, tmp_path: Path) -> None:
        keeper = f'\n[keeper]\nkeys = ["{people.dave.pub}"]\n'
        field = fields.founded(tmp_path / "kept", File(), charter_of(people, rule("merges") + keeper))
        field.carry("feature/x")
        git("config", "gov.receiptKey", str(people.dave.key_path), cwd=field.server)
        self.serve(field)
        assert field.at("main^2") == field.alice.head("feature/x")
        sound(field)


def revise(field: Field, change: tuple[str, str]) -> None:
    """Has the second charter adopted."""
    text = field.alice.gov("charter", "show").stdout.replace("version = 1", "version = 2").replace(*change)
    (field.root / "next.toml").write_text(text, encoding="utf-8")
    field.alice.gov("enact", field.decide("charter", str(field.root / "next.toml")), "--push", "origin")


class TestWhichCharter:
    def test_what_was_moved_before_a_charter_asked_is_not_asked(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        field = fields.carried(tmp_path / "before", File(), charter_of(people, rule()))
        revise(field, ("signed = []", 'signed = ["merges", "commits"]'))
        assert pushed(field, merge(field.alice, "feature/x", None)).returncode == 0
        sound(field)

    def test_a_key_that_was_replaced_since_was_good_when_it_signed(self, both: Field, people: People) -> None:
        assert pushed(both, merge(both.alice, "good", people.carol)).returncode == 0
        revise(both, (people.carol.pub, people.dave.pub))
        sound(both)


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
        return fields.carried(root / "field", File(), text)

    def merge(self, field: Field, ring: Gnupg, by: str) -> str:
        alice = field.alice
        tree = alice.git("merge-tree", "--write-tree", "main", "feature/x").stdout.split()[0]
        words = ("commit-tree", f"-S{by}", "-p", "main", "-p", "feature/x", "-m", "Merge", tree)
        return alice.git("-c", "gpg.format=openpgp", *words, env=ring.env).stdout.strip()

    def test_either_format(self, fields: Fields, tmp_path: Path, ring: Gnupg) -> None:
        field = self.body(fields, tmp_path, ring)
        assert "gpgv is there" in field.alice.gov("doctor", check=False).stdout
        assert codes(pushed(field, self.merge(field, ring, "eve@example.org"))) == {"GOV-172"}
        made = self.merge(field, ring, ADDRESS)
        text = field.alice.git("cat-file", "commit", made).stdout.replace("\nMerge", "\nMurge")
        forged = field.alice.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=text).stdout.strip()
        assert codes(pushed(field, forged)) == {"GOV-171"}
        assert pushed(field, made).returncode == 0
        sound(field)

    def test_a_charter_that_asks_for_openpgp(self, fields: Fields, tmp_path: Path, ring: Gnupg) -> None:
        field = self.body(fields, tmp_path, ring, 'formats = ["openpgp"]\n')
        assert codes(pushed(field, merge(field.alice, "feature/x", field.people.alice))) == {"GOV-174"}
        done = field.alice.gov("enact", "--push", "origin", check=False)
        assert codes(done) == {"GOV-174"}
        assert "git -c gpg.format=openpgp merge --no-ff -S" in done.stderr
        field.alice.git(
            "-c", "gpg.format=openpgp", "-c", f"user.signingKey={ADDRESS}", "merge", "--quiet", "--no-ff", "--no-edit",
            "-S", "feature/x", env=ring.env,
        )  # fmt: skip
        field.alice.gov("enact", "--push", "origin")
        assert field.at("main^2") == field.alice.head("feature/x")
