"""Who acts is whose key signs: from a file, an agent, or with a passphrase."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.field import Clone, Field
from tests.kit.forge import lines
from tests.kit.openssh import askpass, keygen, pub, running_agent
from tests.kit.repo import git, run, sample


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yields the socket of an agent that holds no key yet."""
    with tempfile.TemporaryDirectory() as folder, running_agent(Path(folder)) as socket:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        yield socket


@pytest.fixture
def voting(fresh: Field) -> Clone:
    """Returns alice's clone with a motion, where no key is configured."""
    fresh.alice.motion("merge", "feature/x")
    fresh.alice.git("config", "--unset", "gov.key")
    fresh.alice.git("config", "--unset", "user.signingKey")
    return fresh.alice


def kept(clone: Clone, field: Field) -> int:
    """Counts the ballots that the server took in."""
    clone.sync()
    return len(lines(field.server, "votes"))


class TestAnAgent:
    @pytest.mark.parametrize("prefix", ["key::", ""])
    def test_signs_for_a_literal_key(self, voting: Clone, fresh: Field, agent: Path, prefix: str) -> None:
        run("ssh-add", "-q", fresh.people.bob.key_path, cwd=fresh.root)
        voting.git("config", "gov.key", prefix + fresh.people.bob.pub)
        assert "bob votes aye" in voting.vote("aye").stdout
        assert kept(voting, fresh) == 1

    def test_and_for_a_public_file_alone(self, voting: Clone, fresh: Field, agent: Path, tmp_path: Path) -> None:
        run("ssh-add", "-q", fresh.people.bob.key_path, cwd=fresh.root)
        (tmp_path / "bob.pub").write_text(fresh.people.bob.pub, encoding="utf-8")
        assert "bob votes aye" in voting.vote("aye", "--key", tmp_path / "bob.pub").stdout

    def test_that_does_not_hold_it(self, voting: Clone, fresh: Field, agent: Path) -> None:
        done = voting.vote("aye", "--key", f"key::{fresh.people.bob.pub}", check=False)
        assert done.returncode == 2
        assert "the ssh-agent does not hold the key" in done.stderr
        assert "ssh-add" in done.stderr
        assert lines(voting.path, "votes") == []

    def test_that_does_not_run(self, voting: Clone, fresh: Field) -> None:
        done = voting.vote("aye", "--key", f"key::{fresh.people.bob.pub}", check=False)
        assert done.returncode == 2
        assert "no ssh-agent is running" in done.stderr


