"""What a person at a terminal is told while something takes long, and nobody else."""

from __future__ import annotations

import sys

import pytest

from gitgov.cli.text import waiting_for


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_is_told_which_model_is_asked(
    terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    waiting_for("local")
    assert capsys.readouterr().err == ("asking local ...\n" if terminal else "")
