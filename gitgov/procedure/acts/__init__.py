"""The table of acts upon a pending question: one file and one row each."""

from __future__ import annotations

from collections.abc import Mapping

from gitgov.procedure.acts import (
    accept,
    agenda,
    announce,
    ballot,
    concur,
    consent,
    decline,
    enact,
    hand_over,
    meet,
    move,
    notice,
    open_paragraph,
    put,
    recognition,
    recusal,
    report,
    ruling,
    second,
    speech,
    state,
    veto,
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
        consent.SEEK,
        consent.REFUSE,
        ballot.CAST,
        ballot.MARK,
        decline.ROW,
        veto.ENTER,
        veto.WITHDRAW,
        recusal.DECLARE,
        recusal.END,
        announce.ROW,
        withdraw.ROW,
        notice.ROW,
        enact.ROW,
        accept.ROW,
        concur.ROW,
        ruling.ROW,
        hand_over.ROW,
        report.ROW,
        open_paragraph.ROW,
        meet.CALL,
        meet.OPEN,
        meet.ANSWER,
        agenda.ROW,
        recognition.SEEK,
        recognition.ASSIGN,
        recognition.YIELD,
    )
}
