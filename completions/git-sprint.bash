# Completion of `git sprint`. Written by `make docs`; do not edit.

__git_sprint_known ()
{
    local kind
    for kind in "$@"; do
        case "$kind" in
            branches) git for-each-ref --format='%(refname:lstrip=2)' refs/heads refs/remotes 2>/dev/null ;;
        esac
    done
}

__git_sprint_offer ()
{
    local at="" word known
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " conflicts"|" sequence") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " conflicts --into"|" sequence --into") offer=$(__git_sprint_known branches); return ;;
    esac
    case "$at" in
        "") verbs="conflicts sequence" options="--version -h --help" known="" ;;
        " conflicts") verbs="" options="--into --near --json -h --help" known="branches" ;;
        " sequence") verbs="" options="--into --json -h --help" known="branches" ;;
    esac
    if [[ $cur == -* ]]; then offer=$options
    elif [[ -n $known ]]; then offer=$(__git_sprint_known $known)
    else offer=$verbs
    fi
}

_git_sprint ()
{
    local offer verbs options
    __git_sprint_offer
    __gitcomp "$offer"
}

__git_sprint_alone ()
{
    local offer verbs options words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    local cur=${words[cword]} prev=${words[cword-1]}
    __git_sprint_offer
    COMPREPLY=($(compgen -W "$offer" -- "$cur"))
}

complete -o bashdefault -o default -F __git_sprint_alone git-sprint
