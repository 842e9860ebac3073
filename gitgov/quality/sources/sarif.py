"""SARIF 2.1.0, as CodeQL, Semgrep, Bandit, ruff, Trivy and others write it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; the sections are named where they are followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.row import Metric, Source, left_out, number, reasons
from gitgov.quality.sources.shape import members, rows, words
from gitgov.quality.sources.vulnerable import IN_CODE

LEVELS = ("error", "warning", "note", "none")
_COUNTED = "that are not suppressed, of kind fail, and not absent since the baseline"
METRICS = (
    Metric("findings", "{count}", f"Findings of level error, warning or note {_COUNTED}."),
    Metric("findings_error", "{count}", f"Findings of level error {_COUNTED}."),
    Metric("findings_warning", "{count}", f"Findings of level warning {_COUNTED}."),
    Metric("findings_note", "{count}", f"Findings of level note {_COUNTED}."),
    IN_CODE,
)
_SECURITY = ("security", "vulnerab", "cwe", "cve")


class Finding(NamedTuple):
    """A result: where it was found, its level, why it does not count (or nothing), whether it may be about security."""

    where: str
    level: str
    why_not: str
    security: bool


def told_by(parsed: Parsed) -> bool:
    """Tell it by its runs and version."""
    return isinstance(parsed, dict) and "runs" in parsed and "version" in parsed


def read(log: dict[str, Any]) -> tuple[Reading, ...]:
    """Count findings by level. No data where a run ended badly or has no results: then nothing shows that it looked."""
    if log["version"] != "2.1.0":
        raise BadInput("SARIF of another version than 2.1.0", "let the tool write SARIF 2.1.0")
    runs = [members(each, "a run of SARIF") for each in rows(log["runs"], "runs")]
    found = [each for run in runs for each in _findings(run)]
    n = 0 if any(map(_looked_at_nothing, runs)) else len(runs)
    out = reasons((each.why_not, each.where) for each in found if each.why_not)
    out.append(
        left_out("the run failed, or has no results", [_tool(each) for each in runs if _looked_at_nothing(each)])
    )
    counted = [each for each in found if not each.why_not]
    other = left_out(
        "its rule is about something else than security", [each.where for each in counted if not each.security]
    )
    every, *levels, vulnerabilities = METRICS
    return (
        number(every, [each.where for each in counted], n, out),
        *(
            number(metric, [each.where for each in counted if each.level == level], n, out)
            for metric, level in zip(levels, LEVELS, strict=False)
        ),
        number(vulnerabilities, [each.where for each in counted if each.security], n, [*out, other]),
    )


def _looked_at_nothing(run: dict[str, Any]) -> bool:
    """Say whether a run has no results (3.14: it did not look for any), or says that it did not succeed (3.20)."""
    calls = rows(run.get("invocations") or [], "invocations")
    return run.get("results") is None or any(
        members(each, "an invocation").get("executionSuccessful") is False for each in calls
    )


def _tool(run: dict[str, Any]) -> str:
    return words(_driver(run).get("name", ""), "the name of the tool")


def _driver(run: dict[str, Any]) -> dict[str, Any]:
    return members(members(run.get("tool", {}), "tool").get("driver", {}), "driver")


def _findings(run: dict[str, Any]) -> Iterator[Finding]:
    rules = _rules(run)
    names = {each["id"]: each for each in reversed(rules) if isinstance(each.get("id"), str)}
    for each in rows(run.get("results") or [], "results"):
        result = members(each, "a result")
        rule = _rule(result, rules, names)
        level = _level(result, rule)
        name = words(result.get("ruleId") or rule.get("id") or "", "ruleId")
        yield Finding(f"{name} {_where(result)}".strip(), level, _why_not(result, level), _security(result, rule))


def _rules(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rules of the driver, in their order, and then those of its extensions."""
    tool = members(run.get("tool", {}), "tool")
    parts = [_driver(run), *rows(tool.get("extensions") or [], "extensions")]
    return [
        members(each, "a rule")
        for part in parts
        for each in rows(members(part, "an extension").get("rules") or [], "rules")
    ]


def _rule(result: dict[str, Any], rules: list[dict[str, Any]], names: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the rule of a result, by its id, also where that is one below the rule's (3.27); or an empty one."""
    reference = members(result.get("rule") or {}, "rule")
    name = result.get("ruleId") or reference.get("id")
    if name is None and isinstance(at := result.get("ruleIndex", reference.get("index")), int) and 0 <= at < len(rules):
        return rules[at]
    name = name if isinstance(name, str) else ""
    return names.get(name) or names.get(name.rpartition("/")[0]) or {}


def _level(result: dict[str, Any], rule: dict[str, Any]) -> str:
    """Return the level of a result: its own, else its rule's, else warning; none where it is no failure (3.27)."""
    default = members(rule.get("defaultConfiguration") or {}, "defaultConfiguration").get("level", "warning")
    level = result.get("level", default if result.get("kind", "fail") == "fail" else "none")
    if level not in LEVELS:
        raise BadInput("a result of SARIF has an unknown level", "it is one of error, warning, note, none")
    return words(level, "level")


def _why_not(result: dict[str, Any], level: str) -> str:
    """Say why a result does not count: its kind, its state against the baseline, its suppression (3.27)."""
    if (kind := result.get("kind", "fail")) != "fail":
        return f"its kind is {words(kind, 'kind')[:20]}"
    if result.get("baselineState") == "absent":
        return "absent since the baseline"
    if why := _suppressed(result):
        return why
    return "its level is none" if level == "none" else ""


def _suppressed(result: dict[str, Any]) -> str:
    """Say how a result is suppressed: by all of its suppressions, none under review or rejected (3.27, 3.35)."""
    found = [members(each, "a suppression") for each in rows(result.get("suppressions") or [], "suppressions")]
    if not found or any(each.get("status", "accepted") != "accepted" for each in found):
        return ""
    kinds = sorted({words(each.get("kind", ""), "kind")[:20] for each in found})
    because = sorted(
        {words(each["justification"], "justification")[:200] for each in found if each.get("justification")}
    )
    return f"suppressed ({', '.join(kinds)})" + (f": {'; '.join(because)}" if because else "")


def _security(result: dict[str, Any], rule: dict[str, Any]) -> bool:
    """Say whether a finding may be about security: it is not only where its rule's tags are all about something else."""
    properties = [members(each.get("properties") or {}, "properties") for each in (rule, result)]
    if any("security-severity" in each for each in properties):
        return True
    tags = [words(tag, "a tag").lower() for each in properties for tag in rows(each.get("tags") or [], "tags")]
    return not tags or any(word in tag for tag in tags for word in _SECURITY)


def _where(result: dict[str, Any]) -> str:
    """Return the file and line of the first place of a result, or nothing."""
    places = rows(result.get("locations") or [], "locations")
    place = (
        members(members(places[0], "a location").get("physicalLocation") or {}, "physicalLocation") if places else {}
    )
    file = words(members(place.get("artifactLocation") or {}, "artifactLocation").get("uri", ""), "uri")
    line = members(place.get("region") or {}, "region").get("startLine")
    return f"{file}:{line}" if isinstance(line, int) else file


ROW = Source("sarif", "SARIF 2.1.0 (CodeQL, Semgrep, Bandit, ruff, Trivy)", told_by, read, METRICS)
