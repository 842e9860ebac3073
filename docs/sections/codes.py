"""The objection codes, read from the source: every `GOV-nnn` that is stated somewhere, with its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gitgov
from sections import table

SOURCE = Path(gitgov.__file__).parent
CODE = re.compile(r"GOV-\d{3}")
SIGNATURES: Mapping[str, tuple[str, ...]] = {
    "Objection": ("code", "what", "rule", "remedy"),
    "object_to": ("code", "what", "rule", "remedy"),
    "object_about": ("code", "what", "remedy", ""),
    "deny": ("", "code", "what", "remedy"),
    "_objection": ("", "code", "what", "rule", "remedy"),
    "Refused": ("", "", "code", "what"),
    "_refusal": ("code", "what", "remedy"),
}
"""How the parameters of what states an objection are ordered; a call of anything else with a code is an error here."""
IN_ROOMS = ("code", "what", "rule", "", "remedy")
"""How those of `object_to` are ordered in the rooms above procedure, which name the event before the remedy."""
NEVER_SHOWN = frozenset({"not yet tried"})
SHOWN_AS = {"update": "ref", "base": "motion", "sealed": "id", "event": "id", "event_id": "id", "parents": "commit"}
"""Better words for what the source calls by a name of its own."""
FAMILIES = {
    "1": ("The gate", "May this ref move? Stated by `git gov check`, the hooks, `git gov enact` and `git gov verify`."),
    "2": (
        "The ledger",
        "Is this a line of this ledger, and may it come in? Stated by the keeper and by `git gov sync`.",
    ),
    "3": ("Procedure", "Is this act in order? Stated before anything is signed, on receipt, and after every reading."),
    "4": ("The charter", "May the charter change so? Stated by `git gov` commands and by the keeper."),
    "5": ("Meetings and debate", "Whose turn is it, and is the meeting in session? Stated as those of procedure are."),
    "6": (
        "Sprints and operations",
        "Who plans, starts, reviews and improves what; may this be bundled, mirrored or put on record? Stated by the commands, on receipt, and by `git gov verify`.",
    ),
    "7": (
        "Quality",
        "How is a characteristic defined, who measures, and does a record follow from its numbers? Stated by `git quality`, on receipt, and by `git gov verify`.",
    ),
}


@dataclass(frozen=True, order=True)
class Stated:
    """A place where a code is stated."""

    code: str
    what: str
    remedy: str
    place: str


def tables() -> str:
    """Returns a table for each family of codes."""
    found = sorted(set(_stated()))
    parts = []
    for digit, (title, about) in FAMILIES.items():
        rows = [each for each in found if each.code[4] == digit]
        parts.append(
            f"## GOV-{digit}xx: {title}\n\n{about}\n\n"
            + table(("code", "what is said", "next", "stated in"), _rows(rows))
        )
    return "\n".join(parts)


def _rows(rows: list[Stated]) -> Iterator[tuple[str, str, str, str]]:
    """Yields a row for each wording; places that use the same words share one."""
    by_words: dict[tuple[str, str, str], list[str]] = {}
    for each in rows:
        by_words.setdefault((each.code, each.what, each.remedy), []).append(each.place)
    last = ""
    for (code, what, remedy), places in by_words.items():
        yield (
            "" if code == last else f"**{code}**",
            what,
            remedy,
            ", ".join(f"`{each}`" for each in dict.fromkeys(places)),
        )
        last = code


def codes_in(module: str) -> list[str]:
    """Returns the codes that a module of gitgov (its path below the package) states, sorted."""
    return sorted({each.code for each in _stated() if each.place == module})


@cache
def _stated() -> tuple[Stated, ...]:
    """Reads the whole source, once: every act and motion asks for the codes of its module."""
    return tuple(_read())


def _read() -> Iterator[Stated]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = _assigned(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            yield from _of_call(call, place, words)


def _of_call(call: ast.Call, place: str, words: dict[str, list[ast.expr]]) -> Iterator[Stated]:
    if not any(isinstance(each, ast.Constant) and CODE.fullmatch(str(each.value)) for each in call.args):
        return
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in SIGNATURES:
        raise SystemExit(
            f"{place}:{call.lineno}: {name}(...) states a code, but docs/sections/codes.py does not know it"
        )
    order = (
        IN_ROOMS if name == "object_to" and place.startswith(("sprints/", "threads/", "quality/")) else SIGNATURES[name]
    )
    given = dict(zip(order, call.args, strict=False)) | {each.arg: each.value for each in call.keywords}
    said = _text(given["what"], words)
    said = f"{{kind}} {{id}} {said}" if name == "_objection" else said
    if said not in NEVER_SHOWN:
        yield Stated(ast.literal_eval(given["code"]), said, _text(given.get("remedy"), words), place)


def _assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Collects what is assigned to plain names, by name: some messages are written down before they are used."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for each, value in zip(names, values, strict=True):
                    found.setdefault(getattr(each, "id", ""), []).append(value)
    return {name: sorted(each, key=lambda node: node.lineno) for name, each in found.items()}


def _text(node: ast.AST | None, words: dict[str, list[ast.expr]]) -> str:
    """Writes a message as a template: what is filled in stands in braces."""
    match node:
        case None:
            return ""
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join(_text(each, words) for each in values)
        case ast.FormattedValue(value=ast.IfExp() as value) | ast.FormattedValue(value=ast.BoolOp() as value):
            return _text(value, words)
        case ast.FormattedValue(value=value):
            return "{" + _name(value) + "}"
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left, words) + _text(right, words)
        case ast.BoolOp(values=values):
            return "/".join(filter(None, (_text(each, words) for each in values)))
        case ast.IfExp(body=body, orelse=orelse):
            return "/".join(filter(None, (_text(each, words) for each in (body, orelse))))
        case ast.Name(id=name) if name in words:
            before = [each for each in words[name] if each.lineno < node.lineno]
            return _text(before[-1], words) if before else "{" + name + "}"
        case _:
            return "{" + _name(node) + "}"


def _name(node: ast.AST) -> str:
    """Names what is filled in: `short(step.commit)` is a commit, `motion.name` a motion."""
    match node:
        case ast.Call(func=ast.Attribute(value=value), args=[] | [ast.Constant()]):
            name = _name(value)
        case ast.Call(args=[first, *_]):
            name = _name(first)
        case ast.Attribute(value=value, attr="name" | "id" | "ref"):
            name = _name(value)
        case ast.Attribute(attr=attr):
            name = attr
        case ast.Subscript(value=value):
            name = _name(value)
        case ast.BoolOp(values=[first, *_]):
            name = _name(first)
        case ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value=value)):
            name = f"{_name(left)} + {value!r}"
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            name = f"{_name(left)} - {_name(right)}"
        case ast.Name(id=known):
            name = known
        case _:
            name = "..."
    return SHOWN_AS.get(name, name)
