"""Having an adviser's program learn from past decisions, and putting what it has learnt on record, by digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.answer import Case
from gitgov.advice.events import ProgramCompiled
from gitgov.advice.learning import LEAST, Example, by_facts, by_time, report
from gitgov.advice.profile import Profile
from gitgov.chamber.acts import Actor
from gitgov.chamber.advising.asked import heard, judged, shown
from gitgov.chamber.advising.programs import program_for
from gitgov.chamber.lessons import learn
from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import open_thread
from gitgov.core.errors import BadInput
from gitgov.core.visible import many
from gitgov.ledger.event import Event

OPTIMIZERS = ("labeled", "bootstrap", "mipro", "gepa")
_MOST_TEXT = 2_000
"""Characters of a diff in an example: a demonstration is sent with every question."""


class Course(NamedTuple):
    """How a program is to learn: by which optimizer, with how many tokens, and in how many seconds."""

    optimizer: str
    tokens: int
    seconds: int


class Trained(NamedTuple):
    """What came of it: the body to be recorded, and how well the facts alone tell the same cases; scores of a thousand."""

    body: ProgramCompiled
    facts: int
    requests: int


def train(chamber: Chamber, adviser: str, profile: Profile, examples: Sequence[Example], course: Course) -> Trained:
    """Have a program learn from the earlier half of some cases, and judge it by the later one; raises `BadInput`, with what hinders it."""
    row, (early, late) = ADVISERS[adviser], by_time(examples)
    facts = report(row.levels, late, by_facts)
    if facts.score is None:
        what = f"the later half of {len(examples)} past cases has {facts.good} good ones and {facts.bad} bad ones: it takes {LEAST} of each"
        raise BadInput(what, "--most N, with more; git gov advise eval shows what there is")
    before = program_for(chamber, adviser)
    old = _score(chamber, profile, late, before)
    lesson = {
        "examples": [_example(chamber, each, row.levels) for each in early],
        "optimizer": course.optimizer,
        "state": None if before is None else dict(before),
        "seed": profile.seed or 0,
    }
    found = learn(profile, row, lesson, course.tokens, course.seconds)
    if found.reason:
        raise BadInput(f"nothing was learnt: {found.reason}", _helps(found.reason))
    if hashlib.sha256(found.state.encode()).hexdigest() != found.digest:
        raise BadInput(
            "the program that came back is not the one that its digest names", "again; tell who keeps gitgov"
        )
    new = _score(chamber, profile, late, json.loads(found.state))
    body = ProgramCompiled(
        adviser=adviser, digest=found.digest, state=found.state, optimizer=course.optimizer, trained_on=len(early),
        judged_on=len(late), score=new, before=old,
    )  # fmt: skip
    return Trained(body, facts.score, found.requests)


def record_program(chamber: Chamber, actor: Actor, trained: Trained) -> Event:
    """Put a program on record on the charter's commit, where everybody reads it."""
    return open_thread(chamber, actor, trained.body, chamber.chain.subject)


def _score(chamber: Chamber, profile: Profile, examples: Sequence[Example], state: Mapping[str, Any] | None) -> int:
    """Return how well a program tells cases; raises `BadInput` where its model was heard on too few of them."""
    levels = ADVISERS[examples[0].case.adviser].levels
    found = report(levels, examples, lambda case: judged(heard(chamber, case, profile, state)))
    if found.score is None:
        what = f"{profile.name} was heard on {found.heard} of {many(found.asked, 'later case')}: it takes {LEAST} good and {LEAST} bad ones to say how well it tells them"
        raise BadInput(what, f"git gov advise merge --profile {profile.name} says why it is not heard")
    return found.score


def _example(chamber: Chamber, example: Example, levels: Sequence[str]) -> dict[str, Any]:
    case: Case = shown(chamber, example.case)
    data = {key: value[:_MOST_TEXT] if isinstance(value, str) else value for key, value in case.data.items()}
    right = max(case.answer.verdict, levels[0] if example.good else levels[-1], key=levels.index)
    return {
        "facts": dict(case.facts), "data": data, "floor": case.answer.verdict,
        "good": example.good, "why": example.why, "verdict": right,
    }  # fmt: skip


def _helps(reason: str) -> str:
    if reason.startswith("not-installed"):
        return "pip install 'dspy[optuna]', which mipro needs; --optimizer bootstrap needs nothing more"
    if reason == "run-budget":
        return "--tokens N, with more; or --optimizer labeled, which asks nobody"
    return "--seconds N, with more" if reason == "deadline" else "git gov advise profile check"
