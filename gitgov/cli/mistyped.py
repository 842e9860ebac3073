"""What somebody typed as an argument or option that it does not take, in our words and not in those of the library that reads it."""

from __future__ import annotations

import typer
from pydantic import ValidationError

from gitgov.core.errors import BadInput
from gitgov.ledger.misfits import misfit

_NO_CHOICE = " is not one of "


def mistyped(error: typer.BadParameter) -> BadInput | None:
    """Say what an argument or option does not take; nothing where it is not its value that is wrong."""
    cause, context, parameter = error.__cause__, error.ctx, error.param
    if not isinstance(cause, ValidationError) or context is None or parameter is None:
        return None
    name = parameter.get_error_hint().replace("'", "")
    first = cause.errors(include_url=False)[0]
    _, refused, choices = first["msg"].partition(_NO_CHOICE)
    allowed = choices.removeprefix("'', ").removesuffix(".")  # that it may be left out is known
    what = f"{name} {first['input']!r}: it takes {allowed}" if refused else misfit(cause, name)[0]
    return BadInput(what, f"{context.command_path} --help")
