"""May one repository be made like another? What that would destroy or give away, and the decision that it needs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.ratified import object_about, why_not_ratified
from gitgov.procedure.motions.process import Process
from gitgov.procedure.state import Motion

PUBLIC = ("refs/heads/", "refs/tags/", "refs/notes/")
"""What a repository has for others; all else is only tracked or used in it."""
ROOMS = "refs/notes/gov/"
RULE = "a mirror is made by decision"
_DIGITS = 32


class Mirror(NamedTuple):
    """What `git push --mirror` would do to the repository at `url`, by the names of refs.

    `deletes` are refs with where they stand there, `overwrites` those with where they stand there and here, `leaks` what is nobody's
    business, `adds` what is new there (from nothing) or only moves forward, from where to where. `rooms` have grown on both sides, so that only a sync unites them.
    """

    url: str
    deletes: Mapping[str, str]
    overwrites: Mapping[str, tuple[str, str]]
    leaks: tuple[str, ...]
    adds: Mapping[str, tuple[str, str]]
    rooms: tuple[str, ...] = ()

    @property
    def harmless(self) -> bool:
        """Say whether nothing would be lost there, and nothing given away."""
        return not (self.deletes or self.overwrites or self.leaks or self.rooms)

    @property
    def digest(self) -> str:
        """Name exactly what would be deleted and overwritten there; nothing where nothing would be."""
        rows = [f"delete {ref} {old}" for ref, old in sorted(self.deletes.items())]
        rows += [f"overwrite {ref} {old} {new}" for ref, (old, new) in sorted(self.overwrites.items())]
        return hashlib.sha256("\n".join(rows).encode(errors="surrogateescape")).hexdigest()[:_DIGITS] if rows else ""

    @property
    def sentence(self) -> str:
        """The line of a process decision that allows all of it; without the digest, what only adds."""
        return f"mirror to {self.url}: {self.digest}" if self.digest else f"mirror to {self.url}"


def compared(
    url: str, ours: Mapping[str, str], theirs: Mapping[str, str], forward: Callable[[str, str], bool]
) -> Mirror:
    """Compare where refs stand here and there; `forward` says whether one object leads on to another.

    Rooms only grow, here and there, so nothing ever deletes or overwrites one.
    """
    deletes = {ref: old for ref, old in theirs.items() if ref not in ours and not ref.startswith(ROOMS)}
    overwrites, adds, rooms = {}, {}, []
    for ref, new in ours.items():
        old = theirs.get(ref, "")
        if not ref.startswith(PUBLIC) or old == new:
            continue
        if not old or (not ref.startswith("refs/tags/") and forward(old, new)):
            adds[ref] = (old, new)
        elif ref.startswith(ROOMS):
            rooms.append(ref)
        else:
            overwrites[ref] = (old, new)
    leaks = tuple(sorted(ref for ref in ours if not ref.startswith(PUBLIC)))
    return Mirror(url, deletes, overwrites, leaks, adds, tuple(sorted(rooms)))


def why_not_mirrored(plan: Mirror, motion: Motion | None, now: int) -> Objection | None:
    """Say why a decision does not allow that the other side is made like this one, or nothing.

    A process decision in force says it in a line of its own: to where, and, if anything is to be lost there, exactly what.
    """
    if motion is None:
        what = f"nobody has decided to mirror to {plan.url}"
        return Objection("GOV-183", what, RULE, f"git motion adopt process -m {typed(plan.sentence)}")
    if objection := why_not_ratified(motion, now):
        return objection
    question = motion.question
    lines = question.text.splitlines() if isinstance(question, Process) else []
    if not any(line.strip() == f"mirror to {plan.url}" or line.startswith(f"mirror to {plan.url}: ") for line in lines):
        what = f"{motion.name} is no process decision with the line “mirror to {plan.url}”"
        return object_about("GOV-184", what, f"git motion adopt process -m {typed(plan.sentence)}", motion)
    return None


def allowed(plan: Mirror, motion: Motion) -> Mirror:
    """Return what a decision that allows a mirror lets be done: only what adds, unless it names exactly what is to be lost."""
    question = motion.question
    lines = question.text.splitlines() if isinstance(question, Process) else []
    whole = plan.digest and any(line.strip() == plan.sentence for line in lines)
    return plan if whole else plan._replace(deletes={}, overwrites={})
