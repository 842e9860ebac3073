"""What is behind a figure: what is counted and how, on which objects, and what was left out for which reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gitgov.cli.text import flat, instant_json, many
from gitgov.core.amounts import show_amount, with_unit
from gitgov.core.ids import short
from gitgov.core.instants import show_instant
from gitgov.quality.meaning import meaning_of
from gitgov.quality.reading import Reading, Sample
from gitgov.quality.showing import shown_amount

FIRST = 10
"""So many objects are named on a terminal; JSON names all."""
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def behind(reading: Reading, source: str) -> Iterator[str]:
    """Tell what is behind a reading, a line each."""
    meaning = meaning_of(reading.metric, _kind(source))
    if meaning:
        yield flat(f"{meaning.definition} ({meaning.source})")
    yield flat(f"{reading.method}; from {source}")
    counted = _counted(reading)
    for each in reading.samples[:FIRST]:
        yield _sample(each, reading, counted=counted)
    if len(reading.samples) > FIRST:
        yield f"  and {len(reading.samples) - FIRST} more: --json names all"
    for left in reading.excluded:
        yield flat(f"left out, {many(len(left.objects), 'object')}: {left.why}: {_named(left.objects)}")


def _kind(source: str) -> str:
    """Return the format of the file that a reading is from, as its source begins; anything else is no format."""
    return source.partition(": ")[0]


def _counted(reading: Reading) -> bool:
    """Say whether the samples of a share in per cent are its single observations, each of which counts or does not; else they are shares."""
    ones = sum(each.value for each in reading.samples)
    return reading.unit == "%" and reading.part == ones and len(reading.samples) == reading.n


def _sample(sample: Sample, reading: Reading, *, counted: bool) -> str:
    value = with_unit(shown_amount(sample.value), reading.unit)
    if counted:
        value = "yes" if sample.value else "no"
    mark = "  inferred" if sample.object in reading.inferred else ""
    at = f"  {show_instant(sample.at)}" if sample.at else ""
    return f"  {_object(sample.object)}  {value}{at}{mark}"


def _named(objects: Sequence[str]) -> str:
    more = f" and {len(objects) - FIRST} more" if len(objects) > FIRST else ""
    return ", ".join(map(_object, objects[:FIRST])) + more


def _object(name: str) -> str:
    """Shorten an id; what is no id is the name of a file, a test or a benchmark."""
    return short(name) if _ID.fullmatch(name) else flat(name)


def behind_json(reading: Reading, source: str) -> dict[str, Any]:
    """Return what is behind a reading with stable keys, every object in full."""
    meaning = meaning_of(reading.metric, _kind(source))
    return {
        "definition": meaning.definition if meaning else None,
        "defined_by": meaning.source if meaning else None,
        "method": reading.method,
        "samples": [
            {"object": each.object, "value": show_amount(each.value), "at": instant_json(each.at or None)}
            for each in reading.samples
        ],
        "excluded": [{"why": each.why, "objects": list(each.objects)} for each in reading.excluded],
        "inferred": list(reading.inferred),
    }
