"""The rules of a review: each finds places in a change, and says what is wrong there. The next one is one row."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.advice.reading import lines as line
from gitgov.advice.reading import python, wholes
from gitgov.advice.reading.changed import Changed
from gitgov.advice.reading.lines import Finds, lines
from gitgov.advice.reading.paths import CODE, SCRIPT

CLEAN, LOOK, OBJECT = LEVELS = ("clean", "look", "object")


class Rule(NamedTuple):
    """A rule by its name: how careful what it finds makes a review, what it says of it, and how it finds it."""

    name: str
    level: str
    says: str
    finds: Finds


class Hit(NamedTuple):
    """What a rule found, and where; without a path it is about the change as a whole. It holds no text of the change."""

    level: str
    rule: str
    path: str
    line: int


RULES = (
    Rule("conflict", OBJECT, "a conflict was left in", lines(line.MARKER)),
    Rule("secret", OBJECT, "a secret key or token was added: revoke it, as whoever has the commit has it", lines(line.KEYS)),
    Rule("password", LOOK, "what is called a password or a key is given as text", lines(line.GIVEN, but=line.EXAMPLE)),
    Rule("hidden", OBJECT, "characters change the direction of code, so that it reads otherwise than it runs", lines(line.HIDDEN, *CODE)),
    Rule("direction", LOOK, "characters change the direction of text", lines(line.HIDDEN)),
    Rule("unseen", LOOK, "characters that a terminal obeys, or does not show, were added", lines(line.UNSEEN)),
    Rule("python", OBJECT, "it does not parse as Python", python.broken),
    Rule("python-unread", LOOK, "it cannot be read as Python, so that no rule has read it", python.unread),
    Rule("runs", LOOK, "it runs what it is given as code or as a pickle", python.does("runs")),
    Rule("shell", LOOK, "it starts a shell", python.does("shells")),
    Rule("yaml", LOOK, "yaml.load makes any object: yaml.safe_load does not", python.does("loads")),
    Rule("debugger", LOOK, "it calls a debugger", python.does("stops")),
    Rule("console", LOOK, "it stops in a debugger, or writes to the console", lines(line.STOPS, *SCRIPT)),
    Rule("focused", OBJECT, "only this test would run", lines(line.FOCUSED, *SCRIPT)),
    Rule("skipped", LOOK, "a test is skipped", lines(line.SKIPPED, *CODE)),
    Rule("later", LOOK, "something is left for later", lines(line.LATER, *CODE)),
    Rule("json", OBJECT, "it was JSON, and does not parse any more", wholes.broken_json()),
    Rule("json-new", LOOK, "it is called JSON, and does not parse", wholes.strange_json()),
    Rule("toml", OBJECT, "it does not parse as TOML", wholes.broken_toml),
    Rule("executable", LOOK, "it may be run now", wholes.executable),
    Rule("link", OBJECT, "the link leads out of the repository, or into .git", wholes.outside),
    Rule("submodule", LOOK, "a submodule is at another commit, which this does not show", wholes.modules),
    Rule("binary", LOOK, f"a binary file of more than {wholes.LARGEST} bytes was added", wholes.binaries),
    Rule("disguised", OBJECT, "it is code by its name and binary by its content, which no diff shows", wholes.disguised),
    Rule("large", LOOK, f"it has more than {wholes.READ} bytes, and no rule has read it", wholes.too_large),
    Rule("pipeline", LOOK, "it says what a server runs", wholes.pipelines),
    Rule("untested", LOOK, "code changes, and no test does", wholes.untested),
)  # fmt: skip
BY_NAME = {rule.name: rule for rule in RULES}


def hits(changed: Changed) -> tuple[Hit, ...]:
    """Return what the rules find in a change, the gravest first, then by place."""
    found = {Hit(rule.level, rule.name, *place) for rule in RULES for place in rule.finds(changed)}
    told = {(each.path, each.line) for each in found if each.rule == "hidden"}
    kept = (each for each in found if each.rule != "direction" or (each.path, each.line) not in told)
    return tuple(sorted(kept, key=lambda each: (-LEVELS.index(each.level), each.path, each.line, each.rule)))
