"""Every kind of event in the metrics room: a row for each subject that has some."""

from __future__ import annotations

from gitgov.ledger.event import Kinds
from gitgov.quality import events, project_events

KINDS: Kinds = {**events.KINDS, **project_events.KINDS}
