"""Minutes in Markdown: what people wrote is escaped or fenced, so that it is shown and never interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gitgov.core.visible import clean
from gitgov.procedure.minutes.minutes import Entry, Minutes
from gitgov.procedure.minutes.prose import close, head, votes

SPECIAL = re.compile(r"([\\`*_\[\]<>&|~#$@])")
TICKS = re.compile(r"`+")


def markdown(minutes: Minutes) -> str:
    """Write minutes as Markdown."""
    lines = [f"# Minutes of {escaped(minutes.body)}", ""]
    lines += [f"- {escaped(line)}" for line in head(minutes)]
    for number, item in enumerate(minutes.items, 1):
        lines += ["", f"## {number}. {escaped(item.title)}", ""]
        for entry in item.entries:
            lines += _entry(entry)
    lines += ["", *(f"- {escaped(line)}" for line in close(minutes))]
    return "".join(f"{line}\n" for line in lines)


def escaped(text: str) -> str:
    """Escape a line of text, so that Markdown shows it as it is."""
    return SPECIAL.sub(r"\\\1", text)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- {escaped(entry.what)}"
    if entry.quoted:
        yield from ("", *(f"  {line}".rstrip() for line in fenced(entry.quoted)), "")
    if entry.vote:
        yield from (f"  - {escaped(line)}" for line in votes(entry.vote))


def fenced(text: str) -> list[str]:
    """Return a text as a code block whose fence is longer than any run of backticks in it."""
    shown = clean(text)
    fence = "`" * max(3, 1 + max((len(run) for run in TICKS.findall(shown)), default=0))
    return [f"{fence}text", *shown.splitlines(), fence]
