# Completion of `git gov`. Written by `make docs`; do not edit.

__git_gov_offer ()
{
    local at="" word
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " init"|" constitute"|" member"|" member add"|" member retire"|" member list"|" charter"|" charter show"|" charter check"|" charter diff"|" charter history"|" hooks"|" hooks install"|" hooks uninstall"|" hooks status"|" sync"|" status"|" log"|" show"|" check"|" enact"|" verify"|" why"|" doctor"|" maint") at="$at $word" ;;
        esac
    done
    case "$at $prev" in

    esac
    case "$at" in
        "") verbs="init constitute member charter hooks sync status log show check enact verify why doctor maint" options="--help" ;;
        " init") verbs="" options="--template --charter --member --as --name --protect --server --key --help" ;;
        " constitute") verbs="" options="--key --help" ;;
        " member") verbs="add retire list" options="--help" ;;
        " member add") verbs="" options="--key --role -m --message --sign-with --help" ;;
        " member retire") verbs="" options="-m --message --key --help" ;;
        " member list") verbs="" options="--json --help" ;;
        " charter") verbs="show check diff history" options="--help" ;;
        " charter show") verbs="" options="--json --help" ;;
        " charter check") verbs="" options="--json --help" ;;
        " charter diff") verbs="" options="--help" ;;
        " charter history") verbs="" options="--json --help" ;;
        " hooks") verbs="install uninstall status" options="--help" ;;
        " hooks install") verbs="" options="--server --help" ;;
        " hooks uninstall") verbs="" options="--help" ;;
        " hooks status") verbs="" options="--json --help" ;;
        " sync") verbs="" options="--json --help" ;;
        " status") verbs="" options="--json --help" ;;
        " log") verbs="" options="--json -n --max-count --help" ;;
        " show") verbs="" options="--sshsig --payload --json --help" ;;
        " check") verbs="" options="--stdin --json --help" ;;
        " enact") verbs="" options="--push --method --key --help" ;;
        " verify") verbs="" options="--from-scratch --history --json --help" ;;
        " why") verbs="" options="--json --help" ;;
        " doctor") verbs="" options="--json --help" ;;
        " maint") verbs="" options="--help" ;;
    esac
    [[ $cur == -* ]] && offer=$options || offer=$verbs
}

_git_gov ()
{
    local offer verbs options
    __git_gov_offer
    __gitcomp "$offer"
}

__git_gov_alone ()
{
    local offer verbs options words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    local cur=${words[cword]} prev=${words[cword-1]}
    __git_gov_offer
    COMPREPLY=($(compgen -W "$offer" -- "$cur"))
}

complete -o bashdefault -o default -F __git_gov_alone git-gov
