"""Having an adviser's program learn from past decisions, and putting what it has learnt on record, by digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gitgov.advice.adviser import Adviser
from gitgov.advice.advisers import ADVISERS
from gitgov.advice.events import LONGEST, ProgramCompiled
from gitgov.advice.learning import LEAST, Example, Report, by_facts, by_time, report
from gitgov.advice.marking import Right
from gitgov.advice.profile import Profile
from gitgov.chamber.acts import Actor
from gitgov.chamber.advising.asked import heard, judged, veiled_for
from gitgov.chamber.advising.hindsight.table import past_of
from gitgov.chamber.advising.programs import program_for
from gitgov.chamber.lessons import Learnt, learn
from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import open_thread
from gitgov.core.errors import BadInput
from gitgov.core.visible import many
from gitgov.ledger.event import Event

OPTIMIZERS = ("labeled", "bootstrap", "mipro", "gepa")
_MOST_TEXT, _MOST_ROWS = 2_000, 20
"""Characters of a diff in an example, and so many messages: a demonstration is sent with every question."""


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


def learner(adviser: str) -> Right:
    """Return what of an adviser's answers a model can learn; raises `BadInput` where there is no such adviser, or nothing."""
    past_of(adviser)
    metric = ADVISERS[adviser].metric
    if metric.right is None:
        raise BadInput(f"a model has no word in {metric.says}", "there is nothing that it could learn")
    return metric.right


def train(chamber: Chamber, adviser: str, profile: Profile, examples: Sequence[Example], course: Course) -> Trained:
    """Have a program learn from the earlier half of some cases, and judge it by the later one; raises `BadInput`, with what hinders it."""
    right, row, (early, late) = learner(adviser), ADVISERS[adviser], by_time(examples)
    facts = report(row.metric, late, by_facts)
    taught = [told for each in early if (told := _example(chamber, each, right))]
    if facts.score is None or not taught:
        what = (
            _too_few(examples, facts)
            if taught
            else "a model could have said nothing of what counted in the earlier half of them"
        )
        raise BadInput(what, f"--most N, with more; git gov advise eval {adviser} shows what there is")
    before = program_for(chamber, adviser)
    old = _score(chamber, profile, late, before)
    found = _learnt(profile, row, course, taught, before)
    new = _score(chamber, profile, late, json.loads(found.state))
    body = ProgramCompiled(
        adviser=adviser, digest=found.digest, state=found.state, optimizer=course.optimizer, trained_on=len(taught),
        judged_on=len(late), score=new, before=old,
    )  # fmt: skip
    return Trained(body, facts.score, found.requests)


def _learnt(
    profile: Profile,
    row: Adviser,
    course: Course,
    taught: Sequence[Mapping[str, Any]],
    before: Mapping[str, Any] | None,
) -> Learnt:
    """Have a program learn from examples; raises `BadInput`, with what hinders it."""
    state, seed = None if before is None else dict(before), profile.seed or 0
    lesson = {"examples": taught, "optimizer": course.optimizer, "state": state, "seed": seed}
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
    return found


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
        how = f"git gov advise {examples[0].case.adviser}, with --profile {profile.name}, says why it is not heard"
        raise BadInput(what, how)
    return found.score


def _too_few(examples: Sequence[Example], found: Report) -> str:
    half = f"the later half of {len(examples)} past cases has"
    if found.good is None:
        return f"{half} {found.heard}: it takes {LEAST}"
    return f"{half} {found.good} good ones and {found.bad} bad ones: it takes {LEAST} of each"


def _example(chamber: Chamber, example: Example, right: Right) -> dict[str, Any] | None:
    """Write an example as it may leave, or nothing of one of which a model could not have said what counted.

    Names stand for others in what it is marked by as they do in what is asked. What the case does not offer is left out: it may name people too.
    """
    case, worth = example.case, example.became.worth
    offered = {*case.citable.names, *case.answer.order}
    if worth and offered.isdisjoint(worth):
        return None
    shut = veiled_for(chamber, case)
    shown = {real: placed for placed, real in shut.behind.items()}
    floor = case.answer._replace(order=tuple(shown.get(each, each) for each in case.answer.order))
    known = {shown.get(name, name): value for name, value in worth.items() if name in offered}
    became, facts = example.became._replace(worth=known), dict(shut.case.facts)
    data = {key: _cut(value) for key, value in shut.case.data.items()}
    return {
        "facts": facts, "data": data, "floor": floor.verdict, "floor_order": floor.order, "floor_choice": floor.choice,
        "good": became.good, "why": became.why, "worth": known, **right(facts, floor, became),
    }  # fmt: skip


def _cut(value: Any) -> Any:
    """Cut text of a case, and lists of such, to what an example has room for."""
    if isinstance(value, list | tuple):
        return [_cut(each) for each in value[:_MOST_ROWS]]
    return value[:_MOST_TEXT] if isinstance(value, str) else value


def _helps(reason: str) -> str:
    if reason.startswith("not-installed"):
        return "pip install 'dspy[optuna]', which mipro needs; --optimizer bootstrap needs nothing more"
    if reason == "run-budget":
        return "--tokens N, with more; or --optimizer labeled, which asks nobody"
    return "--seconds N, with more" if reason == "deadline" else "git gov advise profile check"
