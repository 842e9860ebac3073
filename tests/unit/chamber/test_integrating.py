"""The integration of a sprint: all that was ratified for it and nothing else, with the approvals that become stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.integrating import integrate
from gitgov.chamber.open import open_chamber
from gitgov.chamber.sprints import read_board
from gitgov.core.errors import BadInput, Refused
from tests.attacks.test_04_candidates import CANDIDATES, under_way
from tests.kit.field import Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in which core's sprint is under way; its item A-1 is in main."""
    return fields.grown(tmp_path / "field", File(), under_way, charter_of(people, CANDIDATES))


def test_what_is_ratified_and_nothing_else(field: Field) -> None:
    """feature/x is ratified too, and nobody's of the sprint; what has only been moved is not ratified."""
    alice, bob = field.alice, field.bob
    alice.git("switch", "--quiet", "--create", "late", "main~1")
    alice.commit({"late.txt": "late\n"}, "Late\n\nItem: A-1\n", branch="late")
    alice.commit({"open.txt": "open\n"}, "Open\n\nItem: A-1\n", branch="open")
    name = field.carry("late")
    field.carry("feature/x")
    alice.motion("merge", "open")
    alice.sync()
    bob.git("fetch", "--quiet")
    bob.sync()
    chamber = open_chamber(bob.path)
    for rebase in (False, True):
        made = integrate(chamber, read_board(chamber), "S1", rebase=rebase)
        assert [(each.work.motion.name, each.stale) for each in made.brought] == [(name, True)]
        assert (made.teams, bob.head("integration/S1")) == (("core",), made.tip)
        added = bob.git("diff", "--name-only", "origin/main", "integration/S1").stdout.split()
        assert added == ["late.txt"]
    with pytest.raises(BadInput, match="no team has committed itself"):
        integrate(chamber, read_board(chamber), "S2", rebase=False)


@pytest.mark.parametrize("rebase", [False, True])
def test_made_again_of_the_same_it_stays_where_it_is(
    field: Field, rebase: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever that is; and with anything else, though its files are the same, it is made anew."""
    alice = field.alice

    def made(day: int) -> str:
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"@{1_700_000_000 + 86_400 * day} +0000")
        chamber = alice.chamber()
        return integrate(chamber, read_board(chamber), "S1", rebase=rebase).tip

    for name in ("one", "two"):
        alice.git("switch", "--quiet", "--create", name, "main~1")
        alice.commit({f"{name}.txt": f"{name}\n"}, f"Of {name}\n\nItem: A-1\n")
        field.carry(name)
    first = made(1)
    assert made(2) == first == alice.head("integration/S1")
    alice.git("switch", "--quiet", "two")
    alice.git("commit", "--quiet", "--amend", "-m", "Of two, said better\n\nItem: A-1\n")
    field.decide("renew", "two")
    last = made(3)
    assert last != first
    assert alice.git("rev-parse", f"{last}^{{tree}}").stdout == alice.git("rev-parse", f"{first}^{{tree}}").stdout


@pytest.mark.parametrize("rebase", [False, True])
def test_a_merge_that_was_renewed_and_carried_replaces_the_one_before_it(field: Field, rebase: bool) -> None:
    """Also at one remove: what it renewed itself was never carried. What is not carried yet replaces nothing."""
    alice = field.alice
    for name in ("core", "web"):
        alice.git("switch", "--quiet", "--create", name, "main")
        alice.commit({"both.txt": f"{name}\n"}, f"Of {name}\n\nItem: A-1\n")
    branches = {field.carry(name): name for name in ("core", "web")}

    def made() -> list[str]:
        chamber = alice.chamber()
        return [each.work.motion.name for each in integrate(chamber, read_board(chamber), "S1", rebase=rebase).brought]

    def refused() -> str:
        with pytest.raises(Refused) as error:
            made()
        return error.value.objections[0].remedy.split()[-1]

    old = refused()  # which of the two came second, within a second
    mine = branches.pop(old)
    ((first, other),) = branches.items()
    alice.git("switch", "--quiet", mine)
    alice.git("merge", "--quiet", "-s", "ours", "--no-edit", other)
    between = alice.motion("renew", old).stdout.split()[0]
    assert refused() == old
    alice.commit({"more.txt": "more\n"}, "More")
    new = field.decide("renew", between)
    assert made() == [first, new]
    assert alice.git("show", "integration/S1:both.txt").stdout == f"{mine}\n"


def test_a_named_resolution_is_integrated_where_main_has_moved_on_elsewhere(field: Field) -> None:
    """As the motion names it upon the very commit, and upon later ones while what it resolves is the same conflict; else it stops."""
    alice = field.alice
    for name in ("mine", "theirs"):
        alice.git("switch", "--quiet", "--create", name, "main")
        alice.commit({"both.txt": f"{name}\n"}, f"Of {name}\n\nItem: A-1\n")
        alice.commit({f"{name}.txt": f"{name}\n"}, "And more")
    field.carry("theirs")
    land(field, "theirs")
    merged = alice.merge("mine", tree=alice.tree("main", {"both.txt": "both\n", "mine.txt": "mine\n"}))
    alice.git("push", "--quiet", "--no-verify", "origin", f"{merged}:refs/heads/resolved")
    name = field.decide("merge", "mine", "--resolution", merged)

    def made(rebase: bool = False) -> str:
        chamber = alice.chamber()
        found = integrate(chamber, read_board(chamber), "S1", rebase=rebase)
        assert [(each.work.motion.name, each.stale) for each in found.brought] == [(name, False)]
        return alice.git("show", f"{found.tip}:both.txt").stdout + alice.git("ls-tree", "--name-only", found.tip).stdout

    upon = made()
    assert upon.startswith("both\n")
    assert made(rebase=True) == upon
    alice.git("switch", "--quiet", "--create", "later", "main")
    alice.commit({"later.txt": "later\n"}, "Later")
    field.carry("later")
    land(field, "later")
    assert {*made().split()} == {*upon.split(), "later.txt"}
    alice.git("switch", "--quiet", "--create", "again", "main")
    alice.commit({"both.txt": "theirs again\n"}, "Again")
    field.carry("again")
    land(field, "again")
    with pytest.raises(Refused) as error:
        made()
    (objection,) = error.value.objections
    main = alice.head("origin/main")[:12]
    assert (
        f"names a resolution upon {alice.head(f'{merged}^1')[:12]}, and goes upon {main}, in which it conflicts otherwise: both.txt; nothing has moved"
        in objection.what
    )
    assert f"merge mine into {main}, then git motion merge mine --resolution COMMIT" in objection.remedy


def land(field: Field, branch: str) -> None:
    """Main takes in what was carried, and is checked out."""
    field.alice.git("switch", "--quiet", "main")
    field.alice.gov("enact", branch, "--push", "origin")
    field.alice.git("fetch", "--quiet")
