# Completion of `git vote`. Written by `make docs`; do not edit.

__git_vote_known ()
{
    local kind
    for kind in "$@"; do
        case "$kind" in
            motions) git motion list --short 2>/dev/null | tr '\t' '\n' ;;
            members) git gov member list 2>/dev/null | cut -d ' ' -f 1 ;;
        esac
    done
}

__git_vote_offer ()
{
    local at="" word known
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " aye"|" nay"|" abstain"|" for"|" rank"|" approve"|" score"|" veto"|" recuse"|" object"|" status"|" proxy"|" proxy give"|" proxy withdraw"|" proxy list") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " aye -m"|" aye --message"|" aye --key"|" nay -m"|" nay --message"|" nay --key"|" abstain -m"|" abstain --message"|" abstain --key"|" for -m"|" for --message"|" for --key"|" rank -m"|" rank --message"|" rank --key"|" approve -m"|" approve --message"|" approve --key"|" score -m"|" score --message"|" score --key"|" veto -m"|" veto --message"|" veto --key"|" recuse -m"|" recuse --message"|" recuse --key"|" object --key"|" proxy give --for"|" proxy give --until"|" proxy give --key"|" proxy withdraw --key") offer=$(__git_vote_known ); return ;;
    esac
    case "$at" in
        "") verbs="aye nay abstain for rank approve score veto recuse object status proxy" options="--version -h --help" known="" ;;
        " aye") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " nay") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " abstain") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " for") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " rank") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " approve") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " score") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " veto") verbs="" options="-m --message --withdraw --key --sync -h --help" known="motions" ;;
        " recuse") verbs="" options="-m --message --withdraw --key --sync -h --help" known="motions" ;;
        " object") verbs="" options="--key --sync -h --help" known="motions" ;;
        " status") verbs="" options="--json -h --help" known="motions" ;;
        " proxy") verbs="give withdraw list" options="-h --help" known="" ;;
        " proxy give") verbs="" options="--for --until --key --sync -h --help" known="members" ;;
        " proxy withdraw") verbs="" options="--key --sync -h --help" known="" ;;
        " proxy list") verbs="" options="--json -h --help" known="" ;;
    esac
    if [[ $cur == -* ]]; then offer=$options
    elif [[ -n $known ]]; then offer=$(__git_vote_known $known)
    else offer=$verbs
    fi
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
