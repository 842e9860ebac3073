"""The programs and their commands, for man pages and completions; each program itself imports only its own."""

from __future__ import annotations

import typer

from gitgov.cli import gov, motion, vote

PROGRAMS: dict[str, typer.Typer] = {"git-gov": gov.app, "git-motion": motion.app, "git-vote": vote.app}
