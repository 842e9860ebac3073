"""The tables of the law: kinds of event with their bodies, motions, acts, rooms."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import gitgov
from gitgov.chamber.kinds import every_kind
from gitgov.core.amounts import AMOUNT
from gitgov.git.refs import room_ref
from gitgov.ledger.event import ROOMS
from gitgov.procedure.acts import ACTS
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.motions.choose import QUORUM, RATIO
from gitgov.procedure.rows import ONE_LINE
from gitgov.tally.events import OPTION
from sections import code, table
from sections.codes import codes_in

ABOUT = {
    "charter": "genesis, revisions while founding, the closing of the founding, adopted charters",
    "motions": "motions and what is done about them: second, statement, putting, withdrawal",
    "debate": "speeches",
    "votes": "ballots, proxies",
    "sprints": "the backlog, plans of sprints and of increments, standups, impediments, reviews, retrospectives",
    "advice": "proposals of advisers, and compiled programs",
    "metrics": "measurements, runs of checks, deployments, incidents, quality projects, improvements",
    "decisions": "announcements, enactments, invocations of standing orders",
}
NAMES = {
    OPTION: "option's name: no blanks, `=`, `,`, `<` or `>`, at most 64 characters",
    r"^[a-z-]{1,40}$": "method's name",
    r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$": "sprint's name",
    r"^[A-Za-z0-9][A-Za-z0-9._#/-]{0,63}$": "item's id",
    r"^[a-z0-9-]{1,40}$": "team's name",
    r"^[a-z0-9-]{0,40}$": "team's name, or empty",
    r"^(?:[A-Za-z0-9][A-Za-z0-9._#/-]{0,63})?$": "item's id, or empty",
    r"^(?:\d{4}-\d{2}-\d{2})?$": "day, or empty",
    r"^(?:[a-z0-9._-]{1,64})?$": "member's name, or empty",
    r"^[a-z][a-z0-9_-]{0,59}(?:/[a-z0-9][a-z0-9-]{0,39})?$": "quality characteristic's name",
    r"^(?:[a-z][a-z0-9_-]{0,59})?$": "measure's name, or empty",
    r"^[a-z][a-z-]{0,39}$": "adviser's word",
    r"^(?:[a-z][a-z-]{0,39})?$": "adviser's word, or empty",
    r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?$|^$": "exact amount, or empty",
    r"^(?:[a-z0-9][a-z0-9-]{0,39})?$": "service's name, or empty",
    AMOUNT: "amount such as `80`, `79.9` or `199/200`",
    f"^$|{AMOUNT}": "amount, or empty",
    RATIO: "ratio such as `3:1`",
    QUORUM: "number, or one with `Q` after it, or empty",
}
IDS = {r"^[0-9a-f]{64}$": "event id", r"^(?:[0-9a-f]{64})?$": "event id, or empty"}
ONE_LINE_TEXT = "text without control characters"
PATTERNS = {
    r"^[a-z_]{0,40}$": "kind of motion, or empty",
    r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$": "git object id, 40 or 64 lowercase hex digits",
    r"^(?:[0-9a-f]{40}|[0-9a-f]{64})?$": "git object id, or empty",
    r"^[a-z0-9._-]{1,64}$": "member's name",
    r"^refs/[^\x00-\x20\x7f~^:?*\[\\]{1,250}$": "full ref name",
    r"^(?:refs/[^\x00-\x20\x7f~^:?*\[\\]{1,250})?$": "full ref name, or empty",
}


def rooms() -> str:
    """Returns the rooms and the kinds that lie in them."""
    rows = []
    for room in ROOMS:
        names = ", ".join(code(each.name) for each in every_kind().values() if each.room == room)
        rows.append((code(room), code(room_ref(room)), ABOUT[room], names))
    return table(("room", "ref", "what lies there", "kinds"), rows)


def kinds() -> str:
    """Returns each kind of event with the fields of its body."""
    parts = []
    for kind in every_kind().values():
        module = Path(inspect.getfile(kind.body)).relative_to(Path(gitgov.__file__).parent).as_posix()
        head = f"### `{kind.name}` version {kind.version}\n\nRoom `{kind.room}`. {_doc(kind.body)}\n"
        parts.append(f"{head}\n{_fields(kind.body)}\nDefined in `gitgov/{module}`.\n")
    parts.append("### Questions\n\n`question` of `motion.moved` is one of these objects, told apart by `motion`.\n")
    parts.extend(f"#### `{row.name}`\n\n{_doc(row.question)}\n\n{_fields(row.question)}" for row in MOTIONS.values())
    return "\n".join(parts)


def _fields(body: type[BaseModel]) -> str:
    rows = list(_rows(body))
    return table(("field", "value", "limits"), rows) if rows else "The body is `{}`.\n"


def _rows(body: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    schema = body.model_json_schema()
    named = schema.get("$defs", {})
    for name, field in schema["properties"].items():
        value, limits = _value(field, named)
        yield code(name), value, limits


def _value(field: dict[str, Any], named: dict[str, Any]) -> tuple[str, str]:
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return ("a question, see below", "") if name == "Question" else (f"object: {_within(name, named)}", "")
    if options := [each for each in field.get("anyOf", ()) if each != {"type": "null"}]:
        return _value({**field, **options[0], "anyOf": ()}, named)
    if "discriminator" in field:
        names = " or ".join(code(name) for name in sorted(field["discriminator"]["mapping"]))
        return f"a question of the kind {names}, see below", ""
    if "const" in field:
        return f'`"{field["const"]}"`', ""
    if "enum" in field:
        return " or ".join(f'`"{each}"`' for each in field["enum"]), ""
    if field.get("type") == "object":
        rows = field.get("additionalProperties") or next(iter(field["patternProperties"].values()))
        return f"object: by name a {_value(rows, named)[0]}", ""
    if field.get("type") == "array":
        return _list(field["items"], named), ""
    if "pattern" in field:
        pattern = field["pattern"]
        known = IDS | NAMES | PATTERNS
        return (ONE_LINE_TEXT, _length(field)) if pattern == ONE_LINE else (known[pattern], "")
    return {"string": "text", "boolean": "true or false", "integer": "whole number"}[field["type"]], _length(field)


def _within(name: str, named: dict[str, Any]) -> str:
    """Names the fields of an object within a body."""
    within = named[name]["properties"]
    return "; ".join(f"`{field}`: {_value(each, named)[0]}" for field, each in within.items())


def _list(items: dict[str, Any], named: dict[str, Any]) -> str:
    if "$ref" in items:
        return f"list of objects: {_within(items['$ref'].rsplit('/', 1)[1], named)}"
    if items.get("type") == "array":
        return f"list of {_list(items['items'], named).replace('list', 'lists', 1)}"
    name, comma, more = _value(items, named)[0].partition(",") if "pattern" in items else ("text", "", "")
    return f"list of {name.removesuffix('s')}s{comma}{more}"


def _length(field: dict[str, Any]) -> str:
    least, most = field.get("minLength"), field.get("maxLength")
    parts = [f"at least {least}" if least else "", f"at most {most:,}" if most else ""]
    said = ", ".join(filter(None, parts))
    return f"{said} characters" if said else ""


def motions() -> str:
    """Returns the table of motions by what they move."""
    rows = []
    for row in MOTIONS.values():
        names = ", ".join(code(name) for name in row.question.model_fields if name != "motion")
        module = Path(inspect.getfile(row.question)).relative_to(Path(gitgov.__file__).parent).as_posix()
        rows.append((code(row.name), row.summary, names, ", ".join(codes_in(module)), row.source))
    return table(("motion", "what it moves", "its question", "out of order when moved", "source"), rows)


def rules() -> str:
    """Returns what Robert's Rules say of each kind of motion, by its place in the order of precedence."""
    rows = []
    for row in sorted(MOTIONS.values(), key=lambda each: (-each.rank, each.kind)):
        said = {"yes": "yes", "no": "no", "target": "if what it applies to is"}
        second = "yes" if row.second else "no"
        votes = {
            "affirmative": "affirmative vote",
            "negative": "negative vote",
            "conditional": "while it can be undone",
        }
        rows.append(
            (
                code(row.name), row.kind.replace("_", " "), str(row.rank or ""), "yes" if row.interrupts else "no", second,
                said[row.debatable], "yes" if row.amendable else "no", row.vote.replace("_", " "), votes.get(row.reconsidered, row.reconsidered),
                row.source.removeprefix("RONR (12th ed.) "), code(row.command), row.effect,
            )
        )  # fmt: skip
    heads = (
        "motion",
        "class",
        "rank",
        "interrupts",
        "second",
        "debate",
        "amend",
        "vote",
        "reconsider",
        "RONR (12th ed.)",
        "moved by",
        "when it is carried",
    )
    return table(heads, rows)


def acts() -> str:
    """Returns the table of acts upon a motion."""
    rows = []
    for row in ACTS.values():
        path = Path(inspect.getfile(row.why_not))
        doc = (inspect.getmodule(row.why_not).__doc__ or "").split("\n")[0]
        module = path.relative_to(Path(gitgov.__file__).parent).as_posix()
        rows.append((code(row.kind), doc, _sentence(row.why_not.__doc__), ", ".join(codes_in(module)), row.source))
    return table(("act", "what it does", "out of order", "codes of its own", "source"), rows)


def _doc(thing: type) -> str:
    return " ".join((inspect.getdoc(thing) or "").split())


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())
