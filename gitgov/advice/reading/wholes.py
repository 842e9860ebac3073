"""Finding what a change does to whole files: data that does not parse, modes, links, what is binary, what is missing."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator

from gitgov.advice.reading.changed import LINK, MODULE, PROGRAM, Changed, Place, readable
from gitgov.advice.reading.lines import Finds
from gitgov.advice.reading.paths import CODE, is_code, is_test

LARGEST = 500_000
"""Bytes above which a binary file that is new is found."""
READ = 1_000_000
"""Bytes of a text that are read; of a larger one nothing is said but that."""
_CI = (
    ".github/workflows/",
    ".gitlab-ci",
    ".circleci/",
    ".ci/",
    "Jenkinsfile",
    ".travis.yml",
    "azure-pipelines",
    ".buildkite/",
)


def _wrong(parse: Callable[[str], object], text: str) -> int | None:
    """Return at which line a text does not parse, 0 where that is not known, or nothing."""
    try:
        parse(text)
    except json.JSONDecodeError as error:
        return error.lineno
    except (ValueError, RecursionError):  # TOML's own error is a ValueError without a line
        return 0
    return None


def _unparsed(parse: Callable[[str], object], ending: str, *, new: bool) -> Finds:
    """Return what finds files that do not parse: `new` ones, or those that did parse before."""

    def found(changed: Changed) -> Iterator[Place]:
        for each in readable(changed, ending):
            line = _wrong(parse, each.text or "")
            if line is None or (each.before is None) is not new:
                continue
            if each.before is None or _wrong(parse, each.before) is None:
                yield each.at(line)

    return found


def broken_json() -> Finds:
    """Return what finds JSON that did parse."""
    return _unparsed(json.loads, ".json", new=False)


def strange_json() -> Finds:
    """Return what finds new files that are called JSON and are not: some tools allow comments in them."""
    return _unparsed(json.loads, ".json", new=True)


def broken_toml(changed: Changed) -> Iterator[Place]:
    """Find TOML that did parse before, or is new."""
    yield from _unparsed(tomllib.loads, ".toml", new=False)(changed)
    yield from _unparsed(tomllib.loads, ".toml", new=True)(changed)


def executable(changed: Changed) -> Iterator[Place]:
    """Find files that may be run now and were not, or are new and say not by what."""
    for each in changed:
        script = (each.text or "").startswith("#!")
        if each.mode == PROGRAM and each.old_mode != PROGRAM and not (each.new and script):
            yield each.at(0)


def outside(changed: Changed) -> Iterator[Place]:
    """Find symbolic links that lead out of the repository, or into git's own folder."""
    for each in changed:
        if each.mode == LINK and leaves(each.path, each.text or ""):
            yield each.at(0)


def leaves(path: str, target: str) -> bool:
    """Say whether a link at a path leads out of the folder that the path is in, or to git's own."""
    if not target or target.startswith("/"):
        return True
    depth = path.count("/")
    for part in target.split("/"):
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        if depth < 0 or part.lower() == ".git":
            return True
    return False


def modules(changed: Changed) -> Iterator[Place]:
    """Find submodules that point at another commit."""
    yield from (each.at(0) for each in changed if each.mode == MODULE)


def binaries(changed: Changed) -> Iterator[Place]:
    """Find new binary files above a size."""
    yield from (each.at(0) for each in changed if each.binary and each.new and each.plain and each.size > LARGEST)


def disguised(changed: Changed) -> Iterator[Place]:
    """Find files that are code by name and binary by content, which no diff shows."""
    yield from (each.at(0) for each in changed if each.binary and each.plain and each.path.endswith(CODE))


def too_large(changed: Changed) -> Iterator[Place]:
    """Find texts that are larger than what is read."""
    yield from (each.at(0) for each in changed if each.plain and not each.binary and each.text is None)


def pipelines(changed: Changed) -> Iterator[Place]:
    """Find files that say what a server runs."""
    for each in changed:
        if each.path.startswith(_CI):
            yield each.at(0)


def untested(changed: Changed) -> Iterator[Place]:
    """Find a change to code that touches no test."""
    code = any(is_code(each.path) and each.plain and (each.added or each.removed) for each in changed)
    if code and not any(is_test(each.path) for each in changed):
        yield Place()
