"""How `git motion floor` says what a member types."""

import pytest

from gitgov.cli.floor import command
from gitgov.core.ids import EventId
from gitgov.procedure.in_order import Choice
from gitgov.procedure.motions import MOTIONS

DECIDED = EventId("ab" * 32)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("approve_minutes", "git gov meeting approve"),
        ("reconsider", "git motion reconsider M-abababab"),
        ("commit", "git motion refer COMMITTEE M-abababab"),
        ("postpone_indefinitely", "git motion postpone indefinitely M-abababab"),
        ("postpone_to_certain_time", "git motion postpone DURATION M-abababab"),
        ("merge", "git motion merge BRANCH"),
        ("architecture", "git motion adopt architecture"),
    ],
)
def test_the_command_with_the_words_that_it_needs(kind: str, typed: str) -> None:
    assert command(Choice(MOTIONS[kind], None, (DECIDED,), ())) == typed
