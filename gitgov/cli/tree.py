"""The command tree as plain values, for whoever writes it down: man pages and completions.

Reads typer's own objects once (`get_params`, `get_help_record`: stable in practice, not documented; the tests of the
man pages guard them) and leaves nothing of typer in what it returns.
"""

import inspect
from collections.abc import Iterator
from typing import Any, NamedTuple

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption


class Argument(NamedTuple):
    """A positional parameter; `many` says that it takes all words that follow."""

    name: str
    help: str
    required: bool
    many: bool


class Option(NamedTuple):
    """An option; `value` is its metavar, empty for a flag; `choices` are its only values, if they are known."""

    names: tuple[str, ...]
    value: str
    help: str
    choices: tuple[str, ...]


class Verb(NamedTuple):
    """A program, a group or a command: `path` is what is typed after the program's name, empty for the program."""

    path: tuple[str, ...]
    help: str
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    verbs: tuple["Verb", ...]

    def __iter__(self) -> Iterator["Verb"]:
        """Yields the verb and all below it, depth first."""
        yield self
        for verb in self.verbs:
            yield from verb

    @property
    def summary(self) -> str:
        """The first line of the help, without its full stop."""
        return self.help.split("\n", 1)[0].removesuffix(".")


def read_tree(program: TyperGroup) -> Verb:
    """Returns the visible commands of a program with their visible parameters."""
    return _verb(program, typer.Context(program, **program.context_settings), ())


def _verb(command: Any, context: typer.Context, path: tuple[str, ...]) -> Verb:
    shown = [each for each in command.get_params(context) if not each.hidden]
    return Verb(
        path=path,
        help=inspect.cleandoc(command.help or ""),
        arguments=tuple(_argument(each, context) for each in shown if isinstance(each, TyperArgument)),
        options=tuple(_option(each, context) for each in shown if isinstance(each, TyperOption)),
        verbs=tuple(_below(command, context, path)) if isinstance(command, TyperGroup) else (),
    )


def _below(group: TyperGroup, context: typer.Context, path: tuple[str, ...]) -> Iterator[Verb]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield _verb(command, typer.Context(command, parent=context), (*path, name))


def _argument(parameter: TyperArgument, context: typer.Context) -> Argument:
    name = (parameter.metavar or parameter.name.upper()).removesuffix("...")
    return Argument(name, _help(parameter, context), required=parameter.required, many=parameter.nargs != 1)


def _option(parameter: TyperOption, context: typer.Context) -> Option:
    flag = parameter.is_flag or parameter.count
    choices = (
        () if flag else tuple(str(getattr(each, "value", each)) for each in parameter.type_descriptor.choices or ())
    )
    shown_type = (parameter.display_type_rich(context) or "").strip("<>").upper()
    return Option(
        names=(*sorted(parameter.opts, key=len), *parameter.secondary_opts),  # click keeps those of --help in a set
        value="" if flag else parameter.metavar or "|".join(choices) or shown_type,
        help=_help(parameter, context),
        choices=choices,
    )


def _help(parameter: TyperArgument | TyperOption, context: typer.Context) -> str:
    record = parameter.get_help_record(context)
    return record[1].removesuffix("[required]").rstrip() if record else ""  # the usage shows what is required
