"""How far each motion to merge has got, and when: of the whole ledger once, and then of what has been added to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from gitgov.chamber.open import MATTERS, Chamber, invocations_here, matters
from gitgov.chamber.survey import Survey, without_collector
from gitgov.core.ids import EventId
from gitgov.git.checking import Checkers
from gitgov.git.paircache import PairCache
from gitgov.procedure.floor import Floor
from gitgov.procedure.invocation import Invocation
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion
from gitgov.quality.measures.facts import Course

_WHAT = "courses"
_TIPS = ""
"""The row that says where the rooms stood when the others were derived."""
_WHOLE = ("charter", "genesis")
"""What all is derived anew from, where that is another."""


def courses_of(chamber: Chamber, ref: str) -> tuple[Course, ...]:
    """Return the motions to merge into a ref, and what was merged there under standing orders, the oldest first.

    What waits in the inbox does not count.
    """
    found = (each for part in _by_subject(chamber).values() for each in part)
    every = [*found, *_ordered(chamber)]
    return tuple(sorted((each for each in every if each.ref == ref), key=lambda each: (each.opened, each.id)))


def _by_subject(chamber: Chamber) -> Mapping[str, list[Course]]:
    """Return courses by the commits that their threads lie on; what was derived before is taken from the cache."""
    cache, tips = PairCache(chamber.repo), _derived_from(chamber)
    rows = cache.facts(_WHAT)
    before, known = _remembered(rows)
    if any(before.get(name) != tips[name] for name in _WHOLE):
        found = _grouped(_surveyed(chamber))
        cache.note(_WHAT, {_TIPS: json.dumps(tips), **_written(found)}, without=[*rows])
        return found
    subjects = sorted({each for room in MATTERS for each in chamber.store.changed(room, before.get(room, ""))})
    fresh = _grouped(course for each in subjects for course in _courses(matters(chamber, each).floors))
    if tips != before:
        cache.note(_WHAT, {_TIPS: json.dumps(tips), **_written(fresh)}, without=subjects)
    return {**{subject: courses for subject, courses in known.items() if subject not in subjects}, **fresh}


def _remembered(rows: Mapping[str, str]) -> tuple[dict[str, str], dict[str, list[Course]]]:
    """Read the cache: where the rooms stood, and the courses by subject; nothing of it where something makes no sense."""
    try:
        found = {subject: json.loads(said) for subject, said in rows.items()}
        tips = {room: tip for room, tip in found.pop(_TIPS, {}).items() if isinstance(tip, str)}
        courses = {subject: [_read(each) for each in told] for subject, told in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}, {}
    return (tips, courses) if all(map(_sound, chain.from_iterable(courses.values()))) else ({}, {})


def _read(row: Any) -> Course:
    course = Course(*row)
    return course._replace(acts=tuple(course.acts))


def _sound(course: Course) -> bool:
    """Say whether the fields of a course are of the kinds that they have to be."""
    words = (course.id, course.ref, course.head, course.old, course.new, course.branch)
    marks = (course.stated, course.reviewed, course.voting, course.decided, course.held, course.enacted)
    sound = all(isinstance(each, str) for each in words) and isinstance(course.opened, int)
    return sound and all(each is None or isinstance(each, int) for each in (*marks, *course.acts))


def _derived_from(chamber: Chamber) -> dict[str, str]:
    rooms = {room: chamber.store.tip(room) for room in ("charter", *MATTERS)}
    return {**rooms, "genesis": chamber.chain.repo}


def _surveyed(chamber: Chamber) -> Iterator[tuple[str, Course]]:
    """Fold everything, signatures checked."""
    with without_collector(), Checkers(chamber.chain.keys) as checkers:
        found = Survey(chamber, checkers)
        found.settle()
        return iter([*_courses(found.floors)])


def _courses(floors: Iterable[Floor]) -> Iterator[tuple[str, Course]]:
    for floor in floors:
        for motion in floor.mains:
            if isinstance(motion.question, Merge):
                yield motion.subject, course_of(motion, motion.question)._replace(acts=_acts(floor, motion))


def course_of(motion: Motion, question: Merge) -> Course:
    """Return how far a motion has got."""
    others = [each.at for each in motion.speeches if each.member != motion.mover]
    others += [each.at for each in motion.ballots if each.member != motion.mover]
    decision = motion.decision
    done = min((each for each in motion.enacted if each.ref == question.into), key=lambda each: each.at, default=None)
    return Course(
        motion.id,
        question.into,
        question.head,
        motion.at,
        motion.stated_at,
        min(others, default=None),
        min((each.at for each in motion.ballots), default=motion.put_at),
        decision.at if decision else None,
        decision.ends_hold if decision and decision.carried else None,
        done.at if done else None,
        done.old if done else "",
        done.new if done else "",
        carried=bool(decision and decision.carried),
        branch=question.branch,
    )


def _acts(floor: Floor, motion: Motion) -> tuple[int, ...]:
    """Return the instants of all that was signed about a motion, lawful or not: it was work all the same."""
    names = {motion.id, EventId("")} if motion.id == floor.id else {motion.id}
    about = (each for each in floor.lineage.values() if each.id == motion.id or getattr(each.body, "on", None) in names)
    return tuple(sorted(each.at for each in about))


def _ordered(chamber: Chamber) -> Iterator[Course]:
    for each in invocations_here(chamber):
        if isinstance(each.question, Merge):
            yield _of_order(each, each.question)


def _of_order(invocation: Invocation, question: Merge) -> Course:
    done = min(invocation.enacted, key=lambda each: each.at, default=None)
    course = Course(invocation.id, question.into, question.head, invocation.at, ordered=True, branch=question.branch)
    return course._replace(enacted=done.at, old=done.old, new=done.new) if done else course


def _grouped(found: Iterable[tuple[str, Course]]) -> dict[str, list[Course]]:
    grouped: dict[str, list[Course]] = {}
    for subject, course in found:
        grouped.setdefault(subject, []).append(course)
    return grouped


def _written(found: Mapping[str, list[Course]]) -> dict[str, str]:
    return {subject: json.dumps(courses) for subject, courses in found.items()}
