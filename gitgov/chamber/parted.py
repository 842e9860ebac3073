"""Characteristics that are the measure of a part: read from the report of the whole, or from one of that part alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from gitgov.chamber.defining import definitions
from gitgov.chamber.open import Chamber
from gitgov.chamber.taking import Sourced
from gitgov.charter.measuring import holds
from gitgov.core.errors import BadInput
from gitgov.procedure.motions.ctq import Ctq


def parts(chamber: Chamber) -> list[Ctq]:
    """Return the characteristics in force that are measured of what lies below their paths."""
    found = (each.ctq for each in definitions(chamber).values())
    return [each for each in found if each.is_part and each.paths]


def within(chamber: Chamber, ctq: Ctq) -> Callable[[str], bool]:
    """Return what says of a file, named from the top of the work tree or in full, whether it lies below the paths of a characteristic."""
    top = PurePosixPath(chamber.repo.cwd.resolve().as_posix())

    def lies(name: str) -> bool:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() and not path.is_relative_to(top):
            return False
        return holds(ctq.paths, str(path.relative_to(top) if path.is_absolute() else path))

    return lies


def as_part(found: Iterable[Sourced], ctq: Ctq, given: Iterable[str]) -> list[Sourced]:
    """Return what the reports of a part alone, which were `given`, say of it; raises `BadInput` where they do not say that."""
    told = [each for each in found if each.reading.metric == ctq.measured_as]
    if told:
        return [named_as(ctq, each, f"{each.source}, as {ctq.ctq}") for each in told]
    from gitgov.quality.meaning import unit_of  # noqa: PLC0415 - it knows all formats of files

    if unit_of(ctq.measured_as):
        how = f"give --from FILE that gives {ctq.measured_as}; docs/sources.md says which formats do"
        raise BadInput(f"{' and '.join(given)} has no {ctq.measured_as}, as which {ctq.ctq} is measured", how)
    how = f"git quality define {ctq.ctq} --measure METRIC, one that --from FILE shows"
    raise BadInput(f"{ctq.ctq} is measured as {ctq.measured_as}, and nothing here measures that", how)


def why_not_here(ctq: Ctq) -> str:
    """Tell how a part is measured that what was given says nothing of."""
    if not ctq.paths:
        return f"git quality measure --from FILE --as {ctq.ctq}, of a report of that part alone"
    where = " or ".join(ctq.paths)
    return (
        f"give --from FILE that gives {ctq.measured_as} of files below {where}, named from the top of the work tree; "
        f"or --as {ctq.ctq}, where the report is of that part alone"
    )


def named_as(ctq: Ctq, sourced: Sourced, source: str) -> Sourced:
    """Return a measurement as that of a characteristic, which it is called after from now on."""
    reading = sourced.reading
    return sourced._replace(reading=reading._replace(metric=ctq.ctq), source=source, measure=reading.metric)
