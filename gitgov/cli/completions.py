"""Shell completions of one program, as static text from the command tree: verbs and options without starting Python.

Names that a repository knows, such as those of open motions, are listed by the commands in `known`, where one is due.
bash: git's own completion calls `_git_vote` with `words`, `cword`, `cur` and `prev` set. zsh: git's completion calls
the autoloaded `_git-vote` and shows its `#description`. Every script walks the typed words to the deepest verb and
offers what stands there; where nothing known follows, files.
"""

from collections.abc import Iterator

from gitgov.cli.known import LISTED, after, valued
from gitgov.cli.scripts import gist, heading, identifier, paths, place, quoted
from gitgov.cli.tree import Option, Verb

KNOWN = """__{ident}_known ()
{{
    local kind
    for kind in "$@"; do
        case "$kind" in
{arms}
        esac
    done
}}"""
"""The function that lists names, the same for bash and zsh."""

BASH = """{header}

{known}

__{ident}_offer ()
{{
    local at="" word known
    for word in "${{words[@]:1:cword-1}}"; do
        case "$at $word" in
{steps}
        esac
    done
    case "$at $prev" in
{choices}
    esac
    case "$at" in
{offers}
    esac
    if [[ $cur == -* ]]; then offer=$options
    elif [[ -n $known ]]; then offer=$(__{ident}_known $known)
    else offer=$verbs
    fi
}}

_{ident} ()
{{
    local offer verbs options
    __{ident}_offer
    __gitcomp "$offer"
}}

__{ident}_alone ()
{{
    local offer verbs options words=("${{COMP_WORDS[@]}}") cword=$COMP_CWORD
    local cur=${{words[cword]}} prev=${{words[cword-1]}}
    __{ident}_offer
    COMPREPLY=($(compgen -W "$offer" -- "$cur"))
}}

complete -o bashdefault -o default -F __{ident}_alone {name}
"""

ZSH = """#compdef {name}
#description {summary}
{header}

{known}

local at="" word
local -a verbs options known
for word in "${{(@)words[2,CURRENT-1]}}"; do
  case "$at $word" in
{steps}
  esac
done
case "$at $words[CURRENT-1]" in
{choices}
esac
case "$at" in
{offers}
esac
if [[ $PREFIX == -* ]]; then
  _describe -o option options
elif (( $#verbs )); then
  _describe command verbs
elif (( $#known )); then
  compadd -- ${{(f)"$(__{ident}_known $known)"}}
else
  _files
fi
"""


def bash(name: str, tree: Verb) -> str:
    """Returns the file that bash-completion loads for `name` and for git's use of it."""
    return BASH.format(
        header=heading(name),
        name=name,
        ident=identifier(name),
        known=_listed(name, tree),
        steps=f'            {paths(tree, "|")}) at="$at $word" ;;',
        choices="\n".join(
            [
                *(
                    f'        {_any(verb, option)}) offer="{" ".join(option.choices)}"; return ;;'
                    for verb, option in _choosing(tree)
                ),
                *(
                    f"        {places}) offer=$(__{identifier(name)}_known {' '.join(kinds)}); return ;;"
                    for places, kinds in _values(tree)
                ),
            ]
        ),
        offers="\n".join(
            f'        "{place(verb)}") verbs="{" ".join(each.path[-1] for each in verb.verbs)}"'
            f' options="{" ".join(n for option in verb.options for n in option.names)}"'
            f' known="{" ".join(after(verb))}" ;;'
            for verb in tree
        ),
    )


def zsh(name: str, tree: Verb) -> str:
    """Returns the function that zsh autoloads for `name`."""
    return ZSH.format(
        header=heading(name),
        name=name,
        ident=identifier(name),
        summary=tree.summary,
        known=_listed(name, tree),
        steps=f'    ({paths(tree, "|")}) at="$at $word" ;;',
        choices="\n".join(
            [
                *(
                    f"  ({_any(verb, option)}) compadd -- {' '.join(option.choices)}; return ;;"
                    for verb, option in _choosing(tree)
                ),
                *(f"  ({places}) {_zsh_values(name, kinds)}; return ;;" for places, kinds in _values(tree)),
            ]
        ),
        offers="\n".join(
            f'  ("{place(verb)}")\n    verbs=({_described((each.path[-1], each.summary) for each in verb.verbs)})\n'
            f"    options=({_described((n, option.help) for option in verb.options for n in option.names)})\n"
            f"    known=({' '.join(after(verb))}) ;;"
            for verb in tree
        ),
    )


def _zsh_values(name: str, kinds: tuple[str, ...]) -> str:
    return f'compadd -- ${{(f)"$(__{identifier(name)}_known {" ".join(kinds)})"}}' if kinds else "_files"


def _listed(name: str, tree: Verb) -> str:
    """Returns the function that lists what is known, of those kinds that the program asks for."""
    wanted = {kind for verb in tree for kinds in (after(verb), *(each for _, each in valued(verb))) for kind in kinds}
    arms = "\n".join(f"{' ' * 12}{kind}) {command} ;;" for kind, command in LISTED.items() if kind in wanted)
    return KNOWN.format(ident=identifier(name), arms=arms)


def _values(tree: Verb) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Returns the places where an option's value is due, with what is known of it; those of one kind together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for verb in tree:
        for option, kinds in valued(verb):
            found.setdefault(kinds, []).append(_any(verb, option))
    return (("|".join(places), kinds) for kinds, places in found.items())


def _choosing(tree: Verb) -> list[tuple[Verb, Option]]:
    return [(verb, option) for verb in tree for option in verb.options if option.choices]


def _any(verb: Verb, option: Option) -> str:
    return "|".join(f'"{place(verb)} {name}"' for name in option.names)


def _described(pairs: Iterator[tuple[str, str]]) -> str:
    return " ".join(quoted(word.replace(":", r"\:") + ":" + gist(text)) for word, text in pairs)
