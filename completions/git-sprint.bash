# Completion of `git sprint`. Written by `make docs`; do not edit.

__git_sprint_known ()
{
    local kind
    for kind in "$@"; do
        case "$kind" in
            members) git gov member list 2>/dev/null | cut -d ' ' -f 1 ;;
            teams) git sprint teams 2>/dev/null | sed -n 's/^ *\([^ :]*\)$/\1/p' ;;
            sprints) git sprint status 2>/dev/null | sed -n 's/^[^ ]*  sprint \([^ ]*\) .*/\1/p' | sort -u ;;
            items) git sprint item list 2>/dev/null | sed '/^the backlog/d; s/ .*//' ;;
            branches) git for-each-ref --format='%(refname:lstrip=2)' refs/heads refs/remotes 2>/dev/null ;;
            remotes) git remote 2>/dev/null ;;
        esac
    done
}

__git_sprint_offer ()
{
    local at="" word known
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " teams"|" item"|" item add"|" item drop"|" item list"|" item import"|" plan"|" commit"|" start"|" show"|" standup"|" unblock"|" sync"|" status"|" conflicts"|" sequence"|" room"|" room open"|" room close"|" room show"|" feedback"|" review"|" integrate"|" retro"|" retro add"|" retro vote"|" retro improve"|" retro move"|" retro close"|" retro show"|" pi"|" pi plan"|" pi objective"|" pi value"|" pi place"|" pi remove"|" pi need"|" pi promise"|" pi settle"|" pi deps"|" pi risk"|" pi roam"|" pi sync-point"|" pi in-step"|" pi sync-points"|" pi call-vote"|" pi vote"|" pi close-vote"|" pi commit"|" pi start"|" pi achieve"|" pi board"|" pi show"|" forecast"|" export"|" federation"|" federation add"|" federation status") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " item add --team"|" item list --team"|" item import --team"|" plan --team"|" commit --team"|" start --team"|" show --team"|" standup --team"|" unblock --team"|" status --team"|" room open --team"|" room close --team"|" room show --team"|" feedback --team"|" review --team"|" integrate --team"|" retro add --team"|" retro vote --team"|" retro improve --team"|" retro show --team"|" pi plan --team"|" pi objective --team"|" pi value --team"|" pi place --team"|" pi need --team"|" pi need --from"|" pi deps --train"|" pi risk --team"|" pi risk --train"|" pi sync-point --team"|" pi sync-point --train"|" pi in-step --team"|" pi sync-points --train"|" pi call-vote --train"|" pi vote --train"|" pi close-vote --train"|" pi commit --train"|" pi start --train"|" pi achieve --team"|" pi board --train"|" pi show --train"|" forecast --team"|" export --team"|" export --train") offer=$(__git_sprint_known teams); return ;;
        " item add --points"|" item add --value"|" item add --criticality"|" item add --risk"|" item add --type"|" item add -m"|" item add --message"|" item add --key"|" item drop -m"|" item drop --message"|" item drop --key"|" item import --key"|" plan --goal"|" plan --begins"|" plan --ends"|" plan --away"|" plan --capacity"|" plan --key"|" commit -m"|" commit --message"|" commit --key"|" start --key"|" standup --done"|" standup --yesterday"|" standup --next"|" standup --today"|" standup --blocker"|" standup --key"|" unblock -m"|" unblock --message"|" unblock --key"|" conflicts --most"|" sequence -m"|" sequence --message"|" sequence --key"|" room open --preset"|" room open --agenda"|" room open --key"|" room close --key"|" feedback --from"|" feedback -m"|" feedback --message"|" feedback --key"|" review --key"|" integrate --key"|" retro add --well"|" retro add --badly"|" retro add --key"|" retro vote --key"|" retro improve --due"|" retro improve --metric"|" retro improve --key"|" retro move --key"|" retro close -m"|" retro close --message"|" retro close --key"|" pi plan --begins"|" pi plan --iterations"|" pi plan --weeks"|" pi plan --key"|" pi objective --increment"|" pi objective --key"|" pi value --increment"|" pi value --key"|" pi place --in"|" pi place --points"|" pi place --increment"|" pi place --key"|" pi remove --increment"|" pi remove --key"|" pi need --by"|" pi need --increment"|" pi need --key"|" pi promise --in"|" pi promise --increment"|" pi promise --key"|" pi settle --increment"|" pi settle --key"|" pi risk --increment"|" pi risk --key"|" pi roam -m"|" pi roam --message"|" pi roam --increment"|" pi roam --key"|" pi sync-point --increment"|" pi sync-point --key"|" pi in-step --increment"|" pi in-step --key"|" pi call-vote --increment"|" pi call-vote --key"|" pi vote -m"|" pi vote --message"|" pi vote --increment"|" pi vote --key"|" pi close-vote --increment"|" pi close-vote --key"|" pi commit --strategy"|" pi commit -m"|" pi commit --message"|" pi commit --key"|" pi start --key"|" pi achieve --increment"|" pi achieve --key"|" forecast --left"|" forecast --by"|" export --to"|" export --increment"|" export -o"|" export --output") offer=$(__git_sprint_known ); return ;;
        " item add --needs"|" plan --item"|" pi need --for"|" pi need --item"|" forecast --item") offer=$(__git_sprint_known items); return ;;
        " conflicts --into"|" sequence --into") offer=$(__git_sprint_known branches); return ;;
        " retro vote --sprint"|" retro improve --sprint") offer=$(__git_sprint_known sprints); return ;;
        " retro improve --owner"|" pi promise --owner"|" pi roam --owner") offer=$(__git_sprint_known members); return ;;
    esac
    case "$at" in
        "") verbs="teams item plan commit start show standup unblock sync status conflicts sequence room feedback review integrate retro pi forecast export federation" options="--version -h --help" known="" ;;
        " teams") verbs="" options="--json -h --help" known="" ;;
        " item") verbs="add drop list import" options="-h --help" known="" ;;
        " item add") verbs="" options="--team --points --value --criticality --risk --needs --type -m --message --key --sync -h --help" known="items" ;;
        " item drop") verbs="" options="-m --message --key --sync -h --help" known="items" ;;
        " item list") verbs="" options="--team --wsjf --json -h --help" known="" ;;
        " item import") verbs="" options="--team --closed --dry-run --json --key --sync -h --help" known="" ;;
        " plan") verbs="" options="--item --proposed --goal --begins --ends --away --capacity --team --key --sync -h --help" known="sprints" ;;
        " commit") verbs="" options="--team -m --message --apart --key --sync -h --help" known="sprints" ;;
        " start") verbs="" options="--team --all --no-worktree --key --sync -h --help" known="sprints" ;;
        " show") verbs="" options="--team --json -h --help" known="sprints" ;;
        " standup") verbs="" options="--done --yesterday --next --today --blocker --report --team --json --key --sync -h --help" known="" ;;
        " unblock") verbs="" options="-m --message --team --key --sync -h --help" known="" ;;
        " sync") verbs="" options="--json -h --help" known="" ;;
        " status") verbs="" options="--team --json -h --help" known="" ;;
        " conflicts") verbs="" options="--into --near --check --most --json -h --help" known="branches" ;;
        " sequence") verbs="" options="--into --move --as-named -m --message --key --sync --json -h --help" known="branches" ;;
        " room") verbs="open close show" options="-h --help" known="" ;;
        " room open") verbs="" options="--preset --agenda --plain --team --key --sync -h --help" known="" ;;
        " room close") verbs="" options="--team --key --sync -h --help" known="" ;;
        " room show") verbs="" options="--actions --team --json -h --help" known="" ;;
        " feedback") verbs="" options="--from -m --message --team --key --sync -h --help" known="sprints" ;;
        " review") verbs="" options="--record --team --json --key --sync -h --help" known="sprints" ;;
        " integrate") verbs="" options="--rebase --blocker --team --key --sync --json -h --help" known="sprints" ;;
        " retro") verbs="add vote improve move close show" options="-h --help" known="" ;;
        " retro add") verbs="" options="--well --badly --team --key --sync -h --help" known="sprints" ;;
        " retro vote") verbs="" options="--sprint --team --key --sync -h --help" known="" ;;
        " retro improve") verbs="" options="--owner --due --metric --sprint --team --key --sync -h --help" known="" ;;
        " retro move") verbs="" options="--key --sync -h --help" known="" ;;
        " retro close") verbs="" options="-m --message --key --sync -h --help" known="" ;;
        " retro show") verbs="" options="--all --team --json -h --help" known="sprints" ;;
        " pi") verbs="plan objective value place remove need promise settle deps risk roam sync-point in-step sync-points call-vote vote close-vote commit start achieve board show" options="-h --help" known="" ;;
        " pi plan") verbs="" options="--team --begins --iterations --weeks --key --sync -h --help" known="" ;;
        " pi objective") verbs="" options="--team --uncommitted --increment --key --sync -h --help" known="" ;;
        " pi value") verbs="" options="--team --increment --key --sync -h --help" known="" ;;
        " pi place") verbs="" options="--team --in --points --increment --key --sync -h --help" known="items" ;;
        " pi remove") verbs="" options="--increment --key --sync -h --help" known="items" ;;
        " pi need") verbs="" options="--team --from --by --for --item --increment --key --sync -h --help" known="" ;;
        " pi promise") verbs="" options="--in --owner --increment --key --sync -h --help" known="" ;;
        " pi settle") verbs="" options="--dropped --increment --key --sync -h --help" known="" ;;
        " pi deps") verbs="" options="--train --json -h --help" known="" ;;
        " pi risk") verbs="" options="--team --increment --train --key --sync -h --help" known="" ;;
        " pi roam") verbs="" options="--owner -m --message --increment --key --sync -h --help" known="" ;;
        " pi sync-point") verbs="" options="--team --increment --train --key --sync -h --help" known="" ;;
        " pi in-step") verbs="" options="--team --increment --key --sync -h --help" known="" ;;
        " pi sync-points") verbs="" options="--train --json -h --help" known="" ;;
        " pi call-vote") verbs="" options="--increment --train --key --sync -h --help" known="" ;;
        " pi vote") verbs="" options="-m --message --increment --train --key --sync -h --help" known="" ;;
        " pi close-vote") verbs="" options="--increment --train --key --sync -h --help" known="" ;;
        " pi commit") verbs="" options="--train --strategy -m --message --apart --key --sync -h --help" known="" ;;
        " pi start") verbs="" options="--train --key --sync -h --help" known="" ;;
        " pi achieve") verbs="" options="--team --increment --key --sync -h --help" known="" ;;
        " pi board") verbs="" options="--train --json -h --help" known="" ;;
        " pi show") verbs="" options="--train --json -h --help" known="" ;;
        " forecast") verbs="" options="--team --left --by --item --by-sprint --json -h --help" known="" ;;
        " export") verbs="" options="--to --team --increment --train -o --output -h --help" known="sprints" ;;
        " federation") verbs="add status" options="-h --help" known="" ;;
        " federation add") verbs="" options="--json -h --help" known="remotes" ;;
        " federation status") verbs="" options="--json -h --help" known="" ;;
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
