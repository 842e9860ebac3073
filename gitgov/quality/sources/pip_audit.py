"""The JSON of pip-audit: https://github.com/pypa/pip-audit (`pip-audit --format json`, as an object or, of old, a list)."""

from __future__ import annotations

from typing import Any, NamedTuple

from gitgov.quality.reading import Reading
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.row import Source, left_out, number, reasons
from gitgov.quality.sources.shape import members, rows, words
from gitgov.quality.sources.vulnerable import IN_PACKAGES


class Package(NamedTuple):
    """A package as audited: the names of its vulnerabilities, each with its aliases; or why it was not audited."""

    name: str
    version: str
    known: tuple[frozenset[str], ...]
    skipped: str


def told_by(parsed: Parsed) -> bool:
    """Tell it by what it says of each dependency."""
    listed = parsed.get("dependencies") if isinstance(parsed, dict) and "fixes" in parsed else parsed
    if isinstance(listed, list) and (listed or listed is not parsed):
        return all(isinstance(each, dict) and not {"vulns", "skip_reason"}.isdisjoint(each) for each in listed)
    return False


def read(report: dict[str, Any] | list[Any]) -> tuple[Reading, ...]:
    """Count the known vulnerabilities of the packages audited; raises `BadInput`."""
    listed, fixes = (report["dependencies"], report["fixes"]) if isinstance(report, dict) else (report, [])
    packages = [_package(each) for each in rows(listed, "dependencies")]
    fixed = _fixed(fixes)
    audited = [each for each in packages if not each.skipped]
    found: dict[tuple[str, str], list[frozenset[str]]] = {}
    for each in audited:
        found.setdefault((each.name, each.version), []).extend(each.known)
    once = {package: _apart(known) for package, known in found.items()}
    open_ones = [_show(package, names) for package, known in once.items() if package not in fixed for names in known]
    mended = [_show(package, names) for package, known in once.items() if package in fixed for names in known]
    skipped = [(f"not audited: {each.skipped}", each.name) for each in packages if each.skipped]
    out = [left_out("fixed by the run", mended), *reasons(skipped)]
    return (number(IN_PACKAGES, open_ones, len(found), out),)


def _package(value: object) -> Package:
    said = members(value, "a dependency")
    name = words(said.get("name"), "the name of a dependency").lower()
    if "vulns" not in said:
        reason = words(said.get("skip_reason"), f"skip_reason of {name[:60]!r}")
        return Package(name, "", (), reason or "no reason is given")
    version = words(said.get("version"), f"the version of {name[:60]!r}")
    known = [
        members(each, f"a vulnerability of {name[:60]!r}") for each in rows(said["vulns"], f"vulns of {name[:60]!r}")
    ]
    return Package(name, version, tuple(map(_names, known)), "")


def _names(vulnerability: dict[str, Any]) -> frozenset[str]:
    aliases = rows(vulnerability.get("aliases") or [], "aliases")
    return frozenset(words(each, "an id of a vulnerability") for each in (vulnerability.get("id"), *aliases))


def _fixed(fixes: object) -> set[tuple[str, str]]:
    """Return the packages, as they were, that the run has put to another version; those that it failed to are none."""
    found = [members(each, "a fix") for each in rows(fixes, "fixes")]
    done = [each for each in found if "new_version" in each]
    return {
        (words(each.get("name"), "the name of a fix").lower(), words(each.get("old_version"), "old_version"))
        for each in done
    }


def _apart(known: list[frozenset[str]]) -> list[frozenset[str]]:
    """Unite what shares a name: databases list one vulnerability under ids of their own."""
    first: dict[str, str] = {}
    for each in known:
        heads = {_head(first, name) for name in each}
        first.update(dict.fromkeys(heads, min(heads)))
    apart: dict[str, set[str]] = {}
    for name in {name for each in known for name in each}:
        apart.setdefault(_head(first, name), set()).add(name)
    return [frozenset(names) for names in apart.values()]


def _head(first: dict[str, str], name: str) -> str:
    """Return the name that stands for all that are the same as one, and shorten the way to it."""
    while (up := first.setdefault(name, name)) != name:
        first[name] = first[up]
        name = up
    return name


def _show(package: tuple[str, str], names: frozenset[str]) -> str:
    return f"{package[0]} {package[1]}: {', '.join(sorted(names))}"


ROW = Source("pip-audit", "the JSON of pip-audit (pip-audit -f json)", told_by, read, (IN_PACKAGES,))
