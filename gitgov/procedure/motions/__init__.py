"""The table of motions: one file and one row each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from gitgov.core.filed import Filed
from gitgov.procedure.rows import MotionRow, Question

NAMES: Final = (
    "merge",
    "release",
    "architecture",
    "process",
    "charter",
    "main",
    "choose",
    "elect",
    "sprint",
    "increment",
    "sequence",
    "ctq",
    "waiver",
    "tollgate",
    "amend",
    "amend_secondary",
    "substitute",
    "postpone_indefinitely",
    "commit",
    "postpone_to_certain_time",
    "limit_extend_debate",
    "previous_question",
    "lay_on_table",
    "take_from_table",
    "discharge_committee",
    "rescind_amend_adopted",
    "rescind_and_expunge",
    "reconsider",
    "reconsider_enter_minutes",
    "objection_to_consideration",
    "withdraw_motion",
    "adjourn_main",
    "recess_main",
    "fix_time_main",
    "ratify",
    "adopt_report",
    "approve_minutes",
    "call_orders_of_day",
    "raise_question_of_privilege",
    "recess",
    "adjourn",
    "fix_time_to_which_to_adjourn",
    "parliamentary_inquiry",
    "request_for_information",
    "read_papers",
    "any_other_privilege",
    "division_of_assembly",
    "division_of_question",
    "division_of_question_demand",
    "consideration_by_paragraph",
    "create_blank",
    "fill_blank",
    "methods_of_voting",
    "close_polls",
    "reopen_polls",
    "nominate",
    "nomination_methods",
    "close_nominations",
    "reopen_nominations",
    "point_of_order",
    "appeal",
    "suspend_rules",
    "excused_from_duty",
    "modify_motion",
)
"""The kinds of motions, each of which has a file here that is called so."""


MOTIONS: Final[Mapping[str, MotionRow]] = Filed(__name__, "ROW", NAMES)


def asked(value: object) -> Question:
    """Read the question of a motion by its kind, from JSON or as it is; raises `ValueError`."""
    if isinstance(value, Question):
        return value
    kind = value.get("motion") if isinstance(value, dict) else None
    row = MOTIONS.get(kind) if isinstance(kind, str) else None
    if row is None:
        raise ValueError(f"there is no kind of motion {kind!r}")
    try:
        return row.question.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error


def read_back(question: Question) -> str:
    """Read a question back in the assembly's words."""
    return MOTIONS[question.motion].read_back(question)
