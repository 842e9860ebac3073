# Completion of `git motion`. Written by `make docs`; do not edit.

__git_motion_known ()
{
    local kind
    for kind in "$@"; do
        case "$kind" in
            motions) git motion list --short 2>/dev/null | tr '\t' '\n' ;;
            members) git gov member list 2>/dev/null | cut -d ' ' -f 1 ;;
            branches) git for-each-ref --format='%(refname:lstrip=2)' refs/heads refs/remotes 2>/dev/null ;;
            tags) git for-each-ref --format='%(refname:lstrip=2)' refs/tags 2>/dev/null ;;
        esac
    done
}

__git_motion_offer ()
{
    local at="" word known
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " merge"|" release"|" adopt"|" adopt architecture"|" adopt process"|" adopt report"|" charter"|" ratify"|" choose"|" elect"|" nominate"|" decline"|" resolve"|" concur"|" second"|" speak"|" floor"|" withdraw"|" modify"|" amend"|" substitute"|" blank"|" fill"|" refer"|" report"|" postpone"|" table"|" limit-debate"|" close-debate"|" object"|" divide"|" consider-by-paragraph"|" point-of-order"|" appeal"|" suspend-rules"|" inquiry"|" request-information"|" read-papers"|" ask-leave"|" excuse"|" orders-of-the-day"|" privilege"|" recess"|" adjourn"|" fix-time"|" division"|" count"|" close-polls"|" reopen-polls"|" nominations-by"|" close-nominations"|" reopen-nominations"|" take"|" discharge"|" reconsider"|" rescind"|" ratify-vote"|" notice"|" renew"|" state"|" put"|" consent"|" announce"|" rule"|" open-paragraph"|" hand-over"|" list"|" show"|" minutes") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " choose --unranked") offer="last ignore"; return ;;
        " choose --ties") offer="repeat order hash chair"; return ;;
        " elect --unranked") offer="last ignore"; return ;;
        " elect --ties") offer="repeat order hash chair"; return ;;
        " merge --into") offer=$(__git_motion_known branches); return ;;
        " merge --after") offer=$(__git_motion_known motions); return ;;
        " merge --resolution"|" adopt architecture --content"|" adopt architecture --about"|" adopt process --content"|" adopt process --about"|" adopt report --about"|" choose --about"|" elect --about"|" resolve --about") offer=$(__git_motion_known branches tags); return ;;
        " merge --with"|" merge --risk"|" merge --advice"|" merge --terms"|" merge -m"|" merge --message"|" merge --key"|" release --environment"|" release --advice"|" release --terms"|" release -m"|" release --message"|" release --key"|" adopt architecture -m"|" adopt architecture --message"|" adopt architecture -F"|" adopt architecture --file"|" adopt architecture --key"|" adopt process -m"|" adopt process --message"|" adopt process -F"|" adopt process --file"|" adopt process --advice"|" adopt process --key"|" adopt report -m"|" adopt report --message"|" adopt report -F"|" adopt report --file"|" adopt report --key"|" charter -m"|" charter --message"|" charter --key"|" ratify -m"|" ratify --message"|" ratify --key"|" choose -m"|" choose --message"|" choose --option"|" choose --method"|" choose --seats"|" choose --ratio"|" choose --option-quorum"|" choose --term"|" choose --why"|" choose --key"|" elect --method"|" elect --seats"|" elect --cap"|" elect --term"|" elect -m"|" elect --message"|" elect --key"|" nominate -m"|" nominate --message"|" nominate --key"|" decline --key"|" resolve -m"|" resolve --message"|" resolve -F"|" resolve --file"|" resolve --key"|" concur --from"|" concur --body"|" concur --key"|" second --key"|" speak -m"|" speak --message"|" speak -F"|" speak --file"|" speak --key"|" withdraw -m"|" withdraw --message"|" withdraw --key"|" modify --strike"|" modify --insert"|" modify --part"|" modify -m"|" modify --message"|" modify --key"|" amend --strike"|" amend --insert"|" amend --after"|" amend --part"|" amend -m"|" amend --message"|" amend --key"|" substitute --part"|" substitute -m"|" substitute --message"|" substitute --key"|" blank --order"|" blank -m"|" blank --message"|" blank --key"|" fill -m"|" fill --message"|" fill --key"|" refer --instructions"|" refer --within"|" refer -m"|" refer --message"|" refer --key"|" report --recommend"|" report -m"|" report --message"|" report --key"|" postpone -m"|" postpone --message"|" postpone --key"|" table --for"|" table --key"|" limit-debate --speeches"|" limit-debate --length"|" limit-debate --total"|" limit-debate -m"|" limit-debate --message"|" limit-debate --key"|" close-debate --key"|" object -m"|" object --message"|" object --key"|" divide --part"|" divide -m"|" divide --message"|" divide --key"|" consider-by-paragraph -m"|" consider-by-paragraph --message"|" consider-by-paragraph --key"|" point-of-order --record"|" point-of-order -m"|" point-of-order --message"|" point-of-order --key"|" appeal --ruling"|" appeal -m"|" appeal --message"|" appeal --key"|" suspend-rules --rule"|" suspend-rules -m"|" suspend-rules --message"|" suspend-rules --key"|" inquiry -m"|" inquiry --message"|" inquiry --key"|" request-information -m"|" request-information --message"|" request-information --key"|" read-papers -m"|" read-papers --message"|" read-papers --key"|" ask-leave -m"|" ask-leave --message"|" ask-leave --key"|" excuse -m"|" excuse --message"|" excuse --key"|" orders-of-the-day -m"|" orders-of-the-day --message"|" orders-of-the-day --key"|" privilege -m"|" privilege --message"|" privilege --key"|" recess -m"|" recess --message"|" recess --key"|" adjourn -m"|" adjourn --message"|" adjourn --key"|" fix-time -m"|" fix-time --message"|" fix-time --key"|" division -m"|" division --message"|" division --key"|" count -m"|" count --message"|" count --key"|" close-polls -m"|" close-polls --message"|" close-polls --key"|" reopen-polls -m"|" reopen-polls --message"|" reopen-polls --key"|" nominations-by -m"|" nominations-by --message"|" nominations-by --key"|" close-nominations -m"|" close-nominations --message"|" close-nominations --key"|" reopen-nominations -m"|" reopen-nominations --message"|" reopen-nominations --key"|" take -m"|" take --message"|" take --key"|" discharge -m"|" discharge --message"|" discharge --key"|" reconsider -m"|" reconsider --message"|" reconsider --key"|" rescind --to"|" rescind --part"|" rescind -m"|" rescind --message"|" rescind --key"|" ratify-vote -m"|" ratify-vote --message"|" ratify-vote --key"|" notice --text"|" notice --key"|" renew -m"|" renew --message"|" renew --key"|" state --key"|" put --method"|" put --key"|" consent --key"|" announce --prefer"|" announce --key"|" rule -m"|" rule --message"|" rule --key"|" open-paragraph --key"|" hand-over --key") offer=$(__git_motion_known ); return ;;
        " elect --nominee"|" refer --member"|" nominations-by --member"|" hand-over --to") offer=$(__git_motion_known members); return ;;
    esac
    case "$at" in
        "") verbs="merge release adopt charter ratify choose elect nominate decline resolve concur second speak floor withdraw modify amend substitute blank fill refer report postpone table limit-debate close-debate object divide consider-by-paragraph point-of-order appeal suspend-rules inquiry request-information read-papers ask-leave excuse orders-of-the-day privilege recess adjourn fix-time division count close-polls reopen-polls nominations-by close-nominations reopen-nominations take discharge reconsider rescind ratify-vote notice renew state put consent announce rule open-paragraph hand-over list show minutes" options="--version -h --help" known="" ;;
        " merge") verbs="" options="--into --after --resolution --in-place --with --risk --advice --terms --apart -m --message --key --sync -h --help" known="branches" ;;
        " release") verbs="" options="--environment --in-place --advice --terms --apart -m --message --key --sync -h --help" known="tags branches" ;;
        " adopt") verbs="architecture process report" options="-h --help" known="" ;;
        " adopt architecture") verbs="" options="-m --message -F --file --content --about --without-notice --apart --key --sync -h --help" known="" ;;
        " adopt process") verbs="" options="-m --message -F --file --content --advice --about --without-notice --apart --key --sync -h --help" known="" ;;
        " adopt report") verbs="" options="-m --message -F --file --about --without-notice --apart --key --sync -h --help" known="" ;;
        " charter") verbs="" options="-m --message --without-notice --key --sync -h --help" known="" ;;
        " ratify") verbs="" options="-m --message --key --sync -h --help" known="" ;;
        " choose") verbs="" options="-m --message --option --method --seats --unranked --ties --no-status-quo --ratio --option-quorum --term --why --about --key --sync -h --help" known="" ;;
        " elect") verbs="" options="--nominee --method --seats --unranked --ties --cap --term -m --message --about --key --sync -h --help" known="" ;;
        " nominate") verbs="" options="-m --message --key --sync -h --help" known="members motions" ;;
        " decline") verbs="" options="--key --sync -h --help" known="motions" ;;
        " resolve") verbs="" options="-m --message -F --file --about --without-notice --apart --key --sync -h --help" known="" ;;
        " concur") verbs="" options="--from --body --key --sync -h --help" known="motions" ;;
        " second") verbs="" options="--key --sync -h --help" known="motions" ;;
        " speak") verbs="" options="--for --against -m --message -F --file --key --sync -h --help" known="motions" ;;
        " floor") verbs="" options="--json -h --help" known="motions" ;;
        " withdraw") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " modify") verbs="" options="--strike --insert --part -m --message --key --sync -h --help" known="motions" ;;
        " amend") verbs="" options="--strike --insert --after --part -m --message --key --sync -h --help" known="motions" ;;
        " substitute") verbs="" options="--part -m --message --key --sync -h --help" known="motions" ;;
        " blank") verbs="" options="--order -m --message --key --sync -h --help" known="motions" ;;
        " fill") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " refer") verbs="" options="--instructions --member --within -m --message --key --sync -h --help" known="motions" ;;
        " report") verbs="" options="--recommend -m --message --key --sync -h --help" known="motions" ;;
        " postpone") verbs="" options="--special -m --message --key --sync -h --help" known="motions" ;;
        " table") verbs="" options="--for --key --sync -h --help" known="motions" ;;
        " limit-debate") verbs="" options="--speeches --length --total --all -m --message --key --sync -h --help" known="motions" ;;
        " close-debate") verbs="" options="--all --key --sync -h --help" known="motions" ;;
        " object") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " divide") verbs="" options="--part --demand -m --message --key --sync -h --help" known="motions" ;;
        " consider-by-paragraph") verbs="" options="--whole -m --message --key --sync -h --help" known="motions" ;;
        " point-of-order") verbs="" options="--record --continuing -m --message --key --sync -h --help" known="motions" ;;
        " appeal") verbs="" options="--ruling -m --message --key --sync -h --help" known="motions" ;;
        " suspend-rules") verbs="" options="--rule --take -m --message --key --sync -h --help" known="motions" ;;
        " inquiry") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " request-information") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " read-papers") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " ask-leave") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " excuse") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " orders-of-the-day") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " privilege") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " recess") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " adjourn") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " fix-time") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " division") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " count") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " close-polls") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " reopen-polls") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " nominations-by") verbs="" options="--member -m --message --key --sync -h --help" known="motions" ;;
        " close-nominations") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " reopen-nominations") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " take") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " discharge") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " reconsider") verbs="" options="--enter-minutes -m --message --key --sync -h --help" known="motions" ;;
        " rescind") verbs="" options="--to --expunge --part -m --message --key --sync -h --help" known="motions" ;;
        " ratify-vote") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " notice") verbs="" options="--discharge --text --key --sync -h --help" known="motions" ;;
        " renew") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " state") verbs="" options="--key --sync -h --help" known="motions" ;;
        " put") verbs="" options="--method --key --sync -h --help" known="motions" ;;
        " consent") verbs="" options="--key --sync -h --help" known="motions" ;;
        " announce") verbs="" options="--prefer --key --sync -h --help" known="motions" ;;
        " rule") verbs="" options="-m --message --key --sync -h --help" known="motions" ;;
        " open-paragraph") verbs="" options="--key --sync -h --help" known="motions" ;;
        " hand-over") verbs="" options="--to --key --sync -h --help" known="motions" ;;
        " list") verbs="" options="-a --all --json --short -h --help" known="" ;;
        " show") verbs="" options="--json -h --help" known="motions" ;;
        " minutes") verbs="" options="--markdown --json -h --help" known="motions" ;;
    esac
    if [[ $cur == -* ]]; then offer=$options
    elif [[ -n $known ]]; then offer=$(__git_motion_known $known)
    else offer=$verbs
    fi
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
