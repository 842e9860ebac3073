"""Quality projects: chartering one, filing what a phase has found, and going through its tollgate by motion."""

from __future__ import annotations

import tomllib
from typing import Any

from gitgov.chamber.acts import Actor
from gitgov.chamber.metrics import Metrics
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.threads import add_to
from gitgov.core.errors import BadInput
from gitgov.ledger.event import Event
from gitgov.procedure.motions.tollgate import Tollgate
from gitgov.procedure.state import Motion, in_turn
from gitgov.quality.project import Project
from gitgov.quality.project_events import TollgatePassed

KINDS = ("sipoc", "house", "failures", "finding")
"""What a file that is filed may hold, a table each."""


def tables_of(text: str) -> dict[str, Any]:
    """Read the tables that a project files, as a TOML file writes them; raises `BadInput`."""
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"not TOML: {error}", "see https://toml.io for the syntax") from error
    if strange := sorted(said.keys() - {*KINDS}):
        raise BadInput(f"nothing that can be filed: {', '.join(strange)}", f"a file holds any of {', '.join(KINDS)}")
    return said


def tollgate_of(project: Project, outcome: str, conditions: str) -> Tollgate:
    """Return the question that lets a project through the tollgate of its phase, as it is filed now."""
    if not project.phase:
        raise BadInput(f"{project.body.name} is over", "git quality project show")
    said = {"project": project.id, "name": project.body.name, "phase": project.phase, "outcome": outcome}
    return Tollgate.model_validate({**said, "plan": project.plan, "conditions": conditions})


def pass_tollgate(chamber: Chamber, metrics: Metrics, actor: Actor, project: Project) -> Event:
    """Take a project through its tollgate, by the motion about exactly what is filed; raises `BadInput`, `Refused`."""
    motion = next((each for each in _reviews(chamber, project) if each.decision), None)
    if motion is None or motion.decision is None:
        what = f"nobody has decided on the tollgate of {project.phase or 'a project that is over'}, as it is filed now"
        raise BadInput(what, "git quality project review, and then the vote")
    question: Any = motion.question
    said = {"phase": question.phase, "outcome": question.outcome, "motion": motion.id, "decision": motion.decision.id}
    return add_to(chamber, actor, metrics.thread(project.id), TollgatePassed.model_validate(said))


def _reviews(chamber: Chamber, project: Project) -> list[Motion]:
    """Return the motions about the tollgate of a project as it is filed now, the newest first."""
    found = matters(chamber, project.subject).motions
    mine = [each for each in found if isinstance(each.question, Tollgate) and each.question.plan == project.plan]
    return sorted(mine, key=in_turn, reverse=True)
