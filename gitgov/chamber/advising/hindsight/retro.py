"""Past months: how much of what was seen again in the month after would have been named by what is worth improving."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Final

from gitgov.advice.advisers.retro import shown_in
from gitgov.advice.answer import Answer
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import retro
from gitgov.chamber.advising.hindsight.past import Inquiry, Past
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.chamber.proposal import lands_at
from gitgov.git.replaying import steps_to


def examples(asked: Inquiry) -> list[Example]:
    """Put months of 30 days together, the last of which is over; of one in which nothing was seen that came again nothing can be told."""
    chamber = asked.chamber
    first = steps_to(chamber.repo, lands_at(chamber, asked.ref))[0][0]
    last = chamber.now() // retro.USUAL * retro.USUAL  # so that each clone looks at the same ones, on whichever day
    ends = [*range(last, first, -retro.USUAL)][::-1]
    months = as_they_stood(asked._replace(most=asked.most + 1), ends, partial(_month, asked.ref))
    return [*_examples(months)]


def _month(ref: str, past: Replay, end: int) -> Example:
    """Put a month together that ended at an instant, of which nobody knew yet what would come after."""
    then = past.until(end)
    return Example(retro.case(then, retro.span_of(then), ref), Became(), end)


def _examples(months: list[Example]) -> Iterator[Example]:
    """Yield the months that another one follows in which something was seen again."""
    for month, after in pairwise(months):
        seen = shown_in(month.case.facts)
        worth = {each.title: each.weight[1] for each in shown_in(after.case.facts)}
        if after.at - month.at == retro.USUAL and any(each.title in worth for each in seen):
            often = sorted(seen, key=lambda each: (-each.times, each.title))
            beside = Answer(month.case.answer.verdict, order=tuple(each.title for each in often))
            yield month._replace(became=Became(worth=worth), beside=beside)


PAST: Final = Past(
    "months, each beside what was seen in the next one",
    examples,
)
