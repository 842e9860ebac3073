"""How long changes are in progress, as spans of time: what Little's law is checked on (`quality.stats.little`)."""

from __future__ import annotations

from gitgov.quality.analysis.stages import begun_at
from gitgov.quality.measures.row import Facts
from gitgov.quality.measures.time_to_merge import merged_at


def stays(facts: Facts) -> tuple[tuple[int, int | None], ...]:
    """Return from when to when each change that was moved was in progress, in seconds: from its first commit to its merge.

    One that was decided against was in progress until then; nothing as an end is for what is in progress still.
    """
    found = []
    for course in facts.courses or ():
        came, went = begun_at(facts, course), merged_at(facts, course)
        if went is None and course.decided is not None and not course.carried:
            went = course.decided
        found.append((came, went if went is None or went >= came else came))
    return tuple(sorted(found, key=lambda each: (each[0], each[1] or 0)))
