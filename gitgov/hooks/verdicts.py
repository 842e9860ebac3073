"""What hooks say: each objection with its code, and what would help."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from gitgov.chamber.judge import describe, judge
from gitgov.chamber.open import Chamber
from gitgov.chamber.orders import breaches, remedy, told
from gitgov.chamber.rules import EXPLAIN, Rule, answers, rules_for
from gitgov.core.visible import clean
from gitgov.gate.facts import RefUpdate, Verdict


def answer(chamber: Chamber, updates: Sequence[RefUpdate], opening: str) -> int:
    """Judge updates, tell the person what is missing, and return the exit code."""
    verdicts = judge(chamber, updates)
    denied = [(update, verdict) for update, verdict in zip(updates, verdicts, strict=True) if not verdict.allowed]
    for update, verdict in denied:
        print(f"gitgov: {opening} {clean(describe(update))}", file=sys.stderr)
        show(verdict)
    explain(chamber, verdicts)
    return 1 if denied else 0


def explain(chamber: Chamber, verdicts: Sequence[Verdict], rules: Sequence[Rule] = ()) -> None:
    """Print for each verdict which rules were asked and what came of each, where `git gov hooks run --explain` asks for it."""
    if not os.environ.get(EXPLAIN):
        return
    for verdict in verdicts:
        asked = rules or rules_for(verdict.ref, protected=chamber.chain.charter.protects(verdict.ref))
        print(f"gitgov: rules for {clean(verdict.ref)}: {'allowed' if verdict.allowed else 'refused'}", file=sys.stderr)
        for rule, answer in answers(asked, verdict):
            codes = f" ({' '.join(rule.codes)})" if rule.codes else ""
            print(f"gitgov:   {answer:<9}  {rule.asks}{codes}", file=sys.stderr)


def warn(chamber: Chamber, updates: Sequence[RefUpdate]) -> None:
    """Tell who moves a ref that something came into it under a standing order, and was not ratified."""
    refs, now = {update.ref for update in updates}, chamber.now()
    for each in breaches(chamber):
        if each.target in refs:
            print(f"gitgov: warning: the charter is in breach: {clean(told(each, now))}", file=sys.stderr)
            print(f"gitgov:   next: {remedy(each, now)}", file=sys.stderr)


def show(verdict: Verdict) -> None:
    """Print the objections of a verdict."""
    for objection in verdict.objections[:10]:
        print(f"gitgov:   {clean(str(objection))}", file=sys.stderr)
        if objection.rule:
            print(f"gitgov:     rule: {objection.rule}", file=sys.stderr)
        for record in objection.records[:5]:
            print(f"gitgov:     record {record}", file=sys.stderr)
        if objection.remedy:
            print(f"gitgov:     next: {clean(objection.remedy)}", file=sys.stderr)
    if len(verdict.objections) > 10:
        print(f"gitgov:   and {len(verdict.objections) - 10} more", file=sys.stderr)
