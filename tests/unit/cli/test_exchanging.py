"""What `git gov sync` says of what came back: where another remote decides, that it stays, and which one does."""

from __future__ import annotations

import pytest

from gitgov.chamber.sync import Report
from gitgov.cli.exchanging import tell
from gitgov.core.objection import Objection


@pytest.mark.parametrize("kept", [False, True])
def test_it_is_said_who_decides_on_what_came_back(kept: bool, capsys: pytest.CaptureFixture[str]) -> None:
    refused = [Objection("GOV-341", "too late", remedy="move again")]
    tell(Report("ops", refused=refused, kept=kept), "origin")
    said = "  came back: GOV-341 too late\n    next: move again\n"
    stays = "  what came back stays here: origin decides, by git gov sync; it is not sent to ops again\n"
    assert capsys.readouterr().out == said + (stays if kept else "")
