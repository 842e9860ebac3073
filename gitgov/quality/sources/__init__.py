"""Files that tools already write, read into readings: one file a format, one row each in the table.

All are pure: bytes in, readings out, or `BadInput`, whatever the bytes are. Numbers stay exact. Whoever calls keeps the
digest of the bytes, and says at which commit they were written. Source packages are read by `docstrings.read_package`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading
from gitgov.quality.sources import (
    cobertura,
    coveragepy,
    docstr_coverage,
    hyperfine,
    interrogate,
    junit,
    lcov,
    pip_audit,
    pytest_benchmark,
    records,
    sarif,
)
from gitgov.quality.sources.foreign import Parsed, parse
from gitgov.quality.sources.parts import CUT, Within
from gitgov.quality.sources.recorded import Recorded, recorded
from gitgov.quality.sources.row import Source
from gitgov.quality.sources.timings import regression

_FILES = (
    junit,
    cobertura,
    lcov,
    coveragepy,
    sarif,
    pip_audit,
    pytest_benchmark,
    hyperfine,
    interrogate,
    docstr_coverage,
    records,
)
SOURCES: Mapping[str, Source] = MappingProxyType({each.ROW.name: each.ROW for each in _FILES})
"""The formats that are read here, by their names."""
COMPARED = (pytest_benchmark.ROW.name, hyperfine.ROW.name)
"""The formats that `compare` takes."""
_TIMINGS = MappingProxyType({each.ROW.name: each.timings for each in (pytest_benchmark, hyperfine)})


def recognised(content: bytes) -> str:
    """Return the name of the format that bytes are of; raises `BadInput`, which names those that there are."""
    return _told(parse(content))


def read(name: str, content: bytes, latest: int | None = None) -> tuple[Reading, ...]:
    """Read a file of a format: one reading for each metric that its row gives; raises `BadInput`.

    Of records, those are left out that end after the `latest` instant, if one is given.
    """
    parsed = _as(name, content)
    if name == records.ROW.name:
        return records.read(parsed, latest)
    return SOURCES[name].read(parsed)


def read_part(name: str, content: bytes, within: Within) -> tuple[Reading, ...]:
    """Read what a file says of a part alone; nothing where it names no file of the part, or does not say it of single files."""
    part = CUT[name](_as(name, content), within) if name in CUT else None
    found = SOURCES[name].read(part) if part is not None else ()
    return tuple(each for each in found if each.value is not None or each.excluded)


def compare(name: str, content: bytes, baseline: bytes) -> Reading:
    """Read `performance_regression`: a file of benchmarks against an older one of the same format; raises `BadInput`."""
    if name not in _TIMINGS:
        raise BadInput(f"{name} has no benchmarks to compare", f"give one of {', '.join(_TIMINGS)}")
    now, before = (_TIMINGS[name](_as(name, each)) for each in (content, baseline))
    return regression(now, before)


def read_records(content: bytes) -> Recorded:
    """Read CI runs, deployments and incidents themselves, of which measures are taken; raises `BadInput`."""
    return recorded(records.values(_as(records.ROW.name, content)))


def _as(name: str, content: bytes) -> Parsed:
    """Parse bytes that are said to be of a format; raises `BadInput` for those that are of another."""
    if name not in SOURCES:
        raise BadInput(f"no format is called {name!r}", f"the formats are {', '.join(SOURCES)}")
    parsed = parse(content)
    if not SOURCES[name].told_by(parsed):
        raise BadInput(f"this is not {SOURCES[name].what}", f"the formats are {', '.join(SOURCES)}")
    return parsed


def _told(parsed: Parsed) -> str:
    found = [each.name for each in SOURCES.values() if each.told_by(parsed)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"this could be {' or '.join(found)}", "say which it is")
    raise BadInput("this is no file that is read here", f"the formats are {', '.join(SOURCES)}")
