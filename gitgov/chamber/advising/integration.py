"""The case of many branches that are to come together: how git merges each pair of them, what they need, and how they are made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gitgov.advice.answer import Case, Citable, told
from gitgov.advice.strategy import Clash, Incoming, IntegrationFacts, Need, answer
from gitgov.chamber.branches import Branch
from gitgov.chamber.colliding import Survey, survey
from gitgov.chamber.sequencing import Known, Sequenced, known_of, sequenced
from gitgov.core.errors import BadInput
from gitgov.core.visible import flat
from gitgov.git.jointly import merge_jointly
from gitgov.git.repository import Repository, open_repository
from gitgov.git.together import merge_what_goes
from gitgov.git.touching import again
from gitgov.sprints.weight import most_first

if TYPE_CHECKING:
    from gitgov.chamber.advising.proposals import Advised

NAME = "integration"


def case(start: Path, names: Sequence[str], into: str = "") -> Case:
    """Put together what is known of branches, those on their way unless some are named; raises `BadInput` where there is none to bring in."""
    return case_in(start, survey(start, names, into))


def case_in(start: Path, found: Survey) -> Case:
    """Put together what is known of branches of which every pair was merged; raises `BadInput` as above."""
    if found.target is None:
        raise BadInput("there is no branch here that all would come into", "name it: --into BRANCH")
    if not found.branches:
        raise BadInput(f"nothing is on its way to {found.target.name}", "name branches: git gov advise integration A B")
    known = known_of(start, found)
    facts = facts_from(found, known, sequenced(found, known, most_first, merge_jointly), found.target)
    commits = {oid for each in found.added.values() for oid in each.commits}
    citable = Citable(frozenset({facts.tip, *commits, *(each.tip for each in found.branches)}), facts.order)
    return Case(NAME, facts.tip, facts.into, told(facts), answer(facts), citable=citable)


def facts_from(found: Survey, known: Known, result: Sequenced, target: Branch) -> IntegrationFacts:
    """Write down what was found, every name in one line."""
    clashes = tuple(Clash(flat(each.one), flat(each.other), tuple(map(flat, each.where))) for each in result.collisions)
    order = result.order
    return IntegrationFacts(
        flat(target.name),
        target.tip,
        tuple(sorted(known.methods)),
        tuple(_incoming(found, result, each) for each in sorted(found.branches)),
        tuple(flat(each.name) for each in order.steps),
        clashes,
        tuple(tuple(map(flat, each.names)) for each in order.circles),
        tuple(map(flat, order.stuck)),
        order.exact,
    )


def _incoming(found: Survey, result: Sequenced, branch: Branch) -> Incoming:
    added, claim = found.added[branch.tip], result.claims[branch.name]
    here = {each.name for each in found.branches}
    needs = tuple(Need(flat(name), why) for name, why in result.needs[branch.name].items() if name in here)
    target = found.target
    blocked = target is not None and any({branch.name, target.name} == {*each[:2]} for each in found.collisions())
    return Incoming(
        flat(branch.name),
        branch.tip,
        len(added.commits),
        added.merges,
        added.unfinished,
        not claim.waited,
        claim.carried,
        again(found.repo, target.tip, branch.tip) if target and blocked else (),
        needs,
        tuple(map(flat, result.elsewhere.get(branch.name, ()))),
    )


def conflicts_in(repo: Repository, case: Case, order: Sequence[str]) -> int:
    """Return how many branches do not go where git merges them in an order, each upon those that did; one that needs such a one waits with it."""
    heads = {each["name"]: each["head"] for each in case.facts["branches"]}
    needs = {each["head"]: [heads[need["name"]] for need in each["needs"]] for each in case.facts["branches"]}
    went = merge_what_goes(repo, case.subject, [heads[name] for name in order], needs)
    return len(order) - len(went)


def replayed(start: Path, advised: Advised) -> Advised:
    """Merge in a model's order as git does, in memory; the facts stand where more branches do not go so than in theirs."""
    case, order = advised.case, advised.answer.order
    if order == case.answer.order:
        return advised
    ours, theirs = (conflicts_in(open_repository(start), case, each) for each in (case.answer.order, order))
    if theirs <= ours:
        return advised
    why = f"merged in its order {theirs} branches do not go, and {ours} in the facts'"
    told_so = advised.provenance.model_copy(update={"fell_back": why})
    return advised._replace(answer=case.answer, provenance=told_so, model_said="")
