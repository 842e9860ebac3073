"""Finding what Python files do, by their syntax tree: they are parsed, and never run or imported."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gitgov.advice.reading.changed import Changed, Place, Touched, readable
from gitgov.advice.reading.lines import Finds
from gitgov.advice.reading.paths import PYTHON

RUNS = frozenset({
    "eval", "exec", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "pickle.load",
    "pickle.loads", "marshal.loads", "marshal.load", "dill.loads", "shelve.open", "yaml.unsafe_load",
})  # fmt: skip
"""What runs what it is given as text or bytes."""
STOPS = frozenset({
    "breakpoint", "pdb.set_trace", "ipdb.set_trace", "pudb.set_trace", "pdb.post_mortem", "code.interact",
})  # fmt: skip
"""What waits for somebody at a terminal."""
_LOADS = frozenset({"yaml.load", "yaml.load_all"})
_SAFE = re.compile(r"(?:^|\.)C?(?:Safe|Base)Loader$")
_ENDS = re.compile(r"\r\n|\r|\n")


class Does(NamedTuple):
    """Something that code does, at which of git's lines, first and last."""

    what: str
    first: int
    last: int


class Parsed(NamedTuple):
    """A file as this Python reads it: whether it parses, else at which line it is wrong; `deep` where it is nested too deeply to say."""

    right: bool
    wrong: int = 0
    deep: bool = False
    does: tuple[Does, ...] = ()


@lru_cache(maxsize=4_096)
def parsed(text: str) -> Parsed:
    """Parse a text; what is nested too deeply is neither right nor wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a strange escape is not ours to complain about
            tree = ast.parse(text.removeprefix("\ufeff"))
    except SyntaxError as error:
        return Parsed(right=False, wrong=_Lines(text).line(error.lineno or 0))
    except ValueError:  # a NUL is no Python
        return Parsed(right=False)
    except (RecursionError, MemoryError):
        return Parsed(right=False, deep=True)
    line = _Lines(text).line
    found = ((what, node) for each in ast.walk(tree) for what, node in _does(each))
    does = (Does(what, line(node.lineno), line(node.end_lineno or node.lineno)) for what, node in found)
    return Parsed(right=True, does=tuple(does))


class _Lines:
    """The lines of a text as git counts them, for those that Python counts: to Python a carriage return ends a line by itself."""

    def __init__(self, text: str) -> None:
        self._starts = [1]
        if "\r" in text.replace("\r\n", ""):
            for each in _ENDS.finditer(text):
                self._starts.append(self._starts[-1] + ("\n" in each[0]))

    def line(self, line: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1] if len(self._starts) > 1 and line > 0 else line


def _does(node: ast.AST) -> Iterator[tuple[str, ast.expr | ast.stmt | ast.keyword]]:
    """Yield what a node does that rules ask about."""
    match node:
        case ast.Call(func=func):
            name = _name(func).removeprefix("builtins.")
            if name in RUNS or name in STOPS:
                yield "runs" if name in RUNS else "stops", func
            elif name in _LOADS and not _is_safe(node):
                yield "loads", func
        case ast.ImportFrom(module=str(module), names=names):
            brought = {f"{module}.{alias.name}" for alias in names}
            if brought & (RUNS | STOPS):
                yield "runs" if brought & RUNS else "stops", node
        case ast.keyword(arg="shell", value=ast.Constant(value=True)):
            yield "shells", node
        case _:
            pass


def _is_safe(call: ast.Call) -> bool:
    loaders = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "Loader")]
    return any(_SAFE.search(_name(loader)) for loader in loaders)


def _name(node: ast.AST) -> str:
    """Return a dotted name, or nothing for what is none."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else ""


def _python(changed: Changed) -> Iterator[tuple[Touched, Parsed]]:
    for each in readable(changed, *PYTHON):
        yield each, parsed(each.text or "")


def broken(changed: Changed) -> Iterator[Place]:
    """Find files that do not parse and did before, or are new."""
    for each, now in _python(changed):
        if not now.right and not now.deep and (each.before is None or parsed(each.before).right):
            yield each.at(now.wrong)


def unread(changed: Changed) -> Iterator[Place]:
    """Find files that nobody can read as Python, so that no rule here has."""
    for each, now in _python(changed):
        if now.deep or not (now.right or each.before is None or parsed(each.before).right):
            yield each.at(0)


def does(what: str) -> Finds:
    """Return what finds added lines that do something: `runs`, `shells`, `loads` or `stops`."""

    def found(changed: Changed) -> Iterator[Place]:
        for each, now in _python(changed):
            added = {line for line, _ in each.added}
            for _, first, last in (one for one in now.does if one.what == what):
                if line := next((line for line in range(first, last + 1) if line in added), 0):
                    yield Place(each.path, line)

    return found
