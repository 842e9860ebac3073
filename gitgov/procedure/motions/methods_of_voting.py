"""Choose how a vote is taken, or have it taken again in another way (RONR (12th ed.) 30)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.retaking import SIGNED, Method, in_words, method_of, retaken, why_not_retaken
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 30:2-3"


class MethodsOfVoting(Question):
    """How: by voice, rising, counted, by roll call, or by ballot. A vote just announced is then taken again."""

    motion: Literal["methods_of_voting"] = "methods_of_voting"
    method: Method = SIGNED


def _applies(floor: Floor, moving: Moving) -> Objections:
    target = moving.on
    if target is None:
        return object_to("GOV-353", "there is no question whose vote this could be about", SOURCE, "git motion list")
    return () if target.decision is None else why_not_retaken(floor, target)


def _fits(_floor: Floor, moving: Moving) -> Objections:
    target, method = moving.on, moving.question.method
    if target is None or method_of(target) != method:
        return ()
    what = f"the vote on {target.name} is taken {in_words(method)} anyway" if target.decision is None else (
        f"the vote on {target.name} was taken {in_words(method)}, and is not taken again by the same method"
    )  # fmt: skip
    return object_to("GOV-520", what, "RONR (12th ed.) 30:6", "name another: voice, rising, counted, roll call, ballot")


def _carried(floor: Floor, motion: Motion) -> Floor:
    target, question = floor.motions.get(EventId(motion.on)), motion.question
    if target is None or not isinstance(question, MethodsOfVoting):
        return floor
    if target.decision is not None:
        return retaken(floor, target, question.method, decided_at(motion))
    return floor.having(target.but(method=question.method))


ROW = MotionRow(
    "methods_of_voting",
    "choose how the vote is taken",
    SOURCE,
    MethodsOfVoting,
    lambda question: f"take the vote {in_words(question.method)}",
    kind="incidental",
    rank=0,
    debatable="no",
    vote="majority",
    applies=_applies,
    fits=_fits,
    carried=_carried,
    verb="count",
    effect="the vote is taken in this way; one just announced is taken again",
    words="method",
)
