"""Shell completions of one program, as static text from the command tree: fast, and without starting Python.

bash: git's own completion calls `_git_vote` with `words`, `cword`, `cur` and `prev` set. zsh: git's completion calls
the autoloaded `_git-vote` and shows its `#description`. fish: git's completion asks for those of `git-vote`. Every
script walks the typed words to the deepest verb and offers what stands there; where no verb follows, files.
"""

from collections.abc import Iterator

from gitgov.cli.tree import Option, Verb

HEADER = "# Completion of `{typed}`. Written by `make docs`; do not edit."

BASH = """{header}

__{ident}_offer ()
{{
    local at="" word
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
    [[ $cur == -* ]] && offer=$options || offer=$verbs
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

local at="" word
local -a verbs options
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
else
  _files
fi
"""

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


def bash(name: str, tree: Verb) -> str:
    """Returns the file that bash-completion loads for `name` and for git's use of it."""
    return BASH.format(
        header=_header(name),
        name=name,
        ident=name.replace("-", "_"),
        steps=f'            {_steps(tree, "|")}) at="$at $word" ;;',
        choices="\n".join(
            f'        {_any(verb, option)}) offer="{" ".join(option.choices)}"; return ;;'
            for verb, option in _choosing(tree)
        ),
        offers="\n".join(
            f'        "{_at(verb)}") verbs="{" ".join(each.path[-1] for each in verb.verbs)}"'
            f' options="{" ".join(n for option in verb.options for n in option.names)}" ;;'
            for verb in tree
        ),
    )


def zsh(name: str, tree: Verb) -> str:
    """Returns the function that zsh autoloads for `name`."""
    return ZSH.format(
        header=_header(name),
        name=name,
        summary=tree.summary,
        steps=f'    ({_steps(tree, "|")}) at="$at $word" ;;',
        choices="\n".join(
            f"  ({_any(verb, option)}) compadd -- {' '.join(option.choices)}; return ;;"
            for verb, option in _choosing(tree)
        ),
        offers="\n".join(
            f'  ("{_at(verb)}")\n    verbs=({_described((each.path[-1], each.summary) for each in verb.verbs)})\n'
            f"    options=({_described((n, option.help) for option in verb.options for n in option.names)}) ;;"
            for verb in tree
        ),
    )


def fish(name: str, tree: Verb) -> str:
    """Returns the file that fish loads for `name`."""
    ident = name.replace("-", "_")
    return FISH.format(
        header=_header(name),
        ident=ident,
        steps=f'            case {_steps(tree, " ")}\n                set at "$at $word"',
        offers="\n".join(line for verb in tree for line in _fish_offers(name, f"__{ident}_at", verb)),
    )


def _fish_offers(name: str, guard: str, verb: Verb) -> Iterator[str]:
    start = f"complete -c {name} -n '{guard} \"{_at(verb)}\"'"
    for each in verb.verbs:
        yield f"{start} -f -a {each.path[-1]} -d {_quoted(each.summary, fish=True)}"
    for option in verb.options:
        names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
        value = f" -x -a '{' '.join(option.choices)}'" if option.choices else " -r" if option.value else ""
        yield f"{start} {names}{value} -d {_quoted(_first(option.help), fish=True)}"


def _header(name: str) -> str:
    return HEADER.format(typed=name.replace("-", " ", 1))


def _at(verb: Verb) -> str:
    """Returns the place of a verb as the scripts spell it: a blank before each word."""
    return "".join(f" {word}" for word in verb.path)


def _steps(tree: Verb, between: str) -> str:
    return between.join(f'"{_at(verb)}"' for verb in tree if verb.path)


def _choosing(tree: Verb) -> list[tuple[Verb, Option]]:
    return [(verb, option) for verb in tree for option in verb.options if option.choices]


def _any(verb: Verb, option: Option) -> str:
    return "|".join(f'"{_at(verb)} {name}"' for name in option.names)


def _described(pairs: Iterator[tuple[str, str]]) -> str:
    return " ".join(_quoted(word.replace(":", r"\:") + ":" + _first(text)) for word, text in pairs)


def _first(text: str) -> str:
    return text.split("  [", 1)[0].split(". ", 1)[0].removesuffix(".")


def _quoted(text: str, *, fish: bool = False) -> str:
    """Returns a single-quoted word of POSIX shells, or of fish, where a backslash escapes within quotes."""
    flat = " ".join(text.split())
    inner = flat.replace("\\", r"\\").replace("'", r"\'") if fish else flat.replace("'", r"'\''")
    return f"'{inner}'"
