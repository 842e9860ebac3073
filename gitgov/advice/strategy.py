"""In which order many branches come together, and each by which method: from how they collide, what they need and how they are made.

It is light: nothing of it needs a record or a model, so that an answer by facts costs hardly more than the facts do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from gitgov.advice.answer import Answer
from gitgov.advice.operations import STRATEGIES
from gitgov.core.ids import short
from gitgov.core.visible import many

LEVELS = ("together", "in-order", "rebase", "hold")
METHODS = STRATEGIES
_PLACES = 3
"""So many collisions of a branch are told, with so many places of each; of the others, how many there are."""


class Clash(NamedTuple):
    """Where two branches, or a branch and the target, collide, as people read it: `src/x.py 40-52`."""

    one: str
    other: str
    where: tuple[str, ...]


class Need(NamedTuple):
    """A branch that another one has to come after, and why."""

    name: str
    why: str


class Incoming(NamedTuple):
    """A branch that is to come in: how many commits it adds, how many of them merge others, and how many say by their titles that they are unfinished.

    `fresh` says that it has all of the target, `carried` that the assembly has let it in. `again` are its commits that the target has
    as others that change the same; `needs` are branches here, `elsewhere` what it depends on and nobody here knows.
    """

    name: str
    head: str
    commits: int
    merges: int = 0
    unfinished: int = 0
    fresh: bool = False
    carried: bool = False
    again: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    elsewhere: tuple[str, ...] = ()


class IntegrationFacts(NamedTuple):
    """Branches that are to come into a target, and the order in which the fewest of them have to be made anew.

    `methods` are those that the charter allows, none where it says nothing. Those of `circles` wait for each other and the `stuck`
    for them, so that neither is in the order; `exact` says that no more could come in at once.
    """

    into: str
    tip: str
    methods: tuple[str, ...]
    branches: tuple[Incoming, ...]
    order: tuple[str, ...]
    clashes: tuple[Clash, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    stuck: tuple[str, ...] = ()
    exact: bool = True


class Step(NamedTuple):
    """A branch in its turn: `now` where it comes in as it is; else what it collides with, and what it needs that has to be made anew first.

    `first` says that nothing comes before it, `below` are the branches that are stacked upon it.
    """

    branch: Incoming
    now: bool
    after: tuple[Clash, ...]
    waits: tuple[str, ...]
    first: bool
    below: tuple[str, ...]


def steps_of(facts: IntegrationFacts, order: Sequence[str]) -> tuple[Step, ...]:
    """Let branches come in one after another, each pair as git has merged it: what collides with one that is in is to be made anew.

    `one` of each collision of a step is what came before it.
    """
    known = {each.name: each for each in facts.branches}
    against = _against(facts.clashes)
    stacked = _stacked(facts.branches)
    gone: list[str] = []
    found: list[Step] = []
    for name in order:
        branch, clashes = known[name], against.get(name, {})
        before = (facts.into, *(each.branch.name for each in found))
        after = tuple(Clash(each, name, clashes[each]) for each in before if each in clashes)
        in_the_way = any(each.one in (facts.into, *gone) for each in after)
        waits = tuple(need.name for need in branch.needs if need.name in known and need.name not in gone)
        now = not (in_the_way or waits or branch.elsewhere)
        found.append(Step(branch, now, after, waits, not found, stacked.get(name, ())))
        gone += [name] * now
    return tuple(found)


def _against(clashes: Sequence[Clash]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for one, other, where in clashes:
        found.setdefault(one, {})[other] = where
        found.setdefault(other, {})[one] = where
    return found


STACKED = "it is stacked upon that"


def _stacked(branches: Sequence[Incoming]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in branches:
        for need in each.needs:
            if need.why == STACKED:
                found[need.name] = (*found.get(need.name, ()), each.name)
    return found


def _again(step: Step) -> str:
    had, left = len(step.branch.again), step.branch.commits - len(step.branch.again)
    return f"{had} of its commits are in already as others: only the other {left} are to be picked"


def _anew(step: Step) -> str:
    told = "; ".join(f"after {each.one}: {_places(each.where)}" for each in step.after[:_PLACES])
    more = f"; and after {len(step.after) - _PLACES} more" if len(step.after) > _PLACES else ""
    how = " (--rebase-merges)" if step.branch.merges else " (--update-refs)" if step.below else ""
    return f"{told}{more}{how}"


def _places(where: Sequence[str]) -> str:
    more = f" and {len(where) - _PLACES} more" if len(where) > _PLACES else ""
    return f"{', '.join(where[:_PLACES])}{more}"


class Rule(NamedTuple):
    """By which method a branch comes in where it fits, and why, as words about the step."""

    method: str
    fits: Callable[[Step], bool]
    why: Callable[[Step], str]


RULES = (
    Rule("cherry-pick", lambda step: bool(step.branch.again), _again),
    Rule("rebase", lambda step: not step.now and bool(step.after), _anew),
    Rule("rebase", lambda step: bool(step.waits), lambda step: f"what it needs comes first: {', '.join(step.waits)}"),
    Rule("queue", lambda step: step.now and step.branch.carried, lambda _: "it is carried, and goes as it was decided"),
    Rule(
        "merge",
        lambda step: bool(step.branch.merges),
        lambda step: f"{many(step.branch.merges, 'merge')} inside it would be lost",
    ),
    Rule("merge", lambda step: bool(step.below), lambda step: f"stacked upon it: {', '.join(step.below)}"),
    Rule(
        "squash",
        lambda step: bool(step.branch.unfinished),
        lambda step: f"unfinished by title: {many(step.branch.unfinished, 'commit')}",
    ),
    Rule("rebase", lambda step: step.branch.commits == 1, lambda _: "it is one commit, which needs no merge"),
    Rule("merge", lambda _: True, lambda step: f"its {many(step.branch.commits, 'commit')} stay as they are"),
)
"""The method of a branch is that of the first rule that fits; then what the charter allows has the last word."""


class Chosen(NamedTuple):
    """The method of a step, and why."""

    method: str
    why: str


def chosen(step: Step, allowed: Sequence[str]) -> Chosen:
    """Choose by the rules; where the charter lets nothing in that way, by one that it allows. None are allowed where it says nothing."""
    rule = next(each for each in RULES if each.fits(step))
    found = Chosen(rule.method, rule.why(step))
    if not step.now or not allowed or found.method in ("queue", "cherry-pick") or found.method in allowed:
        return found
    lets = f"the charter lets in by {', '.join(allowed)}"
    if other := next((each for each in METHODS if each in allowed), ""):
        return Chosen(other, f"{lets}; else {found.method}, as {found.why}")
    if "fast-forward" in allowed and not (step.first and step.branch.fresh):
        return Chosen("rebase", f"{lets}, and something comes before it")
    return Chosen("merge", lets)


def answer(facts: IntegrationFacts, order: Sequence[str] = ()) -> Answer:
    """Say in which order branches come in and how, in the facts' order unless another one is given; the verdict is by the worst of them."""
    steps = steps_of(facts, order or facts.order)
    fresh = sum(each.now for each in steps)
    reasons = [
        f"{many(len(facts.branches), 'branch')} upon {facts.into} at {short(facts.tip)}, {fresh} of them as they are"
        + ("" if facts.exact else ", and perhaps more in another order: too many hang together to try all")
    ]
    reasons += [_told(step, chosen(step, facts.methods)) for step in steps]
    reasons += [f"no order: {', '.join(each)} wait for each other" for each in facts.circles]
    reasons += [f"waits for them: {', '.join(facts.stuck)}"] if facts.stuck else []
    cites = (facts.tip, *dict.fromkeys(each.branch.head for each in steps))
    names = tuple(each.branch.name for each in steps)
    return Answer(_verdict(facts, steps), tuple(reasons), order=names, cites=cites, draft=_draft(facts, steps))


