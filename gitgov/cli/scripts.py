"""What completion scripts of every shell are made of."""

from gitgov.cli.tree import Verb

HEADER = "# Completion of `{typed}`. Written by `make docs`; do not edit."


def identifier(name: str) -> str:
    """Returns the name of a program as it may stand in the name of a function."""
    return name.replace("-", "_")


def heading(name: str) -> str:
    """Returns the comment that says what the file is."""
    return HEADER.format(typed=name.replace("-", " ", 1))


def place(verb: Verb) -> str:
    """Returns the place of a verb as the scripts spell it: a blank before each word."""
    return "".join(f" {word}" for word in verb.path)


def paths(tree: Verb, between: str) -> str:
    """Returns the places of all verbs, as patterns."""
    return between.join(f'"{place(verb)}"' for verb in tree if verb.path)


def gist(text: str) -> str:
    """Returns the first sentence of a help text, without its full stop."""
    return text.split("  [", 1)[0].split(". ", 1)[0].removesuffix(".")


def quoted(text: str, *, fish: bool = False) -> str:
    """Returns a single-quoted word of POSIX shells, or of fish, where a backslash escapes within quotes."""
    flat = " ".join(text.split())
    inner = flat.replace("\\", r"\\").replace("'", r"\'") if fish else flat.replace("'", r"'\''")
    return f"'{inner}'"
