"""Every kind of event in the room of sprints: a row for each subject that has some."""

from __future__ import annotations

from gitgov.ledger.event import Kinds
from gitgov.sprints import events, outcome_events
from gitgov.sprints.facilitating import record
from gitgov.sprints.increments import events as increment_events

KINDS: Kinds = {**events.KINDS, **outcome_events.KINDS, **increment_events.KINDS, **record.KINDS}
