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
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.git.replaying import steps_to


def examples(asked: Asked) -> list[Example]:
    """Put months together, each of which ends as the next one begins, the last one now; of one in which nothing was seen that came again nothing can be told."""
    chamber = asked.chamber
    first = steps_to(chamber.repo, tip_of(chamber, asked.ref))[0][0]
    ends = [*range(chamber.now(), first, -retro.USUAL)][::-1]
    return [*_examples(as_they_stood(asked, ends, _month))]


def _month(past: Replay, end: int) -> Example:
    """Put a month together that ended at an instant, of which nobody knew yet what would come after."""
    then = past.until(end)
    return Example(retro.case(then, retro.span_of(then)), Became(), end)


def _examples(months: list[Example]) -> Iterator[Example]:
    """Yield the months that another one follows in which something was seen again."""
    for month, after in pairwise(months):
        seen, worth = _signs(month.case), {each.title: each.weight[1] for each in _signs(after.case)}
        if after.at - month.at == retro.USUAL and any(each.title in worth for each in seen):
            often = sorted(seen, key=lambda each: (-each.times, each.title))
            beside = Answer(month.case.answer.verdict, order=tuple(each.title for each in often))
            yield month._replace(became=Became(worth=worth), beside=beside)


def _signs(case: Case) -> list[Sign]:
    return ranked([sign_of(each) for each in case.facts["signs"]])


PAST: Final = Past(
    "months, each beside what was seen in the next one",
    examples,
)
