# Completion of `git gov`. Written by `make docs`; do not edit.

__git_gov_offer ()
{
    local at="" word
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " init"|" constitute"|" member"|" member add"|" member retire"|" member list"|" charter"|" charter show"|" charter check"|" charter diff"|" charter history"|" hooks"|" hooks install"|" hooks uninstall"|" hooks status"|" order"|" order list"|" order show"|" order invoke"|" meeting"|" meeting call"|" meeting open"|" meeting here"|" meeting leave"|" meeting rise"|" meeting recognize"|" meeting yield"|" meeting agenda"|" meeting show"|" meeting list"|" meeting minutes"|" meeting approve"|" sync"|" status"|" log"|" show"|" check"|" enact"|" verify"|" why"|" doctor"|" maint") at="$at $word" ;;
        esac
    done
    case "$at $prev" in

    esac
    case "$at" in
        "") verbs="init constitute member charter hooks order meeting sync status log show check enact verify why doctor maint" options="--version -h --help" ;;
        " init") verbs="" options="--template --charter --member --as --name --protect --server --key -h --help" ;;
        " constitute") verbs="" options="--key -h --help" ;;
        " member") verbs="add retire list" options="-h --help" ;;
        " member add") verbs="" options="--key --role --email --affiliation -m --message --sign-with -h --help" ;;
        " member retire") verbs="" options="-m --message --key -h --help" ;;
        " member list") verbs="" options="--json -h --help" ;;
        " charter") verbs="show check diff history" options="-h --help" ;;
        " charter show") verbs="" options="--json -h --help" ;;
        " charter check") verbs="" options="--json -h --help" ;;
        " charter diff") verbs="" options="-h --help" ;;
        " charter history") verbs="" options="--json -h --help" ;;
        " hooks") verbs="install uninstall status" options="-h --help" ;;
        " hooks install") verbs="" options="--server -h --help" ;;
        " hooks uninstall") verbs="" options="-h --help" ;;
        " hooks status") verbs="" options="--json -h --help" ;;
        " order") verbs="list show invoke" options="-h --help" ;;
        " order list") verbs="" options="--json -h --help" ;;
        " order show") verbs="" options="--json -h --help" ;;
        " order invoke") verbs="" options="--into -m --message --push --key --sync -h --help" ;;
        " meeting") verbs="call open here leave rise recognize yield agenda show list minutes approve" options="-h --help" ;;
        " meeting call") verbs="" options="--begins --agenda --order --special --business --adjourned --notice --committee --series --new --about --key --sync -h --help" ;;
        " meeting open") verbs="" options="--meeting --key --sync -h --help" ;;
        " meeting here") verbs="" options="--meeting --key --sync -h --help" ;;
        " meeting leave") verbs="" options="--meeting --key --sync -h --help" ;;
        " meeting rise") verbs="" options="--for --against --meeting --key --sync -h --help" ;;
        " meeting recognize") verbs="" options="--meeting --key --sync -h --help" ;;
        " meeting yield") verbs="" options="--meeting --key --sync -h --help" ;;
        " meeting agenda") verbs="" options="--meeting --key --sync -h --help" ;;
        " meeting show") verbs="" options="--json -h --help" ;;
        " meeting list") verbs="" options="--json -h --help" ;;
        " meeting minutes") verbs="" options="--meeting --markdown --json -h --help" ;;
        " meeting approve") verbs="" options="--meeting --corrections -m --message --key --sync -h --help" ;;
        " sync") verbs="" options="--json -h --help" ;;
        " status") verbs="" options="--json -h --help" ;;
        " log") verbs="" options="--json -n --max-count --motion --since --reverse -h --help" ;;
        " show") verbs="" options="--sshsig --payload --json -h --help" ;;
        " check") verbs="" options="--stdin --json -h --help" ;;
        " enact") verbs="" options="--push --method --key -h --help" ;;
        " verify") verbs="" options="--from-scratch --history --json -h --help" ;;
        " why") verbs="" options="--json -h --help" ;;
        " doctor") verbs="" options="--json -h --help" ;;
        " maint") verbs="" options="-h --help" ;;
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
