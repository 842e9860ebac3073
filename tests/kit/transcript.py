"""Transcripts of a terminal: steps, what may stand in for their output, and the text that they really made.

    alice$ git motion merge feature/x \\
        -m "why"
    M-... moved by alice
    ...
    [1]

A prompt names who types; a bare `$` is somebody who looks at the whole folder. A trailing backslash or a heredoc
carries the command on. `...` stands for any text within a line, alone on a line for any number of lines. A last line
`[N]` is the exit status; without it 0 is expected. Trailing blanks and the blank lines before a prompt do not count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PROMPT = re.compile(r"(?P<who>alice|bob|carol|dave|eve|server|)\$ (?P<command>.+)")
HEREDOC = re.compile(r"(?<!<)<<-?\s*(['\"]?)(?P<end>\w+)\1")
STATUS = re.compile(r"\[(\d+)\]")
ANY = "..."
# What a run makes anew, if it was not expected in words: the names of motions, whole ids and the time of day.
VOLATILE = re.compile(r"\b[MP]-[0-9a-f]{8,}\b|\b[0-9a-f]{64}\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, line by line, and how it ended."""

    output: tuple[str, ...]
    status: int

    @classmethod
    def of(cls, text: str, status: int) -> "Outcome":
        """Returns the outcome without trailing blanks and trailing empty lines."""
        return cls(trimmed(text.split("\n")), status)


@dataclass(frozen=True, slots=True)
class Step:
    """One command: `typed` are its lines as they stand, prompt included; `gap` counts the blank lines after it."""

    who: str
    command: str
    typed: tuple[str, ...]
    expected: Outcome
    gap: int

    @property
    def text(self) -> str:
        """Returns the step as the document has it (up to trailing blanks)."""
        return self.with_output(self.expected)

    def played(self, outcome: Outcome) -> str:
        """Returns the step as it went: the expected lines when they fit, else what was really printed."""
        expected, actual = self.expected.output, outcome.output
        output = expected if fits(expected, actual) else tuple(kept(expected, actual))
        return self.with_output(Outcome(output, outcome.status))

    def with_output(self, outcome: Outcome) -> str:
        """Returns the step with another outcome."""
        status = [f"[{outcome.status}]"] if outcome.status else []
        return "".join(f"{line}\n" for line in (*self.typed, *outcome.output, *status, *[""] * self.gap))


def steps(source: str) -> Iterator[Step]:
    """Yields the steps of one block; raises ValueError when it does not begin with a prompt."""
    lines = source.removesuffix("\n").split("\n")
    while lines:
        prompt = PROMPT.fullmatch(lines[0])
        if prompt is None:
            raise ValueError(f"a prompt was expected, not {lines[0]!r}")
        typed, rest = split_command(lines)
        until = next((at for at, line in enumerate(rest) if PROMPT.fullmatch(line)), len(rest))
        printed, lines = rest[:until], rest[until:]
        command = "\n".join([prompt["command"], *typed[1:]])
        yield Step(prompt["who"], command, tuple(typed), expectation(printed), len(printed) - len(trimmed(printed)))


def split_command(lines: list[str]) -> tuple[list[str], list[str]]:
    """Parts the lines of the command, continued ones included, from those below it."""
    size = 1
    while lines[size - 1].endswith("\\") and size < len(lines):
        size += 1
    heredoc = HEREDOC.search("\n".join(lines[:size]))
    if heredoc is not None and heredoc["end"] in lines[size:]:
        size = lines.index(heredoc["end"], size) + 1
    return lines[:size], lines[size:]


def expectation(printed: Sequence[str]) -> Outcome:
    """Reads the lines under a command: output, then perhaps the exit status."""
    output = trimmed(printed)
    status = STATUS.fullmatch(output[-1]) if output else None
    return Outcome(trimmed(output[:-1]), int(status[1])) if status else Outcome(output, 0)


def trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """Drops trailing blanks of each line, and the empty lines at the end."""
    text = "\n".join(line.rstrip() for line in lines).rstrip("\n")
    return tuple(text.split("\n")) if text else ()


def fits(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Says whether the lines are as expected, wildcards allowed."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY else line_pattern(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def line_pattern(line: str) -> str:
    """Returns the expression for one line, `...` standing for any text in it."""
    return ".*?".join(re.escape(part) for part in line.split(ANY))


def kept(expected: Sequence[str], actual: Sequence[str]) -> Iterator[str]:
    """Yields the actual lines without what is volatile; those that an expected line describes, in its words, in order."""
    wildcards = [line for line in expected if ANY in line and line.strip() != ANY]
    for line in actual:
        at = next((at for at, wild in enumerate(wildcards) if re.fullmatch(line_pattern(wild), line)), None)
        if at is None:
            yield VOLATILE.sub(ANY, line)
        else:
            yield wildcards[at]
            del wildcards[: at + 1]
