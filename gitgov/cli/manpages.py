"""Writes the man pages and completions from the command tree: `python -m gitgov.cli.manpages [--check] [FOLDER]`.

The files are committed and installed as data, so that `git vote --help` shows a page without this package being
imported. `--check` writes nothing, names what is stale and exits 1. The same tree gives the same bytes on every day
and machine (groff_man(7) is the format).
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from gitgov import __version__
from gitgov.cli.completions import bash, zsh
from gitgov.cli.fish import fish
from gitgov.cli.programs import PROGRAMS
from gitgov.cli.tree import Argument, Option, Verb, read_tree

REVISED = "2026-11-20"  # moves with the release, never with the clock

EXIT_STATUS = (
    ("0", "Done, or allowed."),
    ("1", "Refused by governance: the rules say no. The reasons and the command that would help are printed."),
    ("2", "Wrong usage or configuration."),
    ("3", "Could not decide, therefore blocked."),
)
CONFIGURATION = (
    ("gov.key", "The key file of the member who acts. The key decides who you are; `user.email` proves nothing."),
    ("user.signingKey", "Read when `gov.key` is not set: git's own SSH signing key, a file or a `key::` literal."),
    (
        "gov.genesis",
        "The ledger that this repository is held to: the id of its first charter. Another one is not read as ours.",
    ),
    ("gov.team", "Your team, where you are in several, or in none; `--team` goes before it."),
    ("gov.patience", "Seconds for which a remote may say nothing before it is taken as down; 30 unless set."),
    ("gov.measure", "`true`: what is carried out is measured, by who enacts or, on a server, by the keeper."),
    ("gov.queue", "On a server, `true`: after every push, what is decided is carried out."),
    ("gov.check", "The command by which `git sprint conflicts --check` tries the riskiest of the merged trees."),
    ("gov.advice", "The profile whose model is asked besides the facts, where none is given; `none` for none."),
    ("gov.advice.tests", "The command that `git gov advise review` tries a change by."),
    ("gov.advice.review", "`advisory`: a push is told what a review finds; `record`: that is put on record besides."),
)
ESCAPES = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "^": r"\(ha", "~": r"\(ti", "`": r"\(ga"})


def main(arguments: list[str]) -> int:
    """Writes the files below FOLDER (default: here), or with `--check` compares; returns the exit status."""
    check = "--check" in arguments
    folder = Path(next((each for each in arguments if not each.startswith("-")), "."))
    written = files({name: read_tree(app) for name, app in PROGRAMS.items()})
    stale = [name for name, text in written.items() if not _holds(folder / name, text)]
    stale += [name for name in _found(folder) if name not in written]
    for name in sorted(stale):
        print(f"stale: {name} (make docs)" if check else f"{'writing' if name in written else 'removing'} {name}")
        if not check:
            _write(folder / name, written.get(name))
    return int(check and bool(stale))


def files(trees: Mapping[str, Verb]) -> dict[str, str]:
    """Returns path -> text of every generated file for the programs `trees` (name -> tree)."""
    return {
        path: text
        for name, tree in trees.items()
        for path, text in (
            (f"man/{name}.1", page(name, tree, others=sorted(trees.keys() - {name}))),
            (f"completions/{name}.bash", bash(name, tree)),
            (f"completions/_{name}", zsh(name, tree)),
            (f"completions/{name}.fish", fish(name, tree)),
        )
    }


def page(name: str, tree: Verb, others: list[str]) -> str:
    """Returns the man page of the program `name`; `others` are the pages to see also."""
    typed = name.replace("-", " ", 1)
    also = ", ".join(rf"\fB{_escape(each)}\fR(1)" for each in ["git", "git-config", *others, "ssh-keygen"])
    lines = [
        f'.TH {_escape(name.upper())} 1 {REVISED} "gitgov {__version__}" "gitgov manual"',
        ".nh",
        ".SH NAME",
        rf"{_escape(name)} \- {_escape(_lower_first(tree.summary))}",
        ".SH SYNOPSIS",
        ".nf",
        *(_usage(typed, verb) for verb in tree if not verb.verbs),
        ".fi",
        ".SH DESCRIPTION",
        *_prose(tree.help),
        ".SH OPTIONS",
        *_options(tree.options),
        ".SH COMMANDS",
        *(line for verb in tree if verb.path for line in _command(typed, verb)),
        ".SH EXIT STATUS",
        *_entries(EXIT_STATUS),
        ".SH CONFIGURATION",
        *_entries(CONFIGURATION),
        ".SH SEE ALSO",
        also,
    ]
    return "\n".join(lines) + "\n"


def _command(typed: str, verb: Verb) -> Iterator[str]:
    yield f".SS {_usage(typed, verb)}"
    yield from _prose(verb.help)
    for argument in verb.arguments:
        if argument.help:
            yield from (".TP", rf"\fI{_escape(argument.name)}\fR", _inline(argument.help))
    yield from _options(option for option in verb.options if "--help" not in option.names)


def _usage(typed: str, verb: Verb) -> str:
    """Returns one line: what is typed in bold, what is replaced in italics."""
    parts = [rf"\fB{_escape(' '.join((typed, *verb.path)))}\fR"]
    if verb.verbs:
        parts.append(r"\fICOMMAND\fR")
    if any("--help" not in option.names for option in verb.options):
        parts.append(r"[\fIoptions\fR]")
    return " ".join((*parts, *map(_placeholder, verb.arguments)))


def _placeholder(argument: Argument) -> str:
    word = rf"\fI{_escape(argument.name)}\fR" + ("..." if argument.many else "")
    return word if argument.required else f"[{word}]"


def _options(options: Iterator[Option] | tuple[Option, ...]) -> Iterator[str]:
    for option in options:
        names = ", ".join(rf"\fB{_escape(name)}\fR" for name in option.names)
        value = rf" \fI{_escape(option.value)}\fR" if option.value else ""
        yield from (".TP", names + value, _inline(option.help))


def _entries(entries: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, text in entries:
        yield from (".TP", rf"\fB{_escape(name)}\fR", _inline(text))


def _prose(text: str) -> Iterator[str]:
    r"""Yields paragraphs; one that starts with a `\b` line keeps its line breaks, as in the help on a terminal."""
    for paragraph in filter(None, text.split("\n\n")):
        kept = paragraph.startswith("\b\n")
        yield from (".PP", ".nf") if kept else (".PP",)
        yield from (_inline(line) for line in paragraph.removeprefix("\b\n").split("\n"))
        yield from (".fi",) if kept else ()


def _inline(text: str) -> str:
    """Returns one line of running text, with `code` in bold and no roff request at its start."""
    marked = re.sub(r"`([^`]+)`", "\x01\\1\x02", " ".join(text.split()))
    escaped = _escape(marked).replace("\x01", r"\fB").replace("\x02", r"\fR")
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _escape(text: str) -> str:
    return text.translate(ESCAPES)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _found(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for part in ("man", "completions") for path in (folder / part).glob("*")]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