class TestAPassphrase:
    @pytest.fixture
    def dave(self, voting: Clone, fresh: Field, tmp_path: Path) -> Path:
        """Returns dave's encrypted key; dave is on the roll by now."""
        key = keygen(tmp_path / "dave", "-t", "ed25519", passphrase="open sesame")
        name = voting.gov(
            "member", "add", "dave", "--key", pub(key), "--sign-with", fresh.people.alice.key_path
        ).stdout.split()[0]
        for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
            voting.vote("aye", name, "--key", who.key_path)
        voting.gov("enact", name, "--key", fresh.people.alice.key_path)
        voting.motion("release", "v1", "main", "--key", fresh.people.alice.key_path)
        return key

    def test_is_asked_for(
        self, voting: Clone, fresh: Field, dave: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        askpass("open sesame", tmp_path, monkeypatch)
        assert "dave votes aye" in voting.vote("aye", "v1", "--key", dave).stdout
        assert kept(voting, fresh) == 4

    def test_a_wrong_one(self, voting: Clone, dave: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        askpass("guess", tmp_path, monkeypatch)
        done = voting.vote("aye", "v1", "--key", dave, check=False)
        assert done.returncode == 2
        assert "could not sign" in done.stderr
        assert len(lines(voting.path, "votes")) == 3

    def test_in_the_agent_is_asked_for_nowhere(
        self, voting: Clone, dave: Path, agent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        askpass("open sesame", tmp_path, monkeypatch)
        run("ssh-add", "-q", dave, cwd=tmp_path)
        askpass("wrong", tmp_path, monkeypatch)
        assert "dave votes aye" in voting.vote("aye", "v1", "--key", f"key::{pub(dave).read_text()}").stdout


@pytest.mark.parametrize("kind", [("-t", "ecdsa", "-b", "256"), ("-t", "rsa", "-b", "2048")])
def test_other_kinds_of_keys_on_a_roll(fresh: Field, tmp_path: Path, kind: tuple[str, ...]) -> None:
    key = keygen(tmp_path / "dave", *kind)
    name = fresh.alice.gov("member", "add", "dave", "--key", pub(key)).stdout.split()[0]
    for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
        fresh.alice.vote("aye", name, "--key", who.key_path)
    fresh.alice.gov("enact", name)
    fresh.alice.motion("release", "v1", "main")
    assert "dave votes nay" in fresh.alice.vote("nay", "v1", "--key", key).stdout
    assert kept(fresh.alice, fresh) == 4
    assert fresh.alice.gov("verify").returncode == 0


class TestWhoActs:
    def test_gov_key_goes_before_user_signing_key(self, voting: Clone, fresh: Field) -> None:
        voting.git("config", "user.signingKey", str(fresh.people.alice.key_path))
        voting.git("config", "gov.key", str(fresh.people.bob.key_path))
        assert "bob votes aye" in voting.vote("aye").stdout
        assert "carol votes nay" in voting.vote("nay", "--key", fresh.people.carol.key_path).stdout

    def test_a_signing_key_of_openpgp_signs_no_record(self, voting: Clone, fresh: Field) -> None:
        voting.git("config", "--unset-all", "gpg.format", check=False)
        voting.git("config", "user.signingKey", "ABCDEF0123")
        done = voting.vote("aye", check=False)
        assert done.returncode == 2
        assert "user.signingKey names no SSH key, with which records are signed: cannot read the key" in done.stderr
        assert "next: git config gov.key ~/.ssh/id_ed25519" in done.stderr
        voting.git("config", "gpg.format", "ssh")
        assert "next: name a private key" in voting.vote("aye", check=False).stderr

    def test_the_address_proves_nothing(self, voting: Clone, fresh: Field) -> None:
        voting.git("config", "user.name", "bob")
        voting.git("config", "user.email", fresh.people.bob.email)
        assert "alice votes aye" in voting.vote("aye", "--key", fresh.people.alice.key_path).stdout

    def test_a_stranger(self, voting: Clone, fresh: Field) -> None:
        done = voting.vote("aye", "--key", fresh.people.eve.key_path, check=False)
        assert done.returncode == 1
        assert "GOV-402" in done.stderr
        assert "git gov member add NAME --key FILE" in done.stderr


class TestARelativePath:
    """As git takes one: from the top of the work tree, or from a bare repository's own folder."""

    @pytest.mark.parametrize("setting", ["gov.key", "user.signingKey"])
    @pytest.mark.parametrize("place", [".", "deep/below"])
    def test_in_a_setting(self, voting: Clone, fresh: Field, setting: str, place: str) -> None:
        (voting.path / "key").write_bytes(fresh.people.bob.key_path.read_bytes())
        (voting.path / "key").chmod(0o600)
        (voting.path / place).mkdir(parents=True, exist_ok=True)
        voting.git("config", setting, "key")
        below = Clone(voting.who, voting.path / place, voting.transport)
        assert "bob votes aye" in below.vote("aye").stdout

    def test_in_a_setting_of_a_bare_repository(self, fresh: Field) -> None:
        fresh.alice.motion("merge", "feature/x")
        fresh.alice.sync()
        (fresh.server / "key").write_bytes(fresh.people.bob.key_path.read_bytes())
        git("config", "gov.key", "key", cwd=fresh.server)
        below = Clone(fresh.people.bob, fresh.server / "refs", fresh.transport)
        assert "bob votes aye" in below.vote("aye").stdout

    def test_in_a_setting_while_founding(self, tmp_path: Path, fresh: Field) -> None:
        path = sample(tmp_path / "sample")
        (path / "deep").mkdir()
        (path / "key").write_bytes(fresh.people.alice.key_path.read_bytes())
        git("config", "gov.key", "./key", cwd=path)
        assert (
            "members: al" in Clone(fresh.people.alice, path / "deep", fresh.transport).gov("init", "--as", "al").stdout
        )

    def test_of_the_home_folder(self, voting: Clone, fresh: Field, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(fresh.people.bob.key_path.parent))
        voting.git("config", "gov.key", "~/bob")
        assert "bob votes aye" in voting.vote("aye").stdout

    def test_that_is_typed_starts_where_one_stands(self, voting: Clone, fresh: Field) -> None:
        (voting.path / "deep").mkdir()
        (voting.path / "deep" / "mine").write_bytes(fresh.people.bob.key_path.read_bytes())
        below = Clone(voting.who, voting.path / "deep", voting.transport)
        assert "bob votes aye" in below.vote("aye", "--key", "mine").stdout
