# Completion of `git motion`. Written by `make docs`; do not edit.

__git_motion_offer ()
{
    local at="" word
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " merge"|" release"|" adopt"|" adopt architecture"|" adopt process"|" charter"|" ratify"|" choose"|" elect"|" nominate"|" decline"|" second"|" speak"|" withdraw"|" amend"|" substitute"|" refer"|" postpone"|" table"|" close-debate"|" limit-debate"|" object"|" take"|" discharge"|" reconsider"|" rescind"|" renew"|" state"|" put"|" announce"|" list"|" show"|" minutes") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " choose --unranked") offer="last ignore"; return ;;
        " choose --ties") offer="repeat order hash chair"; return ;;
        " elect --unranked") offer="last ignore"; return ;;
        " elect --ties") offer="repeat order hash chair"; return ;;
    esac
    case "$at" in
        "") verbs="merge release adopt charter ratify choose elect nominate decline second speak withdraw amend substitute refer postpone table close-debate limit-debate object take discharge reconsider rescind renew state put announce list show minutes" options="--version -h --help" ;;
        " merge") verbs="" options="--into --apart -m --message --key --sync -h --help" ;;
        " release") verbs="" options="--environment --apart -m --message --key --sync -h --help" ;;
        " adopt") verbs="architecture process" options="-h --help" ;;
        " adopt architecture") verbs="" options="-m --message -F --file --about --apart --key --sync -h --help" ;;
        " adopt process") verbs="" options="-m --message -F --file --about --apart --key --sync -h --help" ;;
        " charter") verbs="" options="-m --message --key --sync -h --help" ;;
        " ratify") verbs="" options="-m --message --key --sync -h --help" ;;
        " choose") verbs="" options="-m --message --option --method --seats --unranked --ties --no-status-quo --ratio --option-quorum --term --why --about --key --sync -h --help" ;;
        " elect") verbs="" options="--nominee --method --seats --unranked --ties --cap --term -m --message --about --key --sync -h --help" ;;
        " nominate") verbs="" options="-m --message --key --sync -h --help" ;;
        " decline") verbs="" options="--key --sync -h --help" ;;
        " second") verbs="" options="--key --sync -h --help" ;;
        " speak") verbs="" options="--for --against -m --message -F --file --key --sync -h --help" ;;
        " withdraw") verbs="" options="-m --message --key --sync -h --help" ;;
        " amend") verbs="" options="--strike --insert --after --part -m --message --key --sync -h --help" ;;
        " substitute") verbs="" options="--part -m --message --key --sync -h --help" ;;
        " refer") verbs="" options="--instructions -m --message --key --sync -h --help" ;;
        " postpone") verbs="" options="--special -m --message --key --sync -h --help" ;;
        " table") verbs="" options="--key --sync -h --help" ;;
        " close-debate") verbs="" options="--key --sync -h --help" ;;
        " limit-debate") verbs="" options="--speeches --key --sync -h --help" ;;
        " object") verbs="" options="--key --sync -h --help" ;;
        " take") verbs="" options="--key --sync -h --help" ;;
        " discharge") verbs="" options="-m --message --key --sync -h --help" ;;
        " reconsider") verbs="" options="-m --message --key --sync -h --help" ;;
        " rescind") verbs="" options="-m --message --key --sync -h --help" ;;
        " renew") verbs="" options="-m --message --key --sync -h --help" ;;
        " state") verbs="" options="--key --sync -h --help" ;;
        " put") verbs="" options="--key --sync -h --help" ;;
        " announce") verbs="" options="--prefer --key --sync -h --help" ;;
        " list") verbs="" options="-a --all --json --short -h --help" ;;
        " show") verbs="" options="--json -h --help" ;;
        " minutes") verbs="" options="--markdown --json -h --help" ;;
    esac
    [[ $cur == -* ]] && offer=$options || offer=$verbs
}

_git_motion ()
{
    local offer verbs options
    __git_motion_offer
    __gitcomp "$offer"
}

__git_motion_alone ()
{
    local offer verbs options words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    local cur=${words[cword]} prev=${words[cword-1]}
    __git_motion_offer
    COMPREPLY=($(compgen -W "$offer" -- "$cur"))
}

complete -o bashdefault -o default -F __git_motion_alone git-motion