def _told(step: Step, how: Chosen) -> str:
    branch = step.branch
    missing = f"; it depends on what is not here: {', '.join(branch.elsewhere)}" if branch.elsewhere else ""
    needs = [each for each in branch.needs if each.name not in step.waits]
    needed = f"; after {', '.join(each.name for each in needs)}" if needs and step.now else ""
    return f"{branch.name} ({short(branch.head)}): {how.method}, {how.why}{needed}{missing}"


def _verdict(facts: IntegrationFacts, steps: Sequence[Step]) -> str:
    if facts.circles or facts.stuck or any(each.branch.elsewhere for each in steps):
        return "hold"
    if not all(each.now for each in steps):
        return "rebase"
    return "in-order" if any(each.branch.needs for each in steps) else "together"


def _draft(facts: IntegrationFacts, steps: Sequence[Step]) -> str:
    """Word the motion that makes the order binding; nothing where there is none to keep."""
    if len(steps) < 2 or _verdict(facts, steps) == "hold":
        return ""
    how = (f"by {chosen(each, facts.methods).method}" if each.now else "once it is made anew" for each in steps)
    rows = (f"{at}. {each.branch.name}, {way}" for at, (each, way) in enumerate(zip(steps, how, strict=True), 1))
    return f"Let into {facts.into}, in this order:\n" + "\n".join(rows)


def facts_of(told: Mapping[str, Any]) -> IntegrationFacts:
    """Read facts as a case tells them."""
    branches = tuple(
        Incoming(**{
            **each,
            "again": tuple(each["again"]),
            "needs": tuple(Need(**need) for need in each["needs"]),
            "elsewhere": tuple(each["elsewhere"]),
        })
        for each in told["branches"]
    )  # fmt: skip
    clashes = tuple(Clash(each["one"], each["other"], tuple(each["where"])) for each in told["clashes"])
    lists = {name: tuple(told[name]) for name in ("methods", "order", "stuck")}
    circles = tuple(map(tuple, told["circles"]))
    return IntegrationFacts(**{**told, **lists, "branches": branches, "clashes": clashes, "circles": circles})
