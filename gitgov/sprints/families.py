"""The kinds of threads in the room of sprints: one row for each."""

from __future__ import annotations

from gitgov.sprints import backlog, bisection, retro, review, scrum, sprint
from gitgov.sprints.facilitating import held
from gitgov.sprints.increments import planning
from gitgov.threads.rows import Families

_SPRINT = sprint.FAMILY._replace(rows={**sprint.FAMILY.rows, **review.ROWS, **retro.ROWS})
FAMILIES: Families = {
    family.opening: family
    for family in (_SPRINT, backlog.FAMILY, planning.FAMILY, bisection.FAMILY, held.FAMILY, scrum.FAMILY)
}
