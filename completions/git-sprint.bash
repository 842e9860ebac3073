# Completion of `git sprint`. Written by `make docs`; do not edit.

__git_sprint_known ()
{
    local kind
    for kind in "$@"; do
        case "$kind" in
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
            " item"|" item add"|" item drop"|" item list"|" item import"|" plan"|" commit"|" start"|" standup"|" unblock"|" status"|" export"|" review"|" feedback"|" retro"|" teams"|" federation"|" federation add"|" federation status"|" sync"|" conflicts"|" sequence") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " item add --team"|" item add --points"|" item add --value"|" item add --criticality"|" item add --risk"|" item add --needs"|" item add -m"|" item add --message"|" item add --key"|" item drop -m"|" item drop --message"|" item drop --key"|" item list --team"|" item import --team"|" item import --key"|" plan --item"|" plan --goal"|" plan --begins"|" plan --ends"|" plan --away"|" plan --capacity"|" plan --team"|" plan --key"|" commit --team"|" commit -m"|" commit --message"|" commit --key"|" start --team"|" start --key"|" standup --done"|" standup --yesterday"|" standup --next"|" standup --today"|" standup --blocker"|" standup --team"|" standup --key"|" unblock -m"|" unblock --message"|" unblock --team"|" unblock --key"|" status --team"|" export --to"|" export --team"|" export -o"|" export --output"|" review --team"|" review --key"|" feedback --from"|" feedback -m"|" feedback --message"|" feedback --team"|" feedback --key"|" retro --well"|" retro --badly"|" retro --vote"|" retro --improve"|" retro --owner"|" retro --due"|" retro --metric"|" retro --move"|" retro --close"|" retro -m"|" retro --message"|" retro --team"|" retro --key") offer=$(__git_sprint_known ); return ;;
        " conflicts --into"|" sequence --into") offer=$(__git_sprint_known branches); return ;;
    esac
    case "$at" in
        "") verbs="item plan commit start standup unblock status export review feedback retro teams federation sync conflicts sequence" options="--version -h --help" known="" ;;
        " item") verbs="add drop list import" options="-h --help" known="" ;;
        " item add") verbs="" options="--team --points --value --criticality --risk --needs -m --message --key --sync -h --help" known="" ;;
        " item drop") verbs="" options="-m --message --key --sync -h --help" known="" ;;
        " item list") verbs="" options="--team --json -h --help" known="" ;;
        " item import") verbs="" options="--team --dry-run --json --key --sync -h --help" known="" ;;
        " plan") verbs="" options="--item --proposed --goal --begins --ends --away --capacity --team --key --sync -h --help" known="" ;;
        " commit") verbs="" options="--team -m --message --apart --key --sync -h --help" known="" ;;
        " start") verbs="" options="--team --no-worktree --key --sync -h --help" known="" ;;
        " standup") verbs="" options="--done --yesterday --next --today --blocker --team --key --sync -h --help" known="" ;;
        " unblock") verbs="" options="-m --message --team --key --sync -h --help" known="" ;;
        " status") verbs="" options="--team --json -h --help" known="" ;;
        " export") verbs="" options="--to --team -o --output -h --help" known="" ;;
        " review") verbs="" options="--record --team --json --key --sync -h --help" known="" ;;
        " feedback") verbs="" options="--from -m --message --team --key --sync -h --help" known="" ;;
        " retro") verbs="" options="--well --badly --vote --improve --owner --due --metric --move --close -m --message --all --team --json --key --sync -h --help" known="" ;;
        " teams") verbs="" options="--json -h --help" known="" ;;
        " federation") verbs="add status" options="-h --help" known="" ;;
        " federation add") verbs="" options="--json -h --help" known="remotes" ;;
        " federation status") verbs="" options="--json -h --help" known="" ;;
        " sync") verbs="" options="--json -h --help" known="" ;;
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
