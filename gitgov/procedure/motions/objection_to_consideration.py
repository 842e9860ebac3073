"""Object to the consideration of a question: keep an original main motion from being discussed at all (RONR (12th ed.) 26)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 26:2"


class Objecting(Question):
    """Nothing more than that; what is put is whether the question shall be considered."""

    motion: Literal["objection_to_consideration"] = "objection_to_consideration"


def _applies(floor: Floor, moving: Moving) -> Objections:
    target = moving.on
    if target is None or target.row.kind != "main" or target.row.name == "charter":
        return object_to(
            "GOV-382", "only an original main motion can be objected to", "RONR (12th ed.) 26:2(2)", "vote nay"
        )
    if target.speeches or len(floor.stack) > 1 or _taken_up(floor, target):
        what = f"consideration of {target.name} has begun"
        return object_to("GOV-383", what, "RONR (12th ed.) 26:2(1)", "postpone_indefinitely, or vote nay")
    return ()


def _taken_up(floor: Floor, target: Motion) -> bool:
    """Say whether a subsidiary motion on it, other than to lay it on the table, has been stated."""
    others = (each for each in floor.motions.values() if each.on == target.id and each.stated_at is not None)
    return any(each.row.kind == "subsidiary" and each.row.name != "lay_on_table" for each in others)


def _lost(floor: Floor, motion: Motion) -> Floor:
    return floor.without(floor.stack, decided_at(motion), "dismissed")


ROW = MotionRow(
    "objection_to_consideration",
    "keep the question from being considered at all",
    SOURCE,
    Objecting,
    lambda _: "consider the question (to which a member objects)",
    kind="incidental",
    rank=0,
    interrupts=True,
    second=False,
    debatable="no",
    amendable=False,
    vote="two_thirds_against",
    reconsidered="negative",
    applies=_applies,
    lost=_lost,
    verb="object",
    effect="if two thirds are against considering it, the main question is dismissed for this session",
)
