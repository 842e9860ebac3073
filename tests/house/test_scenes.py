"""Every verb that the programs offer is typed in a scene, as a person would type it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typer.core import TyperGroup

from gitgov.cli.programs import PROGRAMS
from tests.house.source import ROOT
from tests.kit.transcript import steps

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def verbs(words: str, program: TyperGroup) -> Iterator[str]:
    """Yields `git motion merge` and so on, those of groups within groups too."""
    for name, command in program.commands.items():
        if isinstance(command, TyperGroup):
            yield from verbs(f"{words} {name}", command)
        else:
            yield f"{words} {name}"


def typed() -> list[list[str]]:
    """Returns the words of every command that somebody types in a scene, each as far as it is one command."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "scenes").glob("*.md"))]
    lines = (step.command for text in texts for block in BLOCK.findall(text) for step in steps(block))
    return [re.split(r"\s+", part.strip()) for line in lines for part in re.split(r"&&|\|\||[;|(]|\bdo\b", line)]


def test_every_verb_is_typed_in_a_scene() -> None:
    offered = [verb for name, program in PROGRAMS.items() for verb in verbs(name.replace("-", " "), program)]
    commands = [words[words.index("git") :] for words in typed() if "git" in words]
    seen = {" ".join(words[:count]) for words in commands for count in (3, 4, 5)}
    assert len(offered) > 100
    assert [verb for verb in offered if verb not in seen] == []
