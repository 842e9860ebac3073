# Completion of `git gov`. Written by `make docs`; do not edit.

__git_gov_known ()
{
    local kind
    for kind in "$@"; do
        case "$kind" in
            motions) git motion list --short 2>/dev/null | tr '\t' '\n' ;;
            members) git gov member list 2>/dev/null | cut -d ' ' -f 1 ;;
            orders) git gov order list 2>/dev/null | sed '/^the charter has/d; s/ .*//' ;;
            teams) git sprint teams 2>/dev/null | sed -n 's/^ *\([^ :]*\)$/\1/p' ;;
            sprints) git sprint status 2>/dev/null | sed -n 's/^[^ ]*  sprint \([^ ]*\) .*/\1/p' | sort -u ;;
            items) git sprint item list 2>/dev/null | sed '/^the backlog/d; s/ .*//' ;;
            branches) git for-each-ref --format='%(refname:lstrip=2)' refs/heads refs/remotes 2>/dev/null ;;
            tags) git for-each-ref --format='%(refname:lstrip=2)' refs/tags 2>/dev/null ;;
            refs) git for-each-ref --format='%(refname)' refs/heads refs/tags 2>/dev/null ;;
            remotes) git remote 2>/dev/null ;;
        esac
    done
}

__git_gov_offer ()
{
    local at="" word known
    for word in "${words[@]:1:cword-1}"; do
        case "$at $word" in
            " init"|" constitute"|" member"|" member add"|" member revoke"|" member retire"|" member list"|" charter"|" charter show"|" charter check"|" charter diff"|" charter history"|" charter accept"|" hooks"|" hooks install"|" hooks uninstall"|" hooks status"|" hooks run"|" order"|" order list"|" order show"|" order invoke"|" meeting"|" meeting call"|" meeting open"|" meeting here"|" meeting leave"|" meeting rise"|" meeting recognize"|" meeting yield"|" meeting agenda"|" meeting show"|" meeting list"|" meeting minutes"|" meeting approve"|" advise"|" advise merge"|" advise risk"|" advise review"|" advise integration"|" advise release"|" advise sprint"|" advise operation"|" advise retro"|" advise minutes"|" advise list"|" advise show"|" advise eval"|" advise train"|" advise profile"|" advise profile add"|" advise profile list"|" advise profile show"|" advise profile check"|" advise profile remove"|" sync"|" status"|" log"|" show"|" check"|" enact"|" queue"|" verify"|" why"|" audit"|" prove"|" verify-proof"|" bisect"|" bundle"|" mirror"|" verify-bundle"|" doctor"|" maint") at="$at $word" ;;
        esac
    done
    case "$at $prev" in
        " init --template"|" init --charter"|" init --member"|" init --as"|" init --name"|" init --import-from"|" init --key"|" constitute --key"|" member add --key"|" member add --role"|" member add --email"|" member add --affiliation"|" member add -m"|" member add --message"|" member add --sign-with"|" member revoke --key"|" member revoke --by"|" member revoke -m"|" member revoke --message"|" member revoke --sign-with"|" member retire -m"|" member retire --message"|" member retire --key"|" charter accept --key"|" order invoke -m"|" order invoke --message"|" order invoke --key"|" meeting call --begins"|" meeting call --order"|" meeting call --notice"|" meeting call --series"|" meeting call --key"|" meeting open --meeting"|" meeting open --key"|" meeting here --meeting"|" meeting here --key"|" meeting leave --meeting"|" meeting leave --key"|" meeting rise --meeting"|" meeting rise --key"|" meeting recognize --meeting"|" meeting recognize --key"|" meeting yield --meeting"|" meeting yield --key"|" meeting agenda --meeting"|" meeting agenda --key"|" meeting minutes --meeting"|" meeting approve --meeting"|" meeting approve --corrections"|" meeting approve -m"|" meeting approve --message"|" meeting approve --key"|" advise merge --profile"|" advise merge --key"|" advise risk --profile"|" advise risk --key"|" advise review --tests"|" advise review --patch"|" advise review --seconds"|" advise review --profile"|" advise review --key"|" advise integration --profile"|" advise integration --key"|" advise release --profile"|" advise release --key"|" advise sprint --capacity"|" advise sprint --skills"|" advise sprint --profile"|" advise sprint --key"|" advise operation --profile"|" advise operation --key"|" advise retro --since"|" advise retro --profile"|" advise retro --key"|" advise minutes --number"|" advise minutes --profile"|" advise minutes --key"|" advise eval --profile"|" advise eval --most"|" advise train --profile"|" advise train --optimizer"|" advise train --tokens"|" advise train --seconds"|" advise train --most"|" advise train --key"|" log -n"|" log --max-count"|" log --since"|" check --code-quality"|" enact --method"|" enact --key"|" queue --key"|" verify --against"|" audit --since"|" prove -o"|" prove --output"|" prove --key"|" verify-proof --genesis"|" verify-proof --commit"|" verify-proof --charter"|" bisect --good"|" bisect --bad"|" bisect --key"|" verify-bundle --genesis"|" maint --key") offer=$(__git_gov_known ); return ;;
        " init --protect"|" order invoke --into"|" advise merge --into"|" advise risk --into"|" advise review --into"|" advise integration --into"|" advise eval --into"|" advise train --into"|" queue --onto") offer=$(__git_gov_known branches); return ;;
        " order invoke --push"|" enact --push"|" queue --push") offer=$(__git_gov_known remotes); return ;;
        " meeting call --agenda"|" meeting call --business") offer=$(__git_gov_known items); return ;;
        " meeting call --committee") offer=$(__git_gov_known members); return ;;
        " meeting call --about") offer=$(__git_gov_known branches tags); return ;;
        " advise risk --release") offer=$(__git_gov_known tags); return ;;
        " advise sprint --team") offer=$(__git_gov_known teams); return ;;
        " advise retro --sprint"|" bundle --sprint") offer=$(__git_gov_known sprints); return ;;
        " log --motion"|" mirror --motion") offer=$(__git_gov_known motions); return ;;
    esac
    case "$at" in
        "") verbs="init constitute member charter hooks order meeting advise sync status log show check enact queue verify why audit prove verify-proof bisect bundle mirror verify-bundle doctor maint" options="--version -h --help" known="" ;;
        " init") verbs="" options="--template --charter --member --as --name --protect --import --import-from --server --key -h --help" known="" ;;
        " constitute") verbs="" options="--key -h --help" known="" ;;
        " member") verbs="add revoke retire list" options="-h --help" known="" ;;
        " member add") verbs="" options="--key --role --email --affiliation --adviser -m --message --sign-with -h --help" known="members" ;;
        " member revoke") verbs="" options="--key --by --without-notice -m --message --sign-with -h --help" known="members" ;;
        " member retire") verbs="" options="-m --message --key -h --help" known="members" ;;
        " member list") verbs="" options="--json -h --help" known="" ;;
        " charter") verbs="show check diff history accept" options="-h --help" known="" ;;
        " charter show") verbs="" options="--json -h --help" known="" ;;
        " charter check") verbs="" options="--json -h --help" known="" ;;
        " charter diff") verbs="" options="-h --help" known="" ;;
        " charter history") verbs="" options="--json -h --help" known="" ;;
        " charter accept") verbs="" options="--key --sync -h --help" known="motions" ;;
        " hooks") verbs="install uninstall status run" options="-h --help" known="" ;;
        " hooks install") verbs="" options="--server --receipts --queue --measure -h --help" known="" ;;
        " hooks uninstall") verbs="" options="-h --help" known="" ;;
        " hooks status") verbs="" options="--json -h --help" known="" ;;
        " hooks run") verbs="" options="--stdin --explain -h --help" known="" ;;
        " order") verbs="list show invoke" options="-h --help" known="" ;;
        " order list") verbs="" options="--json -h --help" known="" ;;
        " order show") verbs="" options="--json -h --help" known="orders" ;;
        " order invoke") verbs="" options="--into -m --message --push --key --sync -h --help" known="orders branches tags" ;;
        " meeting") verbs="call open here leave rise recognize yield agenda show list minutes approve" options="-h --help" known="" ;;
        " meeting call") verbs="" options="--begins --agenda --order --special --business --adjourned --notice --committee --series --new --about --key --sync -h --help" known="" ;;
        " meeting open") verbs="" options="--meeting --key --sync -h --help" known="" ;;
        " meeting here") verbs="" options="--meeting --key --sync -h --help" known="" ;;
        " meeting leave") verbs="" options="--meeting --key --sync -h --help" known="" ;;
        " meeting rise") verbs="" options="--for --against --meeting --key --sync -h --help" known="" ;;
        " meeting recognize") verbs="" options="--meeting --key --sync -h --help" known="members" ;;
        " meeting yield") verbs="" options="--meeting --key --sync -h --help" known="" ;;
        " meeting agenda") verbs="" options="--meeting --key --sync -h --help" known="" ;;
        " meeting show") verbs="" options="--json -h --help" known="" ;;
        " meeting list") verbs="" options="--json -h --help" known="" ;;
        " meeting minutes") verbs="" options="--meeting --markdown --json -h --help" known="" ;;
        " meeting approve") verbs="" options="--meeting --corrections -m --message --key --sync -h --help" known="" ;;
        " advise") verbs="merge risk review integration release sprint operation retro minutes list show eval train profile" options="-h --help" known="" ;;
        " advise merge") verbs="" options="--into --profile --record --draft --show-context --key --sync --json -h --help" known="branches" ;;
        " advise risk") verbs="" options="--into --release --profile --record --draft --show-context --key --sync --json -h --help" known="branches" ;;
        " advise review") verbs="" options="--into --tests --patch --run-proposed --seconds --profile --record --draft --show-context --key --sync --json -h --help" known="branches" ;;
        " advise integration") verbs="" options="--into --profile --record --draft --show-context --key --sync --json -h --help" known="branches" ;;
        " advise release") verbs="" options="--profile --record --draft --show-context --key --sync --json -h --help" known="tags branches" ;;
        " advise sprint") verbs="" options="--team --capacity --skills --profile --record --draft --show-context --key --sync --json -h --help" known="" ;;
        " advise operation") verbs="" options="--maint --profile --record --draft --show-context --key --sync --json -h --help" known="" ;;
        " advise retro") verbs="" options="--since --sprint --profile --record --draft --show-context --key --sync --json -h --help" known="" ;;
        " advise minutes") verbs="" options="--number --profile --record --draft --show-context --key --sync --json -h --help" known="" ;;
        " advise list") verbs="" options="--json -h --help" known="branches tags" ;;
        " advise show") verbs="" options="--check --json -h --help" known="" ;;
        " advise eval") verbs="" options="--into --profile --most --commits --json -h --help" known="" ;;
        " advise train") verbs="" options="--profile --into --optimizer --tokens --seconds --most --record --key --sync --json -h --help" known="" ;;
        " advise profile") verbs="add list show check remove" options="-h --help" known="" ;;
        " advise profile add") verbs="" options="--replace --json -h --help" known="" ;;
        " advise profile list") verbs="" options="--json -h --help" known="" ;;
        " advise profile show") verbs="" options="--json -h --help" known="" ;;
        " advise profile check") verbs="" options="--json -h --help" known="" ;;
        " advise profile remove") verbs="" options="--json -h --help" known="" ;;
        " sync") verbs="" options="--json -h --help" known="remotes" ;;
        " status") verbs="" options="--json -h --help" known="" ;;
        " log") verbs="" options="--json -n --max-count --motion --since --reverse -h --help" known="" ;;
        " show") verbs="" options="--sshsig --payload --json -h --help" known="" ;;
        " check") verbs="" options="--stdin --ci --code-quality --json -h --help" known="branches tags refs" ;;
        " enact") verbs="" options="--push --method --in-place --key -h --help" known="motions" ;;
        " queue") verbs="" options="--onto --push -n --dry-run -k --keep-going --json --key -h --help" known="" ;;
        " verify") verbs="" options="--from-scratch --history --against --json -h --help" known="refs" ;;
        " why") verbs="" options="--json -h --help" known="branches tags" ;;
        " audit") verbs="" options="--since --json -h --help" known="branches" ;;
        " prove") verbs="" options="-o --output --in-toto --key -h --help" known="motions" ;;
        " verify-proof") verbs="" options="--genesis --commit --charter --carried --json -h --help" known="" ;;
        " bisect") verbs="" options="--good --bad --key --sync --json -h --help" known="" ;;
        " bundle") verbs="" options="--sprint -h --help" known="refs" ;;
        " mirror") verbs="" options="--motion --json -h --help" known="remotes" ;;
        " verify-bundle") verbs="" options="--genesis --json -h --help" known="" ;;
        " doctor") verbs="" options="--json -h --help" known="" ;;
        " maint") verbs="" options="--record --key --sync -h --help" known="" ;;
    esac
    if [[ $cur == -* ]]; then offer=$options
    elif [[ -n $known ]]; then offer=$(__git_gov_known $known)
    else offer=$verbs
    fi
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
