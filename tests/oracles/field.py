"""Random elections for comparing with other people's tallies: small bodies, so that ties and cycles are many."""

from __future__ import annotations

import random
from collections.abc import Iterator

from gitgov.tally.ballots import Profile, Ranking

ELECTIONS = 3_000
LETTERS = "ABCDEF"


def elections(seed: int, *, linear: bool, most: int = 5, number: int = ELECTIONS) -> Iterator[Profile[Ranking]]:
    """Yields elections of 2 to `most` options; unless linear, some options are ranked equally or left out."""
    chance = random.Random(seed)
    for _ in range(number):
        options = LETTERS[: chance.randint(2, most)]
        kinds = chance.randint(1, 8)
        weight = chance.choice([1, 3, 20])
        yield Profile(
            tuple(options),
            tuple((chance.randint(1, weight), _ballot(chance, options, linear=linear)) for _ in range(kinds)),
        )


def _ballot(chance: random.Random, options: str, *, linear: bool) -> Ranking:
    order = chance.sample(options, len(options))
    if linear:
        return tuple((option,) for option in order)
    groups: list[list[str]] = []
    for option in order[: chance.randint(1, len(order))]:
        if groups and chance.random() < 0.25:
            groups[-1].append(option)
        else:
            groups.append([option])
    return tuple(tuple(sorted(group)) for group in groups)
