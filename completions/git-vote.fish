# Completion of `git vote`. Written by `make docs`; do not edit.

function __git_vote_at
    set -l at
    for word in (commandline -opc)[2..]
        switch "$at $word"
            case " aye" " nay" " abstain" " for" " rank" " approve" " score" " status" " proxy" " proxy give" " proxy withdraw" " proxy list"
                set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end

complete -c git-vote -n '__git_vote_at ""' -f -a aye -d 'Vote in favour'
complete -c git-vote -n '__git_vote_at ""' -f -a nay -d 'Vote against'
complete -c git-vote -n '__git_vote_at ""' -f -a abstain -d 'Abstain: counted as present, not as a vote; where options are chosen among, a blank ballot'
complete -c git-vote -n '__git_vote_at ""' -f -a for -d 'Vote for one, or for as many as there are seats'
complete -c git-vote -n '__git_vote_at ""' -f -a rank -d 'Rank options, best first'
complete -c git-vote -n '__git_vote_at ""' -f -a approve -d 'Approve of any number of options'
complete -c git-vote -n '__git_vote_at ""' -f -a score -d 'Give options scores of 0 to 5'
complete -c git-vote -n '__git_vote_at ""' -f -a status -d 'Show how a question stands: who has voted, what is missing, and whether it can be announced'
complete -c git-vote -n '__git_vote_at ""' -f -a proxy -d 'Let another member vote for you, as far as the charter allows it'
complete -c git-vote -n '__git_vote_at ""' -l version -d 'Show the version of gitgov'
complete -c git-vote -n '__git_vote_at ""' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " aye"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " aye"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " aye"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " aye"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " nay"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " nay"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " nay"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " nay"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " abstain"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " abstain"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " abstain"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " abstain"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " for"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " for"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " for"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " for"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " rank"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " rank"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " rank"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " rank"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " approve"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " approve"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " approve"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " approve"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " score"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " score"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " score"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " score"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " status"' -l json -d 'Print JSON with stable keys'
complete -c git-vote -n '__git_vote_at " status"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " proxy"' -f -a give -d 'Let another member vote for you; your own ballot always goes before theirs'
complete -c git-vote -n '__git_vote_at " proxy"' -f -a withdraw -d 'Take a proxy back, or decline one that you hold'
complete -c git-vote -n '__git_vote_at " proxy"' -f -a list -d 'List the proxies in force, those that you have given or hold first'
complete -c git-vote -n '__git_vote_at " proxy"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " proxy give"' -l for -r -d 'Upon what: all (unless told otherwise), a kind of motion, or a motion'
complete -c git-vote -n '__git_vote_at " proxy give"' -l until -r -d 'When it ends: a duration from now such as 14d, or an instant such as 2026-12-01T00:00:00Z; else as late as the charter allows'
complete -c git-vote -n '__git_vote_at " proxy give"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " proxy give"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " proxy give"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " proxy withdraw"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " proxy withdraw"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " proxy withdraw"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " proxy list"' -l json -d 'Print JSON with stable keys'
complete -c git-vote -n '__git_vote_at " proxy list"' -s h -l help -d 'Show this message and exit'
