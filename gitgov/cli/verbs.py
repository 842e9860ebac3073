"""Groups of verbs whose code is imported only when one of them is typed, or all of them are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from gitgov import __version__

_CONTEXT = {"help_option_names": ["-h", "--help"]}
Command = TyperCommand | TyperGroup


def group(help_text: str, table: Mapping[str, str | TyperGroup], *, program: bool = False) -> TyperGroup:
    """Make a group from a table: verb -> `module.function` below `gitgov.cli`, or a group within it.

    A whole `program` says its version too.
    """
    commands = cast("Any", _Verbs(table))  # typer only looks things up in it
    return TyperGroup(
        name="",
        help=help_text,
        short_help=help_text.split("\n", 1)[0],
        commands=commands,
        params=[_version()] if program else [],
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings=_CONTEXT,
    )


@cache
def _version() -> Any:
    """Return the option `--version`, as typer reads it from a command of its own."""

    def root(
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Show the version of gitgov.")
        ] = False,
    ) -> None: ...

    app = typer.Typer(add_completion=False)
    app.command()(root)
    return get_command(app).params[0]


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"gitgov {__version__}")
        raise typer.Exit


class _Verb(TyperCommand):
    """A verb, which says in our words what it does not take."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; raises `BadInput` for a value that an argument or option does not take."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            from gitgov.cli.mistyped import mistyped  # it loads what reads records

            said = mistyped(error)
            raise said or error from error


class _Verbs(Mapping[str, Command]):
    def __init__(self, table: Mapping[str, str | TyperGroup]) -> None:
        self._table = table

    def __getitem__(self, verb: str) -> Command:
        place = self._table[verb]
        return _read(verb, place) if isinstance(place, str) else place

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def _read(verb: str, place: str) -> Command:
    module, _, name = place.rpartition(".")
    function = getattr(import_module(f"gitgov.cli.{module}"), name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    sentence, *_ = (function.__doc__ or "").split("\n", 1)  # else a list of verbs cuts it off after some words
    app.command(verb, cls=_Verb, short_help=sentence)(function)
    return cast("Command", get_command(app))
