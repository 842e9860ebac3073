"""Releases signed with OpenPGP keys: by a member's, as the charter has it, and by nobody else's."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gitgov.chamber import clock
from gitgov.chamber.proven import examine
from gitgov.ledger.proof import read
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.gnupg import Gnupg, gnupg
from tests.kit.programs import program
from tests.kit.repo import git, run
from tests.kit.servers import File

ALICE, EVE = "alice@example.org", "eve@example.org"
PROTECTED = '\n[[branches]]\nname = "main"\n\n[[tags]]\nname = "v*"\n'


@pytest.fixture(scope="module")
def ring() -> Iterator[Gnupg]:
    """Yields a home of GnuPG with a member's key and a stranger's."""
    with gnupg() as made:
        made.key(ALICE)
        made.key(EVE)
        yield made


def charter(fields: Fields, ring: Gnupg, formats: str = "") -> str:
    text = charter_of(fields.people, PROTECTED + formats)
    return text.replace("[members.bob]", f'pgp = ["""\n{ring.public(ALICE)}"""]\n\n[members.bob]')


def release(field: Field) -> None:
    """Carries a release of main as v1."""
    field.decide("release", "v1", "main")


@pytest.fixture
def releasing(fields: Fields, tmp_path: Path, ring: Gnupg) -> Field:
    """Returns a body that has decided to release v1, and on whose roll alice has an OpenPGP key."""
    return fields.grown(tmp_path / "field", File(), release, charter(fields, ring))


def sign(clone: Clone, ring: Gnupg, by: str) -> None:
    """Makes the tag v1 by stock git."""
    clone.git("-c", "gpg.format=openpgp", "tag", "-s", "-u", by, "-m", "First", "v1", "main", env=ring.env)


def push(clone: Clone) -> tuple[int, list[str]]:
    done = clone.push("refs/tags/v1")
    return done.returncode, re.findall(r"GOV-\d{3}", done.stderr)


def test_a_tag_that_stock_git_signs_with_a_members_key(releasing: Field, ring: Gnupg) -> None:
    sign(releasing.alice, ring, ALICE)
    assert push(releasing.alice) == (0, [])
    assert releasing.alice.gov("enact", "v1", "--push", "origin").returncode == 0
    assert releasing.bob.gov("sync").returncode == 0
    releasing.bob.git("fetch", "--quiet", "--tags")
    assert releasing.bob.gov("verify", "--from-scratch").returncode == 0
    assert "alice" in releasing.bob.gov("why", "v1").stdout


class TestProofs:
    @pytest.fixture
    def proof(self, releasing: Field, ring: Gnupg) -> Path:
        """Returns a proof of a release that a member has signed with OpenPGP."""
        sign(releasing.alice, ring, ALICE)
        releasing.alice.gov("enact", "v1", "--push", "origin")
        releasing.alice.gov("prove", "v1", "-o", "v1.proof")
        return releasing.alice.path / "v1.proof"

    def test_it_is_verified_where_no_repository_is(self, proof: Path, ring: Gnupg, tmp_path: Path) -> None:
        said = program("gov", "verify-proof", proof, cwd=tmp_path).stdout
        assert (
            f"it is the tag v1 on the ratified commit {git('rev-parse', 'main', cwd=proof.parent).stdout[:12]}" in said
        )
        assert f"signed with OpenPGP:{ring.fingerprint(ALICE)}" in said

    def test_what_was_changed_after_signing(self, proof: Path) -> None:
        held = read(proof.read_bytes())
        forged = [each._replace(data=each.data.replace(b"\n\nFirst", b"\n\nFurst")) for each in held.objects]
        found = examine(held._replace(objects=tuple(forged)), clock.now())
        assert {each.code for each in found.problems} == {"GOV-231", "GOV-124"}

    def test_without_gpgv_it_cannot_be_decided(self, proof: Path, tmp_path: Path) -> None:
        done = program(
            "gov", "verify-proof", proof, cwd=tmp_path, check=False, env={**os.environ, "PATH": str(tmp_path)}
        )
        assert (done.returncode, "gpgv does not start" in done.stderr) == (3, True)
        assert "install gpgv" in done.stderr

    def test_by_hand(self, proof: Path, tmp_path: Path) -> None:
        """What docs/proofs.md says: every command of it, as it stands there."""
        page = (Path(__file__).parents[2] / "docs" / "proofs.md").read_text(encoding="utf-8")
        (block,) = [each for each in re.findall(r"```console\n(.*?)```", page, re.DOTALL) if "gpgv" in each]
        commands = [row.removeprefix("$ ") for row in block.splitlines() if row.startswith("$ ")]
        script = "set -e\n" + "\n".join(commands).replace("FILE", str(proof))
        done = run("sh", "-c", script, cwd=tmp_path, env={**os.environ, "GNUPGHOME": str(tmp_path)})
        assert "Good signature" in done.stderr
        assert ALICE in done.stderr


def test_a_key_on_no_roll(releasing: Field, ring: Gnupg) -> None:
    sign(releasing.alice, ring, EVE)
    assert push(releasing.alice) == (1, ["GOV-124"])


def test_a_message_that_was_changed_after_signing(releasing: Field, ring: Gnupg) -> None:
    alice = releasing.alice
    sign(alice, ring, ALICE)
    text = alice.git("cat-file", "tag", "v1").stdout.replace("\nFirst\n", "\nSecond\n")
    forged = alice.git("hash-object", "-t", "tag", "-w", "--stdin", stdin=text).stdout.strip()
    alice.git("update-ref", "refs/tags/v1", forged)
    assert push(alice) == (1, ["GOV-124"])


def test_the_users_own_keyring_has_no_part_in_it(
    releasing: Field, ring: Gnupg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GNUPGHOME", str(ring.home))  # it holds eve's key, and would find it good
    sign(releasing.alice, ring, EVE)
    assert push(releasing.alice) == (1, ["GOV-124"])


def test_without_gpgv_nothing_moves(releasing: Field, ring: Gnupg, tmp_path: Path) -> None:
    sign(releasing.alice, ring, ALICE)
    kept = tmp_path / "bin"
    kept.mkdir()
    for folder in ("/usr/bin", "/bin"):
        for each in Path(folder).iterdir():
            if each.name != "gpgv" and not (kept / each.name).exists():
                (kept / each.name).symlink_to(each)
    done = releasing.alice.push("refs/tags/v1", env={"PATH": str(kept)})
    assert done.returncode == 1
    assert "gpgv does not start" in done.stderr
    assert releasing.refs("refs/tags/v1") == []


class TestFormats:
    def test_a_charter_that_asks_for_openpgp(self, fields: Fields, tmp_path: Path, ring: Gnupg) -> None:
        asked = charter(fields, ring, 'formats = ["openpgp"]\n')
        field = fields.grown(tmp_path / "field", File(), release, asked)
        refused = field.alice.gov("enact", "--push", "origin", check=False)
        assert refused.returncode == 1
        assert "GOV-129" in refused.stderr
        assert "git -c gpg.format=openpgp tag -s v1" in refused.stderr
        field.alice.git("-c", f"user.signingKey={field.people.alice.key_path}", "tag", "-s", "-m", "x", "v1", "main")
        assert push(field.alice) == (1, ["GOV-129"])
        field.alice.git("tag", "-d", "v1")
        sign(field.alice, ring, ALICE)
        assert push(field.alice) == (0, [])

    def test_a_charter_that_asks_for_ssh(self, fields: Fields, tmp_path: Path, ring: Gnupg) -> None:
        asked = charter(fields, ring, 'formats = ["ssh"]\n')
        field = fields.grown(tmp_path / "field", File(), release, asked)
        sign(field.alice, ring, ALICE)
        assert push(field.alice) == (1, ["GOV-129"])


def test_a_vote_is_not_signed_with_it(releasing: Field, ring: Gnupg) -> None:
    """An OpenPGP key signs tags and nothing else: lines name SSH keys."""
    assert "OpenPGP" not in git("notes", "--ref=gov/votes", "show", "main", cwd=releasing.server).stdout
    assert (
        ring.fingerprint(ALICE) not in git("notes", "--ref=gov/decisions", "show", "main", cwd=releasing.server).stdout
    )
