"""What an adviser is asked and what it answers: frozen values, made of what exists."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


def told(value: Any) -> Any:
    """Return a frozen value as JSON: a tuple with names as an object, any other as a list; of a set its members in order."""
    if isinstance(value, Mapping):
        return {str(key): told(each) for key, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: told(each) for key, each in value._asdict().items()}
    if isinstance(value, (tuple, list)):
        return [told(each) for each in value]
    return sorted(map(told, value)) if isinstance(value, (set, frozenset)) else value


class Finding(NamedTuple):
    """Something to look at: a line of a file as it is at the commit that the case is about; line 0 is the whole file."""

    path: str
    line: int
    note: str


class Answer(NamedTuple):
    """What is proposed: a verdict out of the adviser's levels, and why.

    `reasons` are facts in words, `cites` the ids of records and commits that they rest on. `order` are names or ids in the
    order that is proposed, `choice` a word out of the adviser's list, if it has one. `draft` is the text of a motion, `patch` a change that applies at the case's commit. `remark` is a model's prose, which
    nothing rests on.
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    order: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    draft: str = ""
    patch: str = ""
    remark: str = ""
    choice: str = ""


class Citable(NamedTuple):
    """What exists and may be cited: ids of records and commits, names that may be ordered, and of each file the lines that the change touches."""

    ids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    lines: Mapping[str, frozenset[int]] = MappingProxyType({})


class Case(NamedTuple):
    """What an adviser is asked about a commit: facts, and the answer that they give by themselves.

    `about` is what the user named: a branch, a tag, a sprint. `facts` are JSON without floats, digested as RFC 8785 writes it; `data` is text of other
    people, as diffs and messages are, which is shown to a model and never taken for an instruction. `upon` is the ref that the commit would come to, a branch
    or the tag of a release, and `tip` the commit that it is compared with there; nothing where it would come to none.
    """

    adviser: str
    subject: str
    about: str
    facts: Mapping[str, Any]
    answer: Answer
    data: Mapping[str, Any] = MappingProxyType({})
    citable: Citable = Citable()
    upon: str = ""
    tip: str = ""
