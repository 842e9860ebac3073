"""Help is read whole: no sentence of it ends in dots."""

from pathlib import Path

import pytest

from gitgov.cli.programs import PROGRAMS
from gitgov.cli.tree import Verb, read_tree
from tests.kit.programs import program

GROUPS = [(name, each) for name, top in PROGRAMS.items() for each in read_tree(top) if each.verbs]


@pytest.mark.parametrize(
    ("name", "group"), GROUPS, ids=lambda each: "-".join(each.path) if hasattr(each, "path") else each
)
def test_each_verb_is_told_in_a_whole_sentence(name: str, group: Verb, tmp_path: Path) -> None:
    said = " ".join(program(name.removeprefix("git-"), *group.path, "--help", cwd=tmp_path).stdout.split())
    assert "..." not in said.replace("[ARGS]...", "")
    for verb in group.verbs:
        assert f"{verb.path[-1]} {verb.summary}" in said
