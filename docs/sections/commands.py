"""The commands, read from the command tree that the programs themselves are made of."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.cli.programs import PROGRAMS
from gitgov.cli.tree import Argument, Option, Verb, read_tree
from sections import table


def reference() -> str:
    """Returns a chapter for each program and a section for each command."""
    return "\n".join(line for name, app in PROGRAMS.items() for line in _program(name, read_tree(app)))


def _program(name: str, tree: Verb) -> Iterator[str]:
    typed = name.replace("-", " ", 1)
    yield f"## {typed}\n"
    yield f"{tree.help}\n"
    commands = [verb for verb in tree if verb.path and not verb.verbs]
    yield table(
        ("command", "what it does"),
        ((f"[`{typed} {' '.join(verb.path)}`](#{_anchor(typed, verb)})", verb.summary + ".") for verb in commands),
    )
    for verb in commands:
        yield from _command(typed, verb)


def _command(typed: str, verb: Verb) -> Iterator[str]:
    yield f"### {typed} {' '.join(verb.path)}\n"
    yield f"`{_usage(typed, verb)}`\n"
    yield f"{verb.help}\n"
    rows = [*map(_argument, verb.arguments), *(_option(each) for each in verb.options if "--help" not in each.names)]
    if rows:
        yield table(("parameter", "meaning"), rows)


def _usage(typed: str, verb: Verb) -> str:
    options = ["[options]"] if any("--help" not in each.names for each in verb.options) else []
    return " ".join([typed, *verb.path, *options, *map(_placeholder, verb.arguments)])


def _placeholder(argument: Argument) -> str:
    word = argument.name + ("..." if argument.many else "")
    return word if argument.required else f"[{word}]"


def _argument(argument: Argument) -> tuple[str, str]:
    return f"`{_placeholder(argument)}`", argument.help


def _option(option: Option) -> tuple[str, str]:
    return ", ".join(f"`{name}`" for name in option.names) + (f" `{option.value}`" if option.value else ""), option.help


def _anchor(typed: str, verb: Verb) -> str:
    """Names the section as Markdown viewers do."""
    return "-".join((*typed.split(), *verb.path))
