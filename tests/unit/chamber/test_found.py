"""Founding a body again, where its genesis came back; texts from files."""

import json
from pathlib import Path

import pytest

from gitgov.chamber import returned
from gitgov.chamber.found import found
from gitgov.core.objection import Objection
from gitgov.git.repository import open_repository
from gitgov.git.signers import find_signer
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, charter_of
from tests.kit.forge import lines
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, sample, server
from tests.kit.servers import File


@pytest.fixture
def prepared(tmp_path: Path, people: People) -> Field:
    """Returns a server with hooks and no ledger."""
    bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
    program("gov", "init", "--server", cwd=bare)
    return Field(tmp_path, people, File())


@pytest.fixture
def ungoverned(prepared: Field) -> Field:
    """Returns a server that sent alice's genesis back, as main had moved on since she founded the body."""
    prepared.alice.gov("init", "--as", "alice")
    prepared.alice.commit({"z.txt": "z\n"})
    prepared.alice.push("main", check=True)
    done = prepared.alice.gov("sync", check=False)
    assert done.returncode == 1
    assert "came back: GOV-431" in done.stdout
    assert "git gov init" in done.stdout
    return prepared


def book(clone: Clone) -> set[str]:
    return {row.id for row in returned.read(open_repository(clone.path))}


class TestUngoverned:
    """A server without the ledger that is here protects nothing, and nobody may take that for order."""

    def test_each_sync_says_so(self, ungoverned: Field) -> None:
        done = ungoverned.alice.gov("sync", check=False)
        assert done.returncode == 1
        assert "GOV-218 origin has no ledger, though one is here" in done.stdout
        assert "its genesis came back: GOV-431 the genesis was drawn up when refs/heads/main stood" in done.stdout
        assert "next: git pull, then git gov init" in done.stdout
        assert '"code": "GOV-218"' in ungoverned.alice.gov("sync", "--json", check=False).stdout

    def test_status_says_so(self, ungoverned: Field) -> None:
        assert "its genesis came back" in ungoverned.alice.gov("status").stdout

    def test_the_doctor_says_so(self, ungoverned: Field) -> None:
        done = ungoverned.alice.gov("doctor", check=False)
        assert done.returncode == 1
        assert "look  origin is not known to hold the ledger that is here" in done.stdout

    def test_with_a_server_that_holds_it_nobody_complains(self, fresh: Field) -> None:
        assert "GOV-218" not in fresh.alice.gov("sync").stdout
        assert "came back" not in fresh.alice.gov("status").stdout
        assert "ok    origin holds the ledger that is here" in fresh.alice.gov("doctor", check=False).stdout

    def test_a_server_has_nobody_to_hold_it_for_it(self, fresh: Field) -> None:
        assert "hold" not in program("gov", "doctor", cwd=fresh.server, check=False).stdout


