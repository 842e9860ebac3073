"""The kinds of threads in the metrics room: one row for each."""

from __future__ import annotations

from gitgov.quality import delivery, improvement, measured, project
from gitgov.threads.rows import Families

FAMILIES: Families = {
    family.opening: family
    for family in (
        measured.FAMILY,
        delivery.RUN,
        delivery.DEPLOYMENT,
        delivery.INCIDENT,
        project.FAMILY,
        improvement.FAMILY,
    )
}
