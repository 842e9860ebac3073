"""Quorum by attendance: how many members must be there for business to be done, and what is in order without (RONR (12th ed.) 40)."""

from __future__ import annotations

from math import ceil
from math import floor as whole_part

from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import MotionRow, Objections, object_to

WITHOUT = frozenset({
    "fix_time_to_which_to_adjourn", "fix_time_main", "recess", "recess_main", "adjourn", "adjourn_main",
    "raise_question_of_privilege", "point_of_order", "appeal", "parliamentary_inquiry", "request_for_information",
})  # fmt: skip
"""What is in order without a quorum: to obtain one, to leave off, and what keeps order meanwhile (40:7)."""


def needed(floor: Floor) -> int:
    """Return how many members must be present on this floor; of the active ones alone, as vacancies do not count (40:2)."""
    rule, members = floor.rules.quorum, len(floor.step.charter.electorate)
    if isinstance(rule, int):
        return rule
    share = rule.share * members
    return whole_part(share) + 1 if rule.strict else max(1, ceil(share))


def missing(floor: Floor) -> int:
    """Return how many more members must come before there is a quorum; none on a motion's own floor."""
    return 0 if floor.meeting is None else max(0, needed(floor) - len(floor.meeting.present))


def no_quorum(floor: Floor, row: MotionRow) -> Objections:
    """Object to business while there is no quorum; debate on what is pending may go on until somebody says so (40:12)."""
    if floor.meeting is None or row.name in WITHOUT or not missing(floor):
        return ()
    what = f"there is no quorum: {needed(floor)} must be present, and {len(floor.meeting.present)} of them are"
    return object_to("GOV-511", what, "RONR (12th ed.) 40:6-7", "take a recess, adjourn, or see who else comes")
