"""What has been carried: by whom it was carried out, and what stands in the way; `git gov status` and `git motion show`."""

import json

import pytest

from tests.kit.field import Clone, Field
from tests.kit.repo import git


@pytest.fixture
def by_hand(here: Field) -> Field:
    """Returns a body whose decision bob has merged and pushed with plain git."""
    here.bob.git("merge", "--quiet", "--no-ff", "--no-edit", "origin/feature/x")
    here.bob.git("push", "--quiet", "origin", "main")
    return here


def show(clone: Clone, *words: str) -> str:
    return clone.motion("show", "feature/x", *words).stdout


def test_what_was_merged_by_hand_has_been_carried_out(by_hand: Field) -> None:
    assert "Phase: carried\n" in show(by_hand.alice)
    by_hand.alice.git("pull", "--quiet", "--ff-only")
    for clone in (by_hand.alice, by_hand.bob):
        assert "enacted" in clone.motion("list", "--all").stdout
        assert "Phase: enacted; refs/heads/main has it, without a record of who carried it out\n" in show(clone)
        assert json.loads(show(clone, "--json"))["phase"] == "enacted"
        assert "Phase: enacted; " in clone.gov("why", "origin/feature/x").stdout


def test_what_enact_carried_out_is_on_record(here: Field) -> None:
    here.alice.gov("enact", "feature/x", "--push", "origin")
    assert "Phase: enacted\n" in show(here.alice)


@pytest.mark.parametrize("motion", [("merge", "feature/x"), ("release", "v1")])
def test_who_has_no_name_is_asked_for_one(fresh: Field, motion: tuple[str, str]) -> None:
    """Git would write no commit and no tag."""
    name, alice = fresh.decide(*motion), fresh.alice
    alice.git("config", "user.name", "")
    done = alice.gov("enact", name, check=False)
    assert done.returncode == 2
    assert "error: git does not know in whose name to write\n" in done.stderr
    assert "next: git config user.name NAME; git config user.email ADDRESS" in done.stderr


def test_a_charter_in_force_has_been_enacted(here: Field) -> None:
    alice = here.alice
    name = here.decide("charter", next_charter(here))
    assert "Phase: carried\n" in alice.motion("show", name).stdout
    alice.gov("enact", name)
    assert "Phase: enacted\n" in alice.motion("show", name).stdout


def next_charter(field: Field) -> str:
    path = field.root / "next.toml"
    path.write_text(field.alice.gov("charter", "show").stdout.replace("version = 1", "version = 2"), encoding="utf-8")
    return str(path)


def test_a_carried_merge_that_conflicts_says_what_helps(here: Field) -> None:
    here.alice.commit({"x.txt": "another x\n"}, branch="feature/y")
    here.alice.git("switch", "--quiet", "main")
    name = here.carry("feature/y")
    here.alice.gov("enact", "feature/y", "--push", "origin")
    here.bob.sync()
    here.bob.git("fetch", "--quiet")
    refused = here.alice.gov("enact", "feature/x", check=False).stderr
    assert "refused: GOV-107" in refused
    remedy = refused.partition("next: ")[2].strip()
    assert remedy.startswith("merge refs/heads/main into feature/x, then git motion renew")
    for clone in (here.alice, here.bob):
        said = clone.gov("status").stdout
        assert "does not merge cleanly into" in said
        assert remedy in said
        assert "carried: git gov enact" not in said
    assert name not in here.alice.gov("status").stdout


def test_a_shallow_clone_does_not_take_for_waiting_what_it_cannot_tell(by_hand: Field) -> None:
    path = by_hand.root / "shallow"
    git("clone", "--quiet", "--depth=1", by_hand.server.as_uri(), path, cwd=by_hand.root)
    shallow = Clone(by_hand.people.alice, path, by_hand.transport)
    shallow.git("config", "gov.key", str(by_hand.people.alice.key_path))
    shallow.sync()
    assert "carried, but this clone is shallow, and cannot tell" in shallow.gov("status").stdout
    shallow.git("fetch", "--quiet", "--unshallow")
    assert "nothing is open" in shallow.gov("status").stdout
