"""An objection: why something may not be, by which rule, and what would help."""

from __future__ import annotations

from typing import NamedTuple


class Objection(NamedTuple):
    """One reason against an act, with a stable code.

    `code` is `GOV-1xx` from the gate, `2xx` from the ledger, `3xx` from procedure, `4xx` from the charter, `5xx` from
    meetings.
    `rule` cites the source, `remedy` is a command or sentence that helps, `records` are the ids concerned.
    """

    code: str
    what: str
    rule: str = ""
    remedy: str = ""
    records: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code} {self.what}"
