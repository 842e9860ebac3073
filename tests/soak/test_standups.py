"""Many clones that stand up and sync at once: none is lost, and all hold the same in the end."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gitgov.chamber.open import open_chamber
from gitgov.chamber.sprints import read_board
from gitgov.sprints.sprint import Sprint
from tests.kit.field import MAIN_AND_TAGS, Clone, Fields
from tests.kit.forge import lines
from tests.kit.people import People, person
from tests.kit.repo import clone
from tests.kit.servers import File


@pytest.mark.parametrize("many", [6, pytest.param(50, marks=pytest.mark.soak)])
def test_who_stands_up_at_once_is_heard_and_all_converge(
    many: int, fields: Fields, people: People, tmp_path: Path
) -> None:
    team = [person(f"member{number}", tmp_path / "keys" / f"member{number}") for number in range(many)]
    roll = "".join(f'[members.{who.name}]\nkeys = ["{who.pub}"]\n' for who in (people.alice, *team))
    names = ", ".join(f'"{who.name}"' for who in team)
    teams = f'[teams.core]\nmembers = [{names}]\nscrum_master = "alice"\n'
    field = fields.founded(tmp_path / "field", File(), f'name = "Crowd"\nversion = 1\n{roll}{MAIN_AND_TAGS}{teams}')
    alice = field.alice
    alice.sprint("plan", "S1", "--item", "A-1:5")
    alice.sprint("commit")
    for who in team:
        alice.vote("aye", "--key", who.key_path)
    alice.motion("announce")
    alice.sprint("start", "--no-worktree", "--sync")
    clones = [Clone(who, clone(field.server, tmp_path / who.name, who), File()) for who in team]
    for each in clones:
        each.sync()
    standing = [
        subprocess.Popen(
            ["git", "sprint", "standup", "--next", each.who.name, "--blocker", f"{each.who.name}'s", "--sync"],
            cwd=each.path, env=File().env(each.who), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for each in clones
    ]  # fmt: skip
    told = [child.communicate()[0] for child in standing]
    assert [child.returncode for child in standing] == [0] * many, told
    assert not any("came back" in each for each in told)
    for each in clones:
        each.sync()
    held = {tuple(sorted(lines(place, "sprints"))) for place in (field.server, *(each.path for each in clones))}
    assert len(held) == 1
    (thread,) = read_board(open_chamber(clones[0].path)).threads
    assert thread.out_of_order == []
    assert isinstance(thread.state, Sprint)
    assert {each.by for each in thread.state.standups} == {each.name for each in team}
    assert len(thread.state.impediments) == many
