# Completion of `git vote`. Written by `make docs`; do not edit.

__git_vote_offer ()
{
    local at="" word
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " aye"|" nay"|" abstain"|" for"|" rank"|" approve"|" score"|" veto"|" recuse"|" object"|" status"|" proxy"|" proxy give"|" proxy withdraw"|" proxy list") at="$at $word" ;;
        esac
    done
    case "$at $prev" in

    esac
    case "$at" in
        "") verbs="aye nay abstain for rank approve score veto recuse object status proxy" options="--version -h --help" ;;
        " aye") verbs="" options="-m --message --key --sync -h --help" ;;
        " nay") verbs="" options="-m --message --key --sync -h --help" ;;
        " abstain") verbs="" options="-m --message --key --sync -h --help" ;;
        " for") verbs="" options="-m --message --key --sync -h --help" ;;
        " rank") verbs="" options="-m --message --key --sync -h --help" ;;
        " approve") verbs="" options="-m --message --key --sync -h --help" ;;
        " score") verbs="" options="-m --message --key --sync -h --help" ;;
        " veto") verbs="" options="-m --message --withdraw --key --sync -h --help" ;;
        " recuse") verbs="" options="-m --message --withdraw --key --sync -h --help" ;;
        " object") verbs="" options="--key --sync -h --help" ;;
        " status") verbs="" options="--json -h --help" ;;
        " proxy") verbs="give withdraw list" options="-h --help" ;;
        " proxy give") verbs="" options="--for --until --key --sync -h --help" ;;
        " proxy withdraw") verbs="" options="--key --sync -h --help" ;;
        " proxy list") verbs="" options="--json -h --help" ;;
    esac
    [[ $cur == -* ]] && offer=$options || offer=$verbs
}

_git_vote ()
{
    local offer verbs options
    __git_vote_offer
    __gitcomp "$offer"
}

__git_vote_alone ()
{
    local offer verbs options words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    local cur=${words[cword]} prev=${words[cword-1]}
    __git_vote_offer
    COMPREPLY=($(compgen -W "$offer" -- "$cur"))
}

complete -o bashdefault -o default -F __git_vote_alone git-vote
