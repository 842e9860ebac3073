"""Completions for fish, which asks for those of `git-vote` when `git vote` is typed."""

from collections.abc import Iterator

from gitgov.cli.known import LISTED, after, valued
from gitgov.cli.scripts import gist, heading, identifier, paths, place, quoted
from gitgov.cli.tree import Verb

FISH = """{header}

function __{ident}_at
    set -l at
    for word in (commandline -opc)[2..]
        switch "$at $word"
{steps}
        end
    end
    test "$at" = "$argv[1]"
end

{offers}
"""


def fish(name: str, tree: Verb) -> str:
    """Returns the file that fish loads for `name`."""
    ident = identifier(name)
    return FISH.format(
        header=heading(name),
        ident=ident,
        steps=f'            case {paths(tree, " ")}\n                set at "$at $word"',
        offers="\n".join(line for verb in tree for line in _offers(name, f"__{ident}_at", verb)),
    )


def _offers(name: str, guard: str, verb: Verb) -> Iterator[str]:
    start = f"complete -c {name} -n '{guard} \"{place(verb)}\"'"
    for each in verb.verbs:
        yield f"{start} -f -a {each.path[-1]} -d {quoted(each.summary, fish=True)}"
    if kinds := after(verb):
        yield f"{start} -f -a {_known(kinds)}"
    known = {option.names: words for option, words in valued(verb)}
    for option in verb.options:
        names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
        value = f" -x -a '{' '.join(option.choices)}'" if option.choices else " -r" if option.value else ""
        if words := known.get(option.names):
            value = f" -x -a {_known(words)}"
        yield f"{start} {names}{value} -d {quoted(gist(option.help), fish=True)}"


def _known(kinds: tuple[str, ...]) -> str:
    return quoted("; ".join(LISTED[kind] for kind in kinds).join(("(", ")")), fish=True)
