"""The table of acts upon a pending question: one file and one row each."""

from __future__ import annotations

from collections.abc import Mapping

from gitgov.procedure.acts import announce, ballot, enact, put, second, speech, state, withdraw
from gitgov.procedure.acts.row import ActRow

ACTS: Mapping[str, ActRow] = {
    row.kind: row
    for row in (second.ROW, state.ROW, speech.ROW, put.ROW, ballot.ROW, announce.ROW, withdraw.ROW, enact.ROW)
}
