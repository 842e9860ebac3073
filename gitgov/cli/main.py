"""The entry points, and where errors become messages and exit codes.

0 done or allowed; 1 refused by governance; 2 wrong usage or configuration; 3 could not decide, therefore blocked.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from gitgov.core.errors import GitgovError, Undecided


def gov() -> NoReturn:
    """Run `git gov`."""
    _run("git-gov")


def motion() -> NoReturn:
    """Run `git motion`."""
    _run("git-motion")


def vote() -> NoReturn:
    """Run `git vote`."""
    _run("git-vote")


def sprint() -> NoReturn:
    """Run `git sprint`."""
    _run("git-sprint")


def quality() -> NoReturn:
    """Run `git quality`."""
    _run("git-quality")


def git_gov() -> NoReturn:
    """Be the process `git-gov`."""
    _process(gov)


def git_motion() -> NoReturn:
    """Be the process `git-motion`."""
    _process(motion)


def git_vote() -> NoReturn:
    """Be the process `git-vote`."""
    _process(vote)


def git_sprint() -> NoReturn:
    """Be the process `git-sprint`."""
    _process(sprint)


def git_quality() -> NoReturn:
    """Be the process `git-quality`."""
    _process(quality)


def _process(program: Callable[[], NoReturn]) -> NoReturn:
    """Run a program to its end, without taking the interpreter apart: that takes a tenth of the time of a short one."""
    try:
        program()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        print(f"could not write: {error.strerror or error}", file=sys.stderr)
        status = 3
    sys.stderr.flush()
    os._exit(status)


def _light_start() -> None:
    """Do without the cyclic collector, as a command lives for seconds, and without pydantic's search for plug-ins."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _run(program: str) -> NoReturn:
    _light_start()
    from gitgov.cli.programs import PROGRAMS

    name = program.replace("-", " ")
    try:
        PROGRAMS[program](prog_name=name)
    except GitgovError as error:
        _explain(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # a full disk below what is printed, a folder that may not be read
        place = error.filename if isinstance(error.filename, str) else "cannot write"
        _explain(
            Undecided(
                f"{place}: {error.strerror or error}", "check the disk and its permissions; then the same command again"
            )
        )
        sys.exit(3)
    except UnicodeError as error:
        print(f"error: text that is not UTF-8: {error.reason if hasattr(error, 'reason') else error}", file=sys.stderr)
        sys.exit(2)
    except Exception as error:  # a defect: nobody is helped by a traceback, and nothing may pass for success
        if misfit := _misfit(error):
            print(f"error: {misfit}", file=sys.stderr)
            sys.exit(2)
        if os.environ.get("GITGOV_TRACEBACK"):
            raise
        print(f"{name}: could not decide: {type(error).__name__}: {error}", file=sys.stderr)
        print("  this is a defect in gitgov: GITGOV_TRACEBACK=1 shows where; nothing more was done", file=sys.stderr)
        sys.exit(3)
    sys.exit(0)


def _misfit(error: Exception) -> str:
    """Say what does not fit a record, as a text that is too long or a name with a blank; nothing for any other error."""
    pydantic = sys.modules.get("pydantic")  # a verb that loads no records cannot have met one
    if pydantic is None or not isinstance(error, pydantic.ValidationError):
        return ""
    from gitgov.ledger.misfits import misfit

    what, remedy = misfit(error)
    return f"{what}\n  next: {remedy}" if remedy else what


def _explain(error: GitgovError) -> None:
    from gitgov.cli.text import explain

    explain(error)
