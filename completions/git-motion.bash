# Completion of `git motion`. Written by `make docs`; do not edit.

__git_motion_offer ()
{
    local at="" word
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " merge"|" release"|" adopt"|" adopt architecture"|" adopt process"|" adopt report"|" charter"|" ratify"|" choose"|" elect"|" nominate"|" decline"|" resolve"|" second"|" speak"|" floor"|" withdraw"|" modify"|" amend"|" substitute"|" blank"|" fill"|" refer"|" report"|" postpone"|" table"|" limit-debate"|" close-debate"|" object"|" divide"|" consider-by-paragraph"|" point-of-order"|" appeal"|" suspend-rules"|" inquiry"|" request-information"|" read-papers"|" ask-leave"|" excuse"|" orders-of-the-day"|" privilege"|" recess"|" adjourn"|" fix-time"|" division"|" count"|" close-polls"|" reopen-polls"|" nominations-by"|" close-nominations"|" reopen-nominations"|" take"|" discharge"|" reconsider"|" rescind"|" ratify-vote"|" notice"|" renew"|" state"|" put"|" consent"|" announce"|" rule"|" open-paragraph"|" hand-over"|" list"|" show"|" minutes") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " choose --unranked") offer="last ignore"; return ;;
        " choose --ties") offer="repeat order hash chair"; return ;;
        " elect --unranked") offer="last ignore"; return ;;
        " elect --ties") offer="repeat order hash chair"; return ;;
    esac
    case "$at" in
        "") verbs="merge release adopt charter ratify choose elect nominate decline resolve second speak floor withdraw modify amend substitute blank fill refer report postpone table limit-debate close-debate object divide consider-by-paragraph point-of-order appeal suspend-rules inquiry request-information read-papers ask-leave excuse orders-of-the-day privilege recess adjourn fix-time division count close-polls reopen-polls nominations-by close-nominations reopen-nominations take discharge reconsider rescind ratify-vote notice renew state put consent announce rule open-paragraph hand-over list show minutes" options="--version -h --help" ;;
        " merge") verbs="" options="--into --terms --apart -m --message --key --sync -h --help" ;;
        " release") verbs="" options="--environment --terms --apart -m --message --key --sync -h --help" ;;
        " adopt") verbs="architecture process report" options="-h --help" ;;
        " adopt architecture") verbs="" options="-m --message -F --file --about --without-notice --apart --key --sync -h --help" ;;
        " adopt process") verbs="" options="-m --message -F --file --about --without-notice --apart --key --sync -h --help" ;;
        " adopt report") verbs="" options="-m --message -F --file --about --without-notice --apart --key --sync -h --help" ;;
        " charter") verbs="" options="-m --message --without-notice --key --sync -h --help" ;;
        " ratify") verbs="" options="-m --message --key --sync -h --help" ;;
        " choose") verbs="" options="-m --message --option --method --seats --unranked --ties --no-status-quo --ratio --option-quorum --term --why --about --key --sync -h --help" ;;
        " elect") verbs="" options="--nominee --method --seats --unranked --ties --cap --term -m --message --about --key --sync -h --help" ;;
        " nominate") verbs="" options="-m --message --key --sync -h --help" ;;
        " decline") verbs="" options="--key --sync -h --help" ;;
        " resolve") verbs="" options="-m --message -F --file --about --without-notice --apart --key --sync -h --help" ;;
        " second") verbs="" options="--key --sync -h --help" ;;
        " speak") verbs="" options="--for --against -m --message -F --file --key --sync -h --help" ;;
        " floor") verbs="" options="--json -h --help" ;;
        " withdraw") verbs="" options="-m --message --key --sync -h --help" ;;
        " modify") verbs="" options="--strike --insert --part -m --message --key --sync -h --help" ;;
        " amend") verbs="" options="--strike --insert --after --part -m --message --key --sync -h --help" ;;
        " substitute") verbs="" options="--part -m --message --key --sync -h --help" ;;
        " blank") verbs="" options="--order -m --message --key --sync -h --help" ;;
        " fill") verbs="" options="-m --message --key --sync -h --help" ;;
        " refer") verbs="" options="--instructions --member -m --message --key --sync -h --help" ;;
        " report") verbs="" options="--recommend -m --message --key --sync -h --help" ;;
        " postpone") verbs="" options="--special -m --message --key --sync -h --help" ;;
        " table") verbs="" options="--for --key --sync -h --help" ;;
        " limit-debate") verbs="" options="--speeches --length --total --all -m --message --key --sync -h --help" ;;
        " close-debate") verbs="" options="--all --key --sync -h --help" ;;
        " object") verbs="" options="-m --message --key --sync -h --help" ;;
        " divide") verbs="" options="--part --demand -m --message --key --sync -h --help" ;;
        " consider-by-paragraph") verbs="" options="--whole -m --message --key --sync -h --help" ;;
        " point-of-order") verbs="" options="--record --continuing -m --message --key --sync -h --help" ;;
        " appeal") verbs="" options="--ruling -m --message --key --sync -h --help" ;;
        " suspend-rules") verbs="" options="--rule --take -m --message --key --sync -h --help" ;;
        " inquiry") verbs="" options="-m --message --key --sync -h --help" ;;
        " request-information") verbs="" options="-m --message --key --sync -h --help" ;;
        " read-papers") verbs="" options="-m --message --key --sync -h --help" ;;
        " ask-leave") verbs="" options="-m --message --key --sync -h --help" ;;
        " excuse") verbs="" options="-m --message --key --sync -h --help" ;;
        " orders-of-the-day") verbs="" options="-m --message --key --sync -h --help" ;;
        " privilege") verbs="" options="-m --message --key --sync -h --help" ;;
        " recess") verbs="" options="-m --message --key --sync -h --help" ;;
        " adjourn") verbs="" options="-m --message --key --sync -h --help" ;;
        " fix-time") verbs="" options="-m --message --key --sync -h --help" ;;
        " division") verbs="" options="-m --message --key --sync -h --help" ;;
        " count") verbs="" options="-m --message --key --sync -h --help" ;;
        " close-polls") verbs="" options="-m --message --key --sync -h --help" ;;
        " reopen-polls") verbs="" options="-m --message --key --sync -h --help" ;;
        " nominations-by") verbs="" options="-m --message --key --sync -h --help" ;;
        " close-nominations") verbs="" options="-m --message --key --sync -h --help" ;;
        " reopen-nominations") verbs="" options="-m --message --key --sync -h --help" ;;
        " take") verbs="" options="-m --message --key --sync -h --help" ;;
        " discharge") verbs="" options="-m --message --key --sync -h --help" ;;
        " reconsider") verbs="" options="--enter-minutes -m --message --key --sync -h --help" ;;
        " rescind") verbs="" options="--to --expunge --part -m --message --key --sync -h --help" ;;
        " ratify-vote") verbs="" options="-m --message --key --sync -h --help" ;;
        " notice") verbs="" options="--discharge --text --key --sync -h --help" ;;
        " renew") verbs="" options="-m --message --key --sync -h --help" ;;
        " state") verbs="" options="--key --sync -h --help" ;;
        " put") verbs="" options="--method --key --sync -h --help" ;;
        " consent") verbs="" options="--key --sync -h --help" ;;
        " announce") verbs="" options="--prefer --key --sync -h --help" ;;
        " rule") verbs="" options="-m --message --key --sync -h --help" ;;
        " open-paragraph") verbs="" options="--key --sync -h --help" ;;
        " hand-over") verbs="" options="--to --key --sync -h --help" ;;
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