class TestAgain:
    def test_a_genesis_that_came_back_is_replaced(self, ungoverned: Field) -> None:
        alice, before = ungoverned.alice, ungoverned.alice.chamber().chain.repo
        alice.gov("init", "--as", "alice")
        genesis = alice.chamber().chain.repo
        assert genesis != before
        assert len(lines(alice.path, "charter")) == 1
        assert "sent 1" in alice.gov("sync").stdout
        assert git("config", "gov.genesis", cwd=ungoverned.server).stdout.strip() == genesis
        for command in ("verify", "status", "sync"):
            assert "GOV-" not in alice.gov(command).stdout

    def test_with_the_steps_of_its_founder_and_nothing_is_lost(self, ungoverned: Field) -> None:
        alice = ungoverned.alice
        alice.gov("member", "add", "bob", "--key", ungoverned.people.bob.pub_path)
        alice.gov("constitute")
        steps = {returned.id_of(line) for line in lines(alice.path, "charter")}
        assert len(steps) == 3
        alice.gov("init", "--as", "alice")
        assert steps <= book(alice)
        alice.sync()
        assert len(lines(ungoverned.server, "charter")) == 1

    def test_with_the_same_content_in_the_same_second(self, ungoverned: Field) -> None:
        """It would be the very genesis that came back."""
        alice = ungoverned.alice
        alice.gov("init", "--as", "alice")
        chamber = alice.chamber()
        returned.note(chamber.repo, [(lines(alice.path, "charter")[0], Objection("GOV-431", "?"))])
        signer = find_signer(str(alice.who.key_path))
        text, at = chamber.chain.charter.text, chamber.chain.head.at
        again = found(chamber.repo, signer, text, lambda: at, founding=True)
        assert again.id != chamber.chain.repo
        alice.sync()
        assert git("config", "gov.genesis", cwd=ungoverned.server).stdout.strip() == again.id

    def test_not_after_others_have_acted_under_it(self, ungoverned: Field) -> None:
        alice, people = ungoverned.alice, ungoverned.people
        alice.gov("member", "add", "bob", "--key", people.bob.pub_path)
        alice.gov("constitute")
        alice.motion("adopt", "process", "-m", "We meet", "--key", people.bob.key_path)
        before = alice.git("for-each-ref", "refs/notes").stdout
        done = alice.gov("init", "--as", "alice", check=False)
        assert done.returncode == 2
        assert "others have acted" in done.stderr
        assert alice.git("for-each-ref", "refs/notes").stdout == before

    def test_not_where_a_remote_keeps_another_bodys_ledger(self, prepared: Field) -> None:
        for clone in (prepared.alice, prepared.bob):
            clone.gov("init", "--as", clone.who.name)
        prepared.alice.sync()
        assert prepared.bob.gov("sync", check=False).returncode == 3
        done = prepared.bob.gov("init", "--as", "bob", check=False)
        assert done.returncode == 2
        assert "another body" in done.stderr
        assert "fresh clone" in done.stderr

    def test_not_before_it_came_back(self, fresh: Field) -> None:
        done = fresh.alice.gov("init", "--as", "alice", check=False)
        assert done.returncode == 2
        assert "has a charter already" in done.stderr


class TestFromAFile:
    """What is signed is what the file holds, byte for byte."""

    @pytest.mark.parametrize("content", [b"a\r\nb\rc", b"\xef\xbb\xbfa\n\n", b"a\x0bb\x0c"])
    def test_a_speech(self, fresh: Field, content: bytes) -> None:
        fresh.alice.motion("merge", "feature/x")
        (fresh.root / "speech").write_bytes(content)
        fresh.alice.motion("speak", "--for", "-F", str(fresh.root / "speech"))
        (line,) = lines(fresh.alice.path, "debate")
        assert json.loads(line)["event"]["body"]["text"].encode() == content

    def test_a_charter_with_line_ends_of_windows(self, prepared: Field) -> None:
        text = charter_of(prepared.people, MAIN_AND_TAGS).replace("\n", "\r\n")
        path = prepared.root / "charter.toml"
        path.write_bytes(text.encode())
        alice = prepared.alice
        alice.gov("init", "--charter", path)
        assert alice.chamber().chain.charter.text == text
        assert alice.gov("charter", "show").stdout == text.replace("\r\n", "\n").rstrip() + "\n"
        alice.gov("member", "add", "dave", "--key", prepared.people.dave.pub_path)
        for each in ("alice", "bob", "carol"):
            alice.vote("aye", "--key", getattr(prepared.people, each).key_path)
        alice.gov("enact")
        assert alice.chamber().chain.charter.text.startswith(text.split("version", 1)[0])
        assert "dave" in alice.gov("member", "list").stdout

    def test_its_mistakes_have_their_lines(self, prepared: Field) -> None:
        text = charter_of(prepared.people, '[rules]\nquorom = "1"\n').replace("\n", "\r\n")
        path = prepared.root / "charter.toml"
        for wrong, word in ((text, "quorom"), (text.replace('quorom = "1"', "= 1"), "= 1")):
            path.write_bytes(wrong.encode())
            number = next(i for i, row in enumerate(wrong.split("\n"), 1) if row.startswith(word))
            assert f"{path}:{number}: " in prepared.alice.gov("charter", "check", path, check=False).stdout

    def test_what_is_no_utf_8_is_one_clear_error(self, prepared: Field) -> None:
        path = prepared.root / "charter.toml"
        path.write_bytes(b"\xff\xfe")
        done = prepared.alice.gov("charter", "check", path, check=False)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 2
        assert "name a UTF-8 text file" in done.stderr
