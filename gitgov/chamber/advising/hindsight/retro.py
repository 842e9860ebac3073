"""Past months: how much of what was seen again in the month after would have been named by what is worth improving."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from gitgov.advice.advisers.retro import Sign, ranked, sign_of
from gitgov.advice.answer import Answer, Case
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import retro
from gitgov.chamber.advising.hindsight.merges import tip_of
from gitgov.chamber.advising.hindsight.past import Asked, Past
from gitgov.chamber.advising.hindsight.replay import replayed
from gitgov.chamber.open import Chamber
from gitgov.git.replaying import steps_to


def examples(asked: Asked) -> list[Example]:
    """Put months together, each of which ends as the next one begins, the last one now; of one in which nothing was seen that came again nothing can be told."""
    chamber = asked.chamber
    first = steps_to(chamber.repo, tip_of(chamber, asked.ref))[0][0]
    ends = [*range(chamber.now(), first, -retro.USUAL)][::-1]
    with replayed(chamber) as past:
        cases = [(end, _case(past.until(end))) for end in asked.each(ends)]
    return [*_examples(cases)]


def _case(then: Chamber) -> Case:
    return retro.case(then, retro.span_of(then))


def _examples(cases: list[tuple[int, Case]]) -> Iterator[Example]:
    for (end, case), (_, after) in pairwise(cases):
        seen, worth = _signs(case), {each.title: each.weight[1] for each in _signs(after)}
        if any(each.title in worth for each in seen):
            often = sorted(seen, key=lambda each: (-each.times, each.title))
            beside = Answer(case.answer.verdict, order=tuple(each.title for each in often))
            yield Example(case, Became(worth=worth), end, beside)


def _signs(case: Case) -> list[Sign]:
    return ranked([sign_of(each) for each in case.facts["signs"]])


PAST: Final = Past(
    "months, each beside what was seen in the next one",
    examples,
)
