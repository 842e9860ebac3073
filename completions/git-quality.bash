# Completion of `git quality`. Written by `make docs`; do not edit.

__git_quality_known ()
{
    local kind
    for kind in "$@"; do
        case "$kind" in
            members) git gov member list 2>/dev/null | cut -d ' ' -f 1 ;;
            branches) git for-each-ref --format='%(refname:lstrip=2)' refs/heads refs/remotes 2>/dev/null ;;
            tags) git for-each-ref --format='%(refname:lstrip=2)' refs/tags 2>/dev/null ;;
            refs) git for-each-ref --format='%(refname)' refs/heads refs/tags 2>/dev/null ;;
        esac
    done
}

__git_quality_offer ()
{
    local at="" word known
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " define"|" retire"|" list"|" history"|" waive"|" measure"|" show"|" chart"|" dashboard"|" export"|" check"|" analyze"|" dora"|" kpi"|" improve"|" chain"|" control"|" deploy"|" incident"|" incident open"|" incident close"|" run"|" project"|" project charter"|" project file"|" project review"|" project pass"|" project list"|" project show") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " analyze --by") offer=" team"; return ;;
        " project charter --method") offer="dmaic dmadv idov"; return ;;
        " project review --outcome") offer="go conditional recycle stop"; return ;;
        " define --unit"|" define --lsl"|" define --lower"|" define --usl"|" define --upper"|" define --target"|" define --title"|" define --voice"|" define --need"|" define --driver"|" define --source"|" define --sampling"|" define --path"|" define --measure"|" define --fresh"|" define --chart"|" define --subgroup"|" define --rules"|" define --reaction"|" define --motion-after"|" define --gate-after"|" define --pack"|" define -m"|" define --message"|" define --key"|" retire -m"|" retire --message"|" retire --key"|" waive --for"|" waive -m"|" waive --message"|" waive --key"|" measure --from"|" measure --baseline"|" measure --docstrings"|" measure --metric"|" measure --as"|" measure --key"|" chart --svg"|" chart --png"|" dashboard --html"|" dashboard --json"|" export --textfile"|" analyze --since"|" analyze --metric"|" analyze --split"|" analyze --least"|" analyze --long"|" analyze --mega"|" dora --service"|" dora --since"|" kpi --since"|" kpi --baseline"|" improve --change"|" improve --problem"|" improve --target"|" improve --review"|" improve --evidence"|" improve --project"|" improve --least"|" improve --key"|" control --since"|" control -m"|" control --message"|" control --key"|" deploy --service"|" deploy --environment"|" deploy --started"|" deploy --at"|" deploy --incident"|" deploy --run"|" deploy --key"|" incident open --service"|" incident open --deployment"|" incident open --at"|" incident open --key"|" incident close -m"|" incident close --message"|" incident close --at"|" incident close --key"|" run --name"|" run --attempt"|" run --started"|" run --at"|" run --from"|" run --key"|" project charter --ctq"|" project charter --goal"|" project charter --due"|" project charter --problem"|" project charter --key"|" project file -m"|" project file --message"|" project file -F"|" project file --file"|" project file --key"|" project review --conditions"|" project review -m"|" project review --message"|" project review --key"|" project pass --key") offer=$(__git_quality_known ); return ;;
        " define --owner"|" improve --owner"|" project charter --owner") offer=$(__git_quality_known members); return ;;
        " waive --content") offer=$(__git_quality_known branches tags); return ;;
        " measure --branch"|" dashboard --branch"|" export --branch"|" analyze --ref") offer=$(__git_quality_known branches); return ;;
        " check --for") offer=$(__git_quality_known refs); return ;;
    esac
    case "$at" in
        "") verbs="define retire list history waive measure show chart dashboard export check analyze dora kpi improve chain control deploy incident run project" options="--version -h --help" known="" ;;
        " define") verbs="" options="--unit --lsl --lower --usl --upper --target --title --voice --need --driver --owner --source --sampling --path --measure --fresh --critical --not-critical --chart --subgroup --rules --reaction --motion-after --gate-after --pack -m --message --key --sync -h --help" known="" ;;
        " retire") verbs="" options="-m --message --key --sync -h --help" known="" ;;
        " list") verbs="" options="--json -h --help" known="" ;;
        " history") verbs="" options="--json -h --help" known="" ;;
        " waive") verbs="" options="--for --content -m --message --key --sync -h --help" known="" ;;
        " measure") verbs="" options="--from --baseline --docstrings --branch --metric --as --why --record --key --sync --json -h --help" known="branches tags" ;;
        " show") verbs="" options="--json -h --help" known="" ;;
        " chart") verbs="" options="--svg --png -h --help" known="" ;;
        " dashboard") verbs="" options="--html --json --branch -h --help" known="" ;;
        " export") verbs="" options="--openmetrics --textfile --branch -h --help" known="" ;;
        " check") verbs="" options="--for --json -h --help" known="branches tags" ;;
        " analyze") verbs="" options="--ref --since --metric --split --by --means --least --long --mega --json -h --help" known="" ;;
        " dora") verbs="" options="--service --since --json -h --help" known="" ;;
        " kpi") verbs="" options="--since --baseline --json -h --help" known="" ;;
        " improve") verbs="" options="--change --problem --target --owner --review --evidence --project --move --check --least --key --sync --json -h --help" known="" ;;
        " chain") verbs="" options="--json -h --help" known="" ;;
        " control") verbs="" options="--freeze --since -m --message --key --sync --json -h --help" known="" ;;
        " deploy") verbs="" options="--service --environment --failed --started --at --incident --rollback --run --key --sync -h --help" known="branches tags" ;;
        " incident") verbs="open close" options="-h --help" known="" ;;
        " incident open") verbs="" options="--service --deployment --at --key --sync -h --help" known="" ;;
        " incident close") verbs="" options="-m --message --at --key --sync -h --help" known="" ;;
        " run") verbs="" options="--name --failed --attempt --started --at --from --key --sync -h --help" known="branches tags" ;;
        " project") verbs="charter file review pass list show" options="-h --help" known="" ;;
        " project charter") verbs="" options="--ctq --goal --due --method --problem --owner --key --sync -h --help" known="" ;;
        " project file") verbs="" options="-m --message -F --file --key --sync -h --help" known="" ;;
        " project review") verbs="" options="--outcome --conditions -m --message --key --sync -h --help" known="" ;;
        " project pass") verbs="" options="--key --sync -h --help" known="" ;;
        " project list") verbs="" options="--json -h --help" known="" ;;
        " project show") verbs="" options="--json -h --help" known="" ;;
    esac
    if [[ $cur == -* ]]; then offer=$options
    elif [[ -n $known ]]; then offer=$(__git_quality_known $known)
    else offer=$verbs
    fi
}

_git_quality ()
{
    local offer verbs options
    __git_quality_offer
    __gitcomp "$offer"
}

__git_quality_alone ()
{
    local offer verbs options words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    local cur=${words[cword]} prev=${words[cword-1]}
    __git_quality_offer
    COMPREPLY=($(compgen -W "$offer" -- "$cur"))
}

complete -o bashdefault -o default -F __git_quality_alone git-quality
