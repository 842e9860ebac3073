"""Who signed a commit, compared with what git itself signs and says."""

from pathlib import Path

import pytest

from gitgov.core.errors import Undecided
from gitgov.core.gitobjects import object_id, parted_commit, read_commit, with_signature
from gitgov.core.sshsig import armour
from gitgov.gate.facts import Signature
from gitgov.git.history import added
from gitgov.git.making import Hand, commit
from gitgov.git.repository import open_repository
from gitgov.git.signatures import signatures
from gitgov.git.signers import find_signer
from tests.kit.people import People
from tests.kit.repo import clone, git, head, sample


@pytest.fixture
def path(tmp_path: Path, people: People) -> Path:
    """Returns a clone of alice's in which HEAD is a commit that git has signed with her key."""
    made = clone(sample(tmp_path / "origin"), tmp_path / "alice", people.alice)
    git("commit", "--quiet", "--allow-empty", "-S", "-m", "Signed\n\ngpgsig no header", cwd=made)
    return made


def raw(path: Path, revision: str = "HEAD") -> bytes:
    return git("cat-file", "commit", revision, cwd=path).stdout.encode()


def signed(path: Path, oid: str) -> Signature:
    return signatures(open_repository(path), [oid], ())[oid]


def test_what_git_signs(path: Path, people: People) -> None:
    assert signed(path, head(path)) == Signature("ssh", people.alice.fingerprint)
    assert signed(path, head(path, "HEAD~1")) == Signature()


def test_what_we_sign_is_what_git_would_have_written(path: Path, people: People) -> None:
    """Ed25519 signs the same bytes always alike."""
    said, block = parted_commit(raw(path))
    signer = find_signer(str(people.alice.key_path))
    assert block.decode() == armour(signer.public, "git", signer.sign(said, "git"))
    assert with_signature(said, block.decode(), head(path)) == raw(path)


def test_git_finds_our_signature_good(path: Path, people: People, tmp_path: Path) -> None:
    hand = Hand(signer=find_signer(str(people.bob.key_path)))
    made = commit(open_repository(path), head(path, "HEAD^{tree}"), [head(path)], "Ours\n", hand)
    allowed = tmp_path / "signers"
    allowed.write_text(f"bob {people.bob.pub}\n", encoding="utf-8")
    shown = git("-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-commit", made, cwd=path)
    assert 'Good "git" signature for bob' in shown.stderr
    assert signed(path, made) == Signature("ssh", people.bob.fingerprint)
    assert git("fsck", "--strict", "--no-dangling", cwd=path).stdout == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\nSigned", b"\nsigned"),
        (b"\ncommitter alice", b"\ncommitter malice"),
        (b"\nauthor ", b"\nparent 0000000000000000000000000000000000000001\nauthor "),
        (b"\n\nSigned", b"\nencoding latin-1\n\nSigned"),
    ],
)
def test_what_was_changed_afterwards(path: Path, old: bytes, new: bytes) -> None:
    forged = raw(path).replace(old, new, 1)
    assert forged != raw(path)
    assert (read_commit(forged).signed, read_commit(forged).signer) == (True, "")


def test_where_the_signature_hides_a_parent_from_git(path: Path) -> None:
    """The signed bytes are the same; but git reads no parent that comes after another row."""
    said, block = parted_commit(raw(path))
    tree, _, rest = said.partition(b"\n")
    row = block.rstrip().replace(b"\n", b"\n ")
    hidden = tree + b"\ngpgsig " + row + b"\n" + rest
    assert hidden.replace(b"gpgsig " + row + b"\n", b"") == said
    assert read_commit(hidden).signer == ""


def test_two_signatures(path: Path) -> None:
    said, block = parted_commit(raw(path))
    twice = with_signature(with_signature(said, block.decode(), "0" * 40), block.decode(), "0" * 64)
    assert (read_commit(twice).signed, read_commit(twice).signer) == (True, "")


def test_formats_that_are_named_but_not_checked(path: Path) -> None:
    found = {}
    for name, block in (("x509", "SIGNED MESSAGE"), ("openpgp", "PGP SIGNATURE")):
        said, _ = parted_commit(raw(path))
        data = with_signature(said, f"-----BEGIN {block}-----\n\nAAAA\n-----END {block}-----\n", head(path))
        oid = git("hash-object", "-t", "commit", "-w", "--stdin", cwd=path, input=data.decode()).stdout.strip()
        assert oid == object_id("commit", data, oid)
        found[name] = signed(path, oid)
    assert found == {"x509": Signature("x509", known=False), "openpgp": Signature("openpgp", known=False)}


def test_what_is_added_with_its_parents(path: Path) -> None:
    found = added(open_repository(path), [head(path), head(path, "origin/feature/x")], [head(path, "HEAD~1")])
    assert found == {
        head(path): (head(path, "HEAD~1"),),
        head(path, "origin/feature/x"): (head(path, "HEAD~1"),),
    }


def test_what_a_shallow_clone_cannot_tell(path: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--depth=1", path.as_uri(), tmp_path / "shallow", cwd=tmp_path)
    with pytest.raises(Undecided, match="shallow"):
        added(open_repository(tmp_path / "shallow"), [head(path)], [])
