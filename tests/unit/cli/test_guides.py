"""What the guide to sprints types is typed as the commands have it: verbs, options, and no more words than they take."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from gitgov.cli.programs import PROGRAMS
from gitgov.cli.verbs import Command

USAGE: type[Exception] = typer.BadParameter.__mro__[
    1
]  # typer has a click of its own, and shows this error of it only so

GUIDE = (Path(__file__).parents[3] / "docs" / "sprints.md").read_text("utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
TYPED = [line for block in BLOCKS for line in block.splitlines() if line.startswith("git ")]
NAMED = re.findall(r"`(git (?:sprint|motion|vote|gov) [^`]*)`", GUIDE)


def parsed(line: str) -> None:
    """Reads a command line as the program does, and runs nothing; raises KeyError for a verb that is not there."""
    words = shlex.split(line)
    command: Command = PROGRAMS["-".join(words[:2])]
    rest = [each for each in words[2:] if each != "--help"]
    while isinstance(command, TyperGroup) and rest:
        command, rest = command.commands[rest[0]], rest[1:]  # type: ignore[assignment]
    if not isinstance(command, TyperGroup):
        command.make_context(line, rest)


@pytest.mark.parametrize("line", [line for line in TYPED if not line.startswith("git config ")])
def test_a_line_of_the_guide_can_be_typed(line: str) -> None:
    parsed(line)


@pytest.mark.parametrize("line", NAMED)
def test_a_command_that_the_guide_names_is_there(line: str) -> None:
    """What it is about may be left out in running text."""
    try:
        parsed(line)
    except USAGE as error:
        if "Missing parameter" not in str(error):
            raise


@pytest.mark.parametrize(
    "line", ["git sprint begin", "git sprint plan S1 --sum", "git sprint item add", "git sprint status S1"]
)
def test_a_line_that_cannot_be_typed_is_noticed(line: str) -> None:
    with pytest.raises((USAGE, KeyError)):
        parsed(line)
