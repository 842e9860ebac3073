"""The body that most attacks are upon: something of everything, half done and done."""

from pathlib import Path

import pytest

from tests.kit.field import MAIN_AND_TAGS, MEMBERS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File
from tests.kit.stages import fields, fresh, here, lined, started

__all__ = ["fields", "fresh", "here", "lined", "started"]

RELEASES = '\n[[branches]]\nname = "release/*"\nmethods = ["merge", "squash", "fast-forward", "octopus"]\n'


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in the midst of its business; bob's clone has hooks, carol has verified hers.

    Carried and not yet carried out: feature/x into main, feature/r into release/1, main as v2. Merged: feature/y. Released:
    v1. Lost: feature/lost. Open, with a nay by carol: feature/z.
    """
    return fields.grown(tmp_path / "field", File(), busy, charter_of(people, MAIN_AND_TAGS + RELEASES))


def busy(field: Field) -> None:
    alice = field.alice
    for name in ("y", "z", "lost", "r"):
        alice.git("switch", "--quiet", "main")
        alice.commit({f"{name}.txt": f"{name}\n"}, branch=f"feature/{name}")
    alice.git("switch", "--quiet", "main")
    field.carry("feature/y")
    alice.gov("enact", "feature/y", "--push", "origin")
    field.decide("release", "v1", "main")
    alice.gov("enact", "v1", "--push", "origin")
    alice.push("main:refs/heads/release/1", check=True)
    alice.git("fetch", "--quiet")
    field.carry("feature/x")
    field.decide("merge", "feature/r", "--into", "release/1")
    field.decide("release", "v2", "main")
    field.decide("merge", "feature/lost", choice="nay")
    alice.motion("merge", "feature/z")
    alice.vote("nay", "feature/z", "--key", field.people.carol.key_path)
    alice.git("push", "--quiet", "--no-verify", "origin", "feature/z")
    alice.sync()
    for name in ("bob", "carol"):
        clone = field.clone(name)
        clone.git("pull", "--quiet", "--tags")
        clone.sync()
        clone.git("branch", "--quiet", "release/1", "origin/release/1")
    field.carol.gov("verify")
    field.bob.gov("hooks", "install")
    collected(field)


def collected(field: Field) -> None:
    """Packs all there is, refs too, and drops the rest, so that there are few files to write for each test."""
    for name in ("server.git", *MEMBERS):
        git("-c", "core.hooksPath=/dev/null", "gc", "--quiet", "--prune=now", cwd=field.root / name)


@pytest.fixture
def rekeyed(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body under its second charter, by which bob signs with eve's key and carol has retired.

    Since before that, feature/x has been moved.
    """
    return fields.grown(tmp_path / "field", File(), rekey, charter_of(people, MAIN_AND_TAGS))


def rekey(field: Field) -> None:
    alice, people = field.alice, field.people
    alice.motion("merge", "feature/x")
    alice.sync()
    text = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    text = text.replace(people.bob.pub, people.eve.pub).replace(
        f'[members.carol]\nkeys = ["{people.carol.pub}"]',
        f'[members.carol]\nstanding = "retired"\nkeys = ["{people.carol.pub}"]',
    )
    (field.root / "next.toml").write_text(text, encoding="utf-8")
    name = field.decide("charter", str(field.root / "next.toml"))
    alice.gov("charter", "accept", name, "--key", people.eve.key_path)
    alice.gov("enact", name)
    alice.sync()
    for clone in (field.bob, field.carol):
        clone.sync()
    field.carol.gov("verify")
    field.bob.gov("hooks", "install")
    collected(field)


SIGNED = '\n[[branches]]\nname = "main"\nsigned = ["merges", "commits"]\nformats = ["ssh"]\n'


@pytest.fixture
def signing(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body whose charter asks for signed merges and commits, and whose second charter has revoked bob's key.

    Carried since then: `good`, signed by carol, and `bare`, of which the older commit is not signed and the newer is.
    """
    return fields.grown(tmp_path / "field", File(), sign, charter_of(people, SIGNED))


def sign(field: Field) -> None:
    alice, people = field.alice, field.people
    text = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    (field.root / "next.toml").write_text(text.replace(people.bob.pub, people.eve.pub), encoding="utf-8")
    alice.gov("enact", field.decide("charter", str(field.root / "next.toml")))
    for branch, names in (("good", "g"), ("bare", "bc")):
        for name in names:
            alice.commit({f"{name}.txt": f"{name}\n"}, branch=branch)
            key = f"user.signingKey={people.carol.key_path}"
            if name != "b":
                alice.git("-c", key, "commit", "--quiet", "--amend", "--no-edit", "-S")
        alice.git("switch", "--quiet", "main")
        field.carry(branch, by=("alice", "carol"))
    field.bob.git("fetch", "--quiet")
    field.bob.sync()
    field.bob.gov("hooks", "install")
    collected(field)
