"""The table of acts upon a pending question: one file and one row each."""

from __future__ import annotations

from collections.abc import Mapping

from gitgov.procedure.acts import (
    announce,
    ballot,
    enact,
    meet,
    move,
    put,
    recognition,
    ruling,
    second,
    speech,
    state,
    withdraw,
)
from gitgov.procedure.rows import ActRow

ACTS: Mapping[str, ActRow] = {
    row.kind: row
    for row in (
        move.ROW,
        second.ROW,
        state.ROW,
        speech.ROW,
        put.ROW,
        ballot.ROW,
        announce.ROW,
        withdraw.ROW,
        enact.ROW,
        ruling.ROW,
        meet.CALL,
        meet.OPEN,
        meet.ANSWER,
        recognition.SEEK,
        recognition.ASSIGN,
        recognition.YIELD,
    )
}
