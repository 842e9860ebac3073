"""Having an adviser's program learn from past decisions, and putting what it has learnt on record, by digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.events import LONGEST, ProgramCompiled
from gitgov.advice.learning import LEAST, Example, Report, by_facts, by_time, report
from gitgov.advice.marking import Right
from gitgov.advice.profile import Profile
from gitgov.chamber.acts import Actor
from gitgov.chamber.advising.asked import heard, judged, veiled_for
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
    if row.metric.right is None:
        raise BadInput(f"a model has no word in {row.metric.says}", "there is nothing that it could learn")
    facts = report(row.metric, late, by_facts)
    if facts.score is None:
        raise BadInput(
            _too_few(examples, facts), f"--most N, with more; git gov advise eval {adviser} shows what there is"
        )
    before = program_for(chamber, adviser)
    old = _score(chamber, profile, late, before)
    lesson = {
        "examples": [_example(chamber, each, row.metric.right) for each in early],
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
    if len(found.state) > LONGEST:
        what = f"what was learnt is {len(found.state)} characters long, and a record holds {LONGEST}"
        raise BadInput(what, "--optimizer gepa, which learns instructions and keeps no examples")
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
    metric = ADVISERS[examples[0].case.adviser].metric
    found = report(metric, examples, lambda case: judged(heard(chamber, case, profile, state)))
    if found.score is None:
        takes = f"{LEAST} good and {LEAST} bad ones" if metric.kinds else f"{LEAST}"
        what = f"{profile.name} was heard on {found.heard} of {many(found.asked, 'later case')}: it takes {takes} to say how well it tells them"
        raise BadInput(what, f"git gov advise merge --profile {profile.name} says why it is not heard")
    return found.score


def _too_few(examples: Sequence[Example], found: Report) -> str:
    half = f"the later half of {len(examples)} past cases has"
    if found.good is None:
        return f"{half} {found.heard}: it takes {LEAST}"
    return f"{half} {found.good} good ones and {found.bad} bad ones: it takes {LEAST} of each"


def _example(chamber: Chamber, example: Example, right: Right) -> dict[str, Any]:
    """Write an example as it may leave: names stand for others in what it is marked by as they do in what is asked."""
    shut = veiled_for(chamber, example.case)
    shown = {real: placed for placed, real in shut.behind.items()}
    order = tuple(shown.get(each, each) for each in example.case.answer.order)
    floor = example.case.answer._replace(order=order)
    worth = {shown.get(name, name): value for name, value in example.became.worth.items()}
    became, facts = example.became._replace(worth=worth), dict(shut.case.facts)
    data = {key: value[:_MOST_TEXT] if isinstance(value, str) else value for key, value in shut.case.data.items()}
    return {
        "facts": facts, "data": data, "floor": floor.verdict, "floor_order": order, "floor_choice": floor.choice,
        "good": became.good, "why": became.why, "worth": worth, **right(facts, floor, became),
    }  # fmt: skip


def _helps(reason: str) -> str:
    if reason.startswith("not-installed"):
        return "pip install 'dspy[optuna]', which mipro needs; --optimizer bootstrap needs nothing more"
    if reason == "run-budget":
        return "--tokens N, with more; or --optimizer labeled, which asks nobody"
    return "--seconds N, with more" if reason == "deadline" else "git gov advise profile check"
